"""What customers asked for, as colleagues see it: everything open, and one request in full. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from content.pages.lines import excerpt, joined, listed, page
from content.pages.moments import counted, day_words
from outreach.messages import (
    Button,
    Buttons,
    Choice,
    Fields,
    Heading,
    LinkButton,
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
# What a choice can hold on every platform.
_OPTION = 70


@dataclass(frozen=True)
class RequestLine:
    """One that is open. `text` is "" where no words are kept; `days` its age; `note`: private, for somebody else."""

    request_id: int
    account: str
    text: str
    who: str
    state: str
    next_step: str
    days: int
    due_on: date | None = None
    is_late: bool = False
    note: str = ""


@dataclass(frozen=True)
class RequestList:
    """`whose` goes on after the count ("of Acme", "of yours"); `lines` late ones first."""

    lines: Sequence[RequestLine]
    whose: str
    values: dict[str, str] = field(default_factory=dict)
    command: str = "/cs"


def requests_page(shown: RequestList) -> Message:
    count = len(shown.lines)
    title = f"{counted(count, 'open request')} {shown.whose}" if count else f"No open requests {shown.whose}"
    more = f"and {count - _MOST} more: {shown.command} requests NAME shows those of one account"
    return page(
        Heading(text(title.strip())),
        *(part for line in shown.lines[:_MOST] for part in _row(line)),
        (paragraph(Run(more, italic=True)),) if count > _MOST else (),
        () if count else (paragraph(f"Note one with {shown.command} request NAME and what they want."),),
        Refresh("request.all", shown.values),
    )


def _row(line: RequestLine) -> Iterator[Part]:
    yield Paragraph(line_text(line))
    yield buttons(Button("Open", "request.show", {"request": str(line.request_id)}))


def line_text(line: RequestLine) -> Text:
    """LATE Acme: “an export” · 3 days old · by Fri 27 Nov · in hand (Priya) · next: do it, and say so."""
    what = f"“{excerpt(line.text, 100)}”" if line.text else "their words are not kept"
    by = f"by {day_words(line.due_on)}" if line.due_on else "no date yet"
    age = f"{line.days} days old" if line.days > 1 else "yesterday" if line.days else "today"
    state = f"{line.state} ({line.who})" if line.who else line.state
    told = joined(what, age, by, state, line.note, f"next: {line.next_step}")
    late = (Run("LATE ", bold=True),) if line.is_late else ()
    return text(*late, Run(line.account, bold=True), f": {told}")


@dataclass(frozen=True)
class OptionLine:
    """An option of the newest round with its terms."""

    option_id: int
    number: int
    title: str
    terms: str
    is_chosen: bool = False


@dataclass(frozen=True)
class RequestPage:
    """`asked` is who, where and when, ready to read; `past` what happened, oldest first; `verbs` are the moves that
    make sense now; `draft_id` is one that waits to be sent."""

    line: RequestLine
    account_id: int
    asked: str
    opened_by: str
    past: Sequence[str]
    options: Sequence[OptionLine]
    verbs: Sequence[str]
    owner: str
    for_whom: str = ""
    is_kept_out: bool = False
    is_settled: bool = False
    is_purchase: bool = False
    draft_id: int | None = None
    ticket_url: str | None = None
    ticket_ref: str | None = None


def request_page(shown: RequestPage) -> Message:
    line = shown.line
    return page(
        Heading(text(f"{line.account}: a {'wish to buy' if shown.is_purchase else 'request'}")),
        Quote(text(line.text)) if line.text else paragraph("Their words are not kept: write down what they want."),
        Fields(tuple(_fields(shown))),
        *_options(shown),
        (paragraph(Run("So far", bold=True)), *listed([text(each) for each in shown.past])),
        *_controls(shown),
        Refresh("request.show", {"request": str(line.request_id)}),
    )


def _fields(shown: RequestPage) -> Iterator[tuple[str, Text]]:
    line = shown.line
    yield "State", text(line.state)
    if not shown.is_settled:
        yield "Next", text(line.next_step)
        by = day_words(line.due_on) if line.due_on else "no date yet"
        yield "By", text(f"{by}: late" if line.is_late else by)
    yield "Asked", text(shown.asked)
    yield "With", text(shown.owner or "nobody")
    if shown.for_whom:
        yield "For", text(shown.for_whom)
    if shown.is_kept_out:
        yield "Private", text("kept out of the channel")
    if shown.ticket_ref:
        yield "Ticket", text(shown.ticket_ref)


def _options(shown: RequestPage) -> Iterator[Part | tuple[Part, ...]]:
    if shown.options:
        yield paragraph(Run("Options", bold=True))
        yield listed([_option(one) for one in shown.options])


def _option(one: OptionLine) -> Text:
    chosen = (Run(" (chosen)", italic=True),) if one.is_chosen else ()
    return text(Run(f"{one.number} {one.title}", bold=True), f": {one.terms}", *chosen)


# What each move is called on a button, and the row it leads to.
_STEPS = {
    "acknowledge": ("They know", "request.told"),
    "offer": ("Offer options", "request.offer"),
    "take in hand": ("Take in hand", "request.take"),
    "honour": ("Done", "request.honour"),
    "settle": ("They say it is right", "request.right"),
    "reopen": ("Reopen", "request.reopen"),
    "decline": ("Decline", "request.decline"),
}


def _said(verb: str) -> dict[str, str]:
    """These buttons say themselves that the customer said so; those in the customer's own channel do not."""
    return {"sure": "yes"} if verb in ("settle", "choose") else {}


def _controls(shown: RequestPage) -> Iterator[Buttons]:
    values = {"request": str(shown.line.request_id)}
    steps = [Button(*_STEPS[verb], values | _said(verb)) for verb in shown.verbs if verb in _STEPS]
    date_ = () if shown.is_settled else (Button("Give a date", "request.date", values),)
    see = (Button("See the draft", "reply.show", {"draft": str(shown.draft_id)}),) if shown.draft_id else ()
    yield buttons(*see, *steps, *date_)
    yield buttons(*_more(shown, values))
    if "choose" in shown.verbs and shown.options:
        options = tuple((str(one.option_id), excerpt(f"{one.number} {one.title}", _OPTION)) for one in shown.options)
        yield buttons(Choice("They chose …", "request.choose", options, values | _said("choose")))


def _more(shown: RequestPage, values: dict[str, str]) -> Iterator[Button | LinkButton]:
    if not shown.is_settled:
        yield Button("Hand over", "request.hand_over", values)
        yield Button("Edit", "request.edit", values)
    yield Button("Account", "account.open", {"account": str(shown.account_id)})
    yield Button("All requests", "request.all", {"whose": str(shown.account_id)})
    if shown.ticket_url:
        yield LinkButton("Ticket", shown.ticket_url)
