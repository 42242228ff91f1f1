"""Whose channel it is: says so, takes it back, and re-addresses what was on its way there."""

from collections.abc import Sequence

from handlers import introducing
from handlers.cancelling import live_outreach
from handlers.work import Work
from outreach.book.links import Known, label_of, suggest
from outreach.errors import Stale
from outreach.ledger import proposals
from outreach.models.book import Account, Channel
from outreach.models.ledger import Touch, TouchState
from outreach.store import accounts, channels, identities, lookups, teammates, turns


async def link(work: Work, channel: Channel, account: Account) -> None:
    """A person vouches for it, so a channel that was thought to hold two customers, or none, is taken at their
    word."""
    assert account.id is not None
    if channel.account_id is not None and channel.account_id != account.id:
        await release(work, channel)
    channel.is_mixed = False
    if channel.kind == channels.TEAM:
        channel.kind = "shared"
    await channels.link(work.session, channel, account.id, by=work.staff.name, now=work.now)
    await take_in(work, channel, account.id)
    await introducing.introduce(work, channel, account, anew=True)
    await turns.rearm(work.session, account.id, work.now)


async def take_in(work: Work, channel: Channel, account_id: int) -> None:
    """What waits as an e-mail draft may go through the channel now; where nothing unasked may, it stays a draft."""
    if not _takes_outreach(channel):
        return
    for draft in await live_outreach(work.session, account_id):
        if draft.state == TouchState.PROPOSED and draft.channel_id is None:
            await _readdress(work, draft, channel)


async def sharers(work: Work, channel: Channel, account: Account) -> Sequence[Account]:
    """Whose companies share it, where every one of them is known as another account's; else nobody, since one that we
    do not know may well be this account's."""
    whose = [await identities.accounts_in(work.session, channel.platform, one) for one in channel.connected]
    if not all(each and account.id not in each for each in whose):
        return ()
    return [await accounts.by_id(work.session, account_id) for account_id in sorted(set().union(*whose))]


async def link_anew(work: Work, channel: Channel, account_id: int) -> None:
    """For an account to which a person has linked this very place before, in another row."""
    await channels.link(work.session, channel, account_id, by="its former id", now=work.now)
    await turns.rearm(work.session, account_id, work.now)


async def release(work: Work, channel: Channel) -> None:
    """Nobody's any more. What was on its way there waits for its CSM again, in another channel or as an e-mail."""
    account_id = channel.account_id
    if account_id is None:
        return
    await leave(work, channel)
    await introducing.withhold(work, channel, "the channel is not theirs any more")
    await channels.unlink(work.session, channel, now=work.now)
    await turns.rearm(work.session, account_id, work.now)


async def leave(work: Work, channel: Channel) -> int:
    """Takes every live message out of this channel; returns how many."""
    assert channel.account_id is not None
    moved = 0
    other = await another(work, channel)
    for touch in await live_outreach(work.session, channel.account_id):
        if touch.channel_id == channel.id and await _move(work, touch, other):
            moved += 1
    return moved


async def another(work: Work, channel: Channel) -> Channel | None:
    """The account's channel that takes over where this one is closed to us; None where there is none."""
    assert channel.account_id is not None
    linked = await channels.of_account(work.session, channel.account_id)
    return next((one for one in linked if one.id != channel.id and _takes_outreach(one)), None)


def _takes_outreach(channel: Channel) -> bool:
    return channels.is_open(channel) and not channel.is_mixed and not channel.not_to_be_read


async def _move(work: Work, touch: Touch, other: Channel | None) -> bool:
    try:
        if touch.state == TouchState.APPROVED:
            await proposals.back_to_review(work.session, touch, "its channel changed", work.now)
    except Stale:
        return False
    await _readdress(work, touch, other)
    return True


async def _readdress(work: Work, touch: Touch, channel: Channel | None) -> None:
    touch.channel_id = channel.id if channel else None
    touch.medium = "channel" if channel else "email"
    work.session.add(touch)
    await work.session.flush()


async def mark_mixed(work: Work, channel: Channel, account_id: int) -> None:
    """People of two customers sit there: nothing about either is written there any more."""
    channel.is_mixed = True
    work.session.add(channel)
    await turns.rearm(work.session, account_id, work.now)


async def suggest_account(work: Work, channel: Channel) -> Account | None:
    """Whose it could be, by its name; kept on the channel until a person says so."""
    known = [Known(one.id, one.name, one.domain) for one in await lookups.account_names(work.session)]
    guess = suggest(channel.name, known, await _our_names(work))
    channel.suggested_account_id = guess
    work.session.add(channel)
    await work.session.flush()
    return await accounts.by_id(work.session, guess) if guess is not None else None


async def _our_names(work: Work) -> Sequence[str]:
    """What `acme-ourcompany` calls us."""
    emails = [one.email for one in await teammates.all_teammates(work.session)]
    return sorted({label for label in (label_of(email) for email in emails) if label})
