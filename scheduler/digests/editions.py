"""One reader's message of one date: a CSM's morning, a manager's digest, or its larger weekly edition."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Literal

from content.charts import WeeklyChart
from content.pages import digest, morning, week
from content.pages.week import Week
from outreach.database import Session
from outreach.messages import Image, Message
from outreach.models.book import Role, Teammate
from outreach.store import oversight
from scheduler.digests import gathering, mornings, weeks
from scheduler.digests.digesting import Digesting, Staff, staff_of
from scheduler.digests.overview import Overview, overview
from scheduler.digests.timing import is_first_of_week

EditionName = Literal["morning", "daily", "weekly"]


@dataclass(frozen=True)
class Edition:
    """`message` is None when there is nothing to say. `chart` goes into it once it is drawn."""

    name: EditionName
    message: Message | None
    chart: WeeklyChart | None = None

    def with_picture(self, source: str) -> "Edition":
        """The chart, behind the summary of the week."""
        if self.message is None or self.chart is None:
            return self
        parts = list(self.message.parts)
        parts.insert(week.place_of_picture(self.message), Image(source, self.chart.alt))
        return replace(self, message=Message(tuple(parts)))


async def edit(
    session: Session, reader: Teammate, staff: Staff, digesting: Digesting, late_since: time | None = None
) -> Edition:
    """As things stand at the staff's `now`."""
    if reader.role != Role.MANAGER:
        gathered = await mornings.gather(session, reader, staff, digesting)
        return Edition("morning", morning.compose(gathered, staff.now, late_since=late_since))
    found = await gathering.find(session, reader, staff, digesting)
    today = staff.today_of(reader)
    if not is_first_of_week(staff.availability(reader), today):
        return Edition("daily", digest.daily(found, today, staff.now, late_since=late_since))
    view = await _view(session, reader, staff, digesting)
    figures = await weeks.week_of(session, view, reader)
    message = week.weekly(found, figures, today, staff.now, late_since=late_since)
    return Edition("weekly", message, await weeks.chart_of(session, view, reader) if message else None)


async def _view(session: Session, reader: Teammate, staff: Staff, digesting: Digesting) -> Overview:
    return await overview(session, staff.team_of(reader), staff, digesting, staff.now)


async def compose(session: Session, reader: Teammate, digesting: Digesting, now: datetime) -> Message | None:
    """The reader's message as it would read now; None when there is nothing to say."""
    edition = await edit(session, reader, await staff_of(session, now), digesting)
    return edition.message


async def show_counts(session: Session, reader: Teammate, digesting: Digesting, now: datetime) -> Message:
    """Behind *See counts*: last week's contacts, and what was held back by which rule."""
    return week.counts(await _figures(session, reader, digesting, now))


async def show_csms(session: Session, reader: Teammate, digesting: Digesting, now: datetime) -> Message:
    """Behind *See per CSM*."""
    return week.per_csm(await _figures(session, reader, digesting, now))


async def show_quiet(session: Session, reader: Teammate, digesting: Digesting, now: datetime) -> Message:
    """Behind *See who*: accounts that nobody has spoken with for longer than promised."""
    staff = await staff_of(session, now)
    view = await _view(session, reader, staff, digesting)
    customers = view.quiet()
    planned = await oversight.planned(session, view.team, gathering.plans_until(now))
    return week.quiet(customers, [customer for customer in customers if customer.id not in planned])


async def _figures(session: Session, reader: Teammate, digesting: Digesting, now: datetime) -> Week:
    return await weeks.week_of(session, await _view(session, reader, await staff_of(session, now), digesting), reader)
