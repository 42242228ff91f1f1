"""Taking back one word of a notice: the messages, and what followed from them. It is a draft again."""

from collections.abc import Collection, Sequence

from handlers.notices import sending
from handlers.notices.hearing import messages_of
from handlers.recalling import recall
from handlers.work import Work
from outreach.errors import NotAllowed, Stale
from outreach.ledger import keys, proposals
from outreach.models.ledger import Touch, TouchState
from outreach.models.notices import Notice, NoticeWord
from outreach.store import notices

TAKEN_BACK = "taken back"


async def unsay(work: Work, ids: Sequence[int]) -> str:
    """Raises Stale where something newer was said since: that comes first."""
    word = await notices.word_by_id(work.session, ids[0])
    notice = await notices.by_id(work.session, word.notice_id) if word else None
    if word is None or notice is None or notice.id is None or word.said_at is None:
        raise Stale("Nothing was done: that is no longer there.")
    said = await notices.words_of(work.session, notice.id)
    if said[-1].id != word.id:
        raise Stale("Nothing was done: a newer word was said since. Take that back first.")
    stopped, left = await _messages(work, notice, word)
    await _as_before(work, notice, word, said)
    standing = f"; {left} could not be stopped and stand there" if left else ""
    return f"{stopped} of its messages are stopped, deleted or marked as a mistake{standing}. It is a draft again"


async def _messages(work: Work, notice: Notice, word: NoticeWord) -> tuple[int, int]:
    """How many were taken back, and how many stay."""
    assert notice.id is not None
    told = [row.account_id for row in await notices.told_of(work.session, notice.id)]
    done = [
        await _take_back(work, touch)
        for touches in (await messages_of(work, [word.id or 0], told)).values()
        for touch in touches
        if touch.state in (TouchState.APPROVED, TouchState.MADE) and touch.ended_because is None
    ]
    return sum(done), len(done) - sum(done)


async def _take_back(work: Work, touch: Touch) -> bool:
    try:
        if touch.state == TouchState.APPROVED:
            await proposals.end(work.session, touch, TouchState.CANCELLED, TAKEN_BACK, work.now)
        else:
            await recall(work, touch)
    except (Stale, NotAllowed):
        return False
    return True


async def _as_before(work: Work, notice: Notice, word: NoticeWord, said: Sequence[NoticeWord]) -> None:
    """What was true before it was said, and its words as a draft of a new one: a key is used once."""
    assert notice.id is not None
    before = next((one for one in reversed(said[:-1]) if one.kind != TAKEN_BACK), None)
    still_heard = await _still_heard(work, notice, said)
    kind = word.kind
    word.kind = TAKEN_BACK
    again = NoticeWord(
        notice_id=notice.id,
        kind=kind,
        words=word.words,
        next_word_at=word.next_word_at,
        said_by_id=word.said_by_id,
        shown=word.shown,
        written_at=work.now,
    )
    await notices.put(work.session, word)
    await notices.put(work.session, again)
    notice.closed_at, notice.cause = None, None
    notice.state = notices.OPEN if before is not None or still_heard else notices.DRAFT
    notice.next_word_at = before.next_word_at if before else word.next_word_at
    await notices.put(work.session, notice)
    await _holds(work, notice, kind, still_heard)
    await sending.set_clock(work, notice)


async def _still_heard(work: Work, notice: Notice, said: Sequence[NoticeWord]) -> set[int]:
    """Accounts that have heard of it by an earlier word, or where this one could not be taken back."""
    assert notice.id is not None
    told = [row.account_id for row in await notices.told_of(work.session, notice.id)]
    messages = await messages_of(work, [one.id or 0 for one in said], told)
    earlier = {keys.notice(one.id or 0, account_id) for one in said[:-1] for account_id in told}
    return {one for one, touches in messages.items() if any(_counts(touch, touch.key in earlier) for touch in touches)}


def _counts(touch: Touch, is_earlier: bool) -> bool:
    if is_earlier and touch.state == TouchState.MISSED:
        return True
    return touch.state in (TouchState.APPROVED, TouchState.MADE) and touch.ended_because is None


async def _holds(work: Work, notice: Notice, kind: str, still_heard: Collection[int]) -> None:
    """Whoever has heard of nothing is let go; after an end that was none, it is open again."""
    assert notice.id is not None
    for row in await notices.told_of(work.session, notice.id):
        if row.account_id not in still_heard:
            await sending.let_go(work, row)
            await notices.take_out(work.session, row)
        elif kind == "closing":
            await sending.hold_back(work, notice, row)
