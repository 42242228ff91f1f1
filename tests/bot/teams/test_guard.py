"""Every way to lie about who one is, against the made-up Microsoft that signs what Teams tells."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from bot import wire
from bot.teams.guard import Caller, Denied, Guard
from bot.teams.keys import SigningKeys
from tests.platforms.teams.cards import Json
from tests.platforms.teams.faults import answers, slow
from tests.platforms.teams.identity import FORGERIES, Forgery
from tests.platforms.teams.server import FakeTeams, running
from tests.platforms.teams.tenant import Tenant, guid

LOCAL = Caller(peer="127.0.0.1", host="127.0.0.1:3978")


@dataclass
class Monotonic:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Post:
    """A guard in front of a made-up Teams, and what it is told."""

    teams: FakeTeams
    guard: Guard
    clock: Monotonic

    def activity(self, **changes: object) -> Json:
        tenant = self.teams.tenant
        said: Json = {
            "type": "message",
            "channelId": "msteams",
            "serviceUrl": self.teams.service_url,
            "conversation": {"id": "a:1", "tenantId": tenant.id},
            "channelData": {"tenant": {"id": tenant.id}},
        }
        return {name: value for name, value in {**said, **changes}.items() if value is not None}

    def caller(self, forgery: Forgery | None = None) -> Caller:
        return replace(LOCAL, authorization=self.teams.identity.header(self.teams.service_url, forgery))

    async def status(self, activity: Json | None = None, caller: Caller | None = None) -> int:
        try:
            await self.guard.admit(caller or self.caller(), self.activity() if activity is None else activity)
        except Denied as denied:
            return denied.status
        return 200


@asynccontextmanager
async def guarded(*, anonymous: bool = False, metadata_url: str | None = None) -> AsyncIterator[Post]:
    async with running(Tenant()) as teams, wire.session() as session:
        clock = Monotonic()
        keys = SigningKeys(session, metadata_url or teams.metadata_url, clock)
        guard = Guard(teams.tenant.app_id, teams.tenant.id, keys, allows_anonymous=anonymous, allows_loopback=True)
        try:
            yield Post(teams, guard, clock)
        finally:
            teams.faults.release()
            await keys.close()


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with guarded() as post:
        yield post


async def test_what_teams_signed_comes_in(post: Post) -> None:
    claims = await post.guard.admit(post.caller(), post.activity())
    assert claims["aud"] == post.teams.tenant.app_id


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_no_forged_token_comes_in(post: Post, forgery: Forgery) -> None:
    assert await post.status() == 200
    assert await post.status(caller=post.caller(forgery)) == 401


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_no_forged_token_comes_in_first(post: Post, forgery: Forgery) -> None:
    """Before any key is known."""
    assert await post.status(caller=post.caller(forgery)) == 401


@pytest.mark.parametrize(
    "forgery", ["wrong issuer", "wrong audience", "no expiry", "alg none", "no kid", "not a token"]
)
async def test_whoever_does_not_even_name_us_gets_no_key_looked_up(post: Post, forgery: Forgery) -> None:
    assert await post.status(caller=post.caller(forgery)) == 401
    assert post.teams.identity.asked == {"metadata": 0, "keys": 0}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"serviceUrl": None}, 401),
        ({"serviceUrl": ""}, 401),
        ({"serviceUrl": 7}, 401),
        ({"channelId": None}, 401),
        ({"channelId": ""}, 401),
        ({"channelId": "emulator"}, 401),
        ({"conversation": {"id": "a:1", "tenantId": guid("tenant", "other")}}, 403),
        ({"channelData": {"tenant": {"id": guid("tenant", "other")}}}, 403),
        ({"conversation": {"id": "a:1"}, "channelData": None}, 403),
        ({"conversation": [], "channelData": "x"}, 403),
        ({"conversation": {"tenantId": {"a": 1}}}, 403),
    ],
)
async def test_an_activity_says_where_it_comes_from(post: Post, changes: Json, status: int) -> None:
    """Though its token is in order."""
    assert await post.status(post.activity(**changes)) == status


async def test_one_place_for_the_tenant_is_enough(post: Post) -> None:
    assert await post.status(post.activity(channelData=None)) == 200
    assert await post.status(post.activity(conversation={"id": "a:1"})) == 200


@pytest.mark.parametrize(
    "service_url",
    [
        "https://attacker.example/",
        "https://smba.trafficmanager.net.attacker.example/",
        "https://smba.trafficmanager.net@attacker.example/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net:8443/emea/",
    ],
)
async def test_a_genuine_token_for_a_foreign_service_is_refused(post: Post, service_url: str) -> None:
    caller = replace(LOCAL, authorization=post.teams.identity.header(service_url))
    assert await post.status(post.activity(serviceUrl=service_url), caller) == 403


async def test_teams_own_address_is_known(post: Post) -> None:
    service_url = "https://smba.trafficmanager.net/emea/"
    caller = replace(LOCAL, authorization=post.teams.identity.header(service_url.rstrip("/")))
    assert await post.status(post.activity(serviceUrl=service_url), caller) == 200


async def test_this_machine_is_no_service_for_a_real_teams(post: Post) -> None:
    strict = replace(post, guard=replace(post.guard, allows_loopback=False))
    assert await strict.status() == 403


async def test_a_new_key_is_looked_up_at_once(post: Post) -> None:
    assert await post.status() == 200
    post.clock.now += 3600
    post.teams.identity.rotate()
    assert await post.status() == 200
    assert post.teams.identity.asked["keys"] == 2


async def test_names_of_unknown_keys_are_looked_up_once_a_minute(post: Post) -> None:
    assert await post.status() == 200
    for _ in range(20):
        assert await post.status(caller=post.caller("unknown kid")) == 401
    assert post.teams.identity.asked["keys"] == 1
    post.clock.now += 61
    assert [await post.status(caller=post.caller("unknown kid")) for _ in range(5)] == [401] * 5
    assert post.teams.identity.asked["keys"] == 2


async def test_a_hundred_at_once_fetch_the_keys_once(post: Post) -> None:
    assert set(await asyncio.gather(*(post.status() for _ in range(100)))) == {200}
    assert post.teams.identity.asked == {"metadata": 1, "keys": 1}


async def test_keys_a_day_old_are_renewed_while_they_are_used(post: Post) -> None:
    assert await post.status() == 200
    post.clock.now += 25 * 3600
    held = slow()
    post.teams.faults.plan("metadata", held)
    assert await post.status() == 200
    await held.arrived.wait()
    assert post.teams.identity.asked["metadata"] == 2


async def test_known_keys_outlive_an_outage(post: Post) -> None:
    assert await post.status() == 200
    post.clock.now += 25 * 3600
    post.teams.identity.is_out = True
    assert [await post.status() for _ in range(3)] == [200] * 3


async def test_an_outage_at_the_start_ends_by_itself(post: Post) -> None:
    post.teams.faults.plan("metadata", answers(503), answers(503))
    assert await post.status() == 401
    assert await post.status() == 401
    post.clock.now += 11
    assert await post.status() == 401
    post.clock.now += 11
    assert await post.status() == 200


async def test_a_dead_metadata_host_stops_nobody_else(post: Post) -> None:
    """The loop goes on while a forged token waits for keys that do not come, and so does whoever has a known key."""
    assert await post.status() == 200
    post.clock.now += 61
    held = slow()
    post.teams.faults.plan("metadata", held)
    forged = asyncio.create_task(post.status(caller=post.caller("unknown kid")))
    await held.arrived.wait()
    longest, before = 0.0, time.perf_counter()
    for _ in range(300):
        await asyncio.sleep(0)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    assert longest < 0.05
    assert await post.status() == 200
    assert not forged.done()
    held.release()
    assert await forged == 401


async def test_a_host_that_refuses_is_a_refusal() -> None:
    async with guarded(metadata_url="http://127.0.0.1:9/openid") as post:
        assert await post.status() == 401


@pytest.mark.parametrize(
    "published", ["[]", "{}", '{"keys": 5}', '{"keys": [5, {"kty": "RSA", "kid": "key-0"}]}', "not json", ""]
)
async def test_unreadable_keys_are_no_keys(published: str) -> None:
    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = published if not published.startswith("{") or "keys" in published else f'{{"jwks_uri": "{address}"}}'
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with server, guarded(metadata_url=address) as post:
        assert await post.status() == 401


async def test_anything_unexpected_lets_nobody_in(post: Post) -> None:
    class Broken(SigningKeys):
        async def find(self, name: str) -> None:
            raise ZeroDivisionError

    broken = Guard(post.guard.app_id, post.guard.tenant_id, Broken.__new__(Broken))
    with pytest.raises(Denied) as denied:
        await broken.admit(post.caller(), post.activity())
    assert denied.value.status == 401


async def test_nobody_is_anonymous_where_that_was_not_asked_for(post: Post) -> None:
    assert await post.status(caller=LOCAL) == 401
    assert await post.status(caller=replace(LOCAL, authorization="")) == 401


async def test_a_client_on_this_machine_may_be_anonymous() -> None:
    async with guarded(anonymous=True) as post:
        assert await post.status(post.activity(channelId="emulator"), LOCAL) == 200
        assert await post.status(caller=replace(LOCAL, host="localhost:3978", peer="::1")) == 200
        assert await post.status(caller=replace(LOCAL, host="[::1]:3978")) == 200


@pytest.mark.parametrize(
    "caller",
    [
        replace(LOCAL, peer="192.0.2.7"),
        replace(LOCAL, peer=None),
        replace(LOCAL, host="concierge.example.com"),
        replace(LOCAL, host=None),
        replace(LOCAL, is_forwarded=True),
        replace(LOCAL, origin="https://attacker.example"),
    ],
)
async def test_nobody_else_may_be_anonymous(caller: Caller) -> None:
    """Tunnels, proxies and pages in a browser come from this machine too."""
    async with guarded(anonymous=True) as post:
        assert await post.status(caller=caller) == 403


async def test_anonymous_clients_keep_to_our_tenant_and_this_machine() -> None:
    async with guarded(anonymous=True) as post:
        assert await post.status(post.activity(serviceUrl="https://attacker.example/"), LOCAL) == 403
        elsewhere = {"id": "a:1", "tenantId": guid("tenant", "other")}
        assert await post.status(post.activity(conversation=elsewhere), LOCAL) == 403


async def test_a_token_is_checked_even_where_none_is_needed() -> None:
    async with guarded(anonymous=True) as post:
        assert await post.status(caller=post.caller("another key")) == 401
        assert await post.status() == 200
