"""What the clock sees to about requests: a date that passes, an answer nobody gave, a silence that settles."""

from datetime import timedelta

from content.pages.lines import excerpt
from content.pages.moments import day_words
from outreach.desk import requests as rules
from outreach.ledger import keys
from outreach.messages import Button, Message, Run, buttons, say
from outreach.models.book import Account, Teammate
from outreach.models.desk import Request, RequestState
from outreach.models.ledger import Touch, TouchState
from outreach.store import accounts, requests, texts
from scheduler.digests import staff_of
from scheduler.errands.duty import Duty, Outcome
from scheduler.requests import in_charge, settle, silent_until, standing, untell
from scheduler.telling import News, tell

_UNANSWERED = (RequestState.OPENED, RequestState.ACKNOWLEDGED)
# Whoever has nobody at work in more than a year is told at once.
_AT_ONCE = timedelta(0)
_DAY = timedelta(days=1)


async def due(duty: Duty) -> Outcome:
    """The date they were given is over: whoever has it hears it once, at their next hour of work."""
    request = await requests.by_id(duty.session, duty.subject_id)
    if request.settled_at is not None or not rules.waits_for_us(standing(request).state):
        return "not needed"
    account = await accounts.by_id(duty.session, request.account_id)
    teammate = await in_charge(duty.session, request, account, duty.now)
    if teammate is None:
        return "nobody to tell"
    at = (await staff_of(duty.session, duty.now)).availability(teammate).next_working_instant(duty.now)
    if at is not None and at - duty.now > _AT_ONCE:
        return at
    on = day_words(request.due_on) if request.due_on else "by now"
    words = f" were promised this for {on}, and it is not done: “{await _text(duty, request)}”. "
    cure = "Give them a new date, or say how it stands."
    return await _tell(duty, teammate, request, _about(account, words + cure))


async def acknowledge(duty: Duty) -> Outcome:
    """They were told that somebody will name a date, and nobody has."""
    request = await requests.by_id(duty.session, duty.subject_id)
    if request.settled_at is not None or request.due_on is not None or request.state not in _UNANSWERED:
        return "not needed"
    account = await accounts.by_id(duty.session, request.account_id)
    teammate = await in_charge(duty.session, request, account, duty.now)
    if teammate is None:
        return "nobody to tell"
    waits = "have had no word from us about" if request.state == RequestState.OPENED else "wait for a date for"
    words = f" {waits} what they asked for: “{await _text(duty, request)}”. Give them a date, or offer options."
    return await _tell(duty, teammate, request, _about(account, words))


async def silence(duty: Duty) -> Outcome:
    """Five working days without a word from them, counted from their last one there, settle what was done; not where
    the words that say so never reached them."""
    request = await requests.by_id(duty.session, duty.subject_id)
    if request.settled_at is not None or request.state != RequestState.HONOURED or request.honoured_at is None:
        return "not needed"
    said = await _latest(duty, request, "honour")
    if said is not None and said.state == TouchState.APPROVED:
        return duty.now + _DAY
    if said is not None and (said.state != TouchState.MADE or said.ended_because is not None):
        await untell(duty.session, request, "honour", duty.now)
        return "they were never told"
    last = await requests.last_word_at(duty.session, request)
    since = max(request.honoured_at, last) if last else request.honoured_at
    until = await silent_until(duty.session, duty.planning, request, since)
    if until > duty.now:
        return until
    await settle(duty.session, duty.planning, request, "silence", "clock", duty.now)
    return "settled"


async def _latest(duty: Duty, request: Request, what: str) -> Touch | None:
    """The newest of what was written to say so; None where they were told in person."""
    about = (request.id, what)
    said = [one for one in await requests.sayings(duty.session, request.id or 0) if keys.read_request(one.key) == about]
    return said[-1] if said else None


def _about(account: Account, words: str) -> tuple[Run, str]:
    return Run(account.name, bold=True), words


async def _text(duty: Duty, request: Request) -> str:
    return excerpt(await texts.body_of(duty.session, request.text_id) or "their words are not kept")


async def _tell(duty: Duty, teammate: Teammate, request: Request, words: tuple[Run, str]) -> str:
    assert teammate.id is not None
    controls = (
        Button("Give a date", "request.date", {"request": str(request.id)}),
        Button("Open", "request.show", {"request": str(request.id)}),
    )
    message = say(*words) + Message((buttons(*controls),))
    news = News(keys.news(duty.errand.kind, f"{duty.errand.id}", teammate.id), message)
    return "told" if await tell(duty.session, duty.planning, teammate, news, duty.now) else "in their day"
