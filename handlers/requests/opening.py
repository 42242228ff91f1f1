"""Opens a request, tells the customer who has it and by when, and tells whoever has it."""

from content import answers
from content.catalog import RequestOpened
from content.pages.lines import excerpt
from content.standing import day
from handlers.requests.case import Case, case_of
from handlers.requests.informing import inform
from handlers.requests.speaking import say
from handlers.work import Work
from outreach.messages import Button
from outreach.models.desk import Request
from outreach.models.ledger import Touch
from outreach.store import requests
from scheduler import requests as life
from scheduler.requests import Opening

THEIR_WORDS = "their own words"


async def open_request(work: Work, opening: Opening) -> Request:
    """The same message of theirs opens one request."""
    if opening.touch is not None and opening.touch.id is not None:
        known = await requests.by_touch(work.session, opening.touch.id)
        if known is not None:
            return known
    request = await life.begin(work.session, work.house.planning, opening, work.now)
    case = await case_of(work, request)
    said = await acknowledge(work, case)
    await _inform(work, case, said)
    return request


async def acknowledge(work: Work, case: Case) -> Touch | None:
    """Who has it, and by when; None where that can only be said in person."""
    hears_by = await _hears_by(work, case)
    by = day(case.request.due_on, case.today(work), case.language) if case.request.due_on else ""
    entry = RequestOpened(
        csm=case.speaks_for,
        text=case.text,
        by=by,
        hears_by="" if by else hears_by,
        contact=case.called,
        language=case.language,
    )
    teammate = work.who.teammate
    said = await say(work, case, entry, "opened", by=teammate.name if teammate else THEIR_WORDS)
    if said is not None:
        await life.move(work.session, case.request, "acknowledge", "staff" if teammate else "customer", work.now)
    return said


async def _hears_by(work: Work, case: Case) -> str:
    """When they are told a date, on their own clock; "" where nobody works who could."""
    at = await life.hears_by(work.session, work.house.planning, case.request, work.now)
    return answers.by(at, case.zone, work.now, case.language) if at else ""


async def _inform(work: Work, case: Case, said: Touch | None) -> None:
    who = case.called or "Somebody there"
    what = f": “{excerpt(case.text)}”" if case.text else "; their words are not kept, so write down what it is"
    words = f": {who} asked for something{what}. {_next(case, said)}"
    about = {"request": str(case.request_id)}
    controls = (Button("Give a date", "request.date", about), Button("Offer options", "request.offer", about))
    await inform(work, case, "opened", words, controls=controls if said else ())


def _next(case: Case, said: Touch | None) -> str:
    if said is None and life.is_kept_out(case.request):
        return "It is kept out of the channel and nothing was written: answer them in private."
    if said is None:
        return "Nothing was written, since no channel of theirs can be used: tell them yourself who has it."
    if case.request.due_on is not None:
        return "They were told that you have it, and by when."
    return "They were told that you have it and will name a date."
