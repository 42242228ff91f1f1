"""Gathers what stands beside a draft: their words, where it goes, and what the five marks say."""

from content.evidence import first_name
from content.five_marks import judge, own_words, says_the_same
from content.names import called
from content.pages.lines import joined, when_for_both
from content.pages.reply import Asked, KnownLine, ReplyPage, reply_page
from handlers.proposing import fingerprint
from handlers.replies import shown
from handlers.replying.marking import case_of
from handlers.rewriting import message_of, others_named
from handlers.work import Reply, Work
from outreach.messages import Message
from outreach.models.ledger import Touch
from outreach.store import accounts, channels, contacts, teammates, texts, touches
from scheduler.recalling import Recalled


async def show(work: Work, draft: Touch, *, instead: bool = False) -> Reply:
    """The draft as it stands now, for whoever works: what they send goes in their own name."""
    message = await message_of(work, draft)
    page = reply_page(await page_of(work, draft, message))
    return shown(Message((*await others_named(work, draft.account_id, message.fallback), *page.parts)), instead=instead)


async def page_of(work: Work, draft: Touch, message: Message) -> ReplyPage:
    assert draft.id is not None
    account = await accounts.by_id(work.session, draft.account_id)
    case, recalled = await case_of(work, draft, message)
    return ReplyPage(
        draft_id=draft.id,
        seen=fingerprint(message),
        account=account.name,
        where=await where(work, draft),
        speaks=await _speaks(work, draft),
        message=message,
        asked=await _asked(work, draft),
        marks=judge(case),
        known=_known(recalled, message),
    )


def _known(recalled: Recalled | None, message: Message) -> KnownLine | None:
    if recalled is None:
        return None
    known = recalled.known
    is_said = says_the_same(own_words(message), known.words)
    return KnownLine(recalled.answer_id, known.question, known.words, recalled.line, is_said=is_said)


async def where(work: Work, draft: Touch) -> str:
    """#ext-acme, in their thread; nothing else is sent from here."""
    if draft.channel_id is None:
        return "an e-mail"
    channel = await channels.by_id(work.session, draft.channel_id)
    if channel.kind == channels.DIRECT:
        return "their direct conversation"
    return f"#{channel.name}, in their thread" if draft.thread else f"#{channel.name}"


async def _speaks(work: Work, draft: Touch) -> str:
    author = await teammates.by_id(work.session, draft.author_id) if draft.author_id else None
    if author is None or author.id == work.staff.id:
        return "in your name"
    return f"written for {called(author.name)}; if you send it, it goes in your name"


async def _asked(work: Work, draft: Touch) -> Asked | None:
    inbound = await touches.by_id(work.session, draft.answers_id) if draft.answers_id else None
    if inbound is None:
        return None
    contact = await contacts.by_id(work.session, inbound.contact_id) if inbound.contact_id else None
    at = when_for_both(inbound.happened_at, draft.zone or "UTC", work.staff.timezone) if inbound.happened_at else ""
    return Asked(joined(first_name(contact), at), await texts.body_of(work.session, inbound.text_id) or "")
