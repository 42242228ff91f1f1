"""Our own program before npm's `emulate`: a Slack with one workspace, as far as it goes."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.clocks import SystemClock
from bot.settings import Settings
from bot.slack.connection import open_slack
from outreach.database import Database
from outreach.events import Place
from outreach.store import installations
from tests.clients import npm
from tests.clients.as_slack import BOT_USER, SHARED, SIGNING_SECRET, TEAM
from tests.clients.book import AT_HALF_PAST_NINE, AT_NINE, FACT, furnish, until_sent
from tests.clients.emulate import CLIENT_ID, CLIENT_SECRET, REDIRECT, TOKEN, Call, Emulate
from tests.clients.serving import BusinessTime, serving

pytestmark = [pytest.mark.emulator, npm.needs("emulate")]

GREETING = "Three steps, and I am of use:"
SECRET_KEY = "forty characters that nobody would guess"


def settings(emulate: Emulate) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": emulate.api_url,
    }


@pytest.fixture
async def slack(emulate: Emulate, time: BusinessTime, own_database: Path) -> AsyncIterator[Emulate]:
    """At nine; nobody has said anything yet."""
    await furnish(own_database)
    time.moves_to(AT_NINE)
    async with serving(own_database, time, settings(emulate), own_database.parent) as address:
        emulate.sends_events_to(f"{address}/slack/events", completed=True)
        yield emulate


async def moved_in(slack: Emulate) -> Call:
    """We are in Acme's channel, Priya has said that it is theirs, and they have read who we are."""
    await slack.says("priya", await slack.opens_direct("priya"), "my-day")
    await slack.makes("chat.postMessage", "Your day, Priya")
    channel = slack.channel_ids[SHARED]
    joined = {"type": "member_joined_channel", "user": BOT_USER, "channel": channel, "event_ts": "1795320312.1"}
    assert await slack.sends({**joined, "channel_type": "C", "team": TEAM}) == 200
    await slack.makes("chat.postMessage", f"#{SHARED} is new to me. Is it Acme's channel?")
    await slack.says("priya", channel, f"<@{BOT_USER}> link Acme")
    answered = await slack.makes("chat.postEphemeral", f"Linked. #{SHARED} is Acme's channel.")
    assert answered.arguments["user"] == slack.user_ids["priya"]
    return await slack.makes("chat.postMessage", "Hi all, I am Concierge.")


async def texts(slack: Emulate, channel: str) -> list[str]:
    """Oldest first, as its people see them."""
    return [str(one["text"]) for one in reversed(await slack.history("priya", channel))]


async def test_what_a_colleague_writes_to_us_is_answered_there(slack: Emulate) -> None:
    direct = await slack.opens_direct("priya")
    await slack.says("priya", direct, "help share")
    answered = await slack.makes("chat.postMessage", "Share something worth their time", direct)
    assert answered.arguments["text"] in await texts(slack, direct)
    assert {passed.status for passed in slack.events.passed} == {200}


async def test_an_event_with_a_wrong_signature_is_not_heard(slack: Emulate) -> None:
    slack.events.change = lambda body, headers: (body + b" ", headers)
    await slack.says("priya", await slack.opens_direct("priya"), "help share")
    assert {passed.status for passed in slack.events.passed} == {401}


async def test_a_proposal_is_approved_goes_out_in_her_name_and_is_taken_back(
    slack: Emulate, time: BusinessTime, own_database: Path
) -> None:
    channel, direct = slack.channel_ids[SHARED], await slack.opens_direct("priya")
    introduced = await moved_in(slack)
    await slack.says("priya", direct, "my-day")
    day = await slack.makes("chat.postMessage", "Tue 24 Nov 09:30 Berlin")
    assert FACT in day.arguments["text"]
    assert await slack.presses("priya", day, "Send") == 200
    await slack.makes("chat.postMessage", "Approved. It goes to Acme")
    time.moves_to(AT_HALF_PAST_NINE)
    shared = await slack.makes("chat.postMessage", "Hi Dana, on 3 Nov you said", channel)
    assert shared.arguments["username"] == "Priya Nair via Concierge"
    await until_sent(own_database)
    time.passes(minutes=5)
    await slack.says("priya", direct, "undo")
    corrected = await slack.makes("chat.update", "Correction.")
    assert corrected.arguments["ts"] == shared.answer["ts"]
    said = await texts(slack, channel)
    assert said[1:] == [introduced.arguments["text"], corrected.arguments["text"]]


async def test_a_message_is_deleted_within_two_minutes(slack: Emulate, time: BusinessTime, own_database: Path) -> None:
    direct = await slack.opens_direct("priya")
    introduced = await moved_in(slack)
    await slack.says("priya", direct, "my-day")
    await slack.presses("priya", await slack.makes("chat.postMessage", "Tue 24 Nov 09:30 Berlin"), "Send")
    await slack.makes("chat.postMessage", "Approved. It goes to Acme")
    time.moves_to(AT_HALF_PAST_NINE)
    shared = await slack.makes("chat.postMessage", "Hi Dana, on 3 Nov you said", slack.channel_ids[SHARED])
    await until_sent(own_database)
    await slack.says("priya", direct, "undo")
    deleted = await slack.makes("chat.delete")
    assert deleted.arguments["ts"] == shared.answer["ts"]
    assert (await texts(slack, slack.channel_ids[SHARED]))[1:] == [introduced.arguments["text"]]


async def test_a_customer_is_answered_in_their_thread_and_commands_nothing(slack: Emulate, own_database: Path) -> None:
    channel = slack.channel_ids[SHARED]
    introduced = await moved_in(slack)
    await until_sent(own_database)
    led = await slack.says("dana", channel, "Is single sign-on live?")
    await slack.reacts("dana", channel, str(introduced.answer["ts"]), "eyes")
    await slack.says("dana", channel, f"<@{BOT_USER}> account Acme", led)
    await slack.says("dana", channel, f"<@{BOT_USER}> stop", led)
    answered = await slack.makes("chat.postMessage", "Understood. I will not write here again unasked.")
    assert answered.arguments["thread_ts"] == led
    replies = [str(one["text"]) for one in await slack.replies("dana", channel, led)]
    assert replies[3:] == [answered.arguments["text"]]
    assert {passed.status for passed in slack.events.passed} == {200}
    told = [call for call in slack.calls if call.arguments.get("channel") == channel]
    assert not any(FACT in json.dumps(dict(call.arguments)) for call in told)


async def test_a_colleague_s_home_shows_their_day(slack: Emulate) -> None:
    await moved_in(slack)
    priya = slack.user_ids["priya"]
    opened = {"type": "app_home_opened", "user": priya, "tab": "home", "event_ts": "1795320312.2"}
    assert await slack.sends({**opened, "channel": await slack.opens_direct("priya")}) == 200
    await slack.makes("views.publish", "Your day, Priya")
    home = slack.home_of(priya)
    assert home is not None
    assert FACT in json.dumps(home["blocks"])


async def test_what_went_out_of_its_own_accord_is_found_by_its_marker(slack: Emulate, own_database: Path) -> None:
    posted = await moved_in(slack)
    channel = Place("slack", TEAM, slack.channel_ids[SHARED], SHARED)
    marker = json.loads(posted.arguments["metadata"])["event_payload"]["id"]
    given = {name.lower(): value for name, value in settings(slack).items()}
    database = Database(f"sqlite:///{own_database}")
    connection = await open_slack(Settings.model_validate(given), database, SystemClock())
    since = SystemClock().now() - timedelta(minutes=1)
    try:
        found = await connection.messenger.find(marker, channel, since)
        assert found is not None
        assert found.ref == posted.answer["ts"]
        assert await connection.messenger.find("another", channel, since) is None
    finally:
        await connection.close()
        await database.close()


async def test_a_workspace_installs_us_and_its_token_is_sealed(
    emulate: Emulate, time: BusinessTime, own_database: Path
) -> None:
    await furnish(own_database)
    several = {
        "SLACK_CLIENT_ID": CLIENT_ID,
        "SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": emulate.api_url,
        "SLACK_WORKSPACES": TEAM,
        "SECRET_KEY": SECRET_KEY,
        "PUBLIC_URL": "https://concierge.example.com",
    }
    async with serving(own_database, time, several, own_database.parent) as address, aiohttp.ClientSession() as browser:
        emulate.sends_events_to(f"{address}/slack/events", completed=True)
        state, cookie = await begin(browser, f"{address}/slack/install")
        came_back = await emulate.installs("priya", state=state)
        assert came_back.startswith(REDIRECT)
        returning = f"{address}{urlsplit(REDIRECT).path}?{urlsplit(came_back).query}"
        async with browser.get(returning, headers={"Cookie": cookie}) as page:
            assert page.status == 200, await page.text()
        greeted = await emulate.makes("chat.postMessage", GREETING)
        assert greeted.arguments["channel"] == await emulate.opens_direct("priya")
        async with browser.get(returning, headers={"Cookie": cookie}) as again:
            assert again.status >= 400
        (granted,) = [call.answer for call in emulate.calls if call.method == "oauth.v2.access" and call.answer["ok"]]
    assert str(granted["access_token"]) not in await kept_tokens(own_database)


async def kept_tokens(path: Path) -> str:
    database = Database(f"sqlite:///{path}")
    async with database.reading() as session:
        (row,) = await installations.live(session, "slack")
    await database.close()
    assert row.sealed_token
    return row.sealed_token


async def begin(browser: aiohttp.ClientSession, address: str) -> tuple[str, str]:
    """The state that Slack gets, and the cookie by which the same browser is known when it comes back."""
    async with browser.get(address, allow_redirects=False) as page:
        text: Any = page.headers.get("Location") or await page.text()
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    (state,) = parse_qs(urlsplit(text).query).get("state") or [text.partition("state=")[2].partition("&")[0]]
    return state.partition('"')[0], cookie
