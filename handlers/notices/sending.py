"""Sends one word of a notice: a message per account, a hold for each, and the clock set for the next word."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from content.pages.lines import excerpt
from content.pages.moments import listed
from handlers.notices.addressing import Addressee, Round
from handlers.notices.wording import wording
from handlers.offers.writing import at_once
from handlers.replies import strong
from handlers.telling import tell
from handlers.work import Work
from outreach.desk.notices import REASON, lifted, of_the_hour
from outreach.errors import Stale
from outreach.ledger import keys, proposals
from outreach.ledger.proposals import When
from outreach.ledger.reasons import Code
from outreach.messages import Button, Message, buttons, say
from outreach.models.book import Hold, Teammate
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.notices import Notice, NoticeAccount, NoticeWord
from outreach.store import errands, holds, notices, turns
from scheduler.errands.notices import ARRIVED, DUE, LOOKED_AFTER, SOON, WARNED_BEFORE

log = logging.getLogger(__name__)

# Bad news that comes a day late is no news any more: it is shown as not sent instead.
_LASTS = timedelta(days=1)


class Sent(NamedTuple):
    to: Addressee
    touch: Touch


async def send(work: Work, notice: Notice, word: NoticeWord, found: Round, *, wait_for_morning: bool) -> list[Sent]:
    """All of it in this one transaction: whoever presses twice sends once, whatever dies when."""
    await _overtake(work, found)
    sent = [Sent(one, await _write(work, notice, word, one, wait_for_morning)) for one in found.going]
    word.said_at, word.said_by_id = work.now, work.staff.id or 0
    await notices.put(work.session, word)
    assert notice.id is not None
    await notices.drop_unsaid(work.session, notice.id)
    if word.kind == "closing":
        await end(work, notice, word)
    else:
        await go_on(work, notice, word, found.going)
    if sent and word.id is not None:
        await errands.arrange(work.session, ARRIVED, word.id, work.now + LOOKED_AFTER)
    await _tell_speakers(work, notice, word, found.going)
    log.info("notice.said notice=%s word=%s kind=%s accounts=%s", notice.id, word.id, word.kind, len(sent))
    return sent


async def _overtake(work: Work, found: Round) -> None:
    """What has not left yet is not news any more. What is leaving at this moment cannot be stopped, and need not be."""
    for touch in found.waiting:
        try:
            await proposals.end(work.session, touch, TouchState.CANCELLED, "a newer word came in its place", work.now)
        except Stale:
            log.info("notice.leaving touch=%s", touch.id)


async def _write(work: Work, notice: Notice, word: NoticeWord, one: Addressee, wait_for_morning: bool) -> Touch:
    assert word.id is not None
    assert one.account.id is not None
    at = one.opens if one.opens and wait_for_morning else at_once(work, one.account.timezone)
    draft = proposals.Draft(
        key=keys.notice(word.id, one.account.id),
        account=one.account,
        purpose=Purpose.NOTICE,
        origin="notice",
        message=wording(work, notice, word, one, at.at),
        why=f"Bad news: {excerpt(notice.what, 120)}",
        author=one.author,
        when=at,
        deadline_at=_deadline(word, at.at),
        keep_until=(at.at + _LASTS + work.house.planning.keep_for).date(),
        channel=one.channel,
    )
    touch = await proposals.propose(work.session, draft, work.now)
    return await _approve(work, touch, one, at) if touch.state == TouchState.PROPOSED else touch


def _deadline(word: NoticeWord, at: datetime) -> datetime:
    """Nor does it come when the moment has passed that it promises the next word for."""
    promised = word.next_word_at
    return min(at + _LASTS, promised) if promised is not None and promised > at else at + _LASTS


async def _approve(work: Work, touch: Touch, one: Addressee, at: When) -> Touch:
    """The rules it goes against are lifted by name; what comes up later is asked again when it leaves."""
    hours = {held.code for held in of_the_hour(one.held)} if at == one.opens else set()
    codes = lifted(one.held) - hours
    reason = REASON if codes else None
    by = work.staff.name
    return await proposals.approve(work.session, touch, by=by, now=work.now, override=reason, lifted=codes)


async def go_on(work: Work, notice: Notice, word: NoticeWord, going: Sequence[Addressee]) -> None:
    """It is open, and the next word is due."""
    notice.state, notice.opened_at = notices.OPEN, notice.opened_at or work.now
    notice.next_word_at, notice.nudged_at = word.next_word_at, None
    await notices.put(work.session, notice)
    assert notice.id is not None
    known = {row.account_id for row in await notices.told_of(work.session, notice.id)}
    for account_id in (one.account.id for one in going):
        if account_id is not None and account_id not in known:
            await hold_back(work, notice, NoticeAccount(notice_id=notice.id, account_id=account_id, told_at=work.now))
    await set_clock(work, notice)


async def hold_back(work: Work, notice: Notice, row: NoticeAccount) -> None:
    """Nothing cheerful meanwhile."""
    hold = Hold(
        account_id=row.account_id,
        code=Code.OPEN_NOTICE,
        because=excerpt(notice.what, 120),
        placed_by=work.staff.name,
        placed_at=work.now,
    )
    row.hold_id = (await holds.place(work.session, hold)).id
    await notices.put(work.session, row)
    await turns.rearm(work.session, row.account_id, work.now)


async def let_go(work: Work, row: NoticeAccount) -> None:
    hold = await holds.by_id(work.session, row.hold_id) if row.hold_id else None
    if hold is not None and hold.ended_at is None:
        await holds.lift(work.session, [hold], by=work.staff.name, now=work.now)
    row.hold_id = None
    await notices.put(work.session, row)
    await turns.rearm(work.session, row.account_id, work.now)


async def set_clock(work: Work, notice: Notice) -> None:
    """What was promised is nudged a little before, and again when it is late."""
    assert notice.id is not None
    await errands.drop(work.session, (SOON, DUE), notice.id, work.now, "a newer word was said")
    if notice.next_word_at is None or notice.state != notices.OPEN:
        return
    # Of this promise: one that was dropped stays done for ever.
    about = f"{notice.next_word_at.isoformat()}/{work.now.isoformat()}"
    for kind, due_at in ((SOON, notice.next_word_at - WARNED_BEFORE), (DUE, notice.next_word_at)):
        if kind == DUE or due_at > work.now:
            await errands.arrange(work.session, kind, notice.id, max(due_at, work.now), about=about)


async def end(work: Work, notice: Notice, word: NoticeWord) -> None:
    """It is over: cheerful things may be said again."""
    notice.state, notice.closed_at, notice.cause = notices.CLOSED, work.now, word.words
    notice.next_word_at = None
    await notices.put(work.session, notice)
    assert notice.id is not None
    await errands.drop(work.session, (SOON, DUE), notice.id, work.now, "it is over")
    for row in await notices.told_of(work.session, notice.id):
        await let_go(work, row)


async def _tell_speakers(work: Work, notice: Notice, word: NoticeWord, going: Sequence[Addressee]) -> None:
    """Whoever it speaks for without having written it: their customers will answer them."""
    by_author: dict[int, tuple[Teammate, list[str]]] = {}
    for one in going:
        if one.author is not None and one.author.id is not None and one.author.id != work.staff.id:
            by_author.setdefault(one.author.id, (one.author, []))[1].append(one.account.name)
    for author_id, (author, names) in by_author.items():
        words = f" tells {listed(names)} in your name: {excerpt(word.words)}"
        see = buttons(Button("See who", "notice.open", {"notice": str(notice.id)}))
        message = say(strong(work.staff.name), words) + Message((see,))
        await tell(work, author, message, keys.news("notice", str(word.id), author_id), is_urgent=True)
