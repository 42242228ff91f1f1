"""A Slack by other people: npm's `emulate`, with a proxy in front that knows what Slack's real Web API takes."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from multidict import CIMultiDict

from bot.slack.manifest import REDIRECT_PATH, scopes
from tests.clients import as_slack, npm, programs
from tests.clients.as_slack import APP, BOT, BOT_USER, SHARED, SIGNING_SECRET, TEAM, Json
from tests.clients.doors import Door, Headers, open_door, serving

# What it lacks besides what the seed leaves out; told in the output of the tests that use it.
LACKS = (
    "slash commands, forms and the menu of a message",
    "buttons, mentions as events of their own, and an App Home that somebody opens: they are made up here",
    "what is written privately into a channel: it is taken and shown to nobody",
    "Socket Mode",
    "Slack Connect: who is of another company is made up here",
    "who is a guest, and whose app a message is of: put in here",
    "membership: whoever asks is in every channel",
    "repeated deliveries, rate limits, metadata only on request, checks of blocks",
)

TOKEN = "xoxb-concierge"
CLIENT_ID, CLIENT_SECRET = "1.2", "a-client-secret"
REDIRECT = f"https://concierge.example.com{REDIRECT_PATH}"
PEOPLE = {"priya": "Priya Nair", "marco": "Marco Rossi", "dana": "Dana Whitfield"}
CHANNELS = ("team-success", SHARED)
_CALLS_WITHIN = 20
_PEOPLES_SCOPES = ("chat:write", "reactions:write", "channels:history", "groups:history", "im:history", "im:write")


@dataclass(frozen=True)
class Call:
    """A call of the app under test, and what it was answered."""

    method: str
    arguments: Mapping[str, str]
    answer: Json

    @property
    def words(self) -> str:
        return "\n".join(self.arguments.values())


@dataclass
class Emulate:
    """The app under test talks to `api_url`; everything a person does goes straight to the emulator."""

    api_url: str
    site: str
    events: Door
    _session: aiohttp.ClientSession
    calls: list[Call]
    limited: Counter[str]
    user_ids: dict[str, str] = field(default_factory=dict)
    channel_ids: dict[str, str] = field(default_factory=dict)

    def sends_events_to(self, address: str, *, completed: bool = False) -> None:
        """`completed`: with what Slack's own events have and the emulator's lack, signed anew."""
        self.events.leads_to = address
        if completed:
            self.events.change = self._completed

    async def makes(self, method: str, words: str = "", channel: str | None = None) -> Call:
        """The app's first call of that method that has these words in it and was accepted, however long ago; it has
        to come within seconds."""

        def is_it(call: Call) -> bool:
            is_there = channel in (None, call.arguments.get("channel"))
            return call.method == method and is_there and bool(call.answer["ok"]) and words in call.words

        try:
            async with asyncio.timeout(_CALLS_WITHIN):
                while True:
                    for call in self.calls:
                        if is_it(call):
                            return call
                    await asyncio.sleep(0.05)
        except TimeoutError:
            made = [f"{call.method} {dict(call.arguments)} {call.answer}"[:1000] for call in self.calls]
            raise AssertionError("\n".join([f"No {method} says “{words}”:", *made])) from None

    def limit_next(self, method: str) -> None:
        """Answers the next call of the app with 429, as if it never came."""
        self.limited[method] += 1

    async def says(self, who: str, channel: str, text: str, thread: str | None = None) -> str:
        """Returns the message's `ts`. Its event has been delivered by then."""
        threaded = {"thread_ts": thread} if thread else {}
        return str((await self._does(who, "chat.postMessage", channel=channel, text=text, **threaded))["ts"])

    async def edits(self, who: str, channel: str, ts: str, text: str) -> None:
        await self._does(who, "chat.update", channel=channel, ts=ts, text=text)

    async def deletes(self, who: str, channel: str, ts: str) -> None:
        await self._does(who, "chat.delete", channel=channel, ts=ts)

    async def reacts(self, who: str, channel: str, ts: str, emoji: str) -> None:
        await self._does(who, "reactions.add", channel=channel, timestamp=ts, name=emoji)

    async def opens_direct(self, who: str) -> str:
        """The id of their conversation with the bot."""
        opened = await self._does(who, "conversations.open", users=BOT_USER)
        return str(as_slack.section(opened, "channel")["id"])

    async def history(self, who: str, channel: str) -> list[Json]:
        """The messages of a channel as they lie there, newest first."""
        return as_slack.rows(await self._does(who, "conversations.history", channel=channel), "messages")

    async def replies(self, who: str, channel: str, ts: str) -> list[Json]:
        return as_slack.rows(await self._does(who, "conversations.replies", channel=channel, ts=ts), "messages")

    def home_of(self, user_id: str) -> Json | None:
        """What was last published to that person and accepted."""
        for call in reversed(self.calls):
            if call.method == "views.publish" and call.answer["ok"] and call.arguments["user_id"] == user_id:
                return as_slack.section(call.answer, "view")
        return None

    async def installs(self, who: str, redirect: str = REDIRECT, state: str = "", asked: Sequence[str] = ()) -> str:
        """They agree in their browser; returns the address, with its code, that the browser goes to next."""
        agreed = {
            "user_id": self.user_ids[who],
            "redirect_uri": redirect,
            "scope": ",".join(asked or scopes()),
            "state": state,
            "client_id": CLIENT_ID,
        }
        address = f"{self.site}/oauth/v2/authorize/callback"
        async with self._session.post(address, data=agreed, allow_redirects=False) as answered:
            assert answered.status == 302, await answered.text()
            return answered.headers["Location"]

    async def sends(self, event: Json) -> int:
        """An event that the emulator does not know, in our own envelope and signature. Returns the app's status."""
        told = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{time.monotonic_ns()}", "event": event}
        body, headers = self._completed(json.dumps(told).encode(), {"Content-Type": "application/json"})
        return (await self.events.take(body, headers, as_it_is=True)).status

    async def presses(self, who: str, posted: Call, label: str) -> int:
        """A button of a message that the app posted; the emulator has none. Returns the app's status."""
        form = as_slack.press(who, self.user_ids[who], posted.arguments["channel"], posted.answer, label)
        return (await self.events.take(form, {**_FORM, **as_slack.sign(form)}, as_it_is=True)).status

    def _completed(self, body: bytes, headers: Headers) -> tuple[bytes, Headers]:
        foreigner, shared = self.user_ids[as_slack.FOREIGNER], self.channel_ids[as_slack.SHARED]
        made = json.dumps(as_slack.complete(json.loads(body), foreigner, shared)).encode()
        return made, CIMultiDict({**headers, **as_slack.sign(made)})

    async def _does(self, who: str, method: str, **arguments: str) -> Json:
        signed = {"Authorization": f"Bearer xoxp-{who}"}
        async with self._session.post(f"{self.site}/api/{method}", data=arguments, headers=signed) as answered:
            answer: Json = await answered.json()
        assert answer["ok"], f"{method}: {answer}"
        return answer


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Emulate]:
    """`folder` is scratch."""
    seed = folder / "seed.json"
    seed.write_text(json.dumps({"slack": _seed()}), "utf-8")
    port = programs.free_port()
    site = f"http://127.0.0.1:{port}"
    program = npm.package("emulate") / "dist" / "index.js"
    hook = programs.HERE / "events-hook.mjs"
    options: list[str | Path] = [
        "--service",
        "slack",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--base-url",
        site,
        "--seed",
        seed,
    ]
    async with open_door("/slack/events") as events, aiohttp.ClientSession() as session:
        settings = {"EMULATE_EVENTS_URL": events.address}
        command = ["--import", hook.as_uri(), program, "start", *options]
        async with programs.node(command, ready=r"Ready\.", folder=folder, settings=settings):
            proxy = _Proxy(site, session)
            async with serving(proxy.pass_on) as address:
                emulate = Emulate(f"{address}/api/", site, events, session, proxy.calls, proxy.limited)
                await _learn_ids(emulate)
                yield emulate


async def _learn_ids(emulate: Emulate) -> None:
    people = as_slack.rows(await emulate._does("admin", "users.list"), "members")
    emulate.user_ids.update({str(one["name"]): str(one["id"]) for one in people})
    channels = as_slack.rows(await emulate._does("admin", "conversations.list"), "channels")
    emulate.channel_ids.update({str(one["name"]): str(one["id"]) for one in channels})


def _seed() -> Json:
    app = {"app_id": APP, "client_id": CLIENT_ID, "bot_id": BOT, "bot_user_id": BOT_USER}
    secret = {"client_secret": CLIENT_SECRET, "redirect_uris": [REDIRECT]}
    people = [{"token": f"xoxp-{name}", "type": "user", "user": name, "scopes": _PEOPLES_SCOPES} for name in PEOPLE]
    admin = {"token": "xoxp-admin", "type": "user", "user": "admin", "scopes": ["users:read", "channels:read"]}
    bot = {"token": TOKEN, "type": "bot", "user_id": BOT_USER, "bot_user_id": BOT_USER, "bot_id": BOT, "app_id": APP}
    return {
        "team": {"name": "Home", "domain": "home"},
        "signing_secret": SIGNING_SECRET,
        "strict_scopes": True,
        "users": [{"name": name, "real_name": real, "email": f"{name}@home.example"} for name, real in PEOPLE.items()],
        "channels": [{"name": name} for name in CHANNELS],
        "oauth_apps": [{"name": "Concierge", "scopes": scopes(), **app, **secret}],
        "tokens": [admin, *people, {**bot, "scopes": scopes()}],
    }


class _Proxy:
    """The emulator reads the bodies of POSTs alone; Slack, and so its SDK, takes GETs and queries as well."""

    def __init__(self, site: str, session: aiohttp.ClientSession) -> None:
        self.calls: list[Call] = []
        self.limited: Counter[str] = Counter()
        self._site, self._session = site, session

    async def pass_on(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        if self.limited[method] > 0:
            self.limited[method] -= 1
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
        arguments = {**request.query, **await _body(request)}
        headers = {name: request.headers[name] for name in ("Authorization",) if name in request.headers}
        asked = self._session.post(
            f"{self._site}{request.path}", data=urlencode(arguments), headers={**headers, **_FORM}
        )
        async with asked as answered:
            answer = as_slack.complete_answer(await answered.json())
            self.calls.append(Call(method, arguments, answer))
            return web.json_response(answer, status=answered.status)


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def _body(request: web.Request) -> dict[str, str]:
    if request.content_type == "application/json":
        held: Json = await request.json()
        return {name: _plain(value) for name, value in held.items() if value is not None}
    return {name: str(value) for name, value in (await request.post()).items()}


def _plain(value: object) -> str:
    """As a form holds it."""
    return value if isinstance(value, str) else json.dumps(value)
