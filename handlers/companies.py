"""Which other companies a channel is shared with, and what follows from who came and who left."""

from collections.abc import Collection

from handlers.linking import mark_mixed, release
from handlers.replies import strong
from handlers.telling import tell_about
from handlers.work import Work
from outreach.models.book import Account, Channel
from outreach.store import accounts, identities

_TWO = 2


async def follow_connected(work: Work, channel: Channel, connected: Collection[str]) -> None:
    """Says so when others came in beside the customer; closes the link when the customer has left them there."""
    before, now = set(channel.connected), set(connected)
    channel.connected = sorted(now)
    work.session.add(channel)
    if channel.account_id is None:
        return
    account = await accounts.by_id(work.session, channel.account_id)
    if now and await _has_left(work, channel, account, before - now):
        await _close(work, channel, account)
    elif now - before:
        await _notice_others(work, channel, account)


async def _has_left(work: Work, channel: Channel, account: Account, gone: Collection[str]) -> bool:
    """Only what is certain counts: their people are known in the company that left, and in none that stays."""
    left, stay = await _known(work, channel, gone), await _known(work, channel, channel.connected)
    return any(account.id in each for each in left) and not any(account.id in each for each in stay)


async def _close(work: Work, channel: Channel, account: Account) -> None:
    await release(work, channel)
    words = f" has left #{channel.name}, in which another company stays: it is nobody's channel now. "
    cure = f"Type {work.house.command} link {account.name} in another channel of theirs."
    await tell_about(work, account, "unshared", strong(account.name), words + cure)


async def _notice_others(work: Work, channel: Channel, account: Account) -> None:
    """Two companies may be one customer and its adviser; another customer of ours is another matter."""
    assert account.id is not None
    whose = await _known(work, channel, channel.connected)
    if any(each and account.id not in each for each in whose) and not channel.is_mixed:
        await mark_mixed(work, channel, account.id)
    if channel.is_mixed or len(channel.connected) >= _TWO:
        await _tell(work, channel, account)


async def _tell(work: Work, channel: Channel, account: Account) -> None:
    where, command = strong(f"#{channel.name}"), work.house.command
    if channel.is_mixed:
        words = f" is shared with another of our customers now, so nothing for {account.name} goes there any more. "
        cure = f"Use a channel of theirs alone; if that is wrong, type {command} link {account.name} in it."
    else:
        words = f" is shared with {len(channel.connected)} other companies now; what is meant for {account.name} is "
        words += "read by all of them. "
        cure = f"If that is not meant so, type {command} unlink in it."
    await tell_about(work, account, "connected", where, words + cure)


async def _known(work: Work, channel: Channel, companies: Collection[str]) -> list[set[int]]:
    """Of each of these companies the accounts whose people we know there."""
    return [await identities.accounts_in(work.session, channel.platform, company) for company in companies]
