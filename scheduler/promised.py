"""Reads promises for whoever looks at them: whose, for when, in which words."""

from datetime import datetime

from content.names import called
from content.pages.promises import PromiseLine, made_words
from outreach.database import Session
from outreach.desk import promises as rules
from outreach.desk.promises import Stage
from outreach.models.book import Account
from outreach.models.desk import Promise
from outreach.store import channels, teammates, texts
from outreach.worktime import zones


async def line_of(session: Session, promise: Promise, account: Account, now: datetime, zone: str) -> PromiseLine:
    """`zone` is the reader's."""
    assert promise.id is not None
    owner = await teammates.by_id(session, promise.owner_id)
    channel = await channels.by_id(session, promise.channel_id) if promise.channel_id else None
    where = "" if channel is None else "private" if channel.kind == channels.DIRECT else f"#{channel.name}"
    today = zones.local_date(now, zones.zone(account.timezone))
    return PromiseLine(
        promise_id=promise.id,
        account_id=promise.account_id,
        account=account.name,
        words=await texts.body_of(session, promise.text_id) or "",
        who=called(owner.name),
        stage=Stage(promise.state),
        timing=rules.timing(promise, today),
        made=made_words(promise.made_at, zone, where),
        due_on=promise.due_on,
        told_on=promise.told_on,
        is_untold=rules.is_untold(promise),
        because=promise.ended_because or "",
        made_on=zones.local_date(promise.made_at, zones.zone(account.timezone)),
    )
