"""`away until DATE`: who stands in, or what waits meanwhile."""

from datetime import date

from content.pages.moments import counted, day_words
from handlers import records
from handlers.arguments import arguments, terms
from handlers.replies import strong, told
from handlers.undoing import rearm_accounts_of
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.store import accounts, teammates, touches


async def away(work: Work) -> Reply:
    until = terms(arguments(work), work.today).until
    if until is None:
        raise BadInput(f"Until when? For example: {work.house.command} away until Friday")
    assert work.staff.id is not None
    absence = await teammates.go_away(work.session, work.staff.id, work.today, until)
    await rearm_accounts_of(work)
    deed = await records.note(work, "away", undo=records.reversal("away", absence.id))
    words = f" You are away up to and including {day_words(until)}. {await _meanwhile(work, until)}"
    return told(strong("Noted."), words, controls=(records.undo_button(deed),))


async def _meanwhile(work: Work, until: date) -> str:
    """Without a cover nothing goes out in their name: silence is no consent then."""
    assert work.staff.id is not None
    waiting = len(await touches.proposed_to(work.session, work.staff.id))
    waits = f" {counted(waiting, 'proposal')} of yours {'waits' if waiting == 1 else 'wait'}." if waiting else ""
    mine = len(await accounts.of_csm(work.session, work.staff.id))
    if not mine:
        return f"Back earlier? Type {work.house.command} back"
    if work.staff.cover_id is None:
        silence = f"your {counted(mine, 'account')} hear nothing unasked until {day_words(until)}"
        return f"Nobody covers for you, so {silence}.{waits}"
    cover = await teammates.by_id(work.session, work.staff.cover_id)
    if await teammates.away_on(work.session, work.staff.cover_id, work.today) is None:
        return f"{cover.name} covers for you, and is asked in your place.{waits}"
    return f"{cover.name} would cover for you but is away too, so nothing goes out unasked until then.{waits}"
