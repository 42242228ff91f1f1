"""Concierge says once in a customer's channel who it is, what it reads and how to stop that; until they can read it,
nothing said there is read."""

from collections.abc import Sequence
from datetime import time, timedelta

from content import answers
from content.catalog import Introduction
from content.drafting import signature
from handlers.offers.writing import at_once
from handlers.telling import looking_after
from handlers.work import Work
from outreach.errors import Stale
from outreach.ledger import keys, policies, proposals, situations
from outreach.ledger.proposals import When
from outreach.messages import Message
from outreach.models.book import Account, Channel
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import channels, touches, turns
from outreach.worktime import zones
from outreach.worktime.windows import SendWindows
from scheduler import cadence

_LASTS = timedelta(days=7)
# One that could not be posted is not tried again with each word that is said there.
_AGAIN_AFTER = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


async def is_introduced(work: Work, channel: Channel) -> bool:
    """Whether they could read who we are. Whoever opened a conversation with us alone knows."""
    if channel.introduced_at is None and channel.kind != channels.DIRECT:
        made = next((one for one in await _tries(work, channel) if one.state == TouchState.MADE), None)
        channel.introduced_at = made.happened_at if made else None
        work.session.add(channel)
    return channel.introduced_at is not None or channel.kind == channels.DIRECT


async def introduce(work: Work, channel: Channel, account: Account, *, anew: bool = False) -> Touch | None:
    """Queues the introduction for the customer's next open hour; None where it is not due, or not allowed now.

    `anew`: something changed, so a try that failed a moment ago may succeed.
    """
    if not _can_hear_us(channel) or await is_introduced(work, channel):
        return None
    tries = await _tries(work, channel)
    if tries and (tries[-1].state in turns.LIVE or (_failed_lately(work, tries[-1]) and not anew)):
        return None
    rules = work.house.planning.rules
    situation = await situations.load(work.session, account, channel, Purpose.NOTICE, work.now, rules)
    when = _when(work, account)
    if when is None or policies.may_we(situation, rules.limits, "planning"):
        return None
    touch = await proposals.propose(work.session, await _draft(work, channel, account, when, len(tries)), work.now)
    return await proposals.approve(work.session, touch, by="the channel's link", now=work.now)


async def withhold(work: Work, channel: Channel, because: str) -> None:
    """Takes back an introduction that has not gone yet."""
    for touch in await _tries(work, channel):
        if touch.state in turns.LIVE:
            try:
                await proposals.end(work.session, touch, TouchState.CANCELLED, because, work.now)
            except Stale:
                continue


def _can_hear_us(channel: Channel) -> bool:
    is_theirs = channels.is_open(channel) and channel.kind != channels.DIRECT
    return is_theirs and not channel.is_mixed and not channel.not_to_be_read


async def _tries(work: Work, channel: Channel) -> Sequence[Touch]:
    assert channel.id is not None
    return await touches.introductions(work.session, channel.id)


def _failed_lately(work: Work, last: Touch) -> bool:
    has_failed = last.state in (TouchState.MISSED, TouchState.EXPIRED)
    return has_failed and last.proposed_at is not None and work.now - last.proposed_at < _AGAIN_AFTER


def _when(work: Work, account: Account) -> When | None:
    """At any hour that is not quiet, on any day that is worked there: it is no outreach, which has hours of its own."""
    rules = work.house.planning.rules
    windows = SendWindows(
        frozenset(range(7)), ((time(0), time.max),), rules.limits.quiet_from, rules.limits.quiet_until
    )
    zone = zones.zone(account.timezone)
    calendar = situations.calendar_of(account, account.timezone, rules)
    found = cadence.next_send_slot(work.now, zone, windows, calendar)
    if found is None:
        return None
    # Slots are whole minutes; where it may go now, it goes now.
    return at_once(work, found.zone) if found.at - work.now < _MINUTE else When(found.at, found.wall, found.zone)


async def _draft(work: Work, channel: Channel, account: Account, when: When, number: int) -> proposals.Draft:
    assert channel.id is not None
    deadline = when.at + _LASTS
    return proposals.Draft(
        key=keys.introduction(channel.id, number),
        account=account,
        purpose=Purpose.NOTICE,
        origin="reply",
        message=await _words(work, account),
        why="nobody in this channel has been told who we are",
        author=None,
        when=when,
        deadline_at=deadline,
        keep_until=(deadline + work.house.planning.keep_for).date(),
        channel=channel,
    )


async def _words(work: Work, account: Account) -> Message:
    language = account.language
    kept = answers.kept(work.house.keep_inbound, language)
    csm = signature(await looking_after(work, account))
    return work.house.renderer.render(Introduction(csm=csm, kept=kept, language=language))
