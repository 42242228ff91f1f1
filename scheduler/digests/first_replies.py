"""How fast customers got their first answers, per CSM: in working time of whoever looked after them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from outreach.database import Session
from outreach.listening.clocks import FirstReplies, FirstReply, summed_up
from outreach.models.book import Account
from outreach.models.listening import ResponseClock
from outreach.store import clocks
from scheduler.digests.digesting import Digesting, Staff, staff_of
from scheduler.digests.overview import Overview
from scheduler.digests.watchers import watchers


async def replies_of(session: Session, view: Overview, start: datetime, end: datetime) -> Mapping[int, FirstReplies]:
    """Of waits that an answer ended in [start, end), by the CSM whose account it is."""
    answered = await clocks.answered_between(session, view.team.csm_ids, start, end)
    staff = await staff_of(session, view.now, min((clock.since_at for clock, _ in answered), default=start))
    found: defaultdict[int, list[FirstReply]] = defaultdict(list)
    for clock, account in answered:
        if (reply := _reply(staff, view.digesting, clock, account)) is not None:
            found[account.csm_id or 0].append(reply)
    return {csm_id: summed_up(replies) for csm_id, replies in found.items()}


def _reply(staff: Staff, digesting: Digesting, clock: ResponseClock, account: Account) -> FirstReply | None:
    looked_after = watchers(staff, account)
    if looked_after is None or clock.stopped_at is None:
        return None
    took = looked_after.watch.worked_between(clock.since_at, clock.stopped_at)
    return FirstReply(took, digesting.reply_within[account.segment])
