"""Pages about notices: what is open, and how far each has come."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from content.pages.lines import when
from content.pages.notices import DraftLine, Hearer, NoticeLine, NoticePage, WordLine, notice_page, notices_page
from handlers.notices.audience import in_words as whom_in_words
from handlers.notices.hearing import messages_of
from handlers.work import Work
from outreach.desk.notices import Audience
from outreach.ledger.reasons import in_words
from outreach.messages import Message
from outreach.models.book import Account
from outreach.models.ledger import Touch, TouchState
from outreach.models.notices import Notice
from outreach.store import accounts, channels, notices, teammates


async def list_page(work: Work) -> Message:
    assert work.staff.id is not None
    lines = [await _line(work, notice) for notice in await notices.in_state(work.session, notices.OPEN)]
    drafts = [
        DraftLine(word.id or 0, word.kind, word.words) for word in await notices.drafts_of(work.session, work.staff.id)
    ]
    return notices_page(lines, drafts, work.staff.timezone)


async def one_page(work: Work, notice: Notice) -> Message:
    return notice_page(
        NoticePage(
            line=await _line(work, notice),
            whom=await whom_in_words(work, Audience.read(notice.audience)),
            ours=work.staff.timezone,
            state=notice.state,
            words=await _words(work, notice),
            hearers=await _hearers(work, notice),
        )
    )


async def _line(work: Work, notice: Notice) -> NoticeLine:
    assert notice.id is not None
    told = await _told(work, notice)
    owner = await teammates.by_id(work.session, notice.owner_id)
    return NoticeLine(
        notice_id=notice.id,
        what=notice.what,
        owner=owner.name,
        accounts=len(told),
        arr=sum((account.arr or Decimal(0) for account in told.values()), Decimal(0)),
        next_word_at=notice.next_word_at,
        is_late=notice.next_word_at is not None and notice.next_word_at <= work.now,
        missed=sum(_is_missed(said) for said in (await _messages(work, notice, told)).values()),
    )


def _is_missed(said: Sequence[Touch]) -> bool:
    last = _last(said)
    return last is not None and last.state in (TouchState.MISSED, TouchState.EXPIRED)


def _last(said: Sequence[Touch]) -> Touch | None:
    return next((touch for touch in reversed(said) if touch.state != TouchState.CANCELLED), None)


async def _messages(work: Work, notice: Notice, told: Collection[int]) -> Mapping[int, Sequence[Touch]]:
    assert notice.id is not None
    return await messages_of(work, [word.id or 0 for word in await notices.words_of(work.session, notice.id)], told)


async def _told(work: Work, notice: Notice) -> Mapping[int, Account]:
    assert notice.id is not None
    return await accounts.by_ids(
        work.session, [row.account_id for row in await notices.told_of(work.session, notice.id)]
    )


async def _words(work: Work, notice: Notice) -> list[WordLine]:
    assert notice.id is not None
    said = await notices.words_of(work.session, notice.id)
    people = await teammates.by_ids(work.session, {word.said_by_id for word in said})
    return [
        WordLine(word.kind, word.words, people[word.said_by_id].name, word.said_at, word.next_word_at)
        for word in said
        if word.said_at is not None
    ]


async def _hearers(work: Work, notice: Notice) -> list[Hearer]:
    told = await _told(work, notice)
    said = await _messages(work, notice, told)
    return [
        await _hearer(work, account, said.get(account_id, ()))
        for account_id, account in sorted(told.items(), key=lambda pair: pair[1].name)
    ]


async def _hearer(work: Work, account: Account, said: Sequence[Touch]) -> Hearer:
    last = _last(said)
    channel = await channels.by_id(work.session, last.channel_id) if last and last.channel_id else None
    state = _state(last, work.now, work.staff.timezone) if last else "nothing has gone to them"
    return Hearer(account.name, f"#{channel.name}" if channel else "", state)


def _state(touch: Touch, now: datetime, ours: str) -> str:
    if touch.ended_because is not None and touch.state in (TouchState.MADE, TouchState.RECALLED):
        return "taken back"
    if touch.state == TouchState.MADE:
        return f"sent {when(touch.happened_at or now, ours)}"
    if touch.state == TouchState.APPROVED:
        return f"goes {when(touch.due_at, ours)}" if touch.due_at and touch.due_at > now else "is on its way"
    return f"NOT SENT ({in_words(touch.ended_because or touch.state)}): tell them yourself"
