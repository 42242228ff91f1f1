"""What can go wrong between an app on Teams and its settings, planted in the made-up Microsoft; doctor must find it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import wire
from bot.connection import Refusal
from bot.findings import Finding
from bot.probing import Case
from bot.settings import Settings
from bot.teams import examining
from bot.teams.connection import open_teams
from bot.teams.doors import PATH
from outreach.database import Database
from outreach.events import Action, Event
from outreach.messages import Message
from scheduler.clockwork import read_real_time
from tests.bot.serving import served
from tests.fakes import FakeClock
from tests.platforms.teams.by_hand import Town, town
from tests.platforms.teams.faults import answers
from tests.platforms.teams.identity import rsa_key
from tests.platforms.teams.limits import Limits
from tests.platforms.teams.login import IDENTITY_HEADER
from tests.platforms.teams.server import START, FakeTeams, running
from tests.platforms.teams.tenant import APP, HOME, Conversation, guid
from tests.world import ROOT, World


def settings_of(teams: FakeTeams | None, **changes: Any) -> Settings:
    given: dict[str, Any] = {
        "teams_app_id": APP,
        "teams_tenant_id": HOME,
        "teams_app_password": "a made-up client secret",
    }
    if teams is not None:
        given |= {"teams_login_url": teams.secure_login_url, "teams_metadata_url": teams.metadata_url}
    return Settings(_env_file=None, **{**given, **changes})  # type: ignore[call-arg]


@dataclass
class Practice:
    """A doctor, a made-up Teams, and a book in which Acme's channel is the shared one."""

    teams: FakeTeams
    place: Town
    case: Case

    async def findings(self, **changes: Any) -> list[Finding]:
        settings = settings_of(self.teams, **changes)
        case = replace(self.case, settings=settings)
        return [*examining.glance(settings, case.read_real()), *await examining.examine(case)]

    async def wrong(self, **changes: Any) -> list[Finding]:
        return [finding for finding in await self.findings(**changes) if finding.verdict in ("warning", "failure")]

    async def link(self, conversation: Conversation, **changes: Any) -> None:
        async with self.case.database.writing() as session:
            world = World(session, count=len(conversation.name) * 100)
            account = await world.account(conversation.name)
            values = {"platform": "teams", "workspace": HOME, "external_id": conversation.id}
            reference = {"reference": self.teams.service_url}
            await world.channel(account, conversation.name, **{**values, **reference, **changes})


@pytest.fixture
async def practice(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Practice]:
    place = town()
    async with running(place.tenant, limits=Limits(enforced=False)) as teams, wire.session() as session:
        monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", teams.authority_file)
        yield Practice(teams, place, Case(settings_of(teams), database, session, read_real_time))


class Nobody:
    """Whoever is behind the doors is not asked."""

    async def take(self, event: Event) -> None:
        raise AssertionError(event)

    async def receive(self, event: Event) -> None:
        raise AssertionError(event)

    async def submit(self, event: Event) -> Refusal | None:
        raise AssertionError(event)

    async def look(self, event: Action) -> Message | None:
        raise AssertionError(event)


def told(findings: list[Finding]) -> Mapping[str, str]:
    return {finding.check: finding.words for finding in findings}


async def test_a_good_tenant_has_nothing_wrong(practice: Practice) -> None:
    await practice.link(practice.place.shared)
    found = await practice.findings()

    assert [finding for finding in found if finding.verdict != "ok"] == []
    assert told(found) == {
        "Teams credentials": "Microsoft gives us a token, good for 60 minutes",
        "Teams channels": "Concierge is in #ext-acme, and customers read there",
        "Teams keys": "Microsoft publishes the keys that speak for Teams (1)",
    }


async def test_the_docs_show_what_doctor_prints(practice: Practice) -> None:
    page = (ROOT / "docs" / "teams.md").read_text("utf-8")
    await practice.link(practice.place.shared)

    for finding in await practice.findings():
        # Microsoft has more keys than the made-up one.
        assert f"\n✓ ok  {finding.check}  {finding.words.replace('(1)', '(9)')}\n" in page


async def test_doctor_only_looks(practice: Practice) -> None:
    await practice.link(practice.place.shared)
    await practice.findings()

    assert practice.teams.login.asked == 1
    assert {method for method, _ in practice.teams.connector.requests} == {"GET"}


@pytest.mark.parametrize(
    ("changes", "words", "cure"),
    [
        ({"teams_app_id": f" {APP}"}, "TEAMS_APP_ID begins with a space", "Take the space out"),
        ({"teams_tenant_id": f"{HOME} "}, "TEAMS_TENANT_ID ends with a space", "Take the space out"),
        ({"teams_app_password": "secret "}, "TEAMS_APP_PASSWORD ends with a space", "Take the space out"),
        ({"teams_app_id": "concierge"}, "TEAMS_APP_ID is no app id", "“Microsoft App ID”"),
        ({"teams_tenant_id": "contoso.onmicrosoft.com"}, "perhaps its domain", "“Directory (tenant) ID”"),
        ({"teams_tenant_id": APP}, "are the same", "“Directory (tenant) ID”"),
        ({"teams_app_password": guid("the", "secret")}, "the secret's id, not the secret", "its Value"),
        ({"teams_managed_identity": True}, "TEAMS_APP_PASSWORD has no effect", "Take out what is not meant"),
        ({"teams_allow_anonymous": True}, "speak as anybody", "before a real tenant"),
        ({"teams_certificate_file": Path("/nowhere.pem")}, "cannot be read", "as PEM without a passphrase"),
    ],
)
def test_settings_that_cannot_be_right_are_found_without_asking(changes: Any, words: str, cure: str) -> None:
    given = {"teams_app_password": None, **changes} if "teams_certificate_file" in changes else changes
    (finding,) = [one for one in examining.glance(settings_of(None, **given), START) if one.verdict != "ok"]

    assert words in finding.words
    assert cure in finding.cure


async def test_a_wrong_secret_is_found(practice: Practice) -> None:
    (finding,) = await practice.wrong(teams_app_password="canary")

    assert (finding.check, finding.verdict) == ("Teams credentials", "failure")
    assert finding.words == "TEAMS_APP_PASSWORD is not the app's client secret (AADSTS7000215)"
    assert "the secret's value" in finding.cure
    assert "canary" not in repr(finding)


async def test_another_tenant_is_found(practice: Practice) -> None:
    (finding,) = await practice.wrong(teams_tenant_id=guid("tenant", "nobody's"))

    assert finding.words == "Microsoft knows no tenant TEAMS_TENANT_ID (AADSTS90002)"
    assert "overview page" in finding.cure


async def test_another_app_is_found(practice: Practice) -> None:
    (finding,) = await practice.wrong(teams_app_id=guid("app", "another"))

    assert "no app TEAMS_APP_ID in tenant" in finding.words
    assert "AADSTS700016" in finding.words


async def test_a_login_that_cannot_be_reached_is_told(practice: Practice) -> None:
    found = await practice.wrong(teams_login_url="https://127.0.0.1:9")

    assert [finding.check for finding in found] == ["Teams credentials"]
    assert "Let this machine reach https://127.0.0.1:9" in found[0].cure


@pytest.mark.parametrize(("header", "verdict"), [(IDENTITY_HEADER, "ok"), ("another machine's", "failure")])
async def test_a_managed_identity_is_tried(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, header: str, verdict: str
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", practice.teams.managed_identity_url)
    monkeypatch.setenv("IDENTITY_HEADER", header)
    found = await practice.findings(teams_app_password=None, teams_managed_identity=True)
    (finding,) = [one for one in found if one.check == "Teams credentials"]

    assert finding.verdict == verdict
    assert verdict == "ok" or finding.cure == "Assign that identity to it."


async def test_a_managed_identity_outside_azure_names_the_address_that_was_asked(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", "http://127.0.0.1:9/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", IDENTITY_HEADER)
    (finding,) = await practice.wrong(teams_app_password=None, teams_managed_identity=True)

    assert finding.words == "Azure's managed identity service did not answer (ConnectionError)"
    assert "on Azure's own machines alone, here at http://127.0.0.1:9: run Concierge there" in finding.cure


# Certificates


def pem(key: rsa.RSAPrivateKey, until: datetime, of: rsa.RSAPrivateKey | None = None) -> bytes:
    """A certificate, and beside it a private key that may be another's."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "concierge")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(until)
    written = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    return written + (of or key).private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


@pytest.mark.parametrize(
    ("until", "verdict", "words"),
    [
        (START - timedelta(days=1), "failure", "it expired on 23 Nov 2026"),
        (START + timedelta(days=9), "warning", "it expires on 03 Dec 2026"),
        (START + timedelta(days=90), "ok", "is readable, and good until 22 Feb 2027"),
    ],
)
def test_the_end_of_a_certificate_is_told(tmp_path: Path, until: datetime, verdict: str, words: str) -> None:
    path = tmp_path / "teams.pem"
    path.write_bytes(pem(rsa_key(1), until))
    settings = settings_of(None, teams_app_password=None, teams_certificate_file=path)
    (finding,) = examining.glance(settings, START)

    assert (finding.verdict, finding.words) == (verdict, words)


def test_a_key_that_is_not_the_certificates_is_found(tmp_path: Path) -> None:
    path = tmp_path / "teams.pem"
    path.write_bytes(pem(rsa_key(1), START + timedelta(days=90), of=rsa_key(2)))
    (finding,) = examining.glance(settings_of(None, teams_app_password=None, teams_certificate_file=path), START)

    assert finding.words == "the private key in the file is not the certificate's"


async def test_a_certificate_that_the_app_does_not_have_is_found(practice: Practice, tmp_path: Path) -> None:
    path = tmp_path / "teams.pem"
    path.write_bytes(pem(rsa_key(1), read_real_time() + timedelta(days=90)))
    (finding,) = await practice.wrong(teams_app_password=None, teams_certificate_file=path)

    assert (finding.check, "AADSTS700027" in finding.words) == ("Teams credentials", True)
    assert "upload it" in finding.cure.casefold()


# Keys and clocks


async def test_keys_out_of_reach_are_found(practice: Practice) -> None:
    await practice.link(practice.place.shared)
    practice.teams.identity.is_out = True
    (finding,) = await practice.wrong()

    assert (finding.check, finding.verdict) == ("Teams keys", "failure")
    assert "it answered 503" in finding.words


async def test_keys_that_do_not_speak_for_teams_are_found(practice: Practice) -> None:
    await practice.link(practice.place.shared)
    practice.teams.faults.plan("keys", answers(404))
    (finding,) = await practice.wrong()

    assert "it answered 404" in finding.words
    assert "TEAMS_METADATA_URL" in finding.cure


async def test_a_clock_that_is_off_is_found(practice: Practice) -> None:
    await practice.link(practice.place.shared)
    practice.case = replace(practice.case, read_real=lambda: read_real_time() - timedelta(seconds=100))
    (finding,) = await practice.wrong()

    assert (finding.check, finding.verdict) == ("Teams clock", "warning")
    assert "NTP" in finding.cure


# Channels


async def test_without_a_channel_doctor_says_how_to_link_one(practice: Practice) -> None:
    (finding,) = [one for one in await practice.findings() if one.check == "Teams channels"]

    assert "@Concierge link NAME" in finding.cure


@pytest.mark.parametrize(
    ("changes", "words", "cure"),
    [
        ({"reference": None}, "no service URL", "Write something to @Concierge there"),
        ({"reference": "https://attacker.example/"}, "is not Microsoft's", "Write something to @Concierge there"),
        ({"workspace": guid("tenant", "former")}, "belongs to another tenant", "TEAMS_TENANT_ID"),
    ],
)
async def test_a_linked_channel_that_cannot_be_reached_is_named(
    practice: Practice, changes: Any, words: str, cure: str
) -> None:
    await practice.link(practice.place.shared, **changes)
    (finding,) = await practice.wrong()

    assert finding.words.startswith(("#ext-acme", "nobody knows", "the service URL kept for #ext-acme"))
    assert words in finding.words
    assert cure in finding.cure


async def test_a_channel_that_we_were_taken_out_of_is_named(practice: Practice) -> None:
    await practice.link(practice.place.shared)
    practice.place.shared.is_installed = False
    (finding,) = await practice.wrong()

    assert (finding.check, finding.verdict) == ("Teams channels", "failure")
    assert "ext-acme" in finding.words
    assert "dd the app" in finding.cure


async def test_a_channel_in_which_only_we_sit_is_named(practice: Practice) -> None:
    team = practice.place.shared.team
    assert team is not None
    ours = practice.place.tenant.channel(team, "ours", "private", (practice.place.priya,))
    await practice.link(ours)
    (finding,) = await practice.wrong()

    assert (finding.verdict, finding.words) == ("warning", "nobody of another company is in #ours")


async def test_a_lost_channel_is_not_asked_for(practice: Practice) -> None:
    await practice.link(practice.place.shared, gone_at=START)

    assert "Teams channels" not in told(await practice.findings())


async def test_a_channel_that_the_book_has_as_ours_alone_is_not_called_shared(practice: Practice) -> None:
    team = practice.place.shared.team
    assert team is not None
    ours = practice.place.tenant.channel(team, "ours", "private", (practice.place.priya,))
    await practice.link(ours, kind="team")

    assert "Teams channels" not in told(await practice.findings())


# The process behind PUBLIC_URL


async def at(practice: Practice, app: Starlette) -> Finding:
    async with served(app) as address:
        practice.case = replace(practice.case, address=address)
        return next(one for one in await practice.findings() if one.check == "Teams messages")


async def test_our_own_door_refuses_what_is_not_signed_and_that_is_fine(practice: Practice) -> None:
    settings = settings_of(practice.teams)
    connection = await open_teams(settings, practice.case.database, FakeClock(START))
    try:
        finding = await at(practice, Starlette(routes=connection.routes(Nobody())))
    finally:
        await connection.close()

    assert (finding.verdict, "refuses what is not signed (401)" in finding.words) == ("ok", True)


async def test_a_process_without_teams_is_found(practice: Practice) -> None:
    finding = await at(practice, Starlette())

    assert (finding.verdict, "is not there (404)" in finding.words) == ("failure", True)
    assert "start it again with these settings" in finding.cure


async def test_a_door_that_lets_everybody_in_is_alarming(practice: Practice) -> None:
    async def open_to_all(_: Request) -> Response:
        return Response()

    finding = await at(practice, Starlette(routes=[Route(PATH, open_to_all, methods=["POST"])]))

    assert (finding.verdict, "that nobody signed" in finding.words) == ("failure", True)
    assert "off the network at once" in finding.cure
