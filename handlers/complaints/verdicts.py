"""Hears whether it is right now: from a button, from their words, or from a colleague who asked them."""

import logging
from datetime import timedelta

from content.catalog import CatalogEntry, ComplaintReopened, ComplaintSettled
from content.drafting import signature
from content.evidence import first_name
from content.pages.complaint_news import settled_page
from handlers.complaints.alerting import sound
from handlers.complaints.closing import reopen_row
from handlers.complaints.opening import reason
from handlers.complaints.reading import News
from handlers.hearing import Heard
from handlers.telling import concerned, looking_after, tell
from handlers.work import Work
from outreach.desk.complaints import Stage, stage_of
from outreach.desk.verdicts import verdict_of
from outreach.ledger import complaint_holds, keys
from outreach.messages import Button, Message, Run, buttons, say
from outreach.models.book import Account, Channel
from outreach.models.desk import Complaint
from outreach.models.ledger import Touch
from outreach.store import accounts, complaints, deliveries, touches
from scheduler import answering
from scheduler.answering import Saying

log = logging.getLogger(__name__)

_ANSWERS_WITHIN = timedelta(days=7)


async def hear_verdict(heard: Heard) -> bool:
    """In the thread of the question, or as the next word there, where it is clear. A yes is dealt with; a no goes on
    to whoever listens for people who wait."""
    said = verdict_of(heard.event.text)
    if said is None or heard.wish is not None or heard.channel.is_mixed:
        return False
    complaint = await _asked_here(heard)
    if complaint is None:
        return False
    thread = None if heard.channel.kind == "direct" else heard.event.place.thread or heard.event.ref
    await take_verdict(heard.work, complaint, is_right=said, who=_speaker(heard), words=heard.event.text.strip())
    await confirm_verdict(heard.work, heard.account, heard.channel, thread, is_right=said)
    return said


async def take_verdict(work: Work, complaint: Complaint, *, is_right: bool, who: str, words: str = "") -> None:
    """What follows from it, on our side. `who` said so, in these `words`, or with a press."""
    account = await accounts.by_id(work.session, complaint.account_id)
    log.info("complaint.answered complaint=%s right=%s", complaint.id, is_right)
    if not is_right:
        await _reopen(work, complaint, account, who, words)
        return
    complaint.is_right = True
    work.session.add(complaint)
    values = {"complaint": str(complaint.id)}
    page = settled_page(account.name, who, values, waits=stage_of(complaint) is Stage.UNDECIDED)
    for teammate in await concerned(work, account):
        if work.who.teammate is None or teammate.id != work.who.teammate.id:
            await tell(work, teammate, page, keys.news("complaint-right", work.event.key, teammate.id or 0))


async def confirm_verdict(
    work: Work, account: Account, channel: Channel, thread: str | None, *, is_right: bool
) -> None:
    """One sentence to the customer who said so."""
    csm = signature(await looking_after(work, account))
    language = (work.contact.language if work.contact else None) or account.language
    kind: type[ComplaintSettled] | type[ComplaintReopened] = ComplaintSettled if is_right else ComplaintReopened
    entry: CatalogEntry = kind(csm=csm, language=language)
    saying = Saying(
        key=keys.reply(work.event.key),
        account=account,
        channel=channel,
        message=work.house.renderer.render(entry),
        why=f"they say that it is {'' if is_right else 'not '}right",
        contact=work.contact,
        thread=thread,
    )
    await answering.say(work.session, work.house.planning, saying, work.now, by="their own words")


async def _reopen(work: Work, complaint: Complaint, account: Account, who: str, words: str) -> None:
    await reopen_row(work, complaint, "it is not right")
    complaint.is_right, complaint.reopened = False, complaint.reopened + 1
    because = f"{await reason(work, complaint)}; {who} says that it is not right"
    by = work.who.teammate.name if work.who.teammate else "what they said"
    # A new hold rather than the old one changed: the manager's digest tells of what was placed since.
    await complaint_holds.set_free(work.session, complaint, by="their answer", now=work.now)
    await complaint_holds.hold_back(work.session, complaint, because=because, until=None, by=by, now=work.now)
    await sound(work, complaint, account, News(latest=words))


async def tell_after_all(work: Work, complaint: Complaint, account: Account, who: str) -> bool:
    """They said no, and now yes: it stays open until a colleague closes it, who hears of it. Once; False after that."""
    is_news = False
    for teammate in await concerned(work, account):
        key = keys.news("complaint-after-all", f"{complaint.id}.{complaint.reopened}", teammate.id or 0)
        is_news = is_news or not await deliveries.was_queued(work.session, key)
        opens = Button("Complaint", "complaint.open", {"complaint": str(complaint.id)})
        words = (
            f": {who} says now that it is right after all. It is open since they said no: close it if that settles it."
        )
        message = say(Run(account.name, bold=True), words) + Message((buttons(opens),))
        await tell(work, teammate, message, key)
    return is_news


async def _asked_here(heard: Heard) -> Complaint | None:
    since = heard.work.now - _ANSWERS_WITHIN
    for complaint in await complaints.asked_of(heard.work.session, heard.account.id or 0, since):
        question = await _question(heard.work, complaint)
        if question is not None and await _is_answer(heard, question):
            return complaint
    return None


async def _question(work: Work, complaint: Complaint) -> Touch | None:
    assert complaint.id is not None
    assert complaint.closed_at is not None
    return await touches.by_key(work.session, keys.complaint("question", complaint.id, complaint.closed_at))


async def _is_answer(heard: Heard, question: Touch) -> bool:
    """Said after it had arrived. Elsewhere in the channel it must be the very next thing that anybody says there."""
    said, asked_at = heard.touch, question.happened_at
    if question.channel_id != heard.channel.id or asked_at is None or (said.happened_at or asked_at) < asked_at:
        return False
    thread = heard.event.place.thread
    if thread is not None:
        return thread in (question.thread, question.external_ref)
    assert question.channel_id is not None
    between = await complaints.last_heard_in(
        heard.work.session, question.channel_id, asked_at, (question.id or 0, said.id or 0)
    )
    return between is None


def _speaker(heard: Heard) -> str:
    return first_name(heard.work.contact) or heard.event.actor.name or "somebody there"
