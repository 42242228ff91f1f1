"""Everything the page shows right now: read from the chat and the host, put together for one selection."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict
from zoneinfo import ZoneInfo

from bot.playground.directory import Person
from bot.playground.entries import View, entries
from bot.playground.formatting import form_html
from bot.playground.heads import ledger_empty, ledger_head, placeholder, seat_empty, seat_head, seat_label
from bot.playground.host import Playground
from bot.playground.jumps import Jumping, JumpState
from bot.playground.markup import Markup
from bot.playground.moments import date_words, place_words, short_words, time_words, zone_or
from bot.playground.record import record
from bot.playground.selection import Seat, Selection, select


class Line(TypedDict):
    """`digest` changes when the line looks different; the page then replaces it and nothing else."""

    key: str
    digest: str
    html: str


class Pane(TypedDict):
    head: str
    label: str
    person: str
    channel: str
    placeholder: str
    is_open: bool
    empty: str
    entries: list[Line]
    forms: list[Line]


class Now(TypedDict):
    time: str
    day: str
    year: str
    zone: str
    local: str
    next: str


class State(TypedDict):
    now: Now
    jump: JumpState
    panes: dict[str, Pane]
    ledger: Pane


async def read_state(playground: Playground, jumping: Jumping, query: Mapping[str, str]) -> State:
    people = await playground.chat.directory.people()
    selection = select(query, people, await playground.chat.directory.rooms())
    everybody = {person.handle: person for person in people}
    return State(
        now=await _now(playground),
        jump=jumping.state(playground.clock.now()),
        panes={seat.pane: await _pane(playground, seat, everybody) for seat in selection.seats},
        ledger=await _ledger(playground, selection),
    )


async def _now(playground: Playground) -> Now:
    now, zone = playground.clock.now(), ZoneInfo(playground.zone)
    coming = await playground.next_at()
    return Now(
        time=time_words(now, zone),
        day=date_words(now, zone),
        year=f"{now.astimezone(zone):%Y}",
        zone=place_words(zone),
        local=f"{now.astimezone(zone):%Y-%m-%dT%H:%M}",
        next=short_words(coming, zone) if coming else "",
    )


async def _pane(playground: Playground, seat: Seat, everybody: Mapping[str, Person]) -> Pane:
    product = playground.product
    return Pane(
        head=seat_head(seat, product),
        label=seat_label(seat, product),
        person=seat.person.handle if seat.person else "",
        channel=seat.room.handle if seat.room else "",
        placeholder=placeholder(seat, product),
        is_open=bool(seat.person and seat.room and not seat.room.is_archived),
        empty=seat_empty(seat, product, playground.command),
        entries=await _entries(playground, seat, everybody),
        forms=await _forms(playground, seat.person),
    )


async def _entries(playground: Playground, seat: Seat, everybody: Mapping[str, Person]) -> list[Line]:
    if seat.person is None or seat.room is None:
        return []
    kept = await playground.chat.latest(seat.room.handle, seat.person.handle)
    view = View(
        viewer=seat.person,
        zone=zone_or(seat.person.zone, playground.zone),
        people=everybody,
        reactions=await playground.chat.reactions([message.ref for message in kept]),
        is_direct=seat.room.kind == "direct",
        product=playground.product,
        shortcuts=playground.shortcuts,
    )
    return _keyed(entries(kept, view))


async def _forms(playground: Playground, person: Person | None) -> list[Line]:
    if person is None:
        return []
    pending = await playground.chat.forms.pending(person.handle)
    return _keyed((str(asked.id), form_html(asked.form, f"form-{asked.id}")) for asked in pending)


async def _ledger(playground: Playground, selection: Selection) -> Pane:
    lines = record(await playground.ledger(selection.account), playground.clock.now(), playground.zone)
    return Pane(
        head=ledger_head(selection),
        label=f"Ledger of {selection.account}" if selection.account else "Ledger of everybody",
        person="",
        channel=selection.account or "",
        placeholder="",
        is_open=False,
        empty=ledger_empty(selection.account),
        entries=_numbered(lines),
        forms=[],
    )


def _keyed(lines: Iterable[tuple[str, Markup]]) -> list[Line]:
    return [Line(key=key, digest=_digest(html), html=html) for key, html in lines]


def _numbered(lines: Sequence[Markup]) -> list[Line]:
    """Ledger lines have no name of their own: equal ones are told apart by their place among equals."""
    seen: dict[str, int] = {}
    keyed = []
    for html in lines:
        digest = _digest(html)
        seen[digest] = seen.get(digest, 0) + 1
        keyed.append((f"{digest}-{seen[digest]}", html))
    return _keyed(keyed)


def _digest(html: str) -> str:
    return hashlib.blake2s(html.encode(), digest_size=6).hexdigest()
