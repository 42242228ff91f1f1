"""The desk's week in a manager's edition: what was asked, complained about, promised and made right. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from content.pages.moments import counted, listed
from outreach.messages import Bullets, Paragraph, Part, Run, Text, text


@dataclass(frozen=True)
class RequestsWeek:
    """`median_age`: days from first word to the end, of those that ended."""

    opened: int = 0
    honoured: int = 0
    declined: int = 0
    settled: int = 0
    median_age: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.opened or self.honoured or self.declined or self.settled)


@dataclass(frozen=True)
class ComplaintsWeek:
    """`causes`: departments responsible for those that were closed, most first."""

    opened: int = 0
    closed: int = 0
    reopened: int = 0
    causes: tuple[tuple[str, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.opened or self.closed or self.reopened)


@dataclass(frozen=True)
class PromisesWeek:
    """`kept` by their day, `late` after it or not at all so far; `moved`: those of both that got another date."""

    kept: int = 0
    late: int = 0
    moved: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.kept or self.late or self.moved)


@dataclass(frozen=True)
class DeskWeek:
    """`goodwill` is what was given, ready to read, "" for nothing; `given` how often."""

    requests: RequestsWeek = field(default_factory=RequestsWeek)
    complaints: ComplaintsWeek = field(default_factory=ComplaintsWeek)
    promises: PromisesWeek = field(default_factory=PromisesWeek)
    goodwill: str = ""
    given: int = 0
    trends: int = 0
    handed_over: int = 0
    done: int = 0

    @property
    def is_empty(self) -> bool:
        rooms = (self.requests, self.complaints, self.promises)
        return all(room.is_empty for room in rooms) and not (self.given or self.trends or self.handed_over or self.done)


def desk_parts(week: DeskWeek) -> Iterator[Part]:
    """Only what there was, so that a line reads in one go."""
    lines = tuple(_lines(week))
    if lines:
        yield Paragraph(text(Run("The desk", bold=True)))
        yield Bullets(lines)


def _lines(week: DeskWeek) -> Iterator[Text]:
    requests, complaints, promises = week.requests, week.complaints, week.promises
    if not requests.is_empty:
        names = (("opened", requests.opened), ("done", requests.honoured), ("declined", requests.declined))
        age = f"; {counted(requests.median_age, 'day')} each (median)" if requests.median_age is not None else ""
        yield _line("Requests", *names, ("settled", requests.settled), tail=age)
    if not complaints.is_empty:
        causes = listed([f"{name} {count}" for name, count in complaints.causes], 4)
        names = (("opened", complaints.opened), ("closed", complaints.closed), ("reopened", complaints.reopened))
        yield _line("Complaints", *names, tail=f"; root causes: {causes}" if causes else "")
    if not promises.is_empty:
        yield _line("Promises", ("kept", promises.kept), ("late", promises.late), ("moved", promises.moved))
    if week.given:
        yield text(Run("Goodwill", bold=True), f": {week.goodwill} in {counted(week.given, 'case')}")
    if week.trends or week.handed_over or week.done:
        names = (("new", week.trends), ("handed over", week.handed_over), ("done", week.done))
        yield _line("Trends", *names)


def _line(title: str, *figures: tuple[str, int], tail: str = "") -> Text:
    """Promises: 4 kept, 1 late"""
    said = ", ".join(f"{count} {name}" for name, count in figures if count)
    return text(Run(title, bold=True), f": {said}{tail}")
