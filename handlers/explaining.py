"""Gathers why one account did or did not hear from us; for the command, for scripts, and for pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from content.evidence import first_name
from content.names import called
from content.pages import why
from content.pages.lines import when
from content.pages.moments import date_words
from content.pages.why import ComingLine, Explanation, HeldLine, InForce, LookLine
from handlers.lines import contact_line, contact_lines
from handlers.work import House
from outreach.database import Session
from outreach.ledger.reasons import in_words
from outreach.messages import Message
from outreach.models.book import Account, Contact, Fact, Hold
from outreach.models.ledger import Touch, TouchState, Turn
from outreach.models.post import DeliveryState
from outreach.store import accounts, channels, contacts, decisions, deliveries, facts, holds, teammates, touches, turns

_OVER = (TouchState.REJECTED, TouchState.EXPIRED, TouchState.CANCELLED, TouchState.MISSED)


async def explain(session: Session, account: Account, now: datetime, house: House, ours: str = "") -> Message:
    """As people read it. `ours` is the reader's time zone, by default the home's."""
    return why.why_page(await explanation(session, account, now, house, ours), house.command)


async def explain_as_json(session: Session, account: Account, now: datetime, house: House) -> dict[str, Any]:
    """The same, for scripts."""
    return why.as_json(await explanation(session, account, now, house))


async def explanation(session: Session, account: Account, now: datetime, house: House, ours: str = "") -> Explanation:
    assert account.id is not None
    csm = await teammates.csm_of(session, account)
    past = await touches.of_account(session, account.id, limit=60)
    spoke = await touches.last_by_people(session, account.id)
    made = [touch for touch in past if touch.state in (TouchState.MADE, TouchState.RECALLED)]
    made.sort(key=lambda touch: touch.happened_at or now, reverse=True)
    seats = [turn for turn in await turns.of_account(session, account.id) if turn.is_active]
    return Explanation(
        account_id=account.id,
        account=account.name,
        now=now,
        zone=account.timezone,
        ours=ours or house.home_zone,
        csm=csm.name if csm else "nobody",
        spoke=await contact_line(session, spoke) if spoke else None,
        told_on=await touches.last_said_on(session, account.id),
        coming=tuple([await _coming(session, touch, ours or house.home_zone) for touch in past if _is_live(touch)]),
        in_force=await in_force(session, account.id, now),
        held=await _held(session, account.id, house),
        looks=tuple(_looks(seats, house)),
        made=tuple(await contact_lines(session, made)),
        ended=tuple(await contact_lines(session, [touch for touch in past if touch.state in _OVER])),
    )


def _is_live(touch: Touch) -> bool:
    return touch.state in turns.LIVE


async def _coming(session: Session, touch: Touch, ours: str) -> ComingLine:
    assert touch.id is not None
    return ComingLine(
        line=await contact_line(session, touch),
        decides=await decides(session, touch, ours),
        rests_on=tuple([await said_by(session, fact) for _, fact in await facts.under(session, touch.id)]),
        deadline_at=touch.deadline_at,
    )


async def decides(session: Session, touch: Touch, ours: str) -> str:
    """Who or what a live touch still waits for."""
    author = await teammates.by_id(session, touch.author_id) if touch.author_id else None
    who = called(author.name) if author else "somebody"
    if touch.state == TouchState.PROPOSED:
        asked = "to send it as an e-mail" if touch.medium == "email" else "to decide"
        because = f" ({touch.ended_because})" if touch.ended_because else ""
        return f"waits for {who} {asked}{because}"
    if any(one.state == DeliveryState.UNKNOWN for one in await deliveries.of_touch(session, touch.id or 0)):
        return f"may have arrived: {who} has to look in their channel"
    if touch.send_after is not None:
        return f"goes out unless somebody stops it by {when(touch.send_after, ours)}"
    return f"approved by {touch.approved_by}"


async def said_by(session: Session, fact: Fact) -> str:
    """A fact in words, with its source."""
    contact = await contacts.by_id(session, fact.contact_id) if fact.contact_id else None
    whose = await _noter(session, fact, contact) if fact.source == "csm" else first_name(contact) or fact.said_by or ""
    sources = {"message": "said", "form": "answered", "csm": "noted", "import": "imported", "signal": "reported"}
    told = " ".join(part for part in (whose, sources.get(fact.source, fact.source), date_words(fact.said_on)) if part)
    return f"“{fact.text}” ({told})"


async def _noter(session: Session, fact: Fact, contact: Contact | None) -> str:
    """The CSM, never the contact whom the note is about; where the book does not name one, who looks after them."""
    if fact.said_by and (contact is None or fact.said_by != contact.name):
        return called(fact.said_by)
    csm = await teammates.csm_of(session, await accounts.by_id(session, fact.account_id))
    return called(csm.name) if csm else "a CSM"


async def in_force(session: Session, account_id: int, now: datetime) -> tuple[InForce, ...]:
    return tuple([await _hold(session, hold) for hold in await holds.live(session, account_id, now)])


async def _hold(session: Session, hold: Hold) -> InForce:
    assert hold.id is not None
    channel = await channels.by_id(session, hold.channel_id) if hold.channel_id else None
    contact = await contacts.by_id(session, hold.contact_id) if hold.contact_id else None
    scope = f" in #{channel.name}" if channel else f" for {contact.name}" if contact else ""
    words = in_words(hold.code, {"detail": hold.because} if hold.because else None)
    return InForce(hold.id, hold.code, words, hold.placed_by, hold.placed_at, hold.until, scope)


async def _held(session: Session, account_id: int, house: House) -> tuple[HeldLine, ...]:
    standing = [one for one in await decisions.of_account(session, account_id) if one.closed_at is None]
    return tuple(
        HeldLine(
            decision_id=one.id or 0,
            rhythm=one.rhythm,
            code=one.code,
            words=in_words(one.code, one.facts),
            since=one.first_at,
            count=one.count,
            until=one.until,
        )
        for one in standing
        if one.rhythm in house.planning.rhythms
    )


def _looks(seats: Sequence[Turn], house: House) -> Sequence[LookLine]:
    dated = [(turn, turn.next_due_at) for turn in seats if turn.next_due_at is not None]
    return [
        LookLine(turn.rhythm, house.planning.rhythms[turn.rhythm].about, at)
        for turn, at in sorted(dated, key=lambda pair: pair[1])
        if turn.rhythm in house.planning.rhythms
    ]
