"""Tells a colleague at once, in their direct conversation with us, what should not wait for their morning."""

import logging
from dataclasses import dataclass
from datetime import datetime, time

from outreach.database import Session
from outreach.messages import Message
from outreach.models.book import Account, Teammate
from outreach.models.post import Priority
from outreach.store import channels, deliveries, teammates, texts
from outreach.worktime import zones
from scheduler.planning import Planning

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class News:
    """What a colleague is told. The same `key` is told once. `is_urgent`: however often they were interrupted today (a
    customer is upset, or waits beyond the promise); it counts all the same, and leaves less for what is not."""

    key: str
    message: Message
    is_urgent: bool = False


async def tell(session: Session, planning: Planning, teammate: Teammate, news: News, now: datetime) -> bool:
    """False where it stays in their day alone: they have no conversation with us, or enough for one day. True as well
    for what they were told before."""
    assert teammate.id is not None
    direct = await channels.direct_to(session, teammate.id)
    if direct is None or direct.id is None:
        return False
    if await deliveries.was_queued(session, news.key):
        return True
    if not news.is_urgent and await _has_enough(session, planning, teammate, direct.id, now):
        log.info("news.kept teammate=%s reason=enough_for_today", teammate.id)
        return False
    keep_until = (now + planning.keep_for).date()
    await deliveries.queue(
        session,
        key=news.key,
        channel=direct,
        message_text_id=await texts.keep(session, news.message.to_json(), keep_until),
        priority=Priority.ALERT,
        ready_at=now,
        now=now,
    )
    return True


async def _has_enough(session: Session, planning: Planning, teammate: Teammate, channel_id: int, now: datetime) -> bool:
    zone = zones.zone(teammate.timezone)
    midnight = zones.at_local(zones.local_date(now, zone), time(0), zone)
    return await deliveries.count_alerts(session, channel_id, midnight) >= planning.desk.interruptions


async def looking_after(session: Session, account: Account, now: datetime) -> Teammate | None:
    """The CSM, or whoever stands in for them today."""
    csm = await teammates.csm_of(session, account)
    if csm is None or csm.id is None or csm.cover_id is None:
        return csm
    today = zones.local_date(now, zones.zone(csm.timezone))
    away = await teammates.away_on(session, csm.id, today)
    return await teammates.by_id(session, csm.cover_id) if away else csm
