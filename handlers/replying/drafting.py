"""Writes the draft that a colleague begins with, from a message of a customer's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Literal

from content import answers
from content.catalog import Acknowledgement, Answer, CatalogEntry
from content.drafting import signature
from content.evidence import first_name
from content.markdown import Markdown
from handlers.replying.trouble import is_trouble
from handlers.work import Work
from outreach.errors import BadInput, NotAllowed, Stale
from outreach.ledger import keys, proposals
from outreach.messages import Message, Quote
from outreach.models.book import Account, Channel, Contact
from outreach.models.ledger import Touch, TouchState
from outreach.store import accounts, channels, contacts, drafts, texts, touches
from scheduler import answering, digests
from scheduler.answering import Saying
from scheduler.recalling import recall

Kind = Literal["answer", "acknowledgement"]
_WHY: Mapping[Kind, str] = {"answer": "they asked", "acknowledgement": "their message shall not wait unseen"}


@dataclass(frozen=True)
class Question:
    """A message of theirs, and who said it where. `words` are "" once they are no longer kept."""

    touch: Touch
    account: Account
    channel: Channel
    contact: Contact | None
    words: str
    is_trouble: bool

    @property
    def language(self) -> str:
        return (self.contact.language if self.contact else None) or self.account.language

    @property
    def zone(self) -> str:
        return (self.contact.timezone if self.contact else None) or self.account.timezone


async def draft_for(work: Work, inbound: Touch, kind: Kind) -> Touch:
    """One of theirs that still waits is taken up again; else one of its kind, whoever it was written for.

    Raises Stale while one is on its way.
    """
    assert inbound.id is not None
    asked = await question(work, inbound)
    if standing := await _standing(work, inbound.id, kind):
        return standing
    key = await _key(work, inbound.id, kind)
    if waiting := await touches.by_key(work.session, key):
        return waiting
    entry = await (_acknowledgement(work, asked) if kind == "acknowledgement" else _best_answer(work, asked))
    saying = Saying(
        key=key,
        account=asked.account,
        channel=asked.channel,
        message=work.house.renderer.render(entry),
        why=_WHY[kind],
        contact=asked.contact,
        thread=inbound.thread or inbound.external_ref,
    )
    draft = await answering.draft(work.session, work.house.planning, saying, work.staff, work.now)
    draft.answers_id = inbound.id
    work.session.add(draft)
    return draft


async def take_back(work: Work, inbound: Touch) -> None:
    """They deleted it: an answer to it is put away, and whatever else waits quotes it no more."""
    assert inbound.id is not None
    for draft in await drafts.answering(work.session, inbound.id):
        if draft.state != TouchState.PROPOSED:
            continue
        if draft.key.startswith("answer:"):
            because = "they deleted the message that it answers"
            await proposals.end(work.session, draft, TouchState.CANCELLED, because, work.now)
        elif message := await texts.message_of(work.session, draft.text_id):
            unquoted = Message(tuple(part for part in message.parts if not isinstance(part, Quote)))
            keep_until = ((draft.deadline_at or work.now) + work.house.planning.keep_for).date()
            await proposals.revise(work.session, draft, unquoted, keep_until=keep_until, edited=False)


async def question(work: Work, inbound: Touch) -> Question:
    """Raises BadInput for what cannot be answered in a channel, NotAllowed where nothing about them may go."""
    if inbound.direction != "in" or inbound.channel_id is None:
        raise BadInput("That was not said in a channel of theirs, so it cannot be answered there.")
    account = await accounts.by_id(work.session, inbound.account_id)
    channel = await channels.by_id(work.session, inbound.channel_id)
    if channel.is_mixed:
        raise NotAllowed(f"People of two customers sit in #{channel.name}: nothing for {account.name} goes there.")
    if channel.gone_at is not None:
        raise Stale(f"#{channel.name} is {channel.gone_because or 'gone'}: answer {account.name} another way.")
    contact = await contacts.by_id(work.session, inbound.contact_id) if inbound.contact_id else None
    words = await texts.body_of(work.session, inbound.text_id) or ""
    return Question(inbound, account, channel, contact, words, await is_trouble(work, inbound))


async def _standing(work: Work, touch_id: int, kind: Kind) -> Touch | None:
    """What the reader has begun already for this message, whichever kind of words it began with."""
    found = [one for one in await drafts.answering(work.session, touch_id) if one.key.startswith("answer:")]
    if any(one.state == TouchState.APPROVED and f":{kind}:" in one.key for one in found):
        raise Stale("An answer to that is on its way already: nothing new was written. Take it back to change it.")
    mine = [one for one in found if one.state == TouchState.PROPOSED and one.author_id == work.staff.id]
    return next((one for one in mine if f":{kind}:" in one.key), mine[-1] if mine else None)


async def _key(work: Work, touch_id: int, kind: Kind) -> str:
    """Of the draft that waits, else of the next one."""
    for before in count():
        key = keys.answer(touch_id, kind, before)
        known = await touches.by_key(work.session, key)
        if known is None or known.state == TouchState.PROPOSED:
            return key
    raise AssertionError("count() does not end")


async def _acknowledgement(work: Work, asked: Question) -> CatalogEntry:
    at = await _promised_at(work, asked.account)
    return Acknowledgement(
        csm=signature(work.staff),
        by=answers.by(at, asked.zone, work.now, asked.language) if at else "",
        said=asked.words,
        contact=first_name(asked.contact),
        is_trouble=asked.is_trouble,
        language=asked.language,
    )


async def _promised_at(work: Work, account: Account) -> datetime | None:
    """When they hear more, if the author takes as long as a first answer may take."""
    staff = await digests.staff_of(work.session, work.now)
    takes = work.house.desk.reply_within.get(account.segment)
    return staff.availability(work.staff).add_working_time(work.now, takes) if takes else None


async def _best_answer(work: Work, asked: Question) -> CatalogEntry:
    assert asked.account.id is not None
    known = await recall(work.session, asked.account.id, asked.words)
    return answer(work, asked, known.known.words if known else "")


def answer(work: Work, asked: Question, words: str) -> CatalogEntry:
    """`words` are Markdown that a person approved; "" leaves a gap to fill."""
    return Answer(
        csm=signature(work.staff),
        answer=Markdown(words),
        said=asked.words,
        contact=first_name(asked.contact),
        is_trouble=asked.is_trouble,
        language=asked.language,
    )
