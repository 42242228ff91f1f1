"""One call of the connector: attempted once, to Microsoft only, with a token that serves many."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from bot.settings import Settings
from bot.teams.addresses import is_allowed
from bot.teams.logins import Login, LoginRefused
from bot.teams.messenger import PACE, TeamsMessenger
from outreach.errors import DeliveryProblem, NotReached, RateLimited, Refused, Unclear
from outreach.events import Place
from outreach.messages import say
from outreach.ports import Outgoing
from scheduler.lanes.pacing import Reservation
from tests.bot.teams.way_out import WayOut, opened
from tests.platforms.teams.faults import Fault, answers, drops
from tests.platforms.teams.limits import Limits


@pytest.fixture
async def out() -> AsyncIterator[WayOut]:
    async with opened() as out:
        yield out


def outgoing(place: Place, words: str = "Hello") -> Outgoing:
    return Outgoing("d1", place, say(words))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (answers(429, retry_after=17), RateLimited),
        (answers(412), RateLimited),
        (answers(500), Unclear),
        (answers(502, accepted=True), Unclear),
        (answers(504), Unclear),
        (answers(302), Unclear),
        (answers(408), Unclear),
        (drops(), Unclear),
        (drops(accepted=True), Unclear),
        (answers(200), Unclear),
    ],
    ids=lambda given: f"{given.status}" if isinstance(given, Fault) else given.__name__,
)
async def test_a_post_is_attempted_once_whatever_comes_back(
    out: WayOut, fault: Fault, error: type[DeliveryProblem]
) -> None:
    out.teams.faults.plan("post", fault)
    with pytest.raises(error) as problem:
        await out.messenger.post(outgoing(out.place(out.town.shared)))
    assert out.asked("/activities") == 1
    if isinstance(problem.value, RateLimited):
        assert problem.value.retry_after == timedelta(seconds=17 if fault.status == 429 else 1)


async def test_nobody_at_the_other_end_means_nothing_was_sent(out: WayOut) -> None:
    await out.teams.goes_down()
    with pytest.raises(NotReached):
        await out.messenger.post(outgoing(out.place(out.town.shared)))


@pytest.mark.parametrize(
    "reference",
    [
        None,
        "",
        "https://attacker.example/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.attacker.example/",
        "https://smba.trafficmanager.net@attacker.example/",
        "https://smba.trafficmanager.net:444/",
    ],
)
async def test_an_address_that_is_not_microsofts_gets_nothing_whatever_was_stored(
    out: WayOut, reference: str | None
) -> None:
    place = replace(out.place(out.town.shared), reference=reference)
    with pytest.raises(Refused, match="mention Concierge in ext-acme once"):
        await out.messenger.post(outgoing(place))
    assert not (await out.people.identify(out.vague(out.town.priya), place)).is_home


async def test_this_very_machine_is_no_address_unless_a_local_client_is_allowed(out: WayOut) -> None:
    strict = TeamsMessenger(out.calls_with(out.anonymous(), loopback=False), out.people, out.answers)
    with pytest.raises(Refused):
        await strict.post(outgoing(out.place(out.town.shared)))
    assert not is_allowed(out.teams.service_url)
    assert out.teams.connector.requests == []


def clerk(out: WayOut) -> tuple[Callable[[Settings], Login], list[str]]:
    """Gives tokens that the connector takes, and keeps them."""
    given: list[str] = []

    def give(_: Settings) -> Login:
        out.teams.login.asked += 1
        given.append(out.teams.login._issue())
        return Login(given[-1], 3_600)

    return give, given


async def test_ten_sends_take_one_login(out: WayOut) -> None:
    give, given = clerk(out)
    messenger = out.with_tokens(give)
    await asyncio.gather(*(messenger.post(outgoing(out.place(out.town.shared))) for _ in range(10)))
    assert len(out.teams.from_bot) == 10
    assert len(given) == 1


async def test_a_token_that_is_taken_back_is_replaced_within_the_same_send(out: WayOut) -> None:
    give, given = clerk(out)
    messenger = out.with_tokens(give)
    await messenger.post(outgoing(out.place(out.town.shared)))
    out.teams.login.revoke()
    await asyncio.gather(*(messenger.post(outgoing(out.place(out.town.shared), "Again")) for _ in range(3)))
    assert len(out.teams.from_bot) == 4
    assert len(given) == 2


async def test_a_token_that_never_served_is_refused_once_and_not_in_circles(out: WayOut) -> None:
    logins: list[str] = []

    def give(_: Settings) -> Login:
        logins.append(f"nobody-issued-this-{len(logins)}")
        return Login(logins[-1], 3_600)

    messenger = out.with_tokens(give)
    for _ in range(3):
        with pytest.raises(Refused) as refusal:
            await messenger.post(outgoing(out.place(out.town.shared)))
        assert refusal.value.code == "platform_off"
    assert (out.asked("/activities"), len(logins)) == (1, 1)
    out.seconds.now += 30
    with pytest.raises(Refused):
        await messenger.post(outgoing(out.place(out.town.shared)))
    assert (out.asked("/activities"), len(logins)) == (2, 2)


async def test_without_a_login_nothing_is_sent(out: WayOut) -> None:
    def refuse(_: Settings) -> Login:
        raise LoginRefused("Set it.", 7000215)

    with pytest.raises(LoginRefused):
        await out.with_tokens(refuse).post(outgoing(out.place(out.town.shared)))
    assert out.teams.connector.requests == []


async def test_posts_that_keep_their_distance_are_never_told_to_wait() -> None:
    """An hour in one conversation, and a second of the whole tenant, in made-up time."""
    clock = [0.0]
    limits = Limits(lambda: clock[0])
    for number in range(1_800):
        clock[0] = number * PACE.channel_interval.total_seconds()
        assert limits.take("write", "one") is None
    lane = Reservation(PACE.lane_per_second)
    for number, start in zip(range(400), count(clock[0] + 10), strict=False):
        clock[0] = lane.take(clock[0] if number else start)
        assert limits.take("write", f"conversation {number}") is None


async def test_what_only_looks_is_never_unclear(out: WayOut) -> None:
    out.teams.faults.plan("look", drops(), drops())
    with pytest.raises(NotReached):
        await out.calls.member(out.place(out.town.shared), out.town.priya.aad_id)


async def test_a_place_in_a_thread_has_the_roster_of_its_conversation(out: WayOut) -> None:
    member = await out.calls.member(out.place(out.town.shared, "123"), out.town.priya.aad_id)
    assert member["id"] == out.town.priya.id


async def test_the_answers_of_a_place_name_it(out: WayOut) -> None:
    out.town.shared.is_installed = False
    with pytest.raises(Refused, match="add the app to ext-acme"):
        await out.messenger.post(outgoing(out.place(out.town.shared)))
