"""Takes back what a colleague decided about a theme."""

from collections.abc import Sequence

from handlers.themes import handing
from handlers.work import Work
from outreach.desk.themes import S
from outreach.errors import Stale
from outreach.models.themes import Theme, ThemeMember
from outreach.store import themes
from outreach.store.themes import REFUSED, SUGGESTED

_MOVED_ON = "Nothing was changed: that theme has moved on since. Open it to see how things stand."


async def unjudge(work: Work, ids: Sequence[int]) -> str:
    """Members wait for a judgement again, and a theme that went with them is there again."""
    rows = await themes.members_by_ids(work.session, ids)
    theme = await _theme(work, rows[0].theme_id if rows else 0)
    if theme.state == S.SET_ASIDE:
        theme.state = S.OPEN
        await themes.put(work.session, theme)
    if theme.state != S.OPEN:
        raise Stale(_MOVED_ON)
    for one in rows:
        one.state, one.judged_by_id, one.judged_at = SUGGESTED, None, None
        await themes.put(work.session, one)
    return f"“{theme.name}” waits for a look again"


async def unadd(work: Work, ids: Sequence[int]) -> str:
    """What was put into a theme by hand is in none."""
    rows = await themes.members_by_ids(work.session, ids)
    theme = await _theme(work, rows[0].theme_id if rows else 0)
    if theme.state != S.OPEN:
        raise Stale(_MOVED_ON)
    await _empty(work, rows)
    return f"it is no longer part of “{theme.name}”"


async def unbegin(work: Work, ids: Sequence[int]) -> str:
    theme = await _theme(work, ids[0])
    if theme.state != S.OPEN:
        raise Stale(_MOVED_ON)
    await _empty(work, await themes.rows_of(work.session, ids))
    theme.state = S.SET_ASIDE
    await themes.put(work.session, theme)
    return f"there is no theme “{theme.name}” any more"


async def _empty(work: Work, rows: Sequence[ThemeMember]) -> None:
    for one in rows:
        one.state, one.judged_by_id, one.judged_at = REFUSED, work.staff.id, work.now
        await themes.put(work.session, one)


async def unmerge(work: Work, ids: Sequence[int]) -> str:
    """The theme, then what was moved out of it."""
    theme = await _theme(work, ids[0])
    if theme.state != S.SET_ASIDE:
        raise Stale(_MOVED_ON)
    for one in await themes.members_by_ids(work.session, ids[1:]):
        one.theme_id = theme.id or 0
        await themes.put(work.session, one)
    theme.state = S.OPEN
    await themes.put(work.session, theme)
    return f"“{theme.name}” is a theme of its own again"


async def bring_back(work: Work, ids: Sequence[int]) -> str:
    theme = await _theme(work, ids[0])
    if theme.state != S.SET_ASIDE:
        raise Stale(_MOVED_ON)
    theme.state = S.OPEN
    await themes.put(work.session, theme)
    return f"“{theme.name}” is open again"


async def unhand(work: Work, ids: Sequence[int]) -> str:
    theme = await _theme(work, ids[0])
    await handing.take_back(work, theme)
    return f"“{theme.name}” is with nobody again, and its card says so"


async def _theme(work: Work, theme_id: int) -> Theme:
    found = await themes.by_id(work.session, theme_id)
    if found is None:
        raise Stale("That theme is no longer on record: nothing was changed.")
    return found
