"""`Tell bad news`, `Edit`: the words, whom they are about and when the next ones come; then everything is shown."""

from handlers.notices.finding import unsaid, unsaid_if_any
from handlers.notices.forms import closing_form, first_form, read_first, update_form
from handlers.notices.previewing import preview
from handlers.work import OpenForm, Reply, Work
from outreach.models.notices import Notice, NoticeWord
from outreach.store import notices


async def ask(work: Work) -> OpenForm:
    return OpenForm(await first_form(work))


async def edit(work: Work) -> OpenForm:
    """Whatever kind of word it is."""
    notice, word = await unsaid(work)
    if word.kind == "update":
        return OpenForm(update_form(work, notice, word))
    return OpenForm(closing_form(notice, word) if word.kind == "closing" else await first_form(work, notice, word))


async def write(work: Work) -> Reply:
    """The form's answer: a draft, shown before anything is sent."""
    given = await read_first(work)
    word = await unsaid_if_any(work)
    notice = await notices.by_id(work.session, word.notice_id) if word else None
    if notice is None or word is None:
        notice, word = await _begin(work)
    notice.what, notice.they_can, notice.audience = given.what, given.they_can, given.audience.as_row()
    notice.next_word_at = word.next_word_at = given.next_word_at
    word.words = given.what
    await notices.put(work.session, notice)
    await notices.put(work.session, word)
    return await preview(work, notice, word)


async def _begin(work: Work) -> tuple[Notice, NoticeWord]:
    assert work.staff.id is not None
    notice = Notice(owner_id=work.staff.id, what="", made_at=work.now)
    await notices.put(work.session, notice)
    assert notice.id is not None
    word = NoticeWord(notice_id=notice.id, kind="first", words="", said_by_id=work.staff.id, written_at=work.now)
    await notices.put(work.session, word)
    return notice, word


async def look(work: Work) -> Reply:
    """A draft, with everybody it would reach as things are now."""
    return await preview(work, *await unsaid(work))
