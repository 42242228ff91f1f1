"""One login serves many sends, nobody waits longer than they must, and every refusal names its cure."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from bot.settings import Settings
from bot.teams.logins import Login, LoginRefused, log_in
from bot.teams.tokens import Tokens
from outreach.errors import DeliveryProblem, NotReached, Refused
from tests.bot.teams.way_out import Seconds, settings
from tests.platforms.teams.by_hand import town
from tests.platforms.teams.faults import answers, drops, slow
from tests.platforms.teams.identity import rsa_key
from tests.platforms.teams.login import IDENTITY_HEADER
from tests.platforms.teams.server import FakeTeams, running
from tests.platforms.teams.tenant import APP, HOME


class Clerk:
    """Gives numbered tokens; `trouble` is raised instead, and `gate` makes everybody wait."""

    def __init__(self, lifetime: float = 3_600.0) -> None:
        self.asked = 0
        self.lifetime = lifetime
        self.trouble: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, _: Settings) -> Login:
        self.asked += 1
        assert self.gate.wait(10)
        if self.trouble is not None:
            raise self.trouble
        return Login(f"token-{self.asked}", self.lifetime)


@pytest.fixture
async def teams(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeTeams]:
    async with running(town().tenant) as teams:
        # In place of the authorities that come with the library.
        monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", teams.authority_file)
        yield teams


def registered(teams: FakeTeams, **changes: object) -> Settings:
    given = {"teams_app_id": APP, "teams_tenant_id": HOME, "teams_login_url": teams.secure_login_url}
    return settings(**{**given, "teams_app_password": teams.tenant.secret, **changes})


async def test_ten_who_ask_at_once_and_ten_who_ask_later_share_one_login() -> None:
    clerk = Clerk()
    tokens = Tokens(settings(), Seconds(), clerk)
    assert set(await asyncio.gather(*(tokens.get() for _ in range(10)))) == {"token-1"}
    assert {await tokens.get() for _ in range(10)} == {"token-1"}
    assert clerk.asked == 1


async def test_a_token_is_renewed_before_its_end_while_the_old_one_still_serves() -> None:
    clerk, seconds = Clerk(), Seconds()
    tokens = Tokens(settings(), seconds, clerk)
    await tokens.get()
    seconds.now += 3_600 - 599
    clerk.gate.clear()
    assert await tokens.get() == "token-1"
    clerk.gate.set()
    await tokens.close()
    seconds.now += 540
    assert await tokens.get() == "token-2"


async def test_nothing_is_sent_with_a_token_that_is_about_to_end() -> None:
    clerk, seconds = Clerk(), Seconds()
    tokens = Tokens(settings(), seconds, clerk)
    await tokens.get()
    seconds.now += 3_600 - 59
    assert await tokens.get() == "token-2"


async def test_while_the_login_is_away_the_old_token_serves_to_its_end() -> None:
    clerk, seconds = Clerk(), Seconds()
    tokens = Tokens(settings(), seconds, clerk)
    await tokens.get()
    clerk.trouble = NotReached("away")
    seconds.now += 3_600 - 1
    assert await tokens.get() == "token-1"
    seconds.now += 1
    with pytest.raises(NotReached):
        await tokens.get()


async def test_after_a_failure_it_is_not_asked_again_at_once() -> None:
    clerk, seconds = Clerk(), Seconds()
    tokens = Tokens(settings(), seconds, clerk)
    clerk.trouble = LoginRefused("no", 7000215)
    for _ in range(3):
        with pytest.raises(LoginRefused):
            await tokens.get()
    assert clerk.asked == 1
    seconds.now += 30
    clerk.trouble = None
    assert await tokens.get() == "token-2"


async def test_a_token_that_never_served_is_not_replaced_at_once() -> None:
    clerk, seconds = Clerk(), Seconds()
    tokens = Tokens(settings(), seconds, clerk)
    token = await tokens.get()
    assert token is not None
    tokens.doubt(token, Refused("platform_off", "Look at the app."))
    for _ in range(3):
        with pytest.raises(Refused, match="Look at the app"):
            await tokens.get()
    assert clerk.asked == 1
    seconds.now += 30
    assert await tokens.get() == "token-2"
    tokens.doubt(token, Refused("platform_off", "Look at the app."))
    assert await tokens.get() == "token-2"


async def test_a_slow_login_does_not_hold_up_the_loop_and_those_who_wait_give_up_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.teams.tokens._WITHIN_SECONDS", 0.05)
    clerk = Clerk()
    clerk.gate.clear()
    tokens = Tokens(settings(), Seconds(), clerk)
    lag = asyncio.create_task(_worst_lag(0.1))
    with pytest.raises(NotReached, match="too long"):
        await tokens.get()
    assert await lag < 0.05
    clerk.gate.set()
    monkeypatch.undo()
    assert await tokens.get() == "token-1"
    assert clerk.asked == 1


async def _worst_lag(seconds: float) -> float:
    end, worst = time.monotonic() + seconds, 0.0
    while (now := time.monotonic()) < end:
        await asyncio.sleep(0)
        worst = max(worst, time.monotonic() - now)
    return worst


async def test_whatever_goes_wrong_in_the_login_nothing_was_sent() -> None:
    clerk = Clerk()
    clerk.trouble = KeyError("authorization_endpoint")
    with pytest.raises(NotReached):
        await Tokens(settings(), Seconds(), clerk).get()


async def test_a_local_test_client_gets_no_token() -> None:
    clerk = Clerk()
    assert await Tokens(settings(teams_allow_anonymous=True), Seconds(), clerk).get() is None
    assert clerk.asked == 0


async def test_the_apps_secret_gets_a_token_that_the_connector_takes(teams: FakeTeams) -> None:
    given = await asyncio.to_thread(log_in, registered(teams))
    assert teams.login.admits(f"Bearer {given.token}")
    assert 3_500 < given.seconds <= 3_599


async def test_the_apps_certificate_does_too(teams: FakeTeams, tmp_path: Path) -> None:
    teams.login.certificate = (
        rsa_key(7)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
    given = await asyncio.to_thread(log_in, with_certificate(teams, written(tmp_path)))
    assert teams.login.admits(f"Bearer {given.token}")
    assert "client_secret" not in teams.login.requests[-1]


async def test_a_managed_identity_needs_no_secret(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", teams.managed_identity_url)
    monkeypatch.setenv("IDENTITY_HEADER", IDENTITY_HEADER)
    azure = registered(teams, teams_app_password=None, teams_managed_identity=True)
    given = await asyncio.to_thread(log_in, azure)
    assert teams.login.admits(f"Bearer {given.token}")
    another = azure.model_copy(update={"teams_app_id": "somebody-else"})
    with pytest.raises(LoginRefused, match="assign that identity"):
        await asyncio.to_thread(log_in, another)


@pytest.mark.parametrize(
    ("changes", "number", "cure"),
    [
        ({"teams_app_password": "wrong"}, 7000215, "set the secret's value"),
        ({"teams_app_id": "another-app"}, 700016, "check both"),
        ({"teams_tenant_id": "another-tenant"}, 90002, "check TEAMS_TENANT_ID"),
        ({"teams_app_password": None}, None, "set TEAMS_APP_PASSWORD"),
        ({"teams_login_url": "http://127.0.0.1:9"}, None, "must begin with https"),
    ],
)
async def test_each_wrong_credential_is_refused_with_its_cure(
    teams: FakeTeams, changes: dict[str, str | None], number: int | None, cure: str
) -> None:
    with pytest.raises(LoginRefused, match=cure) as refusal:
        await asyncio.to_thread(log_in, registered(teams, **changes))
    assert (refusal.value.code, refusal.value.number) == ("platform_off", number)
    assert teams.tenant.secret not in str(refusal.value)


async def test_a_certificate_that_is_not_the_apps_is_refused_with_its_cure(teams: FakeTeams, tmp_path: Path) -> None:
    with pytest.raises(LoginRefused, match="upload it") as refusal:
        await asyncio.to_thread(log_in, with_certificate(teams, written(tmp_path)))
    assert refusal.value.number == 700027


@pytest.mark.parametrize("content", [None, "", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
async def test_a_file_that_is_no_certificate_is_said_to_be_none(
    teams: FakeTeams, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "teams.pem"
    if content is not None:
        path.write_text(content)
    with pytest.raises(LoginRefused, match="TEAMS_CERTIFICATE_FILE"):
        log_in(with_certificate(teams, path))


async def test_a_login_that_is_down_or_cut_off_is_no_refusal(teams: FakeTeams) -> None:
    for fault in (answers(503), drops()):
        teams.faults.plan("token", fault)
        with pytest.raises(NotReached):
            await asyncio.to_thread(log_in, registered(teams))
    down = registered(teams, teams_login_url="https://127.0.0.1:9")
    with pytest.raises(NotReached):
        await asyncio.to_thread(log_in, down)


async def test_a_login_that_never_answers_is_given_up(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.teams.logins._TIMEOUT", (0.5, 0.2))
    teams.faults.plan("token", slow())
    with pytest.raises(NotReached, match="ReadTimeout"):
        await asyncio.to_thread(log_in, registered(teams))


async def test_what_stands_in_the_shell_sends_the_secret_nowhere_else(
    teams: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert (await asyncio.to_thread(log_in, registered(teams))).token


async def test_a_login_is_not_followed_elsewhere(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> None:
    async def send_on(request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": f"{teams.managed_identity_url}?{request.query_string}"})

    app = web.Application()
    app.add_routes([web.get("/msi", send_on)])
    async with TestServer(app) as elsewhere:
        monkeypatch.setenv("IDENTITY_ENDPOINT", str(elsewhere.make_url("/msi")))
        monkeypatch.setenv("IDENTITY_HEADER", IDENTITY_HEADER)
        azure = registered(teams, teams_app_password=None, teams_managed_identity=True)
        with pytest.raises(DeliveryProblem):
            await asyncio.to_thread(log_in, azure)
    assert teams.login.asked == 0


async def test_a_new_secret_is_taken_up_at_the_next_login(teams: FakeTeams) -> None:
    teams.tenant.secret = "a rotated secret"
    with pytest.raises(Refused):
        await asyncio.to_thread(log_in, registered(teams, teams_app_password="the old one"))
    assert (await asyncio.to_thread(log_in, registered(teams))).token


def with_certificate(teams: FakeTeams, path: Path) -> Settings:
    return registered(teams, teams_app_password=None, teams_certificate_file=path)


def written(folder: Path) -> Path:
    """A PEM file with a certificate and its key, as the Azure portal takes the former."""
    key, name = rsa_key(7), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "concierge")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7)
    builder = builder.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(
        datetime(2099, 1, 1, tzinfo=UTC)
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "teams.pem"
    path.write_bytes(secret + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path
