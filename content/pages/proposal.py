"""One message that waits for a decision, goes out unless stopped, or is on its way: a line and its presses."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from content.pages.lines import ContactLine, joined, when_for_both
from outreach.messages import (
    Button,
    Buttons,
    Choice,
    Divider,
    Footer,
    Message,
    Paragraph,
    Part,
    Run,
    buttons,
    paragraph,
    text,
)

LATER = (("tomorrow", "Tomorrow"), ("next_week", "Next week"), ("in_a_month", "In a month"))


@dataclass(frozen=True)
class Proposal:
    """`ours` is the reader's zone; `decides` says what it waits for when that is not the reader's own yes; `stops_at`
    is the end of a veto window in words; `is_late`: its moment passed while it waited; `message` is given where the
    words themselves are to be read."""

    line: ContactLine
    ours: str
    is_open: bool = True
    decides: str = ""
    stops_at: str = ""
    is_late: bool = False
    message: Message | None = field(default=None)


def proposal_parts(shown: Proposal) -> tuple[Part, ...]:
    return (_headline(shown), *_words(shown), buttons(*_presses(shown)))


def _headline(shown: Proposal) -> Paragraph:
    line = shown.line
    at = when_for_both(line.at, line.zone, shown.ours) if line.at and line.medium != "email" else ""
    medium = "e-mail draft" if line.medium == "email" else ""
    rest = joined(line.who, at, medium, line.what)
    late = " (that has passed: Send takes the next good moment)" if shown.is_late and line.medium != "email" else ""
    why = f"{late}. Why: {line.why}" if line.why else late
    decides = f". {shown.decides[:1].upper()}{shown.decides[1:]}" if shown.decides else ""
    stops = f". Goes out unless you stop it by {shown.stops_at}" if shown.stops_at else ""
    return paragraph(Run(line.account, bold=True), f" · {rest}" if rest else "", f"{why}{decides}{stops}")


def _words(shown: Proposal) -> tuple[Part, ...]:
    if shown.message is None:
        return ()
    said = tuple(part for part in shown.message.parts if not isinstance(part, Buttons | Footer))
    return (Divider(), *said, Divider())


def _presses(shown: Proposal) -> Iterator[Button | Choice]:
    values = {"touch": str(shown.line.touch_id), "seen": shown.line.seen}
    if not shown.is_open:
        yield Button("Stop", "touch.stop", values, "danger")
        yield Button("More", "touch.more", values)
        return
    if shown.line.medium == "email":
        yield Button("Copy", "touch.copy", values)
        yield Button("I sent it", "touch.sent_by_hand", values, "primary")
    else:
        yield Button("Send", "touch.send", values, "primary")
    yield Button("Edit", "touch.edit", values)
    yield Choice("Not now", "touch.not_now", LATER, values)
    yield Button("More", "touch.more", values)


@dataclass(frozen=True)
class Other:
    """Another item that would fit, with its reason."""

    item_id: int
    title: str
    why: str


def more_page(shown: Proposal, others: tuple[Other, ...]) -> Message:
    """The words themselves, and what else can be done about it."""
    values = {"touch": str(shown.line.touch_id), "seen": shown.line.seen}
    return Message((_headline(shown), *_words(shown), *_others(values, others), buttons(*_further(shown, values))))


def _others(values: dict[str, str], others: tuple[Other, ...]) -> Iterator[Part]:
    if others:
        yield paragraph(Run("Another item instead", bold=True))
    for other in others:
        yield Paragraph(text(f"{other.title}. Why: {other.why}"))
        yield buttons(Button("Take this one", "touch.other_item", {**values, "item": str(other.item_id)}))


def _further(shown: Proposal, values: dict[str, str]) -> Iterator[Button]:
    yield Button("Why this", "touch.why", values)
    yield Button("Test to me", "touch.test", values)
    if not shown.is_open:
        yield Button("Stop", "touch.stop", values, "danger")
        return
    if shown.line.medium != "email":
        yield Button("Send now", "touch.send_now", values)
        yield Button("Another day", "touch.schedule", values)
    yield Button("Not for this account", "touch.not_for_account", values, "danger")
