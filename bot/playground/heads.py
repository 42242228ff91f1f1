"""What stands above and below each pane: whom and where to be, what to type, and what to do when nothing is there."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.playground.directory import Person, Room
from bot.playground.markup import Markup, element
from bot.playground.selection import EVERYONE, PANES, Seat, Selection
from content.names import called

Option = tuple[str, str]
_GROUPS = {"direct": "Direct", "team": "Team channels", "shared": "Shared with customers"}
_IMPORT = "Import {} with python -m bot import, then reload this page."
_MISSING = {
    "csm": "There is no CSM yet. " + _IMPORT.format("your team"),
    "customer": "No customer sits in a shared channel yet. " + _IMPORT.format("accounts, contacts and channels"),
    "manager": "There is no manager yet. " + _IMPORT.format("your team"),
}


def seat_head(seat: Seat, product: str) -> Markup:
    person = _select(seat.pane, f"Who is the {PANES[seat.pane]}", _people(seat), _handle(seat.person))
    place = _select(f"{seat.pane}_in", f"Channel of the {PANES[seat.pane]}", _rooms(seat, product), _handle(seat.room))
    title = element("h2", PANES[seat.pane])
    return (
        element("div", title, place, person, class_="head")
        if seat.pane == "customer"
        else element("div", title, person, place, class_="head")
    )


def seat_label(seat: Seat, product: str) -> str:
    """What a screen reader calls the list of messages."""
    if seat.person is None or seat.room is None:
        return PANES[seat.pane]
    return f"Messages {room_words(seat.room, product)}, as {seat.person.name}"


def room_words(room: Room, product: str) -> str:
    return f"with {product}" if room.kind == "direct" else f"in {room_name(room)}"


def room_name(room: Room) -> str:
    return room.name if room.name.startswith("#") else f"#{room.name}"


def placeholder(seat: Seat, product: str) -> str:
    if seat.person is None or seat.room is None:
        return ""
    if seat.room.is_archived:
        return f"{room_name(seat.room)} is archived"
    first = called(seat.person.name) or "yourself"
    whom = product if seat.room.kind == "direct" else room_name(seat.room)
    return f"Write to {whom} as {first}"


def seat_empty(seat: Seat, product: str, command: str) -> Markup:
    if seat.person is None or seat.room is None:
        return _empty("Nobody is here", _MISSING[seat.pane])
    if seat.room.kind != "direct":
        what = (
            f"Write something as {seat.person.name}, or move the clock: what {product} shares here shows up by itself."
        )
        return _empty(f"All quiet in {room_name(seat.room)}", what)
    if seat.pane == "manager":
        what = f"The digest arrives here in the morning: move the clock to tomorrow, or type {command} digest."
        return _empty("Nothing needs you yet", what, f"{command} digest")
    return _empty(
        f"Good to see you, {seat.person.name}", f"Type {command} to see your day, or {command} help for more.", command
    )


def ledger_head(selection: Selection) -> Markup:
    follows = f"In view: {selection.account}" if selection.follows and selection.account else "The customer in view"
    options = [("", follows), (EVERYONE, "Everybody"), *((name, name) for name in selection.accounts)]
    chosen = "" if selection.follows else (selection.account or EVERYONE)
    return element(
        "div",
        element("h2", "Ledger"),
        _select("account", "Whose ledger", [("", options)], chosen),
        class_="head",
    )


def ledger_empty(account: str | None) -> Markup:
    whom = account or "anybody"
    what = "Move the clock forward: whatever is sent, held back or proposed shows up here with its reason."
    return _empty(f"Nothing on record yet for {whom}", what)


def _empty(title: str, what: str, attempt: str | None = None) -> Markup:
    button = element("button", f"Type {attempt}", type="button", class_="button", data_try=attempt) if attempt else ""
    return element("div", element("p", element("strong", title)), element("p", what), button, class_="empty")


def _people(seat: Seat) -> list[tuple[str, list[Option]]]:
    return [("", [(person.handle, person.name) for person in seat.people])]


def _rooms(seat: Seat, product: str) -> list[tuple[str, list[Option]]]:
    if seat.pane == "customer":
        return [("", [(room.handle, _shared_name(room)) for room in seat.rooms])]
    return [
        (_GROUPS[kind], [(room.handle, f"With {product}" if kind == "direct" else room_name(room)) for room in rooms])
        for kind, rooms in groupby(seat.rooms, key=lambda room: room.kind)
    ]


def _shared_name(room: Room) -> str:
    return f"{room.account} · {room_name(room)}" if room.account else room_name(room)


def _select(name: str, label: str, groups: Iterable[tuple[str, Sequence[Option]]], chosen: str) -> Markup:
    shown: list[Markup] = []
    for title, options in groups:
        lines = [element("option", words, value=value, selected=value == chosen) for value, words in options]
        shown += [element("optgroup", *lines, label=title)] if title and lines else lines
    return element("select", *shown, data_select=name, aria_label=label, disabled=not shown)


def _handle(chosen: Person | Room | None) -> str:
    return chosen.handle if chosen else ""
