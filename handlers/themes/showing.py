"""Gathers what the pages of themes show."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from content.departments import by_slug
from content.pages.lines import joined
from content.pages.moments import date_words, money_words
from content.pages.theme import Bearing, MemberLine, ThemePage, theme_page
from content.pages.themes import Options, Suggested, ThemeLine, ThemesPage, themes_page
from handlers.themes.informing import untold, what_became
from handlers.themes.pressing import chosen
from handlers.work import Work
from outreach.desk import themes as rules
from outreach.desk.themes import S
from outreach.messages import Message
from outreach.models.book import Role
from outreach.models.post import DeliveryState
from outreach.models.themes import Theme
from outreach.store import items, spoken, themes
from outreach.store.spoken import Spoken
from outreach.store.themes import CONFIRMED, SUGGESTED, Belonging
from outreach.worktime import zones
from scheduler.themes import departments

_ALONE_FOR = timedelta(days=60)
_BEFORE = timedelta(days=30)


async def list_page(work: Work) -> Message:
    live = await themes.live(work.session)
    whose = await _belonging(work, live)
    done = [await line_of(work, one, ()) for one in await themes.done(work.session)]
    lines = [await line_of(work, one, whose.get(one.id or 0, ())) for one in live]
    waiting = [each for one in live for each in suggestions(work, one, whose.get(one.id or 0, ()))]
    return themes_page(ThemesPage(tuple(lines), tuple(waiting), tuple(done), await alone(work)))


async def _belonging(work: Work, found: Sequence[Theme]) -> Mapping[int, Sequence[Belonging]]:
    return await themes.belonging(work.session, [one.id or 0 for one in found], (CONFIRMED, SUGGESTED))


def confirmed(members: Sequence[Belonging]) -> Sequence[Belonging]:
    return [one for one in members if one.member.state == CONFIRMED]


async def line_of(work: Work, theme: Theme, members: Sequence[Belonging]) -> ThemeLine:
    assert theme.id is not None
    real = confirmed(members)
    affecting = themes.affecting(theme, real)
    return ThemeLine(
        theme_id=theme.id,
        name=theme.name,
        state=theme.state,
        accounts=tuple(one.name for one in affecting.accounts),
        arr=money_words(affecting.arr),
        last_on=zones.local_date(real[-1].member.happened_at, zones.zone(work.staff.timezone)) if real else None,
        trend=theme.trend_because or "",
        with_whom=_with_whom(work, theme),
        unconfirmed=len(members) - len(real),
    )


def _with_whom(work: Work, theme: Theme) -> str:
    if theme.department is None:
        return ""
    department = by_slug(work.house.planning.departments, theme.department)
    name = department.name if department else theme.department
    silent = f"silent, nudged {date_words(theme.nudged_at.date())}" if theme.nudged_at else ""
    return joined(f"with {name}", theme.accepted_by or "", silent)


def suggestions(work: Work, theme: Theme, members: Sequence[Belonging]) -> Sequence[Suggested]:
    """Of a theme in which nothing is confirmed yet the newest alone: it asks whether all of them are the same."""
    waiting = [one for one in members if one.member.state == SUGGESTED]
    is_first = not confirmed(members)
    if is_first and len(waiting) < 2:
        return ()
    return [
        _suggestion(work, theme, one, waiting, is_first=is_first) for one in (waiting[-1:] if is_first else waiting)
    ]


def _suggestion(work: Work, theme: Theme, one: Belonging, waiting: Sequence[Belonging], *, is_first: bool) -> Suggested:
    like = theme.name
    if is_first:
        other = waiting[0].spoken
        like = f"{other.account.name}: {other.words}" if other.words else other.account.name
    return Suggested(
        member_id=one.member.id or 0,
        theme=like,
        account=one.spoken.account.name,
        words=one.spoken.words,
        on=zones.local_date(one.member.happened_at, zones.zone(work.staff.timezone)),
        shared=tuple(one.member.shared),
        is_first=is_first,
    )


async def alone(work: Work) -> Options:
    """What is in no theme, for a choice."""
    found = await spoken.unthemed(work.session, work.now - _ALONE_FOR)
    return tuple((chosen(one.subject), joined(one.account.name, one.words)) for one in found)


async def page_of(work: Work, theme: Theme) -> Message:
    assert theme.id is not None
    members = (await _belonging(work, (theme,))).get(theme.id, ())
    real = confirmed(members)
    rate = rules.rate(departments.happenings(real), work.house.desk, work.now)
    minutes = [one.spoken.row.minutes for one in real if one.spoken.row.minutes is not None]
    zone = zones.zone(work.staff.timezone)
    department = by_slug(work.house.planning.departments, theme.department)
    item = await items.by_id(work.session, theme.item_id) if theme.item_id else None
    seen = ThemePage(
        line=await line_of(work, theme, members),
        members=tuple([await _member(work, theme, one) for one in real]),
        bearing=await _bearing(work, theme, real),
        first_on=zones.local_date(real[0].member.happened_at, zone) if real else None,
        until=work.today,
        weekly=tuple(rules.weekly((one.member.happened_at for one in real), work.now)),
        now_rate=rate.in_words(),
        minutes=sum(minutes),
        timed=len(minutes),
        suggested=tuple(suggestions(work, theme, members)),
        plan=theme.plan or "",
        plan_on=theme.plan_on,
        progress=theme.progress or "",
        root_cause=theme.root_cause or "",
        card=await _card(work, theme),
        item=joined(item.title, item.state) if item else "",
        item_id=item.id if item else None,
        others=await _others(work, theme),
        alone=await alone(work),
        departments=bool(work.house.planning.departments),
        untold=len(await untold(work, theme)) if theme.state == S.DONE else 0,
        asks=department.asks if department and theme.nudged_at else "",
        may_nudge=work.staff.role != Role.CSM and theme.state not in (*rules.OVER, S.OPEN),
    )
    return theme_page(seen)


async def _member(work: Work, theme: Theme, one: Belonging) -> MemberLine:
    return MemberLine(
        value=chosen(one.spoken.subject),
        account=one.spoken.account.name,
        on=zones.local_date(one.member.happened_at, zones.zone(work.staff.timezone)),
        words=_guarded(one.spoken),
        is_over=one.spoken.is_over,
        told=await what_became(work, one) if theme.state == S.DONE else "",
    )


def _guarded(one: Spoken) -> str:
    return f"{one.words} (private)" if one.is_kept_out and one.words else one.words


async def _bearing(work: Work, theme: Theme, real: Sequence[Belonging]) -> Bearing:
    accounts = themes.affecting(theme, real).accounts
    ids = [one.id or 0 for one in accounts]
    first_at = real[0].member.happened_at if real else work.now
    end = theme.done_at or work.now
    return Bearing(
        scores=tuple(one.relationship for one in accounts if one.relationship is not None),
        accounts=len(accounts),
        before=await spoken.count_complaints(work.session, ids, first_at - _BEFORE, first_at),
        since=await spoken.count_complaints(work.session, ids, first_at, end),
        days=_BEFORE.days,
        after_done=await spoken.count_complaints(work.session, ids, end, work.now) if theme.done_at else None,
    )


async def _card(work: Work, theme: Theme) -> str:
    """Whether the department has it before its eyes; "" where nothing went there."""
    card = await departments.posted_card(work.session, theme)
    if card is None or theme.state == S.OPEN:
        return ""
    if card.state == DeliveryState.SENT:
        return "stands in their channel"
    if card.state == DeliveryState.FAILED:
        return f"NOT DELIVERED: {card.problem}"
    return "on its way to their channel"


async def _others(work: Work, theme: Theme) -> Options:
    return tuple((str(one.id), one.name) for one in await themes.live(work.session) if one.id != theme.id)
