"""“Yes” and “Not yet” below what was done: pressed by the customer, or by a colleague on their word."""

from handlers import records
from handlers.arguments import number, value
from handlers.confirming import ask_first
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
    if work.who.teammate is None and _is_doubted_here(work, found) and await is_theirs(work, found.request):
        await verdicts.right_after_all(work, found)
        return None
    if not await _counts(work, found, "settle"):
        return _refused(work, found)
    if question := _asked(work, found, "it is right for them"):
        return question
    undo = records.reversal("settled", found.request_id)
    await verdicts.right(work, found)
    return await _noted(work, found, "request.right", " It is settled.", undo)


async def not_right(work: Work) -> Reply | None:
    found = await case(work, number(work, "request"))
    if not await _counts(work, found, "reopen"):
        return _refused(work, found)
    if question := _asked(work, found, "it is not right for them yet"):
        return question
    undo = verdicts.way_back(found.request)
    await verdicts.not_right(work, found)
    return await _noted(work, found, "request.not_right", " It is in hand again.", undo)


def _is_doubted_here(work: Work, found: Case) -> bool:
    """They pressed or said no under this very question, and nothing was called done since."""
    asked_in = value(work, "round")
    is_latest = asked_in.isdecimal() and int(asked_in) + 1 == found.request.reopened
    return is_latest and verdicts.is_doubted(found.request)


def _asked(work: Work, found: Case, what: str) -> Reply | None:
    if work.who.teammate is None:
        return None
    return ask_first(work, f"{found.account.name} is told that you noted it: {what}.")


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


async def _noted(work: Work, found: Case, verb: str, words: str, undo: str | None) -> Reply | None:
    if work.who.teammate is None:
        return None
    deed = await records.note(work, verb, account_id=found.account.id, undo=undo)
    back = (records.undo_button(deed),) if undo else ()
    return told(strong("Noted, on their word."), words, controls=(open_button(found), *back))
