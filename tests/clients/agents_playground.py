"""Teams by Microsoft, without a tenant: npm's Microsoft 365 Agents Playground, driven as its own page drives it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.clients import npm, programs
from tests.clients.doors import Door, open_door

Json = dict[str, object]

# Told in the output of the tests that use it.
LACKS = (
    "dialogs, and with them the menu of a message (share, log, ask)",
    "deleting: an undo within two minutes",
    "commands of the manifest, slash, and messages that one person sees in a channel",
    "people of other tenants, guests and shared channels of its own: they are made up here",
    "reactions, and edits and deletions by people",
    "people looked up by the id of their directory",
    "tokens and signing keys, 429, 412 and other refusals",
)

APP = "11111111-2222-4333-8444-000000000001"
TENANT = "11111111-2222-4333-8444-000000000002"
BOT = "Concierge"
# The first sits at the page. One of them is in nobody's book.
PEOPLE = ("Priya Nair", "Leo Hartmann", "Marco Rossi", "Nina Newcomer", "Ada Gruber", "Ben Okafor")
TEAM, CHANNEL = "Customers", "ext-acme"

# Below the ports that Linux gives out by itself: of those it leaves a taken one for another, silently.
_PORTS = range(18150, 18950)
_SHOWN_WITHIN = 20


@dataclass(frozen=True)
class Shown:
    """Something on the page: `change` is createMessage or updateMessage."""

    change: str
    conversation: str
    message: Json


@dataclass(frozen=True)
class Cast:
    """Who and what there is, by ids. `person` is the one at the page, `people` are the others."""

    tenant: str
    bot: Json
    person: Json
    people: tuple[Json, ...]
    personal_chat: str
    group_chat: str
    team: str
    channels: tuple[str, ...]


@dataclass
class AgentsPlayground:
    """Activities come in by `activities`; the app under test answers at `service_url`."""

    address: str
    service_url: str
    activities: Door
    cast: Cast
    _session: aiohttp.ClientSession
    shown: list[Shown] = field(default_factory=list)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def sends_activities_to(self, address: str) -> None:
        self.activities.leads_to = address

    async def installs(self, conversation: str) -> None:
        await self._post(f"/_debug/conversation/{conversation}/installation", {})

    async def says(self, conversation: str, text: str, *, mentioning: bool = False) -> str:
        """The person at the page speaks. In channels and group chats the app hears it only when mentioned. Returns the
        message's id."""
        name = str(self.cast.bot["name"])
        mention = {"mentioned": self.cast.bot, "text": f"<at>{name}</at>"}
        said = await self._post(
            f"/_conversation/v1/conversations/{conversation}/messages",
            {
                "type": "text",
                "text": f"<at>{name}</at> {text}" if mentioning else text,
                "textFormat": "plain",
                "from": {"id": self.cast.person["id"]},
                "mentions": [mention] if mentioning else [],
            },
        )
        return str(said["messageId"])

    async def presses(self, shown: Shown, action: Json) -> Json:
        """A card's Action.Execute; returns what the app answered."""
        return await self._post(
            "/_conversation/v1/invoke", self._about(shown, {"action": action}, "adaptiveCard/action")
        )

    async def submits(self, shown: Shown, data: Json) -> None:
        """A card's Action.Submit."""
        await self._post("/_conversation/v1/submit", self._about(shown, data))

    async def gives(self, activity: Json) -> None:
        """Any activity, as it is: what the playground has no hand for, such as people of other tenants."""
        await self._post("/_internal/v1/customActivities", activity)

    async def sees(self, wanted: Callable[[Shown], bool]) -> Shown:
        """The first that is wanted on the page, however long ago it came; it has to come within seconds."""
        try:
            async with asyncio.timeout(_SHOWN_WITHIN), self._news:
                while True:
                    for one in self.shown:
                        if wanted(one):
                            return one
                    await self._news.wait()
        except TimeoutError:
            there = [f"{one.change} {one.conversation} {json.dumps(one.message)[:1000]}" for one in self.shown]
            raise AssertionError("\n".join(["It is not on the page:", *there])) from None

    async def watch(self, stream: aiohttp.ClientWebSocketResponse) -> None:
        async for told in stream:
            held = json.loads(told.data)
            if "message" in held:
                async with self._news:
                    self.shown.append(Shown(held["action"], held["actionConversationId"], held["message"]))
                    self._news.notify_all()

    def _about(self, shown: Shown, value: Json, name: str | None = None) -> Json:
        named: Json = {} if name is None else {"name": name}
        about = {"conversation": {"id": shown.conversation}, "replyToId": shown.message["messageId"]}
        return {**named, "value": value, "from": {"id": self.cast.person["id"]}, **about}

    async def _post(self, path: str, held: Json) -> Json:
        async with self._session.post(f"{self.address}{path}", json=held) as answered:
            text = await answered.text()
            assert answered.status < 300, f"{path}: {answered.status} {text}"
        return dict(json.loads(text)) if text else {}


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[AgentsPlayground]:
    """`folder` is scratch: it reads who there is, and writes its own log there."""
    (folder / ".m365agentsplayground.yml").write_text(json.dumps(_town()), "utf-8")
    port = programs.free_port(_PORTS)
    address = f"http://127.0.0.1:{port}"
    service_url = f"{address}/_connector"
    program = npm.package("@microsoft/m365agentsplayground") / "cli.js"
    options = ["-c", "msteams", "-p", str(port), "--service-url", service_url, "--disable-telemetry"]
    async with open_door("/api/messages") as activities, aiohttp.ClientSession() as session:
        command: list[str | Path] = [program, "start", "-e", activities.address, *options]
        quiet = {"BROWSER": "none"}
        async with programs.node(command, ready=r"Listening on (\d+)", folder=folder, settings=quiet) as ready:
            assert ready[1] == str(port), f"Port {port} was taken meanwhile."
            cast = await _cast(session, address)
            playground = AgentsPlayground(address, service_url, activities, cast, session)
            async with session.ws_connect(f"{address}/_ws_conversation/v1/conversations/stream") as stream:
                watching = asyncio.create_task(playground.watch(stream))
                try:
                    yield playground
                finally:
                    await stream.close()
                    await watching


def _town() -> Json:
    """With ids as Teams has them. Whatever is JSON is YAML."""
    at_the_page, *others = (_person(number, name) for number, name in enumerate(PEOPLE, 1))
    return {
        "version": "0.1.0",
        "tenantId": TENANT,
        "bot": {"id": f"28:{APP}", "name": BOT},
        "currentUser": at_the_page,
        "users": others,
        "personalChat": {"id": "a:chat"},
        "groupChat": {"id": "19:group@thread.v2", "name": "Group"},
        "team": {
            "id": "19:first@thread.tacv2",
            "name": TEAM,
            "aadGroupId": _guid(100),
            "channels": [{"id": "19:acme@thread.tacv2", "name": CHANNEL}],
        },
    }


def _person(number: int, name: str) -> Json:
    given, surname = name.split()
    address = f"{given.lower()}@home.example"
    return {
        "id": f"29:{given.lower()}",
        "name": name,
        "userPrincipleName": address,
        "aadObjectId": _guid(number),
        "givenName": given,
        "surname": surname,
        "email": address,
    }


def _guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


async def _cast(session: aiohttp.ClientSession, address: str) -> Cast:
    async with session.get(f"{address}/_internal/v1/config") as answered:
        held = (await answered.json())["config"]
    team = held["teams"][0]
    return Cast(
        tenant=held["tenantId"],
        bot=held["bot"],
        person=held["currentUser"],
        people=tuple(held["users"]),
        personal_chat=held["personalChat"]["id"],
        group_chat=held["groupChats"][0]["id"],
        team=team["id"],
        channels=tuple(channel["id"] for channel in team["channels"]),
    )
