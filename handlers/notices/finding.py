"""The notice, or the unsent word, that a press is about."""

from handlers.arguments import number, value
from handlers.work import Work
from outreach.errors import Stale
from outreach.models.notices import Notice, NoticeWord
from outreach.store import notices


async def pressed(work: Work) -> Notice:
    """Whatever has become of it."""
    notice = await notices.by_id(work.session, number(work, "notice"))
    if notice is None:
        raise Stale("Nothing was done: that notice is no longer there.")
    return notice


async def open_one(work: Work) -> Notice:
    notice = await pressed(work)
    if notice.state != notices.OPEN:
        raise Stale(f"Nothing was done: that notice is {notice.state} already.")
    return notice


async def unsaid(work: Work) -> tuple[Notice, NoticeWord]:
    """Something written that nobody has sent. Raises Stale, kindly, for what was."""
    word = await notices.word_by_id(work.session, number(work, "word"))
    notice = await notices.by_id(work.session, word.notice_id) if word else None
    if word is None or notice is None:
        raise Stale("Nothing was done: that was put away already, or something newer was said.")
    if word.said_at is not None:
        raise Stale("Nothing was sent now: this went out already. See who in the list of bad news.")
    if notice.state not in (notices.DRAFT, notices.OPEN):
        raise Stale(f"Nothing was done: that notice is {notice.state} already.")
    return notice, word


async def unsaid_if_any(work: Work) -> NoticeWord | None:
    """Where a form writes a draft anew."""
    return (await unsaid(work))[1] if value(work, "word") else None
