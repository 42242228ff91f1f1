"""A made-up host for the playground, with a little story in it: `python -m tests.bot.playground.stub_host [PORT]`."""

import asyncio
import struct
import sys
import tempfile
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot.playground.chat import Chat
from bot.playground.directory import Person, Room
from bot.playground.host import LedgerLine, Playground
from bot.playground.messenger import PlaygroundMessenger
from bot.playground.page import routes
from outreach.errors import ConciergeError
from outreach.events import Action, ChannelMessage, Command, Event, FormSubmitted, Place
from outreach.messages import (
    Bullets,
    Button,
    Choice,
    Divider,
    Fields,
    Footer,
    Form,
    Heading,
    Image,
    Input,
    LinkButton,
    Message,
    Quote,
    Run,
    buttons,
    paragraph,
    say,
    text,
)
from outreach.ports import Asker, Author, Outgoing
from tests.fakes import FakeClock

HOME, ZONE = "T-HOME", "Europe/Berlin"
START = datetime(2026, 11, 24, 6, 55, tzinfo=UTC)

PEOPLE = [
    Person("U1", "Priya Shah", "csm", None, HOME, "dm:U1", zone=ZONE),
    Person("U2", "Marco Weiss", "csm", None, HOME, "dm:U2", zone="America/New_York"),
    Person("U9", "Leonie Brandt", "manager", None, HOME, "dm:U9", zone=ZONE),
    Person("C1", "Dana Ortiz", "customer", "Acme", "T-ACME", "dm:C1", ("ext-acme",), ZONE),
    Person("C2", "Femi Adeyemi", "customer", "Acme", "T-ACME", "dm:C2", ("ext-acme",), ZONE),
    Person("C3", "Tom Hale", "customer", "Umbra", "T-UMBRA", "dm:C3", ("umbra-shared",), "America/Chicago"),
]
ROOMS = [
    Room("ext-acme", HOME, "ext-acme", "shared", "Acme"),
    Room("umbra-shared", HOME, "umbra-shared", "shared", "Umbra"),
    Room("cs-team", HOME, "cs-team", "team"),
]
COMMANDS = [
    ("", "Your day: what comes first, and what waits for a yes"),
    ("help", "What Concierge can do for you"),
    ("account NAME", "All we know of one customer"),
    ("share ACCOUNT [ITEM]", "Share something worth their time"),
    ("checkin ACCOUNT", "Ask one real question"),
    ("why ACCOUNT", "What was sent, what is next, what was held back and by which rule"),
    ("pause ACCOUNT [until DATE]", "Send nothing for a while"),
    ("log ACCOUNT call NOTE", "Record a contact you made yourself"),
    ("digest", "What your manager reads, or will"),
]


class StubHost:
    """Answers a few commands, and sends two things when their time comes."""

    def __init__(self, chat: Chat, clock: FakeClock, pause: float = 0.0) -> None:
        self.chat = chat
        self._clock = clock
        self._pause = pause
        self.messenger = PlaygroundMessenger(chat)
        self.events: list[Event] = []
        self.lines: list[tuple[str, LedgerLine]] = list(_past())
        self._handled: set[str] = set()
        self._due: list[tuple[datetime, Callable[[], Awaitable[None]]]] = [
            (datetime(2026, 11, 24, 7, 0, tzinfo=UTC), self._send_morning),
            (datetime(2026, 11, 24, 7, 30, tzinfo=UTC), self._send_digest),
            (datetime(2026, 11, 25, 9, 10, tzinfo=UTC), self._send_share),
        ]

    @classmethod
    async def open(cls, path: Path | str, pause: float = 0.0) -> "StubHost":
        clock = FakeClock(START)
        chat = await Chat.open(path, clock)
        await chat.directory.furnish(ROOMS, PEOPLE)
        return cls(chat, clock, pause)

    def playground(self) -> Playground:
        return Playground(
            chat=self.chat,
            receive=self.receive,
            people=self.people,
            channels=self.channels,
            ledger=self.ledger,
            clock=self,
            next_at=self.next_at,
            zone=ZONE,
            commands=COMMANDS,
            shortcuts=[("share", "Share this"), ("log", "Log this"), ("ask", "Ask for this")],
        )

    def app(self) -> Starlette:
        return Starlette(routes=routes(self.playground()))

    def now(self) -> datetime:
        return self._clock.now()

    async def people(self) -> list[Person]:
        return PEOPLE

    async def channels(self) -> list[Room]:
        return ROOMS

    async def next_at(self) -> datetime | None:
        return min((at for at, _ in self._due), default=None)

    async def jump(self, to: datetime) -> None:
        for at, do in sorted(self._due, key=lambda due: due[0]):
            if at <= to:
                self._clock.set(max(at, self.now()))
                await asyncio.sleep(self._pause)
                await do()
                self._due = [due for due in self._due if due[0] != at]
        await asyncio.sleep(self._pause)
        self._clock.set(to)

    async def ledger(self, account: str | None) -> list[LedgerLine]:
        return [line for name, line in self.lines if account in (None, name)]

    async def receive(self, event: Event) -> None:
        if event.key in self._handled:
            return
        self._handled.add(event.key)
        self.events.append(event)
        try:
            await self._handle(event)
        except ConciergeError as refusal:
            await self.messenger.answer(Asker(event.place, event.actor.external_id), say(str(refusal)))

    async def _handle(self, event: Event) -> None:
        match event:
            case Command(text=words):
                await self._tell(event, _answers().get(words) or say("I know no command ", Run(words, code=True), "."))
            case Action(action="edit", opens=str(opens)):
                await self.messenger.open_form(opens, event.actor.external_id, event.place, _edit_form())
            case Action(action=action, values=values):
                chosen = values.get("choice", action)
                await self._tell(event, say("Done: ", Run(chosen, bold=True), ". Nothing else changed."))
            case FormSubmitted(values=values):
                await self._tell(event, say("Kept. It goes out on ", Run(values["on"], bold=True), "."))
            case ChannelMessage(actor=actor, place=place) if place.kind == "shared" and not actor.is_home:
                await self._answer(event)

    async def _tell(self, event: Event, message: Message) -> None:
        await self.messenger.answer(Asker(event.place, event.actor.external_id), message)

    async def _answer(self, event: ChannelMessage) -> None:
        thread = event.place.thread or event.ref
        place = Place(event.place.platform, event.place.workspace, event.place.external_id, thread=thread)
        words = f"Thank you, {event.actor.name.split()[0]}: Priya has it and answers before 11:00."
        await self.messenger.post(Outgoing(f"answer-{event.ref}", place, say(words)))
        self.lines.append(
            ("Acme", LedgerLine(self.now(), "made", "Answer in ext-acme", "Their own words", event.actor.name, "touch"))
        )

    async def _send_morning(self) -> None:
        await self._post("morning", "dm:U1", _morning())

    async def _send_digest(self) -> None:
        chart = Message((Image("attachment:week.png", "Contacts a day, Monday to Friday: 6, 9, 4, 8, 7"),))
        await self._post("digest", "dm:U9", _digest() + chart, attachments={"week.png": bars()})

    async def _send_share(self) -> None:
        await self._post("share", "ext-acme", _share(), Author("Priya Shah"))
        line = LedgerLine(
            self.now(), "made", "Close checklist", "Her words, 3 Nov: close takes six days", "Dana Ortiz", "touch"
        )
        self.lines = [each for each in self.lines if each[1].title != line.title]
        self.lines.append(("Acme", line))

    async def _post(
        self,
        delivery_id: str,
        channel: str,
        message: Message,
        author: Author | None = None,
        attachments: dict[str, bytes] | None = None,
    ) -> None:
        place = Place("playground", HOME, channel)
        await self.messenger.post(Outgoing(delivery_id, place, message, author, attachments or {}))


def _past() -> list[tuple[str, LedgerLine]]:
    monday = START - timedelta(hours=21)
    due = datetime(2026, 11, 25, 9, 10, tzinfo=UTC)
    return [
        (
            "Acme",
            LedgerLine(
                monday,
                "proposed",
                "Close checklist",
                "Her words, 3 Nov: close takes six days",
                "Dana Ortiz",
                "touch",
                due,
                ZONE,
            ),
        ),
        (
            "Acme",
            LedgerLine(
                monday,
                "spoke recently",
                "Check-in",
                "Live talk 20 hours ago; a day must pass",
                "Femi Adeyemi",
                "decision",
                due,
                ZONE,
            ),
        ),
        (
            "Acme",
            LedgerLine(
                monday - timedelta(days=4),
                "made",
                "Call logged by Priya",
                "SSO before the audit",
                "Dana Ortiz",
                "touch",
            ),
        ),
        (
            "Umbra",
            LedgerLine(
                monday,
                "unknown",
                "Migration question",
                "No answer from the platform: did it arrive?",
                "Tom Hale",
                "delivery",
            ),
        ),
    ]


def _answers() -> dict[str, Message]:
    return {"": _morning(), "digest": _digest()}


def _morning() -> Message:
    first = (
        text(Run("Promise, today 15:00", bold=True), ": export fix to Acme (you, Tuesday)"),
        text(Run("Waiting 1 h 40", bold=True), ": Globex, “is SSO live?”"),
        text(Run("Renewal in 58 days", bold=True), ": Initech, no contact we know of for 34 days"),
    )
    later = (("tomorrow", "Tomorrow"), ("week", "Next week"), ("never", "Not for this account"))
    return Message(
        (
            Heading(text("3 first, Priya")),
            Bullets(first, ordered=True),
            Divider(),
            Heading(text("1 proposal; nothing goes without you")),
            Fields((("Who", text("Dana Ortiz, Acme")), ("When", text("Wed 10:10 Berlin")))),
            paragraph("Close checklist. Why: her words on 3 Nov."),
            Quote(text("Month-end close still takes us six days.")),
            buttons(
                Button("Send", "approve", {"touch": "1"}, "primary"),
                Button("Edit", "edit", {"touch": "1"}),
                Choice("Not now", "later", later, {"touch": "1"}),
                Button("Reject", "reject", {"touch": "1"}, "danger", confirm="Reject this proposal for this month?"),
            ),
            Footer(text("Held back: 4 (Globex: open complaint). Nothing worth sharing: 11.")),
        )
    )


def _digest() -> Message:
    return Message(
        (
            Heading(text("Tuesday 24 Nov: 2 need you")),
            Bullets(
                (
                    text(Run("Globex", bold=True), " ($410k, renews in 58 days): second complaint in 30 days"),
                    text(Run("Decide", bold=True), ": $2k goodwill for Acme (Marco)"),
                )
            ),
            buttons(Button("Assign", "assign", {}, "primary"), Button("Yes", "yes"), Button("No", "no")),
        )
    )


def _share() -> Message:
    return Message(
        (
            paragraph(
                "Hi Dana, on 3 Nov you said month-end close still takes six days. This two-page checklist covers the "
                "reconciliation step you named: ",
                Run("Close in three days", link="https://example.com/close"),
                ".",
            ),
            paragraph(Run("What’s in it for you: ", bold=True), "it flags mismatches before close."),
            buttons(
                LinkButton("Read it", "https://example.com/close"), Button("Fewer of these", "less", {"contact": "1"})
            ),
            Footer(text("Prefer fewer of these? Just say so. · Concierge for Priya")),
        )
    )


def _edit_form() -> Form:
    return Form(
        "Edit the message to Dana",
        "edit-save",
        (
            Input("words", "Message", "lines", "Hi Dana, on 3 Nov you said month-end close still takes six days."),
            Input("on", "Day", "date", "2026-11-25", hint="Her working days are Monday to Thursday"),
            Input("tone", "Who speaks", "choice", "me", (("me", "Priya"), ("team", "The team"))),
            Input("note", "Note for your manager", optional=True),
        ),
        values={"touch": "1"},
        intro=text("What you save is what is sent, word for word."),
    )


def bars() -> bytes:
    """A small chart as PNG."""
    wide, high, heights = 300, 96, (60, 90, 40, 80, 70)
    rows = b"".join(
        b"\x00"
        + b"".join(
            b"\x17\x69\x5a" if x % 60 < 40 and high - y < heights[x // 60] else b"\xff\xff\xff" for x in range(wide)
        )
        for y in range(high)
    )

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def main(port: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        host = await StubHost.open(Path(folder) / "chat.db", pause=0.6)
        config = uvicorn.Config(host.app(), host="127.0.0.1", port=port, log_level="warning", ws="none", lifespan="off")
        await uvicorn.Server(config).serve()
        await host.chat.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3999))
