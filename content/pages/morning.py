"""A CSM's morning: what comes first, what waits for a yes, what was held back, what their manager reads. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TypeVar

from content.pages import firsts
from content.pages.findings import Cooling, Trouble, Waiting
from content.pages.firsts import Desk, Matters
from content.pages.lines import capped, joined
from content.pages.moments import counted, listed, there_words, time_words
from content.sentences import excerpt
from outreach.messages import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Heading,
    Message,
    Paragraph,
    Part,
    Quote,
    Run,
    Text,
    text,
)

# Together these stay within the 50 blocks of one Slack message.
_MOST_FIRSTS, _MOST_PROPOSALS, _MOST_VETOES, _MOST_DRAFTS = 5, 6, 3, 3
_WHY, _DRAFT = 160, 1_200
T = TypeVar("T")


@dataclass(frozen=True)
class Proposal:
    """What would be said to whom, at their local time. `draft` is the text to copy, where there is no channel;
    `seen` says which words these are, so that a press approves no others."""

    touch_id: int
    account: str
    contact: str
    at: datetime
    zone: str
    what: str
    why: str
    draft: str = ""
    seen: str = ""


@dataclass(frozen=True)
class HeldBack:
    """Accounts that policies held back, the ones worth naming as (account, reason), and those for which there was
    simply nothing worth saying."""

    accounts: int = 0
    named: tuple[tuple[str, str], ...] = ()
    nothing: int = 0


@dataclass(frozen=True)
class Preview:
    """What the manager's digest will say about this CSM, and when, in the CSM's local time."""

    manager: str
    at: time
    said: tuple[Text, ...]


@dataclass(frozen=True)
class Morning:
    """`name` is what colleagues call the reader; `command` what they type."""

    name: str
    trouble: tuple[Trouble, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    cooling: tuple[Cooling, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    vetoes: tuple[Proposal, ...] = ()
    drafts: tuple[Proposal, ...] = ()
    held: HeldBack = HeldBack()
    preview: Preview | None = None
    desk: Desk = field(default_factory=Desk)
    command: str = "/cs"

    @property
    def is_empty(self) -> bool:
        """What was held back, or only waits to be judged, is worth a line, but not a message."""
        is_calm = not (self.trouble or self.waiting or self.cooling or self.desk.is_pressing)
        return is_calm and not (self.proposals or self.vetoes or self.drafts or self.preview)

    @property
    def matters(self) -> Matters:
        return Matters(self.trouble, self.waiting, self.cooling, self.desk)

    @property
    def has_firsts(self) -> bool:
        desk = self.desk
        return bool(self.trouble or self.waiting or self.cooling) or desk.is_pressing or desk.has_more


def first_parts(morning: Morning, now: datetime, most: int) -> tuple[Part, ...]:
    """What comes first, for the page that the message refers to; nothing where nothing does."""
    return tuple(_firsts(morning, now, most, is_page=True)) if morning.has_firsts else ()


def compose(morning: Morning, now: datetime, *, late_since: time | None = None) -> Message | None:
    """None when there is nothing to say. `late_since`: the local time at which it should have come."""
    if morning.is_empty:
        return None
    parts: list[Part] = []
    if late_since:
        parts.append(Paragraph(text(Run(f"Late: due {time_words(late_since)}.", italic=True))))
    parts += _firsts(morning, now, _MOST_FIRSTS, is_page=False)
    parts += proposals(morning.proposals, now, morning.command)
    parts += _vetoes(morning, now)
    parts += _drafts(morning, now)
    parts += held_back(morning.held)
    parts += _preview(morning.preview)
    return Message(tuple(parts))


def _firsts(morning: Morning, now: datetime, most: int, *, is_page: bool) -> Iterator[Part]:
    found = firsts.firsts(morning.matters, now)
    if not found:
        yield Heading(text(f"Good morning, {morning.name}"))
        return
    yield Heading(text(f"{len(found)} first, {morning.name}"))
    for number, one in enumerate(found[:most], 1):
        yield Paragraph(text(f"{number}. ", *one.words))
        yield Buttons(one.controls)
    rest = found[most:]
    if rest and is_page:
        yield Paragraph(text(firsts.rest_words(rest, morning.command)))
    elif rest:
        yield from _more(f"and {len(rest)} more", morning.command)


def proposals(found: Sequence[Proposal], now: datetime, command: str) -> Iterator[Part]:
    """Each with who, when (their local time), what and why, and the four things that can be done about it."""
    if not found:
        return
    yield Heading(text(f"{counted(len(found), 'proposal')}; nothing goes without you"))
    yield from _entries(found, _MOST_PROPOSALS, command, lambda one: _proposal(one, now))


def _proposal(one: Proposal, now: datetime) -> Iterator[Part]:
    late = " (that has passed: Send takes the next good moment)" if one.at <= now else ""
    yield Paragraph(text(*_what(one, now), late, *_why(one)))
    yield Buttons((Button("Send", "touch.send", _values(one), "primary"), *_other_ways(one)))


def _vetoes(morning: Morning, now: datetime) -> Iterator[Part]:
    if not morning.vetoes:
        return
    yield Heading(text(f"{counted(len(morning.vetoes), 'message')} on the way unless you stop it"))
    yield from _entries(morning.vetoes, _MOST_VETOES, morning.command, lambda one: _veto(one, now))


def _veto(one: Proposal, now: datetime) -> Iterator[Part]:
    yield Paragraph(text(*_what(one, now), *_why(one)))
    yield Buttons((Button("Stop", "touch.stop", _values(one), "danger"),))


def _drafts(morning: Morning, now: datetime) -> Iterator[Part]:
    if not morning.drafts:
        return
    yield Heading(text(f"{counted(len(morning.drafts), 'e-mail')} to send yourself: no channel is linked"))
    yield from _entries(morning.drafts, _MOST_DRAFTS, morning.command, lambda one: _draft(one, now))


def _draft(one: Proposal, now: datetime) -> Iterator[Part]:
    yield Paragraph(text(*_what(one, now), *_why(one)))
    yield Quote(text(one.draft if len(one.draft) <= _DRAFT else f"{one.draft[:_DRAFT]} …"))
    yield Buttons((Button("I sent it", "touch.sent_by_hand", _values(one), "primary"), *_other_ways(one)))


def _entries(found: Sequence[T], most: int, command: str, show: Callable[[T], Iterator[Part]]) -> Iterator[Part]:
    some, more = capped(found, most)
    for one in some:
        yield from show(one)
    yield from _more(more, command)


def _more(words: str, command: str) -> Iterator[Part]:
    if words:
        yield Paragraph(text(f"… {words}: type {command}"))


def _what(one: Proposal, now: datetime) -> Text:
    rest = joined(one.contact, there_words(one.at, one.zone, now), one.what)
    return text(Run(one.account, bold=True), f" · {rest}")


def _why(one: Proposal) -> Text:
    stop = "" if one.what.endswith("?”") else "."
    return text(f"{stop} Why: {excerpt(one.why, _WHY)}") if one.why else ()


def _other_ways(one: Proposal) -> tuple[Button, ...]:
    named = (("Edit", "touch.edit"), ("Not now", "touch.not_now"), ("More", "touch.more"))
    return tuple(Button(label, action, _values(one)) for label, action in named)


def _values(one: Proposal) -> dict[str, str]:
    return {"touch": str(one.touch_id)} | ({"seen": one.seen} if one.seen else {})


def held_back(held: HeldBack) -> Iterator[Part]:
    """Held back: 4 (Globex: a complaint is open). Nothing worth sharing: 11."""
    said = []
    if held.accounts:
        named = listed([f"{account}: {reason}" for account, reason in held.named], 2)
        said.append(f"Held back: {held.accounts}{f' ({named})' if named else ''}.")
    if held.nothing:
        said.append(f"Nothing worth sharing: {held.nothing}.")
    if said:
        yield Divider()
        yield Paragraph(text(" ".join(said)))


def _preview(preview: Preview | None) -> Iterator[Part]:
    if preview is None or not preview.said:
        return
    yield Divider()
    heading = f"{preview.manager} reads about you at {time_words(preview.at)}"
    yield Paragraph(text(Run(heading, bold=True)))
    yield Bullets(preview.said)
