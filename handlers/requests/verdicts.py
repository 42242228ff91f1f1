"""What follows once they say whether it is right."""

from content.catalog import RequestReopened, RequestSettled
from content.pages.lines import excerpt
from handlers import records
from handlers.requests.case import Case
from handlers.requests.choosing import noted_by
from handlers.requests.informing import inform, quoted
from handlers.requests.speaking import say
from handlers.work import Work
from outreach.desk.requests import Mover
from outreach.models.desk import Request, RequestState
from scheduler import requests as life

_LONGEST = 280


async def right(work: Work, case: Case) -> None:
    """Settled, on their word."""
    await life.settle(work.session, work.house.planning, case.request, who(work), _mover(work), work.now)
    entry = RequestSettled(csm=case.speaks_for, noted_by=noted_by(work), language=case.language)
    about = _about(work, case)
    await say(work, case, entry, "settled", about, by=who(work))
    await inform(work, case, "settled", f": {quoted(case)} is right for them ({who(work)}).", about=about)


async def not_right(work: Work, case: Case, said: str = "") -> None:
    """In hand again, whether it was settled or not. `said`: what they wrote beyond the no; "" where they only pressed,
    or where no words of theirs are kept."""
    await life.reopen(work.session, case.request, _mover(work), work.now)
    entry = RequestReopened(csm=case.speaks_for, noted_by=noted_by(work), asks=not said, language=case.language)
    about = _about(work, case)
    await say(work, case, entry, "reopened", about, by=who(work))
    told = said if work.house.keep_inbound else ""
    theirs = f" They write: “{excerpt(told, _LONGEST)}”" if told else " Ask what is missing." if not said else ""
    words = f": {quoted(case)} is not right yet ({who(work)}). It is in hand again.{theirs}"
    await inform(work, case, "reopened", words, about=about)


def is_doubted(request: Request) -> bool:
    """They said that it is not right, and it has not been called done since."""
    return request.state == RequestState.IN_HAND and request.reopened > 0 and request.settled_at is None


async def right_after_all(work: Work, case: Case) -> None:
    """They take their no back."""
    await life.honour_after_all(work.session, case.request, work.now)
    await right(work, case)


def way_back(request: Request) -> str | None:
    """How a colleague's "not right" is taken back, read before it is noted; None where it was not done."""
    if request.state != RequestState.HONOURED or request.honoured_at is None:
        return None
    return records.reversal("not_settled", request.id, int(request.honoured_at.timestamp()))


async def speaks_again(work: Work, case: Case) -> None:
    """A word where silence had settled it: in hand again; a colleague answers."""
    await life.reopen(work.session, case.request, _mover(work), work.now)
    words = f": they write again about {quoted(case)}, which silence had settled. It is in hand again."
    await inform(work, case, "reopened", words, about=_about(work, case))


def who(work: Work) -> str:
    if work.who.teammate is not None:
        return f"{work.who.teammate.name}, on their word"
    return work.contact.name if work.contact else work.event.actor.name


def _mover(work: Work) -> Mover:
    return "staff" if work.who.teammate is not None else "customer"


def _about(work: Work, case: Case) -> str:
    """The same may be said again, after a slip was taken back."""
    return f"{case.request.reopened}:{work.now.isoformat()}"
