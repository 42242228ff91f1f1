"""What taking back means at the desk: an answer that was kept, retired or generalised, goodwill, a judgement of a
finding, and that somebody needs no answer."""

from collections.abc import Sequence

from handlers.clocks import waiting
from handlers.goodwill import giving
from handlers.work import Work
from outreach.errors import Stale
from outreach.ledger import proposals
from outreach.models.desk import Goodwill
from outreach.models.ledger import TouchState
from outreach.models.listening import Judged, KnownAnswer
from outreach.store import accounts, answers, clocks, goodwill, noticed
from outreach.worktime import zones


async def kept(work: Work, ids: Sequence[int]) -> str:
    row = await _answer(work, ids)
    row.retired_at = row.retired_at or work.now
    await answers.put(work.session, row)
    return "the answer is no longer kept"


async def retired(work: Work, ids: Sequence[int]) -> str:
    row = await _answer(work, ids)
    row.retired_at = None
    await answers.put(work.session, row)
    return "the answer is offered again"


async def generalised(work: Work, ids: Sequence[int]) -> str:
    row = await _answer(work, ids)
    row.generalised_at = row.generalised_by_id = None
    await answers.put(work.session, row)
    account = await accounts.by_id(work.session, row.account_id)
    return f"the answer serves {account.name} alone again"


async def _answer(work: Work, ids: Sequence[int]) -> KnownAnswer:
    found = await answers.by_id(work.session, ids[0])
    if found is None:
        raise Stale("Nothing was changed: that answer is gone.")
    return found.row


async def goodwill_given(work: Work, ids: Sequence[int]) -> str:
    """On the day it was given or granted: what was counted on later is put right with open eyes."""
    given = await goodwill.by_id(work.session, ids[0])
    if given is None or given.state in ("taken back", "refused"):
        raise Stale("Nothing was changed: that goodwill is not given any more.")
    place = zones.zone(work.staff.timezone)
    if zones.local_date(given.decided_at or given.asked_at, place) != work.today:
        raise Stale("Nothing was changed: goodwill can be taken back on the day it was given. Talk to them instead.")
    account = await accounts.by_id(work.session, given.account_id)
    _take_back(work, given)
    await goodwill.put(work.session, given)
    was_told = await _unsay(work, ids[0])
    told = f" {account.name} has been told: talk to them" if was_told else ""
    return f"nothing is given to {account.name}.{told}" if told else f"nothing is given to {account.name}"


def _take_back(work: Work, given: Goodwill) -> None:
    """A manager who thinks again leaves it waiting: it was asked for by somebody else."""
    if given.decided_by_id == work.staff.id and given.teammate_id != work.staff.id:
        given.state, given.decided_at, given.decided_by_id = "asked", None, None
    else:
        given.state = "taken back"


async def _unsay(work: Work, goodwill_id: int) -> bool:
    """Puts the draft away; True when it is said, or on its way."""
    _, draft = await giving.words_of(work, goodwill_id)
    if draft is None:
        return False
    if draft.state != TouchState.PROPOSED:
        return True
    await proposals.end(work.session, draft, TouchState.CANCELLED, "the goodwill was taken back", work.now)
    return False


async def judged(work: Work, ids: Sequence[int]) -> str:
    assert work.staff.id is not None
    for number in ids:
        found = await noticed.by_id(work.session, number)
        if found is not None and found.judged in (Judged.RIGHT, Judged.WRONG):
            await noticed.judge(work.session, found, Judged.OPEN, by_id=work.staff.id, now=work.now)
    return "it waits for a look again"


async def needs_no_answer(work: Work, ids: Sequence[int]) -> str:
    clock = await clocks.by_id(work.session, ids[0])
    if clock is None or clock.stopped_at is None:
        return "it waits for an answer already"
    account = await accounts.by_id(work.session, clock.account_id)
    if not await waiting.wait_again(work, clock):
        return f"{account.name} has been answered since, or waits anew, so nothing was changed"
    return f"{account.name} waits for an answer again"
