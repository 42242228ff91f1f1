"""The message that one account reads."""

from datetime import datetime, timedelta

from content import answers
from content.catalog import CatalogEntry, NoticeClosing, NoticeFirst, NoticeUpdate
from content.drafting import signature
from handlers.notices.addressing import Addressee
from handlers.work import Work
from outreach.messages import Message
from outreach.models.notices import Notice, NoticeWord
from outreach.worktime import zones

# So far back, no day of now is today or tomorrow.
_NO_NEIGHBOUR = timedelta(days=2)


def wording(work: Work, notice: Notice, word: NoticeWord, one: Addressee, at: datetime) -> Message:
    """As it reads when it comes at `at`: moments are told on their own clock."""
    return work.house.renderer.render(_entry(notice, word, one, at))


def _entry(notice: Notice, word: NoticeWord, one: Addressee, at: datetime) -> CatalogEntry:
    csm, language = signature(one.author), one.account.language
    if one.kind == "closing":
        return NoticeClosing(words=word.words, csm=csm, language=language)
    next_word = _next_word(word, one, at)
    if one.kind == "update":
        return NoticeUpdate(words=word.words, next_word=next_word, csm=csm, language=language)
    latest = word.words if word.kind == "update" else ""
    return NoticeFirst(
        news=notice.what, they_can=notice.they_can, latest=latest, next_word=next_word, csm=csm, language=language
    )


def _next_word(word: NoticeWord, one: Addressee, at: datetime) -> str:
    """Nothing where it is past by the time they read this."""
    if word.next_word_at is None or word.next_word_at <= at:
        return ""
    zone = zones.zone(one.account.timezone)
    is_today = zones.local_date(word.next_word_at, zone) == zones.local_date(at, zone)
    # Held up on its way it comes another day, and "tomorrow" would be wrong then; past "today" it does not come at all.
    as_of = at if is_today else at - _NO_NEIGHBOUR
    return answers.moment(word.next_word_at, one.account.timezone, as_of, one.account.language)
