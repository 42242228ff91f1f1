"""“Yes” and “Not yet” below what was done: pressed by the customer, or by a colleague on their word."""

from handlers import records
from handlers.arguments import number, value
from handlers.replies import strong, told
from handlers.requests import verdicts
from handlers.requests.case import Case, case, is_theirs
from handlers.requests.informing import open_button
from handlers.work import Reply, Work
from outreach.desk import requests as rules
from outreach.desk.requests import Verb
from scheduler import requests as life


async def right(work: Work) -> Reply | None:
    """A second press, or one on an earlier question, changes nothing."""
    found = await case(work, number(work, "request"))
    if not await _counts(work, found, "settle"):
        return _refused(work, found)
    await verdicts.right(work, found)
    return await _noted(work, found, "request.right", " It is settled.")


async def not_right(work: Work) -> Reply | None:
    found = await case(work, number(work, "request"))
    if not await _counts(work, found, "reopen"):
        return _refused(work, found)
    await verdicts.not_right(work, found)
    return await _noted(work, found, "request.not_right", " It is in hand again.")


async def _counts(work: Work, found: Case, verb: Verb) -> bool:
    asked_in = value(work, "round")
    if asked_in and asked_in != str(found.request.reopened):
        return False
    if work.who.teammate is not None:
        return rules.may(verb, life.standing(found.request))
    return await is_theirs(work, found.request) and rules.may(verb, life.standing(found.request), "customer")


def _refused(work: Work, found: Case) -> Reply | None:
    if work.who.teammate is None:
        return None
    words = f"Nothing was changed: this request is {rules.in_words(life.standing(found.request))}."
    return told(words, controls=(open_button(found),))


async def _noted(work: Work, found: Case, verb: str, words: str) -> Reply | None:
    if work.who.teammate is None:
        return None
    await records.note(work, verb, account_id=found.account.id)
    return told(strong("Noted, on their word."), words, controls=(open_button(found),))
