"""Settles what one person's “less” means for the channel they said it in, and takes that back."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from handlers.arguments import number
from handlers.terms import keeping
from handlers.terms.keeping import Source
from handlers.work import Work
from outreach.errors import BadInput, Stale
from outreach.ledger import lessening
from outreach.models.book import Account, Channel, Contact, Hold
from outreach.models.listening import Preference
from outreach.store import accounts, channels, contacts, errands, holds, preferences, turns


async def open_question(work: Work) -> tuple[Hold, Account, Channel]:
    """The pause a button is about. Raises Stale once it is settled."""
    hold = await holds.by_id(work.session, number(work, "hold"))
    if hold is None or hold.ended_at is not None or hold.channel_id is None:
        raise Stale("Nothing was changed: that is settled already.")
    if not await errands.open_of(work.session, lessening.ASKING, hold.id or 0):
        raise Stale("Nothing was changed: that is settled already.")
    account = await accounts.by_id(work.session, hold.account_id)
    return hold, account, await channels.by_id(work.session, hold.channel_id)


async def less_for_all(work: Work, hold: Hold) -> Hold:
    await lessening.end(work.session, hold, by=work.staff.name, because="less for all", now=work.now)
    return await lessening.apply_to_all(work.session, hold, work.now)


async def only_for_them(work: Work, hold: Hold, account: Account) -> Sequence[Preference]:
    """Raises BadInput where nobody knows who they are: then nobody can be written to less often than the others."""
    contact = await _whoever(work, hold)
    if contact is None:
        raise BadInput(
            f"{hold.placed_by} is none of the people we know at {account.name}, so they cannot get less "
            "than the others. Import them as a contact first, or choose less for all."
        )
    await lessening.end(work.session, hold, by=work.staff.name, because="only for them", now=work.now)
    days = work.house.planning.rules.limits.less_every.days
    pace = [("pace", {"days": days, "only_to_them": True})]
    return await keeping.keep(work, account, contact, pace, Source(hold.placed_by, None, work.staff.id))


async def _whoever(work: Work, hold: Hold) -> Contact | None:
    """Only they can have said it: one of the people there of that name."""
    named = [one for one in await contacts.of_account(work.session, hold.account_id) if one.name == hold.placed_by]
    return named[0] if len(named) == 1 else None


async def reask(work: Work, ids: Sequence[int]) -> str:
    """Takes back `less for all`: ids of the pause and of what took its place."""
    placed = await holds.by_id(work.session, ids[1])
    if placed is not None and placed.ended_at is None:
        await holds.lift(work.session, [placed], by=work.staff.name, now=work.now)
    return await _open_again(work, ids[0])


async def reask_without(work: Work, ids: Sequence[int]) -> str:
    """Takes back `only for them`: ids of the pause and of the preference."""
    rows = [await preferences.by_id(work.session, number) for number in ids[1:]]
    await keeping.end(work, [row for row in rows if row is not None], by=work.staff.name)
    return await _open_again(work, ids[0])


async def _open_again(work: Work, hold_id: int) -> str:
    hold = await holds.by_id(work.session, hold_id)
    assert hold is not None
    account = await accounts.by_id(work.session, hold.account_id)
    if hold.until is None or hold.until <= work.now:
        await turns.rearm(work.session, hold.account_id, work.now)
        return f"it is undone; its seven days are over, so {account.name} is written to as before"
    hold.ended_at, hold.ended_by = None, None
    work.session.add(hold)
    await errands.arrange(work.session, lessening.ASKING, hold_id, hold.until, about=work.event.key)
    await turns.rearm(work.session, hold.account_id, work.now)
    return f"{account.name} is quiet again while the others are asked"


async def unkeep(work: Work, ids: Sequence[int]) -> str:
    rows = [row for number in ids if (row := await preferences.by_id(work.session, number))]
    await keeping.end(work, rows, by=work.staff.name)
    for row in rows:
        await keeping.revive(work, await preferences.replaced_by(work.session, row))
    return "how they want to be written to is as it was before"


async def unend(work: Work, ids: Sequence[int]) -> str:
    rows = [await preferences.by_id(work.session, number) for number in ids]
    again = await keeping.revive(work, [row for row in rows if row is not None])
    return "it is heeded again" if again else "they have said something newer since, so nothing was changed"


UNDOINGS: Mapping[str, Callable[[Work, Sequence[int]], Awaitable[str]]] = {
    "preference": unkeep,
    "preference_end": unend,
    "less_for_all": reask,
    "less_for_them": reask_without,
}
