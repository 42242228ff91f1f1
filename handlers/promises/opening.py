"""Tracks what a colleague says they promised, and what they confirm."""

from datetime import date

from content.pages.moments import day_words
from handlers import records
from handlers.promises.case import Case, case_of
from handlers.promises.showing import open_button, quoted
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.desk.promises import LONGEST
from outreach.errors import BadInput
from outreach.models.book import Account
from outreach.models.desk import Promise
from outreach.store import channels, promises, texts
from scheduler import promises as life


async def begin(work: Work, account: Account, words: str, due_on: date) -> Reply:
    """Given by phone, or where we do not read: they know its date as they were told it."""
    if len(words) > LONGEST:
        raise BadInput(f"That has {len(words):,} characters and {LONGEST} are the most: shorten it.", field="text")
    assert account.id is not None
    assert work.staff.id is not None
    usual = (await channels.for_outreach(work.session, [account.id])).get(account.id)
    promise = Promise(
        account_id=account.id,
        channel_id=usual.id if usual else None,
        owner_id=work.staff.id,
        text_id=await texts.keep(work.session, words, None),
        due_on=due_on,
        told_on=due_on,
        made_at=work.now,
    )
    await promises.put(work.session, promise)
    return await track(work, await case_of(work, promise))


async def track(work: Work, case: Case) -> Reply:
    assert case.promise.due_on is not None
    await life.track(work.session, case.promise, work.now)
    undo = records.reversal("promise", case.promise_id)
    deed = await records.note(work, "promise.track", account_id=case.account.id, undo=undo)
    words = f" {case.account.name}: {quoted(case)}, by {day_words(case.promise.due_on)}."
    return told(strong("Tracked."), words, controls=(open_button(case), records.undo_button(deed)))
