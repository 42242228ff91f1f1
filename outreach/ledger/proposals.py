"""How a touch lives: proposed, decided, on its way, taken back. Every change of state is made here or at its delivery.

Nothing here sends: approval queues a delivery, and the lane that drains it asks every rule again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from outreach.database import Session
from outreach.errors import NotAllowed, Stale, WrongChannel
from outreach.ledger import keys
from outreach.messages import Message
from outreach.models.book import Account, Channel, Teammate
from outreach.models.ledger import Touch, TouchState, Turn
from outreach.models.post import DeliveryState, Priority
from outreach.store import channels, deliveries, facts, teammates, texts, touches, turns

UNDO_WITHIN = timedelta(minutes=2)
# Somebody waits for these, or must hear them from us before they find out.
_FIRST = ("reply", "desk", "notice")


@dataclass(frozen=True)
class When:
    """The moment of sending: `at` in UTC derives from the naive wall time in the zone."""

    at: datetime
    wall: datetime
    zone: str


@dataclass(frozen=True)
class Draft:
    """A contact somebody or something would like to make. `facts` are the (id, version) it rests on."""

    key: str
    account: Account
    purpose: str
    origin: Literal["rhythm", "csm", "reply", "desk", "notice"]
    message: Message
    why: str
    author: Teammate | None
    when: When
    deadline_at: datetime
    keep_until: date | None
    channel: Channel | None = None
    contact_id: int | None = None
    item_id: int | None = None
    turn: Turn | None = None
    facts: tuple[tuple[int, int], ...] = ()
    review: str = "review"
    thread: str | None = None


async def propose(session: Session, draft: Draft, now: datetime) -> Touch:
    """Writes the touch with its words and the facts it rests on. The same key again returns the touch it made."""
    if existing := await touches.by_key(session, draft.key):
        return existing
    _refuse_wrong_channel(draft.account, draft.channel)
    assert draft.account.id is not None
    touch = await touches.add(
        session,
        Touch(
            key=draft.key,
            account_id=draft.account.id,
            channel_id=draft.channel.id if draft.channel else None,
            contact_id=draft.contact_id,
            turn_id=draft.turn.id if draft.turn else None,
            rhythm=draft.turn.rhythm if draft.turn else None,
            episode=draft.turn.episode if draft.turn else None,
            direction="out",
            origin=draft.origin,
            purpose=draft.purpose,
            medium="channel" if draft.channel else "email",
            state=TouchState.PROPOSED,
            item_id=draft.item_id,
            why=draft.why,
            author_id=draft.author.id if draft.author else None,
            text_id=await texts.keep(session, draft.message.to_json(), draft.keep_until),
            message_hash=draft.message.digest,
            review=draft.review,
            thread=draft.thread,
            wall_at=draft.when.wall.isoformat(),
            zone=draft.when.zone,
            due_at=draft.when.at,
            deadline_at=draft.deadline_at,
            proposed_at=now,
        ),
    )
    assert touch.id is not None
    await facts.rest_on(session, touch.id, draft.facts)
    return touch


def _refuse_wrong_channel(account: Account, channel: Channel | None) -> None:
    if channel is not None and channel.account_id != account.id:
        raise WrongChannel(
            f"#{channel.name} is not {account.name}'s channel, so nothing about {account.name} can go there. "
            f"Link it first, from inside the channel: /cs link {account.name}"
        )


async def revise(session: Session, touch: Touch, message: Message, *, keep_until: date | None, edited: bool) -> None:
    """Other words for a proposal. What had been approved is open again: approval binds the words."""
    _expect(touch, TouchState.PROPOSED)
    touch.text_id = await texts.keep(session, message.to_json(), keep_until)
    touch.message_hash, touch.approved_hash = message.digest, None
    touch.override, touch.lifted = None, []
    touch.is_edited = touch.is_edited or edited
    session.add(touch)


async def reschedule(session: Session, touch: Touch, when: When) -> None:
    touch.due_at, touch.wall_at, touch.zone = when.at, when.wall.isoformat(), when.zone
    session.add(touch)
    await session.flush()


async def approve(  # noqa: PLR0913 - what, by whom, when, and against which rules
    session: Session,
    touch: Touch,
    *,
    by: str,
    now: datetime,
    override: str | None = None,
    lifted: Collection[str] = (),
) -> Touch:
    """Binds these very words and queues them for `due_at`. An e-mail draft has no lane: a person sends it.

    `override` is why it may go against the soft rules of the codes in `lifted`, and no others.
    """
    _expect(touch, TouchState.PROPOSED)
    touch.state, touch.approved_at, touch.approved_by = TouchState.APPROVED, now, by
    touch.approved_hash = touch.message_hash
    touch.override, touch.lifted = override, sorted(lifted) if override else []
    session.add(touch)
    await session.flush()
    if touch.channel_id is not None:
        await _queue(session, touch, await channels.by_id(session, touch.channel_id), now)
    return touch


async def open_veto(session: Session, touch: Touch, *, send_after: datetime, now: datetime) -> None:
    """Approved unless somebody objects: nothing leaves before `send_after`, and anybody may still stop it."""
    touch.send_after = send_after
    if touch.due_at is None or touch.due_at < send_after:
        raise NotAllowed("A veto window must end before the message is due.")
    await approve(session, touch, by="veto window", now=now)


async def _queue(session: Session, touch: Touch, channel: Channel, now: datetime) -> None:
    assert touch.id is not None
    assert touch.due_at is not None
    assert touch.text_id is not None
    author = await teammates.by_id(session, touch.author_id) if touch.author_id else None
    number = len(await deliveries.of_touch(session, touch.id))
    await deliveries.queue(
        session,
        key=keys.delivery(touch.id, "post", number),
        channel=channel,
        message_text_id=touch.text_id,
        touch_id=touch.id,
        priority=Priority.ANSWER if touch.origin in _FIRST else Priority.OUTREACH,
        ready_at=touch.due_at,
        author_name=author.name if author else None,
        author_picture=author.picture if author else None,
        thread=touch.thread,
        now=now,
    )


async def end(
    session: Session,
    touch: Touch,
    state: Literal[TouchState.REJECTED, TouchState.EXPIRED, TouchState.CANCELLED, TouchState.MISSED],
    because: str,
    now: datetime,
) -> None:
    """Ends a live touch unsent, stops its queued delivery, and gives the turn back to the planner.

    Raises Stale when a delivery is already being sent: then nobody can promise that it is stopped.
    """
    _expect(touch, TouchState.PROPOSED, TouchState.APPROVED)
    await _stop_delivery(session, touch, now)
    touch.state, touch.ended_because = state, because
    session.add(touch)
    await session.flush()
    if turn := await turns.by_id(session, touch.turn_id):
        await turns.arm(session, turn, now)


async def not_now(session: Session, touch: Touch, *, until: datetime, because: str, now: datetime) -> None:
    """Moves the turn within its episode: the planner will ask again then, with what is true then."""
    await end(session, touch, TouchState.CANCELLED, because, now)
    if turn := await turns.by_id(session, touch.turn_id):
        turn.moves += 1
        await turns.arm(session, turn, until)


async def back_to_review(
    session: Session, touch: Touch, because: str, now: datetime, *, claimed: int | None = None
) -> None:
    """What it rests on has changed: approved words must be looked at again.

    `claimed` is the delivery whose lane asks and will end it: whatever its state, it is not on the wire now.
    """
    await _stop_delivery(session, touch, now, claimed)
    touch.state, touch.approved_hash, touch.approved_by = TouchState.PROPOSED, None, None
    touch.override, touch.lifted = None, []
    touch.send_after, touch.ended_because = None, because
    session.add(touch)
    await session.flush()


async def sent_by_hand(session: Session, touch: Touch, *, by: str, now: datetime) -> None:
    """The CSM sent the e-mail draft themselves."""
    _expect(touch, TouchState.PROPOSED, TouchState.APPROVED)
    if touch.medium != "email":
        raise NotAllowed("This one goes through its channel; press Send instead.")
    touch.state, touch.approved_by, touch.happened_at = TouchState.MADE, by, now
    touch.approved_at = touch.approved_at or now
    session.add(touch)
    await session.flush()
    if turn := await turns.by_id(session, touch.turn_id):
        await turns.arm(session, turn, now)


async def recall(session: Session, touch: Touch, *, corrected: Message, keep_until: date | None, now: datetime) -> str:
    """Takes back what was sent: "deleted" within two minutes, "corrected" in place afterwards, in their sight.

    Returns which of the two was queued. The touch counts as made until the platform has done it.
    """
    _expect(touch, TouchState.MADE)
    if touch.ended_because is not None:
        raise Stale(f"Nothing was done: this one is already {touch.ended_because}.")
    sent = next((d for d in await deliveries.of_touch(session, touch.id or 0) if d.state == DeliveryState.SENT), None)
    if sent is None or touch.happened_at is None or touch.channel_id is None:
        raise NotAllowed("That one did not go through a channel, so it cannot be taken back from here.")
    channel = await channels.by_id(session, touch.channel_id)
    if sent.external_ref is None:
        # A person said that it arrived: no platform ever told us its place.
        raise NotAllowed(f"Concierge does not know where in #{channel.name} it stands: delete it there by hand.")
    op = "delete" if now - touch.happened_at <= UNDO_WITHIN else "update"
    assert touch.id is not None
    touch.ended_because = "being taken back"
    session.add(touch)
    await deliveries.queue(
        session,
        key=keys.delivery(touch.id, op, len(await deliveries.of_touch(session, touch.id))),
        channel=channel,
        message_text_id=await texts.keep(session, corrected.to_json(), keep_until) if op == "update" else None,
        touch_id=touch.id,
        op=op,
        priority=Priority.ANSWER,
        ready_at=now,
        author_name=sent.author_name,
        author_picture=sent.author_picture,
        thread=touch.thread,
        target_ref=sent.external_ref,
        now=now,
    )
    return "deleted" if op == "delete" else "corrected"


async def _stop_delivery(session: Session, touch: Touch, now: datetime, claimed: int | None = None) -> None:
    for delivery in await deliveries.of_touch(session, touch.id or 0):
        if delivery.id == claimed:
            continue
        if delivery.state == DeliveryState.UNKNOWN and delivery.asked_at is not None:
            raise Stale("Nobody knows yet whether it arrived: press It arrived or Send again first.")
        if delivery.state in (DeliveryState.SENDING, DeliveryState.UNKNOWN):
            raise Stale(
                "It is being sent at this moment, so it can no longer be stopped. Use /cs undo once it is there."
            )
        if delivery.state == DeliveryState.QUEUED:
            await deliveries.cancel(session, delivery, now)


def _expect(touch: Touch, *states: TouchState) -> None:
    if touch.state not in states:
        raise Stale(f"Nothing was done: this one is already {touch.state}.")
