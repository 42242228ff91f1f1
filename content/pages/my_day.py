"""A teammate's day: what comes first, what waits for a yes, what is on its way, what has changed. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.pages import morning
from content.pages.lines import capped, page
from content.pages.moments import counted, time_words
from content.pages.morning import Morning
from content.pages.proposal import Proposal, proposal_parts
from outreach.messages import (
    Bullets,
    Button,
    Divider,
    Heading,
    Message,
    Part,
    Refresh,
    Run,
    Text,
    buttons,
    paragraph,
    text,
)

# Together these stay within the 50 blocks of one Slack message.
_MOST_FIRSTS, _MOST_OPEN, _MOST_ON_ITS_WAY, _MOST_NEWS = 6, 5, 3, 3


@dataclass(frozen=True)
class News:
    """Something that happened by itself and is worth a look."""

    words: Text
    controls: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Room:
    """`action` opens it; a count of None is not told."""

    name: str
    action: str
    count: int | None = None


@dataclass(frozen=True)
class MyDay:
    """`morning` as it would be sent now; `open_ones` wait for the reader, `on_its_way` go unless stopped.
    `rooms` are the pages of the desk, each with how much is open there."""

    morning: Morning
    open_ones: tuple[Proposal, ...] = ()
    on_its_way: tuple[Proposal, ...] = ()
    news: tuple[News, ...] = ()
    rooms: tuple[Room, ...] = ()
    command: str = "/cs"


def my_day_page(day: MyDay, now: datetime) -> Message:
    return page(
        *_firsts(day, now),
        *_open(day.open_ones),
        *_on_its_way(day.on_its_way),
        *_news(day.news),
        *_quiet(day),
        *morning.held_back(day.morning.held),
        *_preview(day.morning),
        *_links(day),
        Refresh("day.open"),
    )


def _firsts(day: MyDay, now: datetime) -> Sequence[Part]:
    if not day.morning.has_firsts:
        return (Heading(text(f"Your day, {day.morning.name}")),)
    return morning.first_parts(day.morning, now, _MOST_FIRSTS)


def _open(found: Sequence[Proposal]) -> Iterator[Part]:
    if found:
        yield Heading(text(f"{counted(len(found), 'proposal')}; nothing goes without you"))
    yield from _entries(found, _MOST_OPEN)


def _on_its_way(found: Sequence[Proposal]) -> Iterator[Part]:
    if found:
        yield Heading(text(f"{counted(len(found), 'message')} on the way"))
    yield from _entries(found, _MOST_ON_ITS_WAY)


def _entries(found: Sequence[Proposal], most: int) -> Iterator[Part]:
    some, more = capped(found, most)
    for one in some:
        yield from proposal_parts(one)
    if more:
        yield paragraph(Run(f"… {more}; they are listed once these are decided", italic=True))


def _news(news: Sequence[News]) -> Iterator[Part]:
    if news:
        yield Heading(text("New"))
    some, more = capped(news, _MOST_NEWS)
    for one in some:
        yield paragraph(*one.words)
        if one.controls:
            yield buttons(*one.controls)
    if more:
        yield paragraph(Run(more, italic=True))


def _quiet(day: MyDay) -> Iterator[Part]:
    if day.morning.has_firsts or day.open_ones or day.on_its_way or day.news:
        return
    yield paragraph(
        "Nothing waits for you. To reach out yourself: ",
        Run(f"{day.command} share", code=True),
        ", or see what we know of somebody: ",
        Run(f"{day.command} account Acme", code=True),
        ".",
    )


def _preview(shown: Morning) -> Iterator[Part]:
    if shown.preview is None or not shown.preview.said:
        return
    yield Divider()
    at = time_words(shown.preview.at)
    yield paragraph(Run(f"What {shown.preview.manager} reads about you, by {at}", bold=True))
    yield Bullets(shown.preview.said)


def _links(day: MyDay) -> Iterator[Part]:
    if day.rooms:
        yield buttons(*(Button(_named(one), one.action) for one in day.rooms))
    yield buttons(
        Button("Answers", "answers.open"),
        Button("Worth sharing", "share.open"),
        Button("Library", "library.open"),
        Button("Help", "help.open"),
    )


def _named(room: Room) -> str:
    return room.name if room.count is None else f"{room.name} ({room.count})"
