"""What stands in a department's own channel about a theme: the card, questions, nudges, and when each comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from content.departments import Department, by_slug
from content.pages.departments import Card, card
from content.pages.moments import money_words
from outreach.database import Session
from outreach.desk import themes as rules
from outreach.ledger import keys
from outreach.messages import Message
from outreach.models.book import Channel
from outreach.models.post import Delivery, DeliveryState, Priority
from outreach.models.themes import Theme
from outreach.store import channels, deliveries, errands, teammates, texts, themes
from outreach.store.themes import Belonging
from outreach.worktime import zones
from outreach.worktime.availability import Availability, WorkingHours
from outreach.worktime.calendars import WorkCalendar
from scheduler.planning import Planning

ASK, SILENT = "theme.ask", "theme.silent"
_WORKDAY = timedelta(hours=8)
_ASKED_AT = time(10)
_DAY = timedelta(days=1)
_LONGEST_WEEKEND = 14


@dataclass(frozen=True)
class Office:
    """A department as it can be reached now."""

    department: Department
    channel: Channel


def office_hours(home_zone: str) -> Availability:
    """A department keeps no hours with us: nine to five on weekdays, where the house is at home."""
    return Availability(WorkingHours(), zones.zone(home_zone), WorkCalendar(None, zone=home_zone, quiet_season=None))


async def office_of(session: Session, planning: Planning, slug: str | None) -> Office | None:
    """None for one that the file no longer names, and where it has no channel of ours."""
    department = by_slug(planning.departments, slug)
    if department is None:
        return None
    channel = await themes.channel_called(session, department.channel, department.platform)
    return Office(department, channel) if channel else None


async def card_of(session: Session, planning: Planning, theme: Theme, now: datetime, *, answered: str = "") -> Card:
    assert theme.id is not None
    members = (await themes.belonging(session, (theme.id,))).get(theme.id, ())
    affecting = themes.affecting(theme, members)
    department = by_slug(planning.departments, theme.department)
    giver = await teammates.by_id(session, theme.handed_over_by_id) if theme.handed_over_by_id else None
    figures = rules.rate(happenings(members), planning.desk, now)
    return Card(
        theme_id=theme.id,
        name=theme.name,
        state=theme.state,
        department=department.name if department else theme.department or "",
        by=giver.name if giver else "A colleague",
        accounts=tuple(one.name for one in affecting.accounts),
        arr=money_words(affecting.arr),
        figures=figures.in_words(),
        first_on=members[0].member.happened_at.date() if members else None,
        last_on=members[-1].member.happened_at.date() if members else None,
        note=theme.progress or "" if theme.state == rules.S.HANDED_OVER else "",
        words=_words(members),
        others=tuple((one.slug, one.name) for one in planning.departments if one.slug != theme.department),
        plan=theme.plan or "",
        plan_on=theme.plan_on,
        answered=answered,
        root_cause=theme.root_cause or "",
    )


def _words(members: Sequence[Belonging]) -> tuple[str, ...]:
    """The newest of each customer that is no secret."""
    open_ones = [one.spoken for one in members if one.spoken.words and not one.spoken.is_kept_out]
    return tuple({one.account.id: one.words for one in open_ones}.values())


def happenings(members: Sequence[Belonging]) -> Sequence[rules.Happening]:
    return [rules.Happening(one.member.account_id, one.member.happened_at) for one in members]


async def post(  # noqa: PLR0913 - what is written where about which theme, and when
    session: Session,
    planning: Planning,
    office: Office,
    theme: Theme,
    what: str,
    message: Message,
    now: datetime,
) -> Delivery:
    """Under the card, where that stands already."""
    leads = await posted_card(session, theme)
    return await deliveries.queue(
        session,
        key=await _next_key(session, theme, what),
        channel=office.channel,
        message_text_id=await texts.keep(session, message.to_json(), (now + planning.keep_for).date()),
        priority=Priority.ALERT,
        ready_at=now,
        now=now,
        thread=leads.external_ref if leads is not None and leads.channel_id == office.channel.id else None,
    )


async def hand_over(session: Session, planning: Planning, office: Office, theme: Theme, now: datetime) -> None:
    """The card of this hand-over."""
    message = card(await card_of(session, planning, theme, now))
    await deliveries.queue(
        session,
        key=_card_key(theme),
        channel=office.channel,
        message_text_id=await texts.keep(session, message.to_json(), (now + planning.keep_for).date()),
        priority=Priority.ALERT,
        ready_at=now,
        now=now,
    )


async def posted_card(session: Session, theme: Theme) -> Delivery | None:
    return await themes.posted(session, _card_key(theme)) if theme.handed_over_at else None


def _card_key(theme: Theme) -> str:
    assert theme.handed_over_at is not None
    return keys.department(theme.id or 0, "card", f"{theme.department}:{theme.handed_over_at.isoformat()}")


async def redraw(session: Session, planning: Planning, theme: Theme, message: Message, now: datetime) -> None:
    """The card says how it stands; one that has not left yet does not leave, or is said anew."""
    standing = await posted_card(session, theme)
    if standing is None:
        return
    text_id = await texts.keep(session, message.to_json(), (now + planning.keep_for).date())
    if standing.state == DeliveryState.QUEUED:
        standing.text_id = text_id
        session.add(standing)
    elif standing.state == DeliveryState.SENT and standing.external_ref:
        channel = await channels.by_id(session, standing.channel_id)
        await deliveries.queue(
            session,
            key=await _next_key(session, theme, "redrawn"),
            channel=channel,
            message_text_id=text_id,
            priority=Priority.ALERT,
            ready_at=now,
            now=now,
            op="update",
            target_ref=standing.external_ref,
        )


async def _next_key(session: Session, theme: Theme, what: str) -> str:
    assert theme.id is not None
    before = await themes.count_posted(session, keys.all_of_department(theme.id))
    return keys.department(theme.id, what, str(before))


async def expect_answer(session: Session, planning: Planning, theme: Theme, now: datetime, home_zone: str) -> None:
    """From now on they have so many working days."""
    assert theme.id is not None
    await expect_nothing(session, theme, now)
    due_at = office_hours(home_zone).add_working_time(now, _WORKDAY * planning.desk.department_answers)
    if due_at is not None:
        await errands.arrange(session, SILENT, theme.id, due_at, about=now.isoformat())


async def expect_nothing(session: Session, theme: Theme, now: datetime) -> None:
    """They have answered, or nothing is asked of them any more."""
    assert theme.id is not None
    theme.nudged_at = None
    await errands.drop(session, (SILENT, ASK), theme.id, now, "answered")
    await themes.put(session, theme)


async def ask_later(session: Session, theme: Theme, now: datetime, home_zone: str) -> None:
    """How it goes is asked at the plan's date, and before it as `rules.next_ask` says."""
    assert theme.id is not None
    assert theme.plan_on is not None
    await expect_nothing(session, theme, now)
    on = rules.next_ask(theme.plan_on, today(now, home_zone))
    at = _on_workday(on, home_zone)
    await errands.arrange(session, ASK, theme.id, at, about=now.isoformat())


def _on_workday(on: date, home_zone: str) -> datetime:
    """Ten o'clock there; on a day off the next day that is none."""
    hours = office_hours(home_zone)
    day = next((one for step in range(_LONGEST_WEEKEND) if hours.works_on(one := on + step * _DAY)), on)
    return zones.at_local(day, _ASKED_AT, zones.zone(home_zone))


def today(now: datetime, home_zone: str) -> date:
    return zones.local_date(now, zones.zone(home_zone))
