"""The library as colleagues see it: what may be shared, what waits for approval, and how good each is. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.pages.lines import capped, excerpt, joined, listed, page
from content.pages.moments import counted
from outreach.messages import Button, Choice, Footer, Heading, Message, Part, Run, Text, buttons, paragraph, text

_MOST = 12
_MOVED_ON = (
    " since it was approved. What was approved is what is shared; look at the page, then approve again or retire it."
)
# What a choice can hold on every platform.
_MOST_OPTIONS, _OPTION = 100, 70


@dataclass(frozen=True)
class ReasonLine:
    """Why it matters and what is in it for them, and to whom that applies ("topic month-end close")."""

    on: str
    why: str
    gain: str


@dataclass(frozen=True)
class ItemLine:
    """`has_moved_on`: its source reads otherwise since somebody approved it; `received` says what customers made of
    it, "" where nobody has said anything."""

    item_id: int
    title: str
    kind: str
    state: str
    topics: tuple[str, ...]
    link: str | None = None
    context: str = ""
    by: str = ""
    reasons: tuple[ReasonLine, ...] = ()
    has_moved_on: bool = False
    received: str = ""


def library_page(found: Sequence[ItemLine], topic: str, command: str) -> Message:
    """Drafts first: they wait for somebody."""
    if not found:
        return _empty(topic, command)
    drafts = [one for one in found if one.state == "draft"]
    approved = [one for one in found if one.state == "approved"]
    about = f" about {topic}" if topic else ""
    return page(
        Heading(text(f"{counted(len(found), 'item')}{about}")),
        *_drafts(drafts),
        *_approved(approved),
        Footer(text(f"One in full: {command} library TITLE. A new one: {command} add LINK")),
    )


def _empty(topic: str, command: str) -> Message:
    about = f" about “{topic}”" if topic else ""
    return page(
        paragraph(f"There is nothing{about} in the library. Add something: ", Run(f"{command} add LINK", code=True))
    )


def _drafts(drafts: Sequence[ItemLine]) -> Iterator[Part | tuple[Part, ...]]:
    if not drafts:
        return
    yield paragraph(Run(f"{counted(len(drafts), 'draft')}: not shared before somebody approves", bold=True))
    some, more = capped(drafts, 5)
    for one in some:
        yield paragraph(*_line(one))
        yield buttons(Button("Open", "item.open", _values(one)), Button("Approve", "item.approve", _values(one)))
    if more:
        yield paragraph(Run(more, italic=True))


def _approved(approved: Sequence[ItemLine]) -> Iterator[Part | tuple[Part, ...]]:
    if approved:
        yield paragraph(Run("May be shared", bold=True))
        yield listed([_line(one) for one in approved], _MOST)
        yield buttons(Choice("Open …", "item.open", tuple(_option(one) for one in approved[:_MOST_OPTIONS])))


def _option(one: ItemLine) -> tuple[str, str]:
    return str(one.item_id), excerpt(one.title, _OPTION)


def _line(one: ItemLine) -> Text:
    return text(Run(one.title, link=one.link), f" · {joined(one.kind, ', '.join(one.topics))}")


def item_page(one: ItemLine) -> Message:
    """One in full, with what can be done about it."""
    return page(
        Heading(text(one.title)),
        paragraph(joined(one.kind, one.state, ", ".join(one.topics), f"by {one.by}" if one.by else "")),
        (paragraph(Run(one.link, link=one.link)),) if one.link else (),
        (paragraph(one.context),) if one.context else (),
        (paragraph(Run("Received", bold=True), f": {one.received}"),) if one.received else (),
        (paragraph(Run("Its source reads otherwise", bold=True), _MOVED_ON),) if one.has_moved_on else (),
        *_reasons(one),
        buttons(*_presses(one)),
    )


def _reasons(one: ItemLine) -> Iterator[Part | tuple[Part, ...]]:
    if one.reasons:
        yield paragraph(Run("What is in it for them", bold=True))
        lines = [text(Run(reason.on, bold=True), f": {reason.why} {reason.gain}") for reason in one.reasons]
        yield listed(lines, 6)
    elif one.kind != "personal":
        yield paragraph("It says nothing yet of what is in it for them. Approve asks for that.")


def _presses(one: ItemLine) -> Iterator[Button]:
    if one.state == "approved":
        confirm = f"Share “{excerpt(one.title, 60)}” with nobody any more?"
        if one.has_moved_on:
            yield Button("Approve again", "item.approve", _values(one), "primary")
        yield Button("Retire", "item.retire", _values(one), "danger", confirm=confirm)
    else:
        yield Button("Approve", "item.approve", _values(one), "primary")
        if one.state == "draft":
            yield Button("Retire", "item.retire", _values(one), "danger")


def _values(one: ItemLine) -> dict[str, str]:
    return {"item": str(one.item_id)}
