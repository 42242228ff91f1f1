"""An option's button, and “None of these”: pressed by the customer, or by a colleague on their word."""

from handlers import records
from handlers.arguments import number, value
from handlers.confirming import ask_first
from handlers.replies import strong, told
from handlers.requests import choosing
from handlers.requests.case import Case, case, is_theirs, is_unknown_there
from handlers.requests.informing import open_button
from handlers.work import Reply, Work
from outreach.desk import requests as rules
from outreach.errors import Stale
from outreach.store import requests
from scheduler import requests as life


async def choose(work: Work) -> Reply | None:
    """Whoever is neither a person of that customer nor one of ours changes nothing; of somebody there whom nobody has
    put into the book, whoever has the request hears."""
    option = await requests.option(work.session, number(work, "option" if value(work, "option") else "choice"))
    if option is None:
        raise Stale("Nothing was changed: that option is no longer there.")
    found = await case(work, option.request_id)
    if work.who.teammate is None:
        if await is_theirs(work, found.request):
            await choosing.settle_on(work, found, option)
        elif await is_unknown_there(work, found.request):
            await choosing.tell_of_stranger(work, found, option)
        return None
    if not await choosing.is_open(work, found, option):
        return _refused(found)
    if question := ask_first(work, f"{found.account.name} is told that you noted it: “{option.title}”."):
        return question
    if not await choosing.settle_on(work, found, option):
        return _refused(found)
    words = f" {found.account.name} chose “{option.title}”. It is confirmed where they asked."
    undo = records.reversal("choice", found.request_id, option.id)
    return await _noted(work, found, "request.choose", words, undo)


async def none(work: Work) -> Reply | None:
    found = await case(work, number(work, "request"))
    round_ = number(work, "round")
    if work.who.teammate is None:
        if await is_theirs(work, found.request):
            await choosing.none_of_these(work, found, round_)
        return None
    options = await requests.options_of(work.session, found.request_id, round_)
    if not options or not await choosing.is_open(work, found, options[0]):
        return _refused(found)
    if question := ask_first(work, f"{found.account.name} is told that you noted it: none of these."):
        return question
    await choosing.none_of_these(work, found, round_)
    words = f" None of the options is right for {found.account.name}."
    return await _noted(work, found, "request.none", words, records.reversal("none_chosen", found.request_id))


def _refused(found: Case) -> Reply:
    words = f"Nothing was changed: this request is {rules.in_words(life.standing(found.request))}."
    return told(words, controls=(open_button(found),))


async def _noted(work: Work, found: Case, verb: str, words: str, undo: str | None = None) -> Reply:
    deed = await records.note(work, verb, account_id=found.account.id, undo=undo)
    back = (records.undo_button(deed),) if undo else ()
    return told(strong("Noted, on their word."), words, controls=(open_button(found), *back))
