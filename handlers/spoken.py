"""Puts contacts on record that people made themselves: a call, a meeting, an e-mail, a message seen in a channel."""

from dataclasses import dataclass
from typing import Literal

from handlers.work import Work
from outreach.events import ChannelMessage
from outreach.ledger import keys
from outreach.models.book import Account, Channel
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import clocks, texts, touches, turns

MEDIUMS = {
    "call": "call",
    "meeting": "meeting",
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "message": "message",
    "chat": "message",
}


async def logged(work: Work, account: Account, medium: str, note: str) -> Touch:
    """A conversation that a teammate tells us about: whoever had it, silence is over."""
    assert account.id is not None
    touch = Touch(
        key=keys.logged(work.event.key),
        account_id=account.id,
        direction="out",
        origin="person",
        purpose=Purpose.TALK,
        medium=medium,
        state=TouchState.MADE,
        author_id=work.staff.id,
        text_id=await keep_words(work, note),
        happened_at=work.now,
    )
    kept = await put(work, touch)
    # Whatever they wrote, they have been spoken with.
    await clocks.stop_of_account(work.session, account.id, kept, work.now)
    return kept


@dataclass(frozen=True)
class Speaker:
    """Who said it: a customer, a customer who said nothing but a wish about our own messages (the bot answers that:
    nobody has been spoken with, and nobody waits), or a person of ours. `answers_id` is the message of ours that they
    answer."""

    origin: Literal["customer", "wish", "person"]
    contact_id: int | None = None
    author_id: int | None = None
    answers_id: int | None = None


async def seen(work: Work, account_id: int, channel: Channel, event: ChannelMessage, by: Speaker) -> Touch | None:
    """A message in a channel. None when it is on record already: it may arrive as two events."""
    key = key_of(event)
    if await touches.by_key(work.session, key):
        return None
    touch = Touch(
        key=key,
        account_id=account_id,
        channel_id=channel.id,
        contact_id=by.contact_id,
        direction="out" if by.origin == "person" else "in",
        origin=by.origin,
        purpose=Purpose.TALK,
        state=TouchState.MADE,
        author_id=by.author_id,
        answers_id=by.answers_id,
        text_id=await keep_words(work, event.text),
        thread=event.place.thread,
        external_ref=event.ref,
        happened_at=event.at,
    )
    return await put(work, touch)


def key_of(event: ChannelMessage) -> str:
    place = event.place
    return keys.inbound(place.platform, place.workspace, place.external_id, event.ref)


async def put(work: Work, touch: Touch) -> Touch:
    """Whatever waits for this account is asked again: somebody has just spoken with them."""
    kept = await touches.add(work.session, touch)
    await turns.rearm(work.session, touch.account_id, work.now)
    return kept


async def keep_words(work: Work, text: str) -> int | None:
    """As long as the house keeps words; zero keeps none."""
    if not text.strip() or not work.house.keep_inbound:
        return None
    return await texts.keep(work.session, text.strip(), (work.now + work.house.keep_inbound).date())
