"""Who one is in each pane, and where: the address of the page holds it, so that a reload changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.playground.directory import Person, Room, may_enter

Seated = TypeVar("Seated", Person, Room)
EVERYONE = "*"
PANES = {"csm": "CSM", "customer": "Customer", "manager": "Manager"}
_ROLES = {"csm": ("csm",), "manager": ("manager", "admin")}


@dataclass(frozen=True)
class Seat:
    """One pane: the person one is there and the channel in view, with what else could be chosen."""

    pane: str
    person: Person | None
    room: Room | None
    people: tuple[Person, ...]
    rooms: tuple[Room, ...]


@dataclass(frozen=True)
class Selection:
    """`account` is whose ledger is shown, None for everybody's; `follows` when it is simply the customer's."""

    seats: tuple[Seat, ...]
    account: str | None
    follows: bool
    accounts: tuple[str, ...]


def select(query: Mapping[str, str], people: Sequence[Person], rooms: Sequence[Room]) -> Selection:
    """Whatever the address names and exists; else the first that makes sense."""
    customer = _customer_seat(query, people, rooms)
    seats = (_staff_seat("csm", query, people, rooms), customer, _staff_seat("manager", query, people, rooms))
    accounts = tuple(sorted({room.account for room in rooms if room.account}, key=str.casefold))
    named = query.get("account", "")
    follows = named != EVERYONE and named not in accounts
    followed = customer.room.account if customer.room else None
    account = followed if follows else (None if named == EVERYONE else named)
    return Selection(seats, account, follows, accounts)


def _staff_seat(pane: str, query: Mapping[str, str], people: Sequence[Person], rooms: Sequence[Room]) -> Seat:
    fitting = tuple(person for person in people if person.role in _ROLES[pane])
    person = _named(query.get(pane), fitting)
    if person is None:
        return Seat(pane, None, None, fitting, ())
    open_rooms = tuple(sorted((room for room in rooms if may_enter(person, room)), key=_direct_first))
    return Seat(pane, person, _named(query.get(f"{pane}_in"), open_rooms), fitting, open_rooms)


def _customer_seat(query: Mapping[str, str], people: Sequence[Person], rooms: Sequence[Room]) -> Seat:
    customers = [person for person in people if not person.is_home]
    seats = {person.handle: person.channels for person in customers}
    taken = {channel for channels in seats.values() for channel in channels}
    shared = tuple(
        sorted(
            (room for room in rooms if room.kind == "shared" and room.external_id in taken),
            key=lambda room: ((room.account or "").casefold(), room.name.casefold()),
        )
    )
    room = _named(query.get("customer_in"), shared)
    present = tuple(person for person in customers if room and may_enter(person, room))
    return Seat("customer", _named(query.get("customer"), present), room, present, shared)


def _direct_first(room: Room) -> tuple[int, str]:
    return ("direct", "team", "shared").index(room.kind), room.name.casefold()


def _named(handle: str | None, choices: Sequence[Seated]) -> Seated | None:
    return next((choice for choice in choices if choice.handle == handle), choices[0] if choices else None)
