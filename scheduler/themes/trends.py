"""Looks whether a theme has become a trend, and tells those whose customers it concerns, once."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from content.pages.theme_news import trend_news
from outreach.database import Session
from outreach.desk import themes as rules
from outreach.ledger import keys
from outreach.models.book import Teammate
from outreach.models.themes import Theme
from outreach.store import errands, themes
from outreach.store.themes import Belonging
from scheduler.planning import Planning
from scheduler.telling import News, looking_after, tell
from scheduler.themes.departments import happenings

log = logging.getLogger(__name__)

LOOK = "theme.look"
DAILY = timedelta(days=1)


async def look(session: Session, planning: Planning, theme: Theme, now: datetime) -> bool:
    """Whether it has just become one."""
    assert theme.id is not None
    if theme.trend_at is not None or theme.state in rules.OVER:
        return False
    members = (await themes.belonging(session, (theme.id,))).get(theme.id, ())
    rate = rules.rate(happenings(members), planning.desk, now)
    if not rate.is_trend(planning.desk):
        return False
    theme.trend_at, theme.trend_because = now, rate.in_words()
    await themes.put(session, theme)
    log.info("theme.trend theme=%s accounts=%s messages=%s", theme.id, rate.accounts, rate.messages)
    await _tell(session, planning, theme, members, now)
    return True


async def keep_looking(session: Session, theme: Theme, now: datetime) -> None:
    """Each day from tomorrow on: what is usual changes even when nothing happens."""
    assert theme.id is not None
    if not await errands.open_of(session, LOOK, theme.id):
        await errands.arrange(session, LOOK, theme.id, now + DAILY, about=now.isoformat())


def may_become_one(members: Sequence[Belonging], now: datetime, planning: Planning) -> bool:
    """What lies further back counts for nothing any more."""
    since = now - rules.USUAL_OVER - planning.desk.trend_within
    return any(one.member.happened_at > since for one in members)


async def _tell(
    session: Session, planning: Planning, theme: Theme, members: Sequence[Belonging], now: datetime
) -> None:
    readers: dict[int, tuple[Teammate, list[str]]] = {}
    for account in themes.affecting(theme, members).accounts:
        teammate = await looking_after(session, account, now)
        if teammate is not None and teammate.id is not None:
            readers.setdefault(teammate.id, (teammate, []))[1].append(account.name)
    for teammate_id, (teammate, yours) in readers.items():
        message = trend_news(theme.name, theme.trend_because or "", yours, {"theme": str(theme.id)})
        await tell(session, planning, teammate, News(keys.news("trend", str(theme.id), teammate_id), message), now)
