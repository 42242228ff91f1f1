"""Notices what a colleague promises in a customer's channel. Nothing is tracked before they say so."""

from handlers.hearing import Answered
from handlers.work import Work
from outreach.desk import promises as rules
from outreach.desk.promises import Stage
from outreach.listening.noticing import Finding
from outreach.listening.promises import due_of
from outreach.models.book import Account
from outreach.models.desk import Promise
from outreach.models.ledger import Touch
from outreach.store import accounts, promises, texts
from outreach.worktime import zones
from scheduler import promises as life


async def notice(told: Answered) -> None:
    """One message is one promise, however many sentences it has."""
    found = next((one for one in told.findings if one.kind == "promise"), None)
    if found is not None:
        await _note(told.work, told.account, told.touch, told.event.text, found)


async def notice_in(work: Work, touch: Touch, words: str) -> None:
    """In what a colleague sends through us."""
    account = await accounts.by_id(work.session, touch.account_id)
    found = _found(work, words)
    if found is not None:
        await _note(work, account, touch, words, found)


async def follow_edit(work: Work, touch: Touch, words: str) -> None:
    """What nobody has confirmed follows the words it rests on; what is tracked stays."""
    promise = await promises.of_touch(work.session, touch.id or 0)
    found = _found(work, words)
    if promise is None and found is not None:
        await notice_in(work, touch, words)
    elif promise is not None and promise.state == Stage.NOTICED and found is None:
        await life.end(work.session, work.house.planning, promise, Stage.DROPPED, "taken back", work.now)
    elif promise is not None and promise.state == Stage.NOTICED and found is not None:
        account = await accounts.by_id(work.session, touch.account_id)
        forgotten = promise.text_id
        await _fill_in(work, promise, account, touch, words, found)
        await promises.put(work.session, promise)
        await texts.forget(work.session, forgotten)


async def take_back(work: Work, touch: Touch) -> None:
    """Their message is gone."""
    promise = await promises.of_touch(work.session, touch.id or 0)
    if promise is not None and promise.state == Stage.NOTICED:
        await life.end(work.session, work.house.planning, promise, Stage.DROPPED, "taken back", work.now)


def _found(work: Work, words: str) -> Finding | None:
    return next((one for one in work.house.detector.notice(words, by_us=True) if one.kind == "promise"), None)


async def _note(work: Work, account: Account, touch: Touch, words: str, found: Finding) -> None:
    """Unless it is on record already, looked after as a request, or too faint to ask anybody about."""
    assert touch.id is not None
    if touch.author_id is None or await promises.of_touch(work.session, touch.id):
        return
    promise = Promise(
        account_id=touch.account_id,
        channel_id=touch.channel_id,
        touch_id=touch.id,
        thread=touch.thread or touch.external_ref,
        owner_id=touch.author_id,
        made_at=touch.happened_at or work.now,
    )
    await _fill_in(work, promise, account, touch, words, found)
    is_faint = promise.due_on is None and not found.is_sure
    in_request = await promises.request_in(work.session, touch.channel_id or 0, touch.thread, promise.due_on)
    if not is_faint and in_request is None:
        await life.notice(work.session, promise, work.now)


async def _fill_in(  # noqa: PLR0913 - whose promise, in which words, where in them
    work: Work, promise: Promise, account: Account, touch: Touch, words: str, found: Finding
) -> None:
    """The date is one of the customer's calendar, as of the day on which it was said."""
    said_on = zones.local_date(touch.happened_at or work.now, zones.zone(account.timezone))
    sentence = rules.sentence_at(words, found.start, found.end)
    promise.due_on = due_of(sentence, said_on) or due_of(words, said_on)
    promise.told_on = promise.due_on
    promise.text_id = None
    if work.house.keep_inbound:
        keep_until = (work.now + work.house.keep_inbound).date()
        promise.text_id = await texts.keep(work.session, sentence, keep_until)
