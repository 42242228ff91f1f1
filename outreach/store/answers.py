"""Answers that people approved for being given again, and what was just answered and could be kept."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import aliased
from sqlmodel import col, select

from outreach.database import Session
from outreach.models.ledger import StoredText, Touch, TouchState
from outreach.models.listening import Judged, KnownAnswer, Noticed, ResponseClock
from outreach.store import texts, touches

_BY_OURS = ("person", "desk")


class Known(NamedTuple):
    """An approved answer with its texts: the answer is Markdown."""

    row: KnownAnswer
    question: str
    words: str


async def by_id(session: Session, answer_id: int) -> Known | None:
    found = [one for one in await _known(session) if one.row.id == answer_id]
    return found[0] if found else None


async def live(session: Session) -> Sequence[Known]:
    """Everybody's, newest first: for colleagues' eyes. What serves a customer is `serving`."""
    return [one for one in await _known(session) if one.row.retired_at is None]


async def serving(session: Session, account_id: int) -> Sequence[Known]:
    """What may be said to this account: its own answers, and those in which, a person said, no name remains."""
    return [
        one for one in await live(session) if one.row.account_id == account_id or one.row.generalised_at is not None
    ]


async def _known(session: Session) -> Sequence[Known]:
    question, answer = aliased(StoredText), aliased(StoredText)
    query = (
        select(KnownAnswer, question.body, answer.body)
        .join(question, col(question.id) == col(KnownAnswer.question_text_id))
        .join(answer, col(answer.id) == col(KnownAnswer.answer_text_id))
    )
    rows = (await session.exec(query.order_by(col(KnownAnswer.approved_at).desc(), col(KnownAnswer.id).desc()))).all()
    return [Known(*row) for row in rows]


async def put(session: Session, answer: KnownAnswer) -> KnownAnswer:
    """Added or changed."""
    session.add(answer)
    await session.flush()
    return answer


async def reword(session: Session, answer: KnownAnswer, question: str, words: str) -> None:
    """Their old words are forgotten: nothing else refers to them."""
    for text_id, body in ((answer.question_text_id, question), (answer.answer_text_id, words)):
        row = await session.get(StoredText, text_id)
        assert row is not None
        row.body = body
        session.add(row)
    await session.flush()


async def question_of(session: Session, answer: Touch) -> Touch | None:
    """What this message of ours answers: what it says itself, whose wait it ended, or what leads its thread."""
    if answer.answers_id is not None:
        return await touches.by_id(session, answer.answers_id)
    clock = (await session.exec(select(ResponseClock).where(col(ResponseClock.answer_id) == answer.id))).first()
    if clock is not None:
        return await touches.by_id(session, clock.touch_id)
    if answer.thread is None or answer.channel_id is None:
        return None
    leads = await touches.by_ref(session, answer.channel_id, answer.thread)
    return leads if leads is not None and leads.direction == "in" else None


async def worth_keeping(
    session: Session, teammate_ids: Collection[int], since: datetime
) -> Sequence[tuple[Touch, Touch]]:
    """(answer, question) of what these colleagues answered since then and nobody has kept, newest first."""
    kept = select(KnownAnswer.id).where(col(KnownAnswer.touch_id) == col(Touch.id))
    query = select(Touch).where(
        col(Touch.author_id).in_(teammate_ids),
        col(Touch.origin).in_(_BY_OURS),
        col(Touch.state) == TouchState.MADE,
        col(Touch.happened_at) >= since,
        col(Touch.text_id).is_not(None),
        col(Touch.channel_id).is_not(None),
        col(Touch.key).not_like("answer:%:acknowledgement:%"),
        ~kept.exists(),
    )
    rows = (await session.exec(query.order_by(col(Touch.happened_at).desc(), col(Touch.id).desc()))).all()
    pairs = [(row, question) for row in rows if (question := await question_of(session, row))]
    asking = await _asking(session, [question.id or 0 for _, question in pairs])
    return [(row, question) for row, question in pairs if question.id in asking]


async def _asking(session: Session, touch_ids: Collection[int]) -> set[int]:
    """Those of these messages that ask something."""
    query = select(Noticed.touch_id).where(
        col(Noticed.touch_id).in_(touch_ids), col(Noticed.kind) == "question", col(Noticed.judged) != Judged.WRONG
    )
    return set((await session.exec(query)).all())


async def keep_texts(session: Session, question: str, words: str) -> tuple[int, int]:
    """The ids of both: they are ours, and do not expire."""
    return await texts.keep(session, question, None), await texts.keep(session, words, None)


async def kept_from(session: Session, touch_id: int) -> bool:
    """Whether what this message of ours answered is kept, and not retired."""
    query = select(KnownAnswer.id).where(col(KnownAnswer.touch_id) == touch_id, col(KnownAnswer.retired_at).is_(None))
    return (await session.exec(query.limit(1))).first() is not None
