"""What our people said they would do: asked about once, listed by date, one in full. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from content.pages.lines import capped, excerpt, joined, listed, page, when
from content.pages.moments import counted, day_words
from outreach.desk.promises import Stage, Timing
from outreach.messages import (
    Button,
    Buttons,
    Fields,
    Heading,
    Message,
    Paragraph,
    Part,
    Quote,
    Refresh,
    Run,
    Text,
    buttons,
    paragraph,
    text,
)

_MOST = 12
_SHORT = 110


@dataclass(frozen=True)
class PromiseLine:
    """`words` is "" where none are kept; `who` of ours gave it; `made` says when and where, and `made_on` is that day
    with them; `told_on` is the date they reckon with where that is another one (`is_untold`)."""

    promise_id: int
    account_id: int
    account: str
    words: str
    who: str
    stage: Stage
    timing: Timing
    made: str
    due_on: date | None = None
    told_on: date | None = None
    is_untold: bool = False
    because: str = ""
    made_on: date | None = None


@dataclass(frozen=True)
class PromisePage:
    """`draft_id`: words about it that wait to be sent."""

    line: PromiseLine
    moved: int = 0
    draft_id: int | None = None


def ask_message(lines: Sequence[PromiseLine]) -> Message:
    """Once for everything that was promised lately and nobody has said yes or no to."""
    lead = "You promised something" if len(lines) == 1 else f"You promised {len(lines)} things"
    some, more = capped(lines, _MOST)
    return page(
        paragraph(Run(f"{lead}.", bold=True), " Tracked ones stand first in your morning when they are due."),
        *(part for line in some for part in _row(line)),
        (paragraph(Run(more, italic=True)),) if more else (),
    )


def promises_page(lines: Sequence[PromiseLine], command: str) -> Message:
    """`lines` by date, what nobody has confirmed among them."""
    ranked = sorted(lines, key=lambda line: line.stage == Stage.NOTICED)
    some, more = capped(ranked, _MOST)
    count = sum(line.stage == Stage.OPEN for line in lines)
    example = Run(f"{command} promise Acme the export fix by Friday", code=True)
    return page(
        Heading(text(f"{counted(count, 'promise')} to keep" if count else "No promise to keep")),
        *(part for line in some for part in _row(line)),
        (paragraph(Run(more, italic=True)),) if more else (),
        paragraph("To track one yourself: ", example),
        Refresh("promise.all"),
    )


def _row(line: PromiseLine) -> Iterator[Part]:
    yield Paragraph(line_text(line))
    yield buttons(*asked_buttons(line) if line.stage == Stage.NOTICED else line_buttons(line))


def line_text(line: PromiseLine) -> Text:
    """LATE 1 day Acme: “I'll come back on Thursday” · by Thu 26 Nov · Priya · new date not told yet"""
    what = f"“{excerpt(line.words, _SHORT)}”" if line.words else f"promised {line.made}"
    untold = f"they still reckon with {day_words(line.told_on)}" if line.is_untold and line.told_on else ""
    rest = joined(what, by_words(line), line.who, untold)
    return text(*lead(line), Run(line.account, bold=True), f": {rest}")


def by_words(line: PromiseLine) -> str:
    return f"by {day_words(line.due_on)}" if line.due_on else "no date yet"


def lead(line: PromiseLine) -> Text:
    if line.stage == Stage.NOTICED:
        return text(Run("PROMISED? ", bold=True))
    days = line.timing.days_left
    if days is None or days > 0:
        return ()
    return text(Run("TODAY " if days == 0 else f"LATE {counted(-days, 'day')} ", bold=True))


def asked_buttons(line: PromiseLine) -> tuple[Button, ...]:
    values = {"promise": str(line.promise_id)}
    track = "Track it" if line.due_on and line.words else "Track it …"
    return Button(track, "promise.track", values, "primary"), Button("No promise", "promise.drop", values)


def line_buttons(line: PromiseLine) -> tuple[Button, ...]:
    """The new date that nobody told them yet goes before everything else."""
    values = {"promise": str(line.promise_id)}
    draft = Button("Tell them" if line.is_untold else "Draft", "promise.tell", values, "primary")
    return draft, Button("Done", "promise.done", values), Button("New date", "promise.move", values)


def promise_page(shown: PromisePage) -> Message:
    line = shown.line
    said = Quote(text(line.words)) if line.words else paragraph("The words of it are not kept.")
    values = {"promise": str(line.promise_id)}
    return page(
        Heading(text(f"{line.account}: a promise")),
        said,
        Fields(tuple(_fields(shown))),
        *_controls(shown, values),
        Refresh("promise.show", values),
    )


def _fields(shown: PromisePage) -> Iterator[tuple[str, Text]]:
    line = shown.line
    is_over = line.stage in (Stage.DONE, Stage.DROPPED)
    yield "State", text(f"{line.stage} ({line.because})" if is_over and line.because else _state(line))
    yield "By", text(day_words(line.due_on) if line.due_on else "no date yet")
    if line.is_untold and line.told_on:
        yield "They reckon with", text(f"{day_words(line.told_on)}: the new date is not told yet")
    yield "With", text(line.who)
    yield "Made", text(line.made)
    if shown.moved:
        yield "Moved", text(counted(shown.moved, "time"))


def _state(line: PromiseLine) -> str:
    if line.stage == Stage.NOTICED:
        return "nobody has said yet that it is one"
    days = line.timing.days_left
    if days is None or days > 0:
        return "to keep"
    return "due today" if days == 0 else f"late for {counted(-days, 'day')}"


def _controls(shown: PromisePage, values: dict[str, str]) -> Iterator[Buttons]:
    line = shown.line
    see = (Button("See the draft", "reply.show", {"draft": str(shown.draft_id)}),) if shown.draft_id else ()
    account = Button("Account", "account.open", {"account": str(line.account_id)})
    if line.stage == Stage.NOTICED:
        yield buttons(*asked_buttons(line), account)
    elif line.stage == Stage.OPEN:
        yield buttons(*see, *line_buttons(line))
        drop = Button("Not needed any more", "promise.drop", values)
        yield buttons(drop, account, Button("All promises", "promise.all"))
    else:
        tell = (Button("Tell them", "promise.tell", values),) if line.stage == Stage.DONE and not see else ()
        yield buttons(*see, *tell, account, Button("All promises", "promise.all"))


def today_message(line: PromiseLine) -> Message:
    return Message((paragraph("Promised for today: ", *line_text(line)), buttons(*line_buttons(line))))


def untold_message(line: PromiseLine, *, is_over: bool) -> Message:
    """`is_over`: the day they reckon with has passed."""
    told, by = _day(line.told_on), _day(line.due_on)
    now = f"{told} is over" if is_over else f"{told} is today"
    words = f" reckon with {told} for what {line.who} promised them; the new date is {by}, and {now}."
    cure = " Nobody has told them yet." if is_over else " Tell them before they have to ask."
    quote = (Quote(text(line.words)),) if line.words else ()
    open_ = Button("Open", "promise.show", {"promise": str(line.promise_id)})
    return page(paragraph(Run(line.account, bold=True), words, cure), *quote, buttons(*line_buttons(line)[:1], open_))


def _day(on: date | None) -> str:
    return day_words(on) if on else "another day"


def made_words(at: datetime, zone: str, where: str) -> str:
    """Tue 24 Nov 10:30 Berlin in #ext-acme"""
    return f"{when(at, zone)}{f' in {where}' if where else ''}"


def summary_lines(lines: Sequence[PromiseLine]) -> tuple[Part, ...]:
    """For a page about their account."""
    return listed([line_text(line) for line in lines])
