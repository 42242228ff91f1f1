"""Shows one promise, and all that have to be kept."""

from collections.abc import Sequence

from content.pages.promises import PromiseLine, PromisePage, promise_page, promises_page
from handlers.promises.case import Case
from handlers.promises.speaking import waiting
from handlers.work import Work
from outreach.messages import Button, Message
from outreach.models.book import Role
from outreach.store import promises
from scheduler.digests import staff_of
from scheduler.promised import line_of


async def page_of(work: Work, case: Case) -> Message:
    line = await line_of(work.session, case.promise, case.account, work.now, work.staff.timezone)
    draft = await waiting(work, case)
    return promise_page(PromisePage(line, case.promise.moved, draft.id if draft else None))


async def list_of(work: Work) -> Message:
    """A manager's are those of the whole team."""
    return promises_page(await lines_of(work), work.house.command)


async def lines_of(work: Work) -> Sequence[PromiseLine]:
    staff = await staff_of(work.session, work.now)
    is_manager = work.staff.role == Role.MANAGER
    theirs = staff.team_of(work.staff).csm_ids if is_manager else staff.looked_after_by(work.staff)
    found = await promises.standing_with(work.session, theirs)
    return [await line_of(work.session, one, account, work.now, work.staff.timezone) for one, account in found]


def open_button(case: Case) -> Button:
    return Button("Open", "promise.show", {"promise": str(case.promise_id)})


def quoted(case: Case) -> str:
    return f"“{case.text}”" if case.text else "what was promised"
