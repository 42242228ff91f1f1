"""Two customers on two platforms, and everybody at the desk doing what comes to mind: nobody reads of the other.

And without the checks somebody does: a test that cannot fail proves nothing.
"""

import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import cycle, islice

import pytest
from sqlalchemy import event
from sqlmodel import select

from handlers.actions import answer_generalise
from outreach.database import Database, Session
from outreach.desk.signals import read
from outreach.errors import BadInput
from outreach.models.book import Account, Contact, Fact
from outreach.models.desk import Request
from outreach.store import answers, requests
from scheduler import signalling
from tests.fakes import FakeClock
from tests.platforms.slack.stage import NotOffered
from tests.platforms.teams.cards import NotThere as NotOnTheCard
from tests.scenarios.fronts import book
from tests.scenarios.fronts.book import DANA, GWEN, LEO, MARCO, PRIYA
from tests.scenarios.fronts.front import DIRECT, Front, NotThere, Shown
from tests.scenarios.fronts.slack_front import SlackFront
from tests.scenarios.fronts.stage import Stage, on_stage
from tests.scenarios.fronts.teams_front import TeamsFront
from tests.scenarios.town import hurry
from tests.world import MONDAY

MARKS = {"Acme": "acmemark", "Globex": "globexmark"}
# What only they, and whoever works for them, may read.
OF = {
    "Acme": ("Acme", "acmemark", "Dana", "Whitfield"),
    "Globex": ("Globex", "globexmark", "Gwen", "Okafor"),
    "others": ("Initech", "Hooli", "Umbra", "Ivan", "Hooper"),
}
ROOMS = {"Acme": "ext-acme", "Globex": "ext-globex"}
SAYS = (
    "Where do I find the audit trail for {mark}?",
    "I'd like to ask for an export of the {mark} audit trail",
    "This is the third time the {mark} export has failed and nobody answers. This is unacceptable.",
    "Our goal is to close the {mark} books in four days.",
    "We are looking at other vendors before the {mark} renewal.",
    "Thank you, the {mark} export works.",
    "status",
    "who is my CSM?",
    "what can I ask for?",
    "is anyone there?",
    "help",
    "option 1",
    "no, not yet",
    "yes, that is right",
    "less often please",
)
TYPES = (
    "",
    "requests",
    "requests all",
    "complaint",
    "noticed",
    "answers",
    "goodwill",
    "notice",
    "digest",
    "undo",
    "account {name}",
    "why {name}",
    "share {name}",
    "checkin {name}",
    "request {name} a {mark} report",
    "complaint {name} they rang about {mark}",
    "goodwill {name} 20 a {mark} cake",
    "remember {name} they like {mark}",
)
FILLS = {
    "root_cause": "The queue was full",
    "department": "Engineering",
    "made_right": "It runs again",
    "prevents": "We watch it",
    "done": "It is in your folder",
    "minutes": "20",
    "reason": "She asked for it",
    "because": "There is none yet",
    "due": "Friday",
    "about": "who builds such things",
    "note": "We spoke",
}
# A slip of the fingers: it is not on the screen, or not for them, or not with those answers.
SLIPS = (NotThere, NotOffered, NotOnTheCard, BadInput)


class Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


class Crowd:
    """Dana sits on Slack, Gwen on Teams, and whoever looks after both on either."""

    def __init__(self, stage: Stage, slack: SlackFront, teams: TeamsFront, seed: int) -> None:
        self.stage = stage
        self.fronts: Mapping[str, Front] = {"Acme": slack, "Globex": teams}
        self.customers = {"Acme": DANA, "Globex": GWEN}
        self.staff: Sequence[tuple[Front, str]] = ((slack, PRIYA), (slack, PRIYA), (slack, LEO), (teams, MARCO))
        self.chance = random.Random(seed)
        self.read: dict[str, list[str]] = {"Acme": [], "Globex": []}
        self.leaks: list[str] = []
        self.slips = self.done = 0
        self.said: dict[str, list[object]] = {"Acme": [], "Globex": []}

    async def rage(self, deeds: int, *, until_it_leaks: bool = False) -> None:
        for _ in range(deeds):
            (deed,) = self.chance.choices(DEEDS, WEIGHTS)
            await self.attempt(deed)
            if self.leaks and until_it_leaks:
                return

    async def attempt(self, deed: Callable[["Crowd"], Awaitable[None]]) -> None:
        try:
            await deed(self)
            self.done += 1
        except SLIPS:
            self.slips += 1
        await self.stage.sends()
        self.stage.clock.advance(seconds=self.chance.randint(1, 200))
        for name in ROOMS:
            await self._look(name)

    async def _look(self, name: str) -> None:
        """At whatever stands in their channel, and whatever they alone were shown."""
        front = self.fronts[name]
        texts = [str(one.seen) for one in await front.public(ROOMS[name])]
        texts += [str(seen) for seen in await front.news(self.customers[name])]
        fresh = [text for text in texts if text not in self.read[name]]
        self.read[name] += fresh
        for text in fresh:
            foreign = [word for owner, words in OF.items() if owner != name for word in words if word in text]
            if foreign:
                self.leaks.append(f"{name} reads {foreign} in: {text}")

    def _somebody(self) -> str:
        return self.chance.choice(list(ROOMS))

    async def say(self) -> None:
        name = self._somebody()
        words = self.chance.choice(SAYS).format(mark=MARKS[name])
        mention = self.chance.random() < 0.5
        self.said[name].append(await self.fronts[name].says(self.customers[name], ROOMS[name], words, mention=mention))

    async def change(self) -> None:
        name = self._somebody()
        if not self.said[name]:
            return
        said = self.chance.choice(self.said[name])
        if self.chance.random() < 0.5:
            words = self.chance.choice(SAYS).format(mark=MARKS[name])
            await self.fronts[name].edits(self.customers[name], said, words)
        else:
            self.said[name].remove(said)
            await self.fronts[name].deletes(self.customers[name], said)

    async def press_as_customer(self) -> None:
        name = self._somebody()
        await self._press(self.fronts[name], self.customers[name])

    async def type(self) -> None:
        """Also, as a slip, in a customer's channel."""
        front, who = self.chance.choice(self.staff)
        name = self._somebody()
        (room,) = (ROOMS[one] for one in ROOMS if self.fronts[one] is front)
        where = room if who in book.MEMBERS[room] and self.chance.random() < 0.15 else DIRECT
        await front.types(who, self.chance.choice(TYPES).format(name=name, mark=MARKS[name]), where)

    async def press(self) -> None:
        front, who = self.chance.choice(self.staff)
        await self._press(front, who)
        await self._fill(front, who)

    async def _press(self, front: Front, who: str) -> None:
        shown = [one for one in (await self._shown(front, who))[-6:] if one.seen.labels]
        if not shown:
            raise NotThere("nothing to press")
        one = self.chance.choice(shown)
        label, _, options = self.chance.choice(one.seen.labels).partition(" (")
        choice = self.chance.choice(options.removesuffix(")").split(" / ")) if " / " in options else None
        try:
            await front._press(who, one, label if choice else f"{label}{' (' if options else ''}{options}", choice)
        except (StopIteration, RuntimeError, KeyError) as problem:
            raise NotThere(str(problem)) from None

    async def _shown(self, front: Front, who: str) -> Sequence[Shown]:
        await front.news(who)
        return list(front._known[who].values())

    async def _fill(self, front: Front, who: str) -> None:
        asked = await front.questions(who)
        if asked:
            try:
                await front.fills(who, **{name: words for name, words in FILLS.items() if name in asked})
            finally:
                await front.dismisses(who)

    async def time(self) -> None:
        await self.stage.passes(minutes=self.chance.choice((10, 60, 60, 240, 1200)))

    async def report(self) -> None:
        name = self._somebody()
        fields = {"source": "desk", "id": f"{self.done}", "account": name, "kind": "p1_ticket", "title": MARKS[name]}
        async with self.stage.database.writing() as session:
            news = read("opened", fields, self.stage.clock.now())
            await signalling.take(session, self.stage.app.core.planning, news, self.stage.clock.now())

    async def answer(self) -> None:
        """A question, answered from a draft and kept; the next is answered with what is offered. Chance alone hardly
        ever gets to the end of this."""
        name, front = self._somebody(), self.fronts["Acme"]
        asks = "Where do I find the audit trail? We are looking at other vendors before the renewal."
        await self.fronts[name].says(self.customers[name], ROOMS[name], asks)
        await self.stage.sends()
        await self._press_newest(front, PRIYA, "Draft an answer")
        draft = await front.sees(PRIYA)
        if "Use this answer" in draft.labels:
            await front.presses(PRIYA, "Use this answer")
        elif "press Export" not in draft.words:
            # It may have been the other's that she came upon.
            theirs = next(mark for owner, mark in MARKS.items() if draft.words.startswith(owner))
            await front.presses(PRIYA, "Edit")
            await front.fills(PRIYA, words=f"Hi, the {theirs} audit trail is under Reports: open it and press Export.")
        if "Send" in (await front.sees(PRIYA)).labels:
            await front.presses(PRIYA, "Send")
        else:
            await front.presses(PRIYA, "Send anyway …")
            await front.fills(PRIYA, reason=FILLS["reason"])
        await front.presses(PRIYA, "Keep this answer")
        await front.fills(PRIYA)
        if self.chance.random() < 0.3:
            await self.generalise()

    async def generalise(self) -> None:
        """As it stands, which is refused while it names anybody."""
        front = self.fronts["Acme"]
        await front.types(PRIYA, "answers")
        await front.presses(PRIYA, "Generalise")
        await front.fills(PRIYA)
        await front.dismisses(PRIYA)

    async def ask_how_things_stand(self) -> None:
        name = self._somebody()
        await self.fronts[name].says(self.customers[name], ROOMS[name], "status", mention=True)

    async def _press_newest(self, front: Front, who: str, label: str) -> None:
        """However far they have to scroll back."""
        for one in reversed(await self._shown(front, who)):
            if label in one.seen.labels:
                await front._press(who, one, label, None)
                return
        raise NotThere(f"nothing says “{label}”")

    async def offer(self) -> None:
        """Options for something that they asked for, chosen from the channel."""
        name, front = self._somebody(), self.fronts["Acme"]
        asks = f"I'd like to ask for an export of the {MARKS[name]} audit trail"
        await self.fronts[name].says(self.customers[name], ROOMS[name], asks, mention=True)
        await front.types(PRIYA, f"requests {name}")
        await front.presses(PRIYA, "Open")
        await front.presses(PRIYA, "Offer options")
        await front.fills(PRIYA, first="audit-export", second="close-workshop", third="none")
        await front.presses(PRIYA, "Send")


DEEDS: Sequence[Callable[[Crowd], Awaitable[None]]] = (
    Crowd.say,
    Crowd.change,
    Crowd.press_as_customer,
    Crowd.type,
    Crowd.press,
    Crowd.time,
    Crowd.report,
    Crowd.answer,
    Crowd.offer,
)
WEIGHTS = (8, 2, 5, 6, 20, 3, 1, 4, 2)


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
async def gather(database: Database) -> AsyncIterator[Callable[[int], Awaitable[Crowd]]]:
    """Half past nine in the morning in Berlin, in a book where everything known about them is marked as theirs."""
    event.listen(database.engine.sync_engine, "connect", hurry)
    async with database.writing() as session:
        await book.found(session)
        ids = {one.name: one.id or 0 for one in (await session.exec(select(Account))).all()}
        for name, mark in MARKS.items():
            session.add(Contact(external_id=mark, account_id=ids[name], name=mark.capitalize()))
            session.add(Fact(account_id=ids[name], kind="goal", text=mark, said_on=MONDAY.date(), source="form"))
    clock = FakeClock(book.DAWN + timedelta(hours=3, seconds=20))
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(SlackFront.open(database, clock))
        teams = await stack.enter_async_context(TeamsFront.open(database, clock))
        slack.here = frozenset({PRIYA, LEO, "ext-acme"})
        teams.here = frozenset({MARCO, "ext-globex"})
        stage = await stack.enter_async_context(on_stage([slack, teams], database, clock))

        async def gathered(seed: int) -> Crowd:
            return Crowd(stage, slack, teams, seed)

        yield gathered


@pytest.mark.parametrize(
    ("seed", "deeds"), [(1, 12), *(pytest.param(seed, 250, marks=pytest.mark.long) for seed in (2, 3))]
)
async def test_whatever_a_crowd_does_at_the_desk_nobody_reads_of_the_other(
    gather: Callable[[int], Awaitable[Crowd]], seed: int, deeds: int
) -> None:
    errors = Errors()
    logging.getLogger().addHandler(errors)
    try:
        crowd = await gather(seed)
        await crowd.rage(deeds)
    finally:
        logging.getLogger().removeHandler(errors)
    assert crowd.leaks == []
    assert errors.said == []
    # A short storm shows that it runs; a long one, that much was said.
    assert deeds < 100 or all(len(read) > deeds / 20 for read in crowd.read.values()), (
        "where hardly anything arrives nothing is proved"
    )
    assert crowd.done > crowd.slips


async def _of_everybody(session: Session, _account_id: int) -> Sequence[Request]:
    return (await session.exec(select(Request))).all()


async def _whosever(session: Session, _account_id: int) -> Sequence[answers.Known]:
    return await answers.live(session)


async def _whatever_it_names(*_: object) -> None:
    return None


UNCHECKED: Mapping[str, tuple[object, str, object, Sequence[Callable[[Crowd], Awaitable[None]]]]] = {
    "whose answer it is": (answers, "serving", _whosever, (Crowd.answer,)),
    "whom an answer names": (
        answer_generalise,
        "refuse_names",
        _whatever_it_names,
        (Crowd.answer, Crowd.generalise, Crowd.answer),
    ),
    "whose request it is": (requests, "open_of", _of_everybody, (Crowd.offer, Crowd.ask_how_things_stand)),
}


@pytest.mark.long
@pytest.mark.parametrize("what", UNCHECKED)
async def test_where_nobody_checks_it_they_do(
    gather: Callable[[int], Awaitable[Crowd]], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    module, name, unchecked, deeds = UNCHECKED[what]
    monkeypatch.setattr(module, name, unchecked)
    crowd = await gather(1)
    for deed in islice(cycle(deeds), 24):
        await crowd.attempt(deed)
        if crowd.leaks:
            return
    raise AssertionError(f"{crowd.slips} slips of 24 deeds, and nobody read anything")
