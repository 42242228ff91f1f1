import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Route

from bot.inbox import Inbox
from bot.router import Router
from bot.settings import BadSetting, Settings
from bot.slack.connection import SlackConnection, open_slack
from bot.vault import Vault
from handlers.routes import Route as Row
from handlers.work import STAFF, House, Outcome, Reply, Work
from outreach.database import Database
from outreach.errors import Refused
from outreach.events import Actor
from outreach.messages import say
from outreach.models.trust import Installation
from outreach.store import installations
from scheduler.clockwork import read_real_time
from tests.bot.people import let_in
from tests.bot.slack.test_installing import SECRET_KEY, many
from tests.bot.slack.ways_in import NearDoor, Taken, settings_for
from tests.fakes import FakeClock
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.town import NOW, build_town
from tests.platforms.slack.workspace import APP_TOKEN, CLIENT_ID, CLIENT_SECRET, HOME
from tests.world import World


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with running(build_town(FakeClock(NOW))) as slack:
        yield slack


@asynccontextmanager
async def connected(settings: Settings, database: Database) -> AsyncIterator[SlackConnection]:
    connection = await open_slack(settings, database, FakeClock(NOW))
    try:
        yield connection
    finally:
        await connection.close()


def _paths(connection: SlackConnection) -> Sequence[str]:
    return [route.path for route in connection.routes(Taken()) if isinstance(route, Route)]


async def test_one_workspace_has_one_door(slack: Slack, database: Database) -> None:
    async with connected(settings_for(slack), database) as connection:
        assert (_paths(connection), connection.messenger.platform) == (["/slack/events"], "slack")


async def test_several_workspaces_may_also_install_us(slack: Slack, database: Database) -> None:
    async with connected(many(slack), database) as connection:
        assert _paths(connection) == ["/slack/events", "/slack/install", "/slack/oauth_redirect"]


async def test_over_sockets_alone_there_is_no_door(slack: Slack, database: Database) -> None:
    settings = settings_for(slack, slack_signing_secret=None, slack_app_token=SecretStr(APP_TOKEN))
    async with connected(settings, database) as connection:
        assert _paths(connection) == []


async def test_a_door_without_a_real_secret_does_not_open(slack: Slack, database: Database) -> None:
    with pytest.raises(BadSetting, match="SLACK_SIGNING_SECRET"):
        await open_slack(settings_for(slack, slack_signing_secret=SecretStr("short")), database, FakeClock(NOW))


async def test_opening_asks_slack_nothing(slack: Slack, database: Database) -> None:
    async with connected(settings_for(slack, slack_api_url="http://127.0.0.1:1/api/"), database):
        assert slack.calls == []


async def test_what_stands_in_the_environment_for_bolt_changes_nothing(
    slack: Slack, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our settings have the names that bolt reads by itself."""
    given = {"SLACK_BOT_TOKEN": "xoxb-other", "SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": CLIENT_SECRET}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    async with an_app(slack, database) as (_, taken):
        await slack.types("Priya Shah", "ext-acme", "/cs why acme")
        assert len(taken.taken) == 1


@asynccontextmanager
async def an_app(slack: Slack, database: Database) -> AsyncIterator[tuple[SlackConnection, Taken]]:
    taken = Taken()
    async with connected(settings_for(slack), database) as connection:
        transport = ASGITransport(Starlette(routes=list(connection.routes(taken))))
        async with AsyncClient(transport=transport, base_url="http://concierge.test") as client:
            slack.outbox.door = _RealTime(client)
            yield connection, taken


class _RealTime(NearDoor):
    """Signs as of now: this guard looks at real time."""

    def __init__(self, client: AsyncClient) -> None:
        super().__init__(client, read_real_time)


async def test_only_posts_are_heard(slack: Slack, database: Database) -> None:
    async with connected(settings_for(slack), database) as connection:
        transport = ASGITransport(Starlette(routes=list(connection.routes(Taken()))))
        async with AsyncClient(transport=transport, base_url="http://concierge.test") as client:
            assert (await client.get("/slack/events")).status_code == 405
            assert (await client.post("/slack/events", content=b"{}")).status_code == 401


async def test_http_and_sockets_may_be_open_at_once(slack: Slack, database: Database) -> None:
    taken = Taken()
    async with connected(settings_for(slack, slack_app_token=SecretStr(APP_TOKEN)), database) as connection:
        running_on = asyncio.create_task(connection.run(taken))
        slack.use_sockets()
        async with asyncio.timeout(5):
            await slack.sockets.wait_for(1)
        await slack.says("Dana Ortiz", "ext-acme", "hello")
        running_on.cancel()
        await asyncio.gather(running_on, return_exceptions=True)
    assert len(taken.taken) == 1


async def test_without_an_app_token_there_is_nothing_to_run(slack: Slack, database: Database) -> None:
    async with connected(settings_for(slack), database) as connection:
        async with asyncio.timeout(1):
            await connection.run(Taken())


async def test_a_removed_workspace_is_not_heard_any_more(slack: Slack, database: Database) -> None:
    """With a single token its calls are refused from now on; nothing is kept that could be forgotten."""
    async with an_app(slack, database) as (_, taken):
        await slack.uninstalls()
        assert [delivery.answer.status for delivery in slack.outbox.deliveries] == [200, 200]
        assert taken.taken == []


async def _install(slack: Slack, database: Database) -> None:
    token = Vault(SECRET_KEY).seal(slack.workspace.home.token)
    row = Installation(
        platform="slack", workspace=HOME, sealed_token=token, installed_at=NOW, bot_user_id="U0CONCIERGE"
    )
    async with database.writing() as session:
        await installations.keep(session, row)


async def test_one_of_several_whose_farewell_never_came_is_forgotten_at_the_first_call(
    slack: Slack, database: Database
) -> None:
    await _install(slack, database)
    slack.workspace.home.trouble = "account_inactive"
    async with connected(many(slack), database) as connection:
        assert await connection.workspaces() == [HOME]
        with pytest.raises(Refused):
            await connection.messenger.reach(HOME, "priya@home.example")
        assert await connection.workspaces() == []


async def test_one_of_several_that_removes_us_is_forgotten(slack: Slack, database: Database) -> None:
    taken = Taken()
    await _install(slack, database)
    async with connected(many(slack), database) as connection:
        transport = ASGITransport(Starlette(routes=list(connection.routes(taken))))
        async with AsyncClient(transport=transport, base_url="http://concierge.test") as client:
            slack.outbox.door = _RealTime(client)
            await slack.says("Dana Ortiz", "ext-acme", "hello")
            await slack.uninstalls()
    async with database.reading() as session:
        assert await installations.by_workspace(session, "slack", HOME) is None
    assert (len(taken.taken), slack.outbox.failed, slack.called("auth.test")) == (1, [], [])


async def test_from_a_typed_command_to_the_private_answer(slack: Slack, database: Database, house: House) -> None:
    async def note(work: Work) -> Outcome:
        return Reply(say(f"Noted by {work.staff.name}."))

    async with database.writing() as session:
        priya = Actor("slack", HOME, "U0PRIYASHAH", "Priya Shah")
        await let_in(session, priya, await World(session).csm())
    async with connected(settings_for(slack), database) as connection:
        rows = [Row(kind="command", name="note", handler=note, audience=STAFF)]
        messengers = {"slack": connection.messenger}
        inbox = Inbox(database, Router(rows, house), messengers, FakeClock(NOW), timedelta(days=30))
        transport = ASGITransport(Starlette(routes=list(connection.routes(inbox))))
        async with AsyncClient(transport=transport, base_url="http://concierge.test") as client:
            slack.outbox.door = _RealTime(client)
            await slack.types("Priya Shah", "ext-acme", "/cs note this")
            await slack.types("Gus Guest", "ext-acme", "/cs note this")
            await inbox.rest()
    seen = [post.text for post in slack.workspace.channel("ext-acme").posts if post.seen_by == "U0PRIYASHAH"]
    assert len(seen) == 1
    assert seen[0].startswith("Noted by")
    assert [post for post in slack.workspace.posts if post.seen_by is None] == []
