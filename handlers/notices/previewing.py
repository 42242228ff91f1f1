"""Shows one word of a notice before anything is sent: to whom, in whose name, when, and as they read it."""

from collections.abc import Iterator
from decimal import Decimal

from content.pages.lines import when_for_both
from content.pages.moments import money_words
from content.pages.notices import Goer, NoticePreview, Spared, difference_words, preview_page
from handlers.notices.addressing import Addressee, Round, address, fingerprint
from handlers.notices.audience import in_words
from handlers.notices.wording import wording
from handlers.replies import shown
from handlers.rewriting import others_named
from handlers.work import Reply, Work
from outreach.desk.notices import Audience, lifted, of_the_hour
from outreach.ledger.reasons import in_words as code_in_words
from outreach.messages import Message
from outreach.models.notices import Notice, NoticeWord
from outreach.store import accounts, notices

_LANGUAGES = {"en": "English", "de": "German"}
_KINDS = {"first": "for the first time", "update": "as an update", "closing": "as the end of it"}


async def preview(work: Work, notice: Notice, word: NoticeWord, *, is_looked_over: bool = False) -> Reply:
    """`is_looked_over`: somebody pressed Send on a page that is no longer true."""
    found = await address(work, notice, word)
    changed = await _changed(work, word, found) if is_looked_over else ""
    word.shown = found.ids
    await notices.put(work.session, word)
    page = preview_page(
        NoticePreview(
            kind=word.kind,
            values={"word": str(word.id), "seen": fingerprint(notice, word, found)},
            whom=await _whom(work, notice, word),
            going=[_goer(work, one) for one in found.going],
            left_out=[Spared(one.account.name, one.because) for one in found.left_out],
            worth=sum((one.account.arr or Decimal(0) for one in found.going), Decimal(0)),
            asleep=len(found.asleep()),
            said=dict(_said(work, notice, word, found)),
            changed=changed,
            warnings=tuple(await others_named(work, 0, f"{notice.what}\n{notice.they_can}\n{word.words}")),
        )
    )
    return shown(page, instead=is_looked_over)


async def _whom(work: Work, notice: Notice, word: NoticeWord) -> str:
    if word.kind == "closing":
        return "everybody who was told"
    whom = await in_words(work, Audience.read(notice.audience))
    return f"{whom}, and everybody who was told" if word.kind == "update" else whom


def _goer(work: Work, one: Addressee) -> Goer:
    at = when_for_both(one.opens.at, one.opens.zone, work.staff.timezone) if one.opens else ""
    against = set(lifted(one.held)) - {held.code for held in of_the_hour(one.held)}
    but = "; ".join(code_in_words(held.code, held.facts) for held in one.held if held.code in against)
    author = one.author.name if one.author else "your team"
    return Goer(one.account.name, money_words(one.account.arr), f"#{one.channel.name}", author, at, but)


def _said(work: Work, notice: Notice, word: NoticeWord, found: Round) -> Iterator[tuple[str, Message]]:
    """One of each sort, as the first of its readers gets it."""
    known: set[tuple[str, str]] = set()
    for one in found.going:
        language = one.account.language.partition("-")[0].lower()
        sort = (one.kind, language if language in _LANGUAGES else "en")
        if sort in known:
            continue
        known.add(sort)
        at = one.opens.at if one.opens else work.now
        yield _sort_title(sort, one), wording(work, notice, word, one, at)


def _sort_title(sort: tuple[str, str], one: Addressee) -> str:
    kind, language = sort
    yours = "; your own words stay as you wrote them" if language != "en" else ""
    return f"In {_LANGUAGES[language]}, {_KINDS[kind]}, as {one.account.name} reads it{yours}"


async def _changed(work: Work, word: NoticeWord, found: Round) -> str:
    before, now = set(word.shown), set(found.ids)
    named = await accounts.by_ids(work.session, before ^ now)
    added = sorted(named[one].name for one in now - before if one in named)
    gone = sorted(named[one].name for one in before - now if one in named)
    words = difference_words(added, gone) or "the words, a channel, the hour there, or who speaks"
    return f"nothing was sent, since this changed while you looked: {words}."
