"""What the clock does about themes: groups what came in, looks for trends, and asks departments how it goes."""

from content.pages.departments import nudge, question
from outreach.desk import themes as rules
from outreach.desk.themes import S
from outreach.models.themes import Theme
from outreach.store import themes
from outreach.store.spoken import Subject
from scheduler.errands.duty import Duty, Outcome
from scheduler.themes import departments, grouping, trends
from scheduler.themes.departments import Office

_WAITED_FOR = (S.HANDED_OVER, S.ACCEPTED, S.PLANNED)


async def group_request(duty: Duty) -> Outcome:
    return await grouping.place(duty.session, Subject("request", duty.subject_id), duty.now)


async def group_complaint(duty: Duty) -> Outcome:
    return await grouping.place(duty.session, Subject("complaint", duty.subject_id), duty.now)


async def look(duty: Duty) -> Outcome:
    theme = await themes.by_id(duty.session, duty.subject_id)
    if theme is None or theme.state in rules.OVER or theme.trend_at is not None:
        return "not needed"
    if await trends.look(duty.session, duty.planning, theme, duty.now):
        return "trend"
    members = (await themes.belonging(duty.session, (duty.subject_id,))).get(duty.subject_id, [])
    if not trends.may_become_one(members, duty.now, duty.planning):
        return "too long ago"
    return duty.now + trends.DAILY


async def ask(duty: Duty) -> Outcome:
    """How it goes, in their channel; whoever does not say is nudged."""
    found = await _waited_for(duty)
    if found is None:
        return "not needed"
    theme, office = found
    if theme.plan_on is None:
        return "not needed"
    seen = await departments.card_of(duty.session, duty.planning, theme, duty.now)
    message = question(seen, departments.today(duty.now, duty.digesting.home_zone))
    await departments.expect_answer(duty.session, duty.planning, theme, duty.now, duty.digesting.home_zone)
    if office is None:
        return "no channel"
    await departments.post(duty.session, duty.planning, office, theme, "ask", message, duty.now)
    return "asked"


async def silent(duty: Duty) -> Outcome:
    """Nudged once in their channel; from then on a manager sees it."""
    found = await _waited_for(duty)
    if found is None:
        return "not needed"
    theme, office = found
    theme.nudged_at = duty.now
    await themes.put(duty.session, theme)
    if office is None:
        return "no channel"
    message = nudge(await departments.card_of(duty.session, duty.planning, theme, duty.now))
    await departments.post(duty.session, duty.planning, office, theme, "nudge", message, duty.now)
    return "nudged"


async def _waited_for(duty: Duty) -> tuple[Theme, Office | None] | None:
    theme = await themes.by_id(duty.session, duty.subject_id)
    if theme is None or theme.state not in _WAITED_FOR:
        return None
    return theme, await departments.office_of(duty.session, duty.planning, theme.department)
