"""Who and which channels exist on the playground, as its own tables know them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

import aiosqlite

from outreach.events import Actor, Place, PlaceKind

PLATFORM = "playground"
Role = Literal["csm", "manager", "admin", "customer"]

SCHEMA = """
CREATE TABLE IF NOT EXISTS channel (
  handle TEXT PRIMARY KEY, workspace TEXT NOT NULL, external_id TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, account TEXT, listed INTEGER NOT NULL DEFAULT 1, archived INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS person (
  handle TEXT PRIMARY KEY, workspace TEXT NOT NULL, external_id TEXT NOT NULL, name TEXT NOT NULL,
  role TEXT NOT NULL, account TEXT, direct TEXT NOT NULL, channels TEXT NOT NULL, zone TEXT,
  listed INTEGER NOT NULL DEFAULT 1);
"""


def handle_of(workspace: str, external_id: str) -> str:
    """One word for a person or a channel, safe in an address: external ids alone may repeat across workspaces."""
    return f"{quote(workspace, safe='')}:{quote(external_id, safe='')}"


@dataclass(frozen=True)
class Person:
    """Somebody one can be. `direct` is the external id of their direct place, by habit `dm:` and their own id;
    `channels` the external ids of shared channels a customer sits in; without `zone` the home zone is theirs."""

    external_id: str
    name: str
    role: Role
    account: str | None
    workspace: str
    direct: str
    channels: tuple[str, ...] = ()
    zone: str | None = None

    @property
    def handle(self) -> str:
        return handle_of(self.workspace, self.external_id)

    @property
    def is_home(self) -> bool:
        return self.role != "customer"

    def as_actor(self) -> Actor:
        return Actor(PLATFORM, self.workspace, self.external_id, self.name, is_home=self.is_home)


@dataclass(frozen=True)
class Room:
    """A channel. `is_archived` is the chat's own knowledge: `furnish` never changes it."""

    external_id: str
    workspace: str
    name: str
    kind: PlaceKind
    account: str | None = None
    is_archived: bool = False

    @property
    def handle(self) -> str:
        return handle_of(self.workspace, self.external_id)

    def as_place(self, thread: str | None = None) -> Place:
        return Place(PLATFORM, self.workspace, self.external_id, self.name, self.kind, thread)


def may_enter(person: Person, room: Room) -> bool:
    """Staff go into every channel but other people's direct ones; customers only where they sit."""
    if room.kind == "direct":
        return (room.workspace, room.external_id) == (person.workspace, person.direct)
    # A customer sits in a channel of *our* workspace, so only the channel's own id is compared.
    return person.is_home or room.external_id in person.channels


class Directory:
    """The tables `channel` and `person`. Every write is one statement, so that none needs a transaction."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def furnish(self, rooms: Sequence[Room], people: Sequence[Person]) -> None:
        """Makes the given channels and people (with their direct places) the ones on show; others stay, unlisted."""
        direct = [Room(person.direct, person.workspace, person.name, "direct") for person in people]
        wanted = {room.handle: room for room in (*rooms, *direct)}
        known = {(room.handle, room.name, room.kind, room.account) for room in await self.rooms()}
        if known != {(room.handle, room.name, room.kind, room.account) for room in wanted.values()}:
            await self._list_rooms(list(wanted.values()))
        if set(await self.people()) != set(people):
            await self._list_people(people)

    async def rooms(self) -> list[Room]:
        return await self._rooms("listed ORDER BY name COLLATE NOCASE, handle")

    async def people(self) -> list[Person]:
        return await self._people("listed ORDER BY rowid")

    async def room(self, handle: str) -> Room | None:
        return next(iter(await self._rooms("handle = ?", handle)), None)

    async def person(self, handle: str) -> Person | None:
        return next(iter(await self._people("handle = ?", handle)), None)

    async def person_near(self, workspace: str, external_id: str) -> Person | None:
        """The person of that id, the one of this workspace first."""
        found = await self._people("external_id = ? ORDER BY workspace <> ?", external_id, workspace)
        return next(iter(found), None)

    async def archive(self, workspace: str, external_id: str, *, archived: bool = True) -> None:
        await self._connection.execute(
            "UPDATE channel SET archived = ? WHERE handle = ?", (archived, handle_of(workspace, external_id))
        )

    async def _rooms(self, which: str, *values: str) -> list[Room]:
        columns = "external_id, workspace, name, kind, account, archived"
        rows = await self._connection.execute_fetchall(f"SELECT {columns} FROM channel WHERE {which}", values)
        return [_room(row) for row in rows]

    async def _people(self, which: str, *values: str) -> list[Person]:
        columns = "external_id, name, role, account, workspace, direct, channels, zone"
        rows = await self._connection.execute_fetchall(f"SELECT {columns} FROM person WHERE {which}", values)
        return [_person(row) for row in rows]

    async def _list_rooms(self, rooms: Sequence[Room]) -> None:
        given = json.dumps(
            [[room.handle, room.workspace, room.external_id, room.name, room.kind, room.account] for room in rooms]
        )
        await self._connection.execute(
            f"INSERT INTO channel (handle, workspace, external_id, name, kind, account, listed) SELECT {_cells(6)}, 1"
            " FROM json_each(?) AS given WHERE true ON CONFLICT (handle) DO UPDATE SET"
            " name = excluded.name, kind = excluded.kind, account = excluded.account, listed = 1",
            (given,),
        )
        await self._unlist("channel", [room.handle for room in rooms])

    async def _list_people(self, people: Sequence[Person]) -> None:
        given = json.dumps([_person_cells(person) for person in people])
        await self._connection.execute(
            "INSERT INTO person (handle, workspace, external_id, name, role, account, direct, channels, zone, listed)"
            f" SELECT {_cells(9)}, 1 FROM json_each(?) AS given WHERE true ON CONFLICT (handle) DO UPDATE SET"
            " name = excluded.name, role = excluded.role, account = excluded.account, direct = excluded.direct,"
            " channels = excluded.channels, zone = excluded.zone, listed = 1",
            (given,),
        )
        await self._unlist("person", [person.handle for person in people])

    async def _unlist(self, table: Literal["channel", "person"], keep: Sequence[str]) -> None:
        await self._connection.execute(
            f"UPDATE {table} SET listed = 0 WHERE handle NOT IN (SELECT value FROM json_each(?))", (json.dumps(keep),)
        )


def _room(row: Any) -> Room:
    external_id, workspace, name, kind, account, archived = row
    return Room(external_id, workspace, name, kind, account, is_archived=bool(archived))


def _person(row: Any) -> Person:
    external_id, name, role, account, workspace, direct, channels, zone = row
    return Person(external_id, name, role, account, workspace, direct, tuple(json.loads(channels)), zone)


def _cells(count: int) -> str:
    return ", ".join(f"json_extract(given.value, '$[{index}]')" for index in range(count))


def _person_cells(person: Person) -> list[str | None]:
    return [
        person.handle,
        person.workspace,
        person.external_id,
        person.name,
        person.role,
        person.account,
        person.direct,
        json.dumps(person.channels),
        person.zone,
    ]
