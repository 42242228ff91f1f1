"""Listens for what customers say about requests: asking for something, choosing, yes, no, and any word afterwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.hearing import Heard
from handlers.requests import choosing, reading, verdicts
from handlers.requests.case import Case, case_of, is_theirs
from handlers.requests.informing import inform, quoted
from handlers.requests.opening import THEIR_WORDS, open_request
from handlers.requests.reading import Asked
from handlers.work import Work
from outreach.ledger import keys
from outreach.models.desk import Request, RequestState
from outreach.models.ledger import Touch
from outreach.store import channels, requests, texts
from outreach.store.channels import DIRECT
from scheduler import requests as life
from scheduler.requests import Opening
from scheduler.telling import looking_after

# What we wrote, in whosever name.
_OURS = ("rhythm", "csm", "reply", "desk")
_SOMEBODY = "somebody else"
# Whoever is upset as well is heard as such, too.
_UPSET = ("complaint", "contempt", "churn")
_CHOOSES_WITHIN = timedelta(days=14)
_NOT_BEGUN = (RequestState.OPENED, RequestState.ACKNOWLEDGED, RequestState.OFFERED)


async def hear_choice(heard: Heard) -> bool:
    """A choice, a yes, a no, or any word where something was settled by silence."""
    if heard.wish is not None and heard.wish.is_all:
        return False
    for request in await _talked_about(heard):
        if request.state == RequestState.HONOURED:
            return await _hear_verdict(heard, request)
        if verdicts.is_doubted(request) and reading.is_right_after_all(heard.event.text):
            return await _hear_after_all(heard, request)
        if request.settled_at is None and await _hear_option(heard, request):
            return True
    return False


async def _talked_about(heard: Heard) -> Sequence[Request]:
    """Where there are threads, those of this thread, and of the channel the one that waits for a choice; in a direct
    conversation the only one that waits for a word of theirs."""
    session, channel, thread = heard.work.session, heard.channel, heard.event.place.thread
    assert channel.id is not None
    if channel.kind == DIRECT:
        waiting = [one for one in await requests.in_direct(session, channel.id) if _waits(one)]
        return waiting if len(waiting) == 1 else ()
    if thread is None:
        return await _named_outright(heard, channel.id)
    led = keys.read_request(heard.leads.key) if heard.leads is not None else None
    if led is not None and (request := await requests.find(session, led[0])) is not None and request.thread is None:
        request.channel_id, request.thread = channel.id, thread
        await requests.save(session, request)
    return [one for one in await requests.in_thread(session, channel.id, thread) if _is_theirs_here(heard, one)]


def _waits(request: Request) -> bool:
    return request.settled_at is None and request.state in (RequestState.OFFERED, RequestState.HONOURED)


async def _named_outright(heard: Heard, channel_id: int) -> Sequence[Request]:
    """Beside the thread: "option 2" counts where one request alone waits for a choice."""
    if not reading.is_explicit(heard.event.text):
        return ()
    since = heard.work.now - _CHOOSES_WITHIN
    offered = [
        one
        for one in await requests.open_of(heard.work.session, heard.touch.account_id)
        if one.state == RequestState.OFFERED and one.channel_id == channel_id and (one.offered_at or since) >= since
    ]
    return offered if len(offered) == 1 else ()


def _is_theirs_here(heard: Heard, request: Request) -> bool:
    return request.account_id == heard.touch.account_id


async def _hear_option(heard: Heard, request: Request) -> bool:
    """Only what one of their own people says clearly, after the options were put to them."""
    work = heard.work
    assert request.id is not None
    options = await requests.options_of(work.session, request.id)
    if not options or _is_older(heard, request.offered_at) or not await is_theirs(work, request):
        return False
    number = reading.chosen(heard.event.text, choosing.titles(options))
    if number is None or _was_read(heard, number, choosing.titles(options)):
        return False
    case = await case_of(work, request)
    if request.state == RequestState.OFFERED:
        if number == 0:
            return await choosing.none_of_these(work, case, options[0].round)
        return await choosing.settle_on(work, case, options[number - 1])
    taken = await requests.chosen(work.session, request.id)
    if taken is None or number == 0 or taken.id == options[number - 1].id:
        return False
    await _tell_other_choice(work, case, options[number - 1].title, heard.touch)
    return False


def _was_read(heard: Heard, number: int, titles: Sequence[str]) -> bool:
    """An edited message that said the same before."""
    return heard.before is not None and reading.chosen(heard.before, titles) == number


async def _tell_other_choice(work: Work, case: Case, title: str, touch: Touch) -> None:
    words = f": they chose already, and now write that they would rather have “{title}” for {quoted(case)}. "
    await inform(work, case, "other", f"{words}Change it with them.", about=str(touch.id))


async def _hear_verdict(heard: Heard, request: Request) -> bool:
    work = heard.work
    if _is_older(heard, request.honoured_at):
        return False
    said, case = reading.verdict(heard.event.text), await case_of(work, request)
    if request.settled_at is None:
        is_yes = said == "yes" or (said is None and reading.is_right_after_all(heard.event.text))
        if is_yes and await is_theirs(work, request):
            await verdicts.right(work, case)
            return True
        if said == "no":
            await verdicts.not_right(work, case, _what_is_missing(heard))
        return False
    if await requests.answered_since(work.session, request, request.settled_at):
        return False
    if said == "no":
        await verdicts.not_right(work, case, _what_is_missing(heard))
    elif request.settled_by == "silence" and said is None and not _is_older(heard, request.settled_at):
        await verdicts.speaks_again(work, case)
    return False


async def _hear_after_all(heard: Heard, request: Request) -> bool:
    """They said no, and before anything was done about it that it is right."""
    if heard.before is not None or not await is_theirs(heard.work, request):
        return False
    await verdicts.right_after_all(heard.work, await case_of(heard.work, request))
    return True


def _what_is_missing(heard: Heard) -> str:
    said = heard.event.text.strip()
    return said if reading.says_more(said) else ""


def _is_older(heard: Heard, than: datetime | None) -> bool:
    """A late event, or an edit of what was said before: it is about something else."""
    at = heard.touch.happened_at
    return at is not None and than is not None and at < than


async def hear_asking(heard: Heard) -> bool:
    """Said to us: "I'd like to ask for …"; or to whomever it may concern: "request: …"."""
    is_to_us = heard.is_to_us or _is_ours(heard.leads) or reading.is_headed(heard.event.text)
    if heard.wish is not None or not is_to_us:
        return False
    asked = reading.asked(heard.event.text)
    if asked is None:
        return False
    assert heard.touch.id is not None
    if (known := await requests.by_touch(heard.work.session, heard.touch.id)) is not None:
        await _reword(heard, known, asked.words)
        return True
    is_direct = heard.channel.kind == DIRECT
    is_buying = asked.is_buying or bool(heard.found("buying"))
    opening = Opening(
        account=heard.account,
        words=asked.words if heard.work.house.keep_inbound else "",
        by=THEIR_WORDS,
        owner=await looking_after(heard.work.session, heard.account, heard.work.now),
        channel=heard.channel,
        contact=heard.work.contact,
        touch=heard.touch,
        thread=None if is_direct else heard.event.place.thread or heard.event.ref,
        kind="purchase" if is_buying else "request",
        for_whom=_whom(heard.work, asked),
        # What they say to us alone is not for their colleagues to read.
        is_private=asked.is_secret or is_direct,
    )
    await open_request(heard.work, opening)
    return not heard.found(*_UPSET)


def _whom(work: Work, asked: Asked) -> str | None:
    """Whom they named, where their words are kept."""
    if asked.for_whom is None:
        return None
    return asked.for_whom if work.house.keep_inbound else _SOMEBODY


def _is_ours(touch: Touch | None) -> bool:
    return touch is not None and touch.origin in _OURS


async def _reword(heard: Heard, request: Request, words: str) -> None:
    """They edited it: as long as nobody has put it in other words, and nothing was offered, it says what they say."""
    old = reading.asked(heard.before or "")
    session = heard.work.session
    kept = await texts.body_of(session, request.text_id)
    if kept is None or old is None or kept != old.words or old.words == words or request.state not in _NOT_BEGUN[:2]:
        return
    before, request.text_id = request.text_id, await texts.keep(session, words, None)
    await requests.save(session, request)
    await texts.forget(session, before)


async def forget(work: Work, touch: Touch) -> None:
    """They deleted the message that they asked in: what nobody has begun is closed, and nobody keeps their words."""
    assert touch.id is not None
    request = await requests.by_touch(work.session, touch.id)
    if request is None or request.opened_by != THEIR_WORDS:
        return
    case = await case_of(work, request)
    if request.settled_at is None and request.state in _NOT_BEGUN:
        await life.close(work.session, work.house.planning, request, "taken back by them", work.now)
        channel = await channels.by_id(work.session, request.channel_id) if request.channel_id else None
        where = f" in #{channel.name}" if channel is not None and channel.kind != DIRECT else ""
        words = f": they deleted the message{where} in which they asked for something, so the request is closed."
        await inform(work, case, "taken_back", words)
    before, request.text_id = request.text_id, None
    request.for_whom = _SOMEBODY if request.for_whom else None
    await requests.save(work.session, request)
    await texts.forget(work.session, before)
