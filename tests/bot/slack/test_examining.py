"""What can go wrong between an app on Slack and its settings, planted in the fake Slack; doctor must find it."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import wire
from bot.connection import Refusal
from bot.findings import Finding
from bot.probing import Case
from bot.settings import Settings
from bot.slack import examining
from bot.slack.connection import open_slack
from bot.slack.installed import PLATFORM
from bot.slack.manifest import EVENTS_PATH, scopes
from bot.slack.purposes import PURPOSES
from bot.vault import Vault
from outreach.database import Database
from outreach.events import Action, Event
from outreach.messages import Message
from outreach.models.trust import Installation
from outreach.store import channels, installations
from scheduler.clockwork import read_real_time
from tests.bot.serving import served
from tests.fakes import FakeClock
from tests.platforms.slack.faults import Fault
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.town import NOW, build_town
from tests.platforms.slack.workspace import APP_TOKEN, CLIENT_ID, CLIENT_SECRET, HOME
from tests.world import ROOT, World

SECRET, KEY = "8f742231b10e8888abcd99ab12cd85a5", "k" * 32


def settings_of(slack: Slack | None, **changes: Any) -> Settings:
    given = {
        "slack_bot_token": slack.workspace.home.token if slack else "xoxb-1",
        "slack_signing_secret": SECRET,
        **({"slack_api_url": slack.base_url} if slack else {}),
        **changes,
    }
    return Settings(_env_file=None, **given)  # type: ignore[call-arg]


@dataclass
class Practice:
    """A doctor, a fake Slack, and a book in which Acme's channel is #ext-acme."""

    slack: Slack
    case: Case

    async def findings(self, *, is_many: bool = False, **changes: Any) -> list[Finding]:
        if is_many:
            client = {
                "slack_client_id": CLIENT_ID,
                "slack_client_secret": CLIENT_SECRET,
                "secret_key": KEY,
                "slack_workspaces": HOME,
            }
            client["slack_workspaces"] = HOME
            changes = {"slack_bot_token": None, "public_url": "https://concierge.example", **client, **changes}
        settings = settings_of(self.slack, **changes)
        return await examining.examine(replace(self.case, settings=settings))

    async def wrong(self, **changes: Any) -> list[Finding]:
        return [finding for finding in await self.findings(**changes) if finding.verdict in ("warning", "failure")]

    async def link(self, name: str, **changes: Any) -> None:
        """A customer of its own for that channel."""
        async with self.case.database.writing() as session:
            world = World(session, count=len(name) * 100)
            account = await world.account(name)
            known = self.slack.workspace.channels.get(f"C0{name.upper().replace('-', '')}")
            values = {"platform": PLATFORM, "workspace": HOME, "external_id": known.id if known else "C0NOWHERE"}
            await world.channel(account, name, **{**values, **changes})


@pytest.fixture
async def practice(database: Database) -> AsyncIterator[Practice]:
    slack_town = build_town(FakeClock(NOW))
    slack_town.home.scopes = set(scopes())
    async with running(slack_town) as slack, wire.session() as session:
        practice = Practice(slack, Case(settings_of(slack), database, session, read_real_time))
        await practice.link("ext-acme")
        yield practice


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


async def test_a_good_workspace_has_nothing_wrong_and_is_named(practice: Practice) -> None:
    found = await practice.findings(slack_app_token=APP_TOKEN)

    assert [finding for finding in found if finding.verdict != "ok"] == []
    assert told(found) == {
        "Slack token": "is accepted: @concierge in Home Inc (T0HOME)",
        "Slack scopes": "all 15 are granted",
        "Slack app token": "is accepted: events may come over Socket Mode",
        "Slack channels": "Concierge is in #ext-acme, and customers read there",
    }


async def test_the_docs_show_what_doctor_prints(practice: Practice) -> None:
    page = (ROOT / "docs" / "slack.md").read_text("utf-8")

    for finding in await practice.findings(slack_app_token=APP_TOKEN):
        assert f"\n✓ ok  {finding.check}  {finding.words}\n" in page


async def test_doctor_only_looks(practice: Practice) -> None:
    await practice.findings(slack_app_token=APP_TOKEN)

    assert {call.method for call in practice.slack.calls} == {
        "auth.test",
        "apps.connections.open",
        "conversations.info",
    }


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("xoxp-1-2", "is a user's token"),
        ("xapp-1-A0-2", "belongs into SLACK_APP_TOKEN"),
        ("xoxe.xoxb-1-2", "token rotation is on"),
        ("8f742231b10e8888", "does not begin with xoxb-"),
    ],
)
def test_another_kind_of_token_is_found_without_asking_slack(token: str, words: str) -> None:
    (finding,) = [one for one in examining.glance(settings_of(None, slack_bot_token=token)) if one.verdict != "ok"]

    assert words in finding.words
    assert "Bot User OAuth Token" in finding.cure
    assert token not in finding.words + finding.cure


@pytest.mark.parametrize(
    ("secret", "verdict", "words"),
    [
        ("a1b2c3", "failure", "has 6 characters"),
        ("Zq4XvT0WmN8sLk2PdR6yBc1e", "warning", "does not look like Slack's"),
        ("c" * 32, "failure", "are the same"),
        (SECRET, "ok", "problem=signature"),
    ],
)
def test_a_signing_secret_is_looked_at(secret: str, verdict: str, words: str) -> None:
    settings = settings_of(None, slack_signing_secret=secret, slack_client_secret="c" * 32)
    (finding,) = [one for one in examining.glance(settings) if one.check == "Slack signing secret"]

    assert (finding.verdict, words in finding.words) == (verdict, True)
    assert verdict == "ok" or "“Signing Secret”" in finding.cure


@pytest.mark.parametrize("name", ["slack_bot_token", "slack_app_token", "slack_client_id"])
@pytest.mark.parametrize(
    ("before", "after", "words"), [(" ", "", "begins with a space"), ("", "\n", "ends with a space")]
)
def test_a_stray_space_is_named(name: str, before: str, after: str, words: str) -> None:
    good = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1", "slack_client_id": "1.2"}[name]
    given = {"slack_bot_token": None, name: f"{before}{good}{after}"}
    (finding,) = [one for one in examining.glance(settings_of(None, **given)) if one.verdict != "ok"]

    assert (finding.words, finding.cure) == (f"{name.upper()} {words}", "Take the space out.")


def test_an_app_token_of_another_kind_is_found() -> None:
    (finding,) = [
        one for one in examining.glance(settings_of(None, slack_app_token="xoxb-1")) if one.verdict == "failure"
    ]
    assert "does not begin with xapp-" in finding.words
    assert "connections:write" in finding.cure


def test_a_client_id_beside_a_bot_token_has_no_effect() -> None:
    (finding,) = [
        one for one in examining.glance(settings_of(None, slack_client_id="1.2")) if one.check == "Slack workspaces"
    ]
    assert finding.verdict == "warning"
    assert "Take out SLACK_CLIENT_ID" in finding.cure


@pytest.mark.parametrize(
    ("trouble", "words", "cure"),
    [
        ("invalid_auth", "knows no such token", "Bot User OAuth Token"),
        ("token_revoked", "was taken back", "“Install App”"),
        ("account_inactive", "bot was removed", "“Install App”"),
        ("token_expired", "token rotation", "Switch token rotation off"),
        ("fatal_error", "answered fatal_error", "Try again in a minute"),
    ],
)
async def test_a_token_that_slack_refuses_is_told_with_its_cure(
    practice: Practice, trouble: str, words: str, cure: str
) -> None:
    practice.slack.workspace.home.trouble = trouble
    finding = next(one for one in await practice.wrong() if one.check == "Slack token")

    assert finding.verdict == "failure"
    assert words in finding.words
    assert cure in finding.cure


async def test_every_missing_scope_is_named_with_what_it_is_for(practice: Practice) -> None:
    practice.slack.workspace.home.scopes -= {"users:read.email", "im:write"}
    found = [one for one in await practice.wrong() if one.check == "Slack scopes"]

    assert [finding.words for finding in found] == [
        "im:write is missing: there would be no morning list, no digest and no private answer",
        "users:read.email is missing: it could not recognise colleagues and contacts by their e-mail address",
    ]
    assert all("python -m bot manifest slack" in finding.cure for finding in found)


async def test_scopes_that_nobody_uses_are_told(practice: Practice) -> None:
    practice.slack.workspace.home.scopes.add("channels:join")
    words = told(await practice.findings())["Slack scopes"]

    assert words == "all 15 are granted; 1 more are never used: channels:join"


def test_every_scope_says_what_it_is_for() -> None:
    assert sorted(PURPOSES) == scopes()


async def test_an_app_token_that_slack_does_not_know_is_found(practice: Practice) -> None:
    (finding,) = await practice.wrong(slack_app_token="xapp-1-another")

    assert (finding.check, finding.verdict) == ("Slack app token", "failure")
    assert "“Socket Mode”" in finding.cure


async def test_a_slack_that_cannot_be_reached_is_told_and_nothing_is_raised(practice: Practice) -> None:
    found = await practice.wrong(slack_api_url="http://127.0.0.1:9/api/", slack_app_token=APP_TOKEN)

    assert {finding.check for finding in found} == {"Slack token", "Slack app token", "Slack channels"}
    assert "nobody listens there" in next(one.words for one in found if one.check == "Slack token")


@pytest.mark.parametrize(("seconds", "verdict"), [(45, "warning"), (-45, "warning"), (125, "failure")])
async def test_a_clock_that_is_off_is_found(practice: Practice, seconds: int, verdict: str) -> None:
    practice.case = replace(practice.case, read_real=lambda: read_real_time() + timedelta(seconds=seconds))
    (finding,) = await practice.wrong()

    assert (finding.check, finding.verdict) == ("Slack clock", verdict)
    assert "NTP" in finding.cure


@pytest.mark.parametrize(
    ("name", "words", "cure"),
    [
        ("lobby", "Concierge is not in #lobby", "/invite @Concierge"),
        ("secret", "does not exist, or Concierge is not in it", "Invite @Concierge to #secret"),
        ("nowhere", "does not exist", "link the account to another channel"),
        ("cs-team", "no other company is in #cs-team", "Slack Connect"),
    ],
)
async def test_a_linked_channel_that_does_not_work_is_named(
    practice: Practice, name: str, words: str, cure: str
) -> None:
    await practice.link(name)
    (finding,) = await practice.wrong()

    assert finding.check == "Slack channels"
    assert words in finding.words
    assert cure in finding.cure


async def test_an_archived_channel_is_named(practice: Practice) -> None:
    practice.slack.workspace.channel("ext-acme").is_archived = True
    (finding,) = await practice.wrong()

    assert (finding.verdict, finding.words) == ("failure", "#ext-acme is archived")


async def test_an_invitation_that_nobody_accepted_is_named(practice: Practice) -> None:
    acme = practice.slack.workspace.channel("ext-acme")
    acme.connected, acme.invited = [], ["T0ACME"]
    (finding,) = await practice.wrong()

    assert finding.words == "the invitation to #ext-acme is not accepted yet"


async def test_a_channel_that_the_book_takes_for_ours_alone_is_named(practice: Practice) -> None:
    await practice.link("ext-umbra", kind="team")
    (finding,) = await practice.wrong()

    assert finding.words == "customers read #ext-umbra, and the book takes it for ours alone"


async def test_a_channel_that_the_book_has_as_ours_alone_is_not_called_shared(practice: Practice) -> None:
    await practice.link("cs-team", kind="team")

    assert told(await practice.findings())["Slack channels"] == "Concierge is in #ext-acme, and customers read there"


async def test_a_lost_channel_is_not_asked_for(practice: Practice) -> None:
    async with practice.case.database.writing() as session:
        (channel,) = await channels.all_channels(session)
        channel.gone_at = NOW

    assert "Slack channels" not in told(await practice.findings())


async def test_a_channel_of_another_workspace_is_named(practice: Practice) -> None:
    await practice.link("ext-umbra", workspace="T0OLD")
    (finding,) = await practice.wrong()

    assert "#ext-umbra in workspace T0OLD cannot be reached" in finding.words
    assert finding.cure.startswith("Install Concierge")


async def test_slack_asking_to_wait_is_no_failure(practice: Practice) -> None:
    practice.slack.faults.plan("conversations.info", Fault("429"))
    (finding,) = await practice.wrong()

    assert (finding.verdict, finding.words) == ("warning", "not all were looked at: 1 more")


async def test_without_a_channel_doctor_says_how_to_link_one(practice: Practice) -> None:
    async with practice.case.database.writing() as session:
        for channel in await channels.all_channels(session):
            await channels.unlink(session, channel, now=NOW)
    (finding,) = await practice.wrong()

    assert "`/cs link NAME`" in finding.cure


async def test_without_a_book_channels_are_left_alone(practice: Practice) -> None:
    practice.case = replace(practice.case, has_book=False)

    assert "Slack channels" not in told(await practice.findings())


# The process behind PUBLIC_URL


async def behind(practice: Practice, **changes: Any) -> Finding:
    """What doctor says of a process that runs with these changes."""
    connection = await open_slack(settings_of(practice.slack, **changes), practice.case.database, FakeClock(NOW))
    try:
        return await at(practice, Starlette(routes=connection.routes(Nobody())))
    finally:
        await connection.close()


async def at(practice: Practice, app: Starlette) -> Finding:
    async with served(app) as address:
        practice.case = replace(practice.case, address=address)
        return next(one for one in await practice.findings() if one.check == "Slack events")


async def test_the_door_of_a_process_with_the_same_secret_is_fine(practice: Practice) -> None:
    finding = await behind(practice)

    assert (finding.verdict, EVENTS_PATH in finding.words) == ("ok", True)


async def test_a_process_with_another_secret_is_found(practice: Practice) -> None:
    finding = await behind(practice, slack_signing_secret="0" * 32)

    assert (finding.verdict, "refuses what is signed with our secret" in finding.words) == ("failure", True)
    assert "another SLACK_SIGNING_SECRET" in finding.cure


async def test_a_process_without_slack_is_found(practice: Practice) -> None:
    finding = await at(practice, Starlette())

    assert (finding.verdict, "answered 404" in finding.words) == ("failure", True)
    assert "runs without Slack" in finding.cure


async def test_a_door_that_lets_everybody_in_is_alarming(practice: Practice) -> None:
    async def open_to_all(request: Request) -> Response:
        return JSONResponse({"challenge": json.loads(await request.body())["challenge"]})

    finding = await at(practice, Starlette(routes=[Route(EVENTS_PATH, open_to_all, methods=["POST"])]))

    assert (finding.verdict, "signed with another secret" in finding.words) == ("failure", True)
    assert "off the network at once" in finding.cure


# Several workspaces


async def install(practice: Practice, key: str = KEY) -> None:
    home = practice.slack.workspace.home
    row = Installation(
        platform=PLATFORM,
        workspace=HOME,
        name="Home Inc",
        bot_user_id=home.bot_user,
        sealed_token=Vault(key).seal(home.token),
        installed_at=NOW,
    )
    async with practice.case.database.writing() as session:
        await installations.keep(session, row)


async def test_a_workspace_that_installed_us_is_named(practice: Practice) -> None:
    await install(practice)
    found = await practice.findings(is_many=True)

    assert told(found)["Slack workspaces"] == "1 installed Concierge: Home Inc"
    assert [finding for finding in found if finding.verdict != "ok"] == []


async def test_nobody_having_installed_it_is_told_with_the_page_to_open(practice: Practice) -> None:
    found = await practice.wrong(is_many=True)

    finding = next(one for one in found if one.check == "Slack workspaces")
    assert "https://concierge.example/slack/install" in finding.cure


async def test_a_workspace_that_is_not_ours_is_named(practice: Practice) -> None:
    await install(practice)
    found = await practice.wrong(is_many=True, slack_workspaces="T0ELSEWHERE")

    theirs, none = [one for one in found if one.check == "Slack workspaces"]
    assert "Home Inc (T0HOME) installed it and is not in SLACK_WORKSPACES" in theirs.words
    assert "Add its id" in theirs.cure
    assert "none of our workspaces" in none.words


async def test_another_secret_key_is_found(practice: Practice) -> None:
    await install(practice, key="another" * 5)
    finding = next(one for one in await practice.wrong(is_many=True) if one.check == "Slack workspaces")

    assert finding.words == "Home Inc: A stored token was sealed with another SECRET_KEY"
    assert finding.cure.startswith("Set the former one")


async def test_the_client_secret_is_tried_without_anything_being_granted(practice: Practice) -> None:
    await install(practice)
    found = await practice.findings(is_many=True)

    assert told(found)["Slack client secret"] == "is accepted: workspaces can install Concierge"
    assert practice.slack.workspace.grants == {}


@pytest.mark.parametrize(
    ("changes", "words", "cure"),
    [
        ({"slack_client_secret": "canary"}, "is not the app's", "“Client Secret”"),
        ({"slack_client_secret": f"{CLIENT_SECRET} "}, "SLACK_CLIENT_SECRET ends with a space", "Take the space out"),
        ({"slack_client_id": "1.2"}, "knows no app with this SLACK_CLIENT_ID", "“Client ID”"),
    ],
)
async def test_a_wrong_client_secret_is_found(practice: Practice, changes: Any, words: str, cure: str) -> None:
    await install(practice)
    (finding,) = await practice.wrong(is_many=True, **changes)

    assert (finding.check, finding.verdict, words in finding.words) == ("Slack client secret", "failure", True)
    assert cure in finding.cure
    assert "canary" not in repr(finding)


async def test_a_client_secret_that_could_not_be_tried_is_a_warning(practice: Practice) -> None:
    await install(practice)
    practice.slack.faults.plan("oauth.v2.access", Fault("fatal_error"))
    (finding,) = await practice.wrong(is_many=True)

    assert (finding.verdict, "could not be tried" in finding.words) == ("warning", True)


async def test_a_workspace_that_took_its_token_back_is_named(practice: Practice) -> None:
    await install(practice)
    practice.slack.workspace.home.trouble = "token_revoked"
    finding = next(one for one in await practice.wrong(is_many=True) if one.check == "Slack token")

    assert finding.words.startswith("Home Inc: it was taken back")
    assert "slack/install" in finding.cure


def test_no_finding_shows_a_secret() -> None:
    settings = settings_of(None, slack_bot_token="xoxp-canary", slack_app_token="canary", slack_signing_secret="canary")
    found = examining.glance(settings)

    assert isinstance(settings.slack_bot_token, SecretStr)
    assert "canary" not in repr(found)
