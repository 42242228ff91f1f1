"""`noticed`: what we think customers said that may need somebody, for a person to judge."""

from content.pages.noticed import noticed_page
from handlers.arguments import arguments
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.messages import Message
from outreach.models.book import Role
from outreach.store import noticed as findings
from outreach.store.oversight import Team
from scheduler import digests, sightings
from scheduler.digests import Staff


async def noticed(work: Work) -> Reply:
    if arguments(work):
        raise BadInput(f"{work.house.command} noticed stands alone: it lists what customers said at your accounts.")
    return await open_noticed(work)


async def open_noticed(work: Work) -> Reply:
    """The same page, behind a button."""
    return shown(await look(work))


async def look(work: Work) -> Message:
    team = _accounts_of(work, await digests.staff_of(work.session, work.now))
    waiting = await sightings.waiting(work.session, team, work.staff.timezone)
    return noticed_page(waiting.found, waiting.count)


async def count(work: Work, staff: Staff) -> int:
    """How many wait for a look of theirs."""
    return await findings.count_open(work.session, _accounts_of(work, staff))


def _accounts_of(work: Work, staff: Staff) -> Team:
    """A manager's are those of the whole team."""
    is_manager = work.staff.role == Role.MANAGER
    return staff.team_of(work.staff) if is_manager else Team(staff.looked_after_by(work.staff))
