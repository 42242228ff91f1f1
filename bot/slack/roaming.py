"""Doctor's walk through the customers' channels on Slack: is Concierge in each, and who else reads there?"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bot.findings import Finding, failed, fine, some_of, warned
from bot.probing import Case
from bot.slack.asking import Said, said_by
from bot.slack.calls import PLATFORM, Workspaces
from outreach.errors import DeliveryProblem
from outreach.models.book import Channel
from outreach.store import channels

CHANNELS = "Slack channels"
# conversations.info may be asked some fifty times a minute; what is said in the log of a busy day is not doctor's.
_MOST, _AT_ONCE = 50, 5
_WAIT = frozenset({"ratelimited", "rate_limited"})


async def examine_channels(case: Case, workspaces: Workspaces) -> list[Finding]:
    if not case.has_book:
        return []
    async with case.database.reading() as session:
        linked = await channels.of_customers(session, PLATFORM)
    if not linked:
        cure = f"Invite @Concierge to a customer's channel and type `{case.settings.command} link NAME` there."
        return [warned(CHANNELS, "no channel on Slack is linked to a customer yet", cure)]
    found: list[Finding] = []
    # Of what is gone the book has told already.
    ours = [each for each in linked if each.gone_at is None]
    for workspace, rows in groupby(sorted(ours, key=lambda row: row.workspace), lambda row: row.workspace):
        found += await _in_workspace(workspaces, workspace, list(rows))
    return found


async def _in_workspace(workspaces: Workspaces, workspace: str, rows: Sequence[Channel]) -> list[Finding]:
    try:
        client = await workspaces.client(workspace)
    except DeliveryProblem as problem:
        words, _, cure = str(problem).rpartition(": ")
        some = f"{_named(rows)} in workspace {workspace or 'without a name'} cannot be reached"
        return [failed(CHANNELS, f"{some}: {words[:1].lower()}{words[1:]}", f"{cure[:1].upper()}{cure[1:]}")]
    asked = rows[:_MOST]
    patience = asyncio.Semaphore(_AT_ONCE)

    async def look(row: Channel) -> Said:
        async with patience:
            return await said_by(client.conversations_info(channel=row.external_id))

    told = await asyncio.gather(*(look(row) for row in asked))
    troubles = [finding for row, said in zip(asked, told, strict=True) for finding in _judged(row, said)]
    unasked = len(rows) - len(asked) + sum(said.code in _WAIT for said in told)
    more = (
        [warned(CHANNELS, f"not all were looked at: {unasked} more", "Slack lets us ask so many a minute.")]
        if unasked
        else []
    )
    shared = [row for row in asked if row.kind != channels.TEAM]
    if troubles or not shared:
        return [*troubles, *more]
    return [fine(CHANNELS, f"Concierge is in {_named(shared)}, and customers read there"), *more]


def _judged(row: Channel, said: Said) -> Iterator[Finding]:
    where = f"#{row.name}"
    if said.code == "channel_not_found":
        cure = f"Invite @Concierge to {where}; if it is gone, link the account to another channel."
        yield failed(CHANNELS, f"{where} does not exist, or Concierge is not in it", cure)
    elif said.trouble and said.code not in _WAIT:
        yield failed(
            CHANNELS, f"{where} could not be looked at: {said.trouble}", "Mend what is wrong with the token first."
        )
    elif not said.trouble:
        info = said.data.get("channel")
        yield from _seen(row, where, info if isinstance(info, Mapping) else {})


def _seen(row: Channel, where: str, info: Mapping[str, object]) -> Iterator[Finding]:
    if info.get("is_archived"):
        cure = f"Unarchive {where}, or link the account to another channel."
        yield failed(CHANNELS, f"{where} is archived", cure)
    elif not info.get("is_member"):
        yield failed(CHANNELS, f"Concierge is not in {where}", f"Type `/invite @Concierge` in {where}.")
    elif info.get("is_ext_shared"):
        if row.kind == channels.TEAM:
            cure = "Link it there once more, with the account's name."
            yield warned(CHANNELS, f"customers read {where}, and the book takes it for ours alone", cure)
    elif info.get("is_pending_ext_shared"):
        cure = "Ask the customer to accept it; until then nobody of theirs reads there."
        yield warned(CHANNELS, f"the invitation to {where} is not accepted yet", cure)
    elif row.kind != channels.TEAM:
        cure = "Share it with the customer by Slack Connect, or link the account to the channel where they are."
        yield warned(CHANNELS, f"no other company is in {where}", cure)


def _named(rows: Sequence[Channel]) -> str:
    return some_of([f"#{row.name}" for row in rows])
