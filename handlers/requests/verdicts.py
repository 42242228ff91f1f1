"""What follows once they say whether it is right."""

from content.catalog import RequestReopened, RequestSettled
from handlers.requests.case import Case
from handlers.requests.informing import inform, quoted
from handlers.requests.speaking import say
from handlers.work import Work
from outreach.desk.requests import Mover
from scheduler import requests as life


async def right(work: Work, case: Case) -> None:
    """Settled, on their word."""
    await life.settle(work.session, work.house.planning, case.request, who(work), _mover(work), work.now)
    entry = RequestSettled(csm=case.speaks_for, language=case.language)
    await say(work, case, entry, "settled", case.request.reopened, by=who(work))
    await inform(work, case, "settled", f": {quoted(case)} is right for them ({who(work)}).", about=_about(case))


async def not_right(work: Work, case: Case) -> None:
    """In hand again, whether it was settled or not."""
    await life.reopen(work.session, case.request, _mover(work), work.now)
    entry = RequestReopened(csm=case.speaks_for, language=case.language)
    await say(work, case, entry, "reopened", case.request.reopened, by=who(work))
    words = f": {quoted(case)} is not right yet ({who(work)}). It is in hand again: ask what is missing."
    await inform(work, case, "reopened", words, about=_about(case))


async def speaks_again(work: Work, case: Case) -> None:
    """A word where silence had settled it: in hand again; a colleague answers."""
    await life.reopen(work.session, case.request, _mover(work), work.now)
    words = f": they write again about {quoted(case)}, which silence had settled. It is in hand again."
    await inform(work, case, "reopened", words, about=_about(case))


def who(work: Work) -> str:
    if work.who.teammate is not None:
        return f"{work.who.teammate.name}, on their word"
    return work.contact.name if work.contact else work.event.actor.name


def _mover(work: Work) -> Mover:
    return "staff" if work.who.teammate is not None else "customer"


def _about(case: Case) -> str:
    return str(case.request.reopened)
