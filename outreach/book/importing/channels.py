"""Channels from a file. A file links a channel that is nobody's; it never moves one, and never guesses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from outreach.book import links
from outreach.book.csv_rows import BadRow
from outreach.book.importing.known_accounts import KnownAccounts
from outreach.book.importing.trip import SOURCE, Line, Outcome, Trip, Written, update, written
from outreach.book.links import Suggestions
from outreach.book.rows import ChannelRow
from outreach.database import Session
from outreach.errors import ConciergeError, NotFound
from outreach.events import Place, PlaceKind
from outreach.models.book import Channel
from outreach.store import channels, lookups
from outreach.store.lookups import AccountName

_ENDED = "Somebody ended this link, so it is only suggested: `/cs link` in the channel renews it"
_Known = dict[tuple[str, str, str], Channel]


@dataclass(frozen=True)
class _Where:
    """The address that a row stands for, after moves to another platform."""

    platform: str
    workspace: str
    external_id: str


class ChannelsWriter:
    rows_per_batch = 200

    def __init__(self, trip: Trip) -> None:
        self._trip = trip
        self._accounts = KnownAccounts(())
        self._suggestions = Suggestions(())
        self._workspaces: dict[str, set[str]] = {}

    def key_of(self, row: ChannelRow) -> Iterable[str]:
        return [" ".join(("channel", row.platform, row.workspace or "", row.external_id))]

    async def prepare(self, session: Session) -> None:
        self._accounts = await KnownAccounts.read(session)
        ours = {links.label_of(teammate.email) for teammate in await lookups.everybody(session)}
        self._suggestions = Suggestions(
            (links.Known(account.id, account.name, account.domain) for account in self._accounts.all),
            ours=[name for name in ours if name],
        )
        for platform in ("slack", "teams", "playground"):
            self._workspaces[platform] = set(await lookups.workspaces(session, platform))

    async def write(self, session: Session, lines: Sequence[Line[ChannelRow]]) -> list[Outcome]:
        found = await lookups.channels_called(session, (line.row.external_id for line in lines))
        known: _Known = {(one.platform, one.workspace, one.external_id): one for one in found}
        ended = await lookups.ended_links(session, (one.id for one in found if one.id is not None))
        return [await self._take_in(session, line, known, ended) for line in lines]

    async def _take_in(
        self, session: Session, line: Line[ChannelRow], known: _Known, ended: set[tuple[int, int]]
    ) -> Outcome:
        row = line.row
        try:
            where = self._where(row, known)
            account = self._accounts.find(row.account_external_id) if row.account_external_id else None
        except ConciergeError as problem:
            return BadRow(line.number, str(problem))
        channel = known.get((where.platform, where.workspace, where.external_id))
        if channel is None:
            return await self._add(session, line, where, account)
        if account and channel.account_id not in (None, account.id):
            return BadRow(line.number, self._taken(channel, account))
        return await self._change(session, line, channel, account, ended)

    def _where(self, row: ChannelRow, known: _Known) -> _Where:
        if row.platform in self._trip.defaults.platforms:
            return _Where(self._trip.defaults.platforms[row.platform], row.platform, row.external_id)
        workspace = row.workspace or self._trip.defaults.workspaces.get(row.platform)
        if workspace is None:
            workspace = self._likely_workspace(row, known)
        return _Where(row.platform, workspace, row.external_id)

    def _likely_workspace(self, row: ChannelRow, known: _Known) -> str:
        """Where we know that very channel, else the only one we know at all."""
        wanted = (row.platform, row.external_id)
        same = {workspace for platform, workspace, channel in known if (platform, channel) == wanted}
        candidates = same or self._workspaces.get(row.platform, set())
        if len(candidates) != 1:
            called = "tenant" if row.platform == "teams" else "workspace"
            raise NotFound(f"no {called} is given; add a column workspace with the id of your {called}")
        return next(iter(candidates))

    async def _add(
        self, session: Session, line: Line[ChannelRow], where: _Where, account: AccountName | None
    ) -> Written:
        row = line.row
        place = Place(where.platform, where.workspace, where.external_id, row.name, cast(PlaceKind, row.kind))
        channel = await channels.ensure(session, place)
        if account:
            await channels.link(session, channel, account.id, by=SOURCE, now=self._trip.now)
        else:
            self._suggest(channel)
        return Written(line.number, row.name, "created", account_ids=(account.id,) if account else ())

    async def _change(
        self,
        session: Session,
        line: Line[ChannelRow],
        channel: Channel,
        account: AccountName | None,
        ended: set[tuple[int, int]],
    ) -> Written:
        row = line.row
        fields = update(channel, {"name": row.name} | ({"kind": row.kind} if "kind" in line.given else {}))
        session.add(channel)
        was_ended = account is not None and channel.account_id is None and (channel.id, account.id) in ended
        if account and was_ended:
            if update(channel, {"suggested_account_id": account.id}):
                fields["suggested"] = (None, account.name)
        elif account and channel.account_id is None:
            await channels.link(session, channel, account.id, by=SOURCE, now=self._trip.now)
            fields["account"] = (None, account.name)
        elif channel.account_id is None and "name" in fields:
            self._suggest(channel)
        outcome = written(line, row.name, fields, [channel.account_id] if channel.account_id else [])
        return replace(outcome, doubts=(_ENDED,)) if was_ended else outcome

    def _suggest(self, channel: Channel) -> None:
        if channel.kind != channels.DIRECT:
            channel.suggested_account_id = self._suggestions.of(channel.name)

    def _taken(self, channel: Channel, account: AccountName) -> str:
        return (
            f"{channel.name} belongs to {self._accounts.name_of(channel.account_id)}, and a file never moves a "
            f"channel; if it is {account.name}'s now, write `/cs link {account.name}` in it"
        )
