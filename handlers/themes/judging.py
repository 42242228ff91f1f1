"""What is the same and what is not, in the judgement of a person: only what they confirm counts."""

from collections.abc import Sequence

from handlers.work import Work
from outreach.desk.themes import OVER, move
from outreach.errors import Stale
from outreach.models.themes import Theme, ThemeMember
from outreach.store import spoken, themes
from outreach.store.spoken import Subject
from outreach.store.themes import CONFIRMED, REFUSED, SUGGESTED
from scheduler.themes import trends
from scheduler.themes.grouping import suggested


async def confirm(work: Work, theme: Theme, member: ThemeMember) -> Sequence[ThemeMember]:
    """Where nothing of the theme is confirmed yet, all that is suggested: they are the same as each other."""
    expect_live(theme)
    rows = await themes.rows_of(work.session, (theme.id or 0,))
    is_first = not any(one.state == CONFIRMED for one in rows)
    chosen = [one for one in rows if one.state == SUGGESTED] if is_first else [member]
    for one in chosen:
        await _judge(work, one, CONFIRMED)
    await follow(work, theme)
    return chosen


async def refuse(work: Work, theme: Theme, member: ThemeMember) -> Sequence[ThemeMember]:
    """Where nothing is confirmed and too little is left to be the same, the theme goes with it."""
    await _judge(work, member, REFUSED)
    rows = await themes.rows_of(work.session, (theme.id or 0,))
    left = [one for one in rows if one.state != REFUSED]
    if theme.state not in OVER and len(left) < 2 and not any(one.state == CONFIRMED for one in rows):
        for one in left:
            await _judge(work, one, REFUSED)
        theme.state = move("set aside", theme.state)
        await themes.put(work.session, theme)
        return [member, *left]
    return [member]


async def add(work: Work, theme: Theme, subject: Subject) -> ThemeMember:
    """By hand. Raises Stale for what is gone, or in a theme already."""
    expect_live(theme)
    found = (await spoken.of(work.session, (subject,))).get(subject)
    if found is None:
        raise Stale("Nothing was changed: that message is no longer on record, or it was none.")
    known = (await themes.memberships(work.session, (subject,))).get(subject, ())
    if any(one.state == CONFIRMED for one in known):
        raise Stale("Nothing was changed: that message is in a theme already.")
    member = next((one for one in known if one.theme_id == theme.id), None) or suggested(theme.id or 0, found)
    for other in known:
        elsewhere = await themes.by_id(work.session, other.theme_id)
        if elsewhere is not None and other.theme_id != theme.id and other.state == SUGGESTED:
            await refuse(work, elsewhere, other)
    await _judge(work, member, CONFIRMED)
    await follow(work, theme)
    return member


async def begin(work: Work, name: str, subject: Subject) -> Theme:
    theme = Theme(name=name, opened_at=work.now, opened_by_id=work.staff.id)
    await themes.put(work.session, theme)
    await add(work, theme, subject)
    return theme


async def merge(work: Work, theme: Theme, into: Theme) -> Sequence[ThemeMember]:
    """All of its messages are the other's from now on, unless they are there already."""
    if into.id == theme.id:
        raise Stale("Nothing was changed: that is the same theme.")
    expect_live(into)
    state = move("merge", theme.state)
    known = {themes.subject_of(one) for one in await themes.rows_of(work.session, (into.id or 0,))}
    moved = []
    for one in await themes.rows_of(work.session, (theme.id or 0,)):
        if one.state != REFUSED and themes.subject_of(one) not in known:
            one.theme_id = into.id or 0
            await themes.put(work.session, one)
            moved.append(one)
    theme.state = state
    await themes.put(work.session, theme)
    await follow(work, into)
    return moved


async def follow(work: Work, theme: Theme) -> None:
    """More is known of it: is it a trend?"""
    if not await trends.look(work.session, work.house.planning, theme, work.now):
        await trends.keep_looking(work.session, theme, work.now)


def expect_live(theme: Theme) -> None:
    if theme.state in OVER:
        raise Stale(f"Nothing was changed: “{theme.name}” is {theme.state} by now.")


async def _judge(work: Work, one: ThemeMember, state: str) -> None:
    one.state, one.judged_by_id, one.judged_at = state, work.staff.id, work.now
    await themes.put(work.session, one)
