"""`Nudge`: a manager asks a department that says nothing, in its channel; once a day."""

from content.names import called
from content.pages.departments import nudge as nudge_page
from handlers import records
from handlers.replies import told
from handlers.themes.pressing import office, pressed
from handlers.work import Reply, Work
from outreach.desk.themes import OVER, S
from outreach.errors import BadInput, Stale
from outreach.store import themes
from outreach.worktime import zones
from scheduler.themes import departments


async def nudge(work: Work) -> Reply:
    theme = await pressed(work)
    if theme.state in (*OVER, S.OPEN):
        raise Stale(f"Nothing was sent: “{theme.name}” is {theme.state} by now.")
    there = await office(work, theme)
    if there is None:
        raise BadInput("Nothing was sent: that department has no channel of ours any more. Ask them in person.")
    zone = zones.zone(work.staff.timezone)
    if theme.nudged_at is not None and zones.local_date(theme.nudged_at, zone) == work.today:
        raise Stale(f"#{there.channel.name} was asked today already.")
    seen = await departments.card_of(work.session, work.house.planning, theme, work.now)
    message = nudge_page(seen, called(work.staff.name))
    await departments.post(work.session, work.house.planning, there, theme, "nudge", message, work.now)
    theme.nudged_at = work.now
    await themes.put(work.session, theme)
    await records.note(work, "theme.nudge")
    more = f" In person: {there.department.asks}." if there.department.asks else ""
    return told(f"{there.department.name} is asked in #{there.channel.name}.{more}")
