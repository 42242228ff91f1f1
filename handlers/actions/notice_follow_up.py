"""`Update` and `Close`: the next word to everybody who was told, shown before it is sent."""

from datetime import datetime

from handlers.notices.finding import open_one, unsaid_if_any
from handlers.notices.forms import closing_form, next_word, update_form, words
from handlers.notices.previewing import preview
from handlers.work import OpenForm, Reply, Work
from outreach.desk.notices import WordKind
from outreach.models.notices import NoticeWord
from outreach.store import notices


async def ask_update(work: Work) -> OpenForm:
    return OpenForm(update_form(work, await open_one(work)))


async def ask_closing(work: Work) -> OpenForm:
    return OpenForm(closing_form(await open_one(work)))


async def update(work: Work) -> Reply:
    """The form's answer."""
    return await _write(work, "update", words(work, "words"), next_word(work))


async def close(work: Work) -> Reply:
    """The form's answer."""
    return await _write(work, "closing", words(work, "words"), None)


async def _write(work: Work, kind: WordKind, said: str, next_word_at: datetime | None) -> Reply:
    notice = await open_one(work)
    assert notice.id is not None
    assert work.staff.id is not None
    word = await unsaid_if_any(work)
    if word is None or (word.notice_id, word.kind) != (notice.id, kind):
        word = NoticeWord(notice_id=notice.id, kind=kind, words=said, said_by_id=work.staff.id, written_at=work.now)
    word.words, word.next_word_at = said, next_word_at
    await notices.put(work.session, word)
    return await preview(work, notice, word)
