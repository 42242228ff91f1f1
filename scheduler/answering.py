"""Says something to a customer in their channel: at once in the bot's own name, or as a draft that a person signs.

Both are touches before they are said, so "who was contacted" stays complete.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from outreach.database import Session
from outreach.errors import Stale
from outreach.ledger import proposals
from outreach.ledger.proposals import When
from outreach.messages import Message
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.worktime import zones
from scheduler.planning import Planning

_ANSWER_LASTS = timedelta(days=1)
_DRAFT_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Saying:
    """What is said to whom, and why (in words, for `why`). The same `key` is said once. `thread` is the platform's
    reference of the message it belongs under; in a direct conversation there are no threads."""

    key: str
    account: Account
    channel: Channel
    message: Message
    why: str
    contact: Contact | None = None
    thread: str | None = None
    purpose: Purpose = Purpose.ANSWER


async def say(session: Session, planning: Planning, saying: Saying, now: datetime, *, by: str) -> Touch:
    """At once, in the bot's own name. `by`: on whose word, for the record ("their own words", "Priya Raman")."""
    touch = await proposals.propose(session, _draft(planning, saying, "reply", None, now, _ANSWER_LASTS), now)
    if touch.state != TouchState.PROPOSED:
        return touch
    return await proposals.approve(session, touch, by=by, now=now)


async def draft(session: Session, planning: Planning, saying: Saying, author: Teammate, now: datetime) -> Touch:
    """For `author` to look at, change and send in their name. Nothing goes until they press."""
    return await proposals.propose(session, _draft(planning, saying, "desk", author, now, _DRAFT_LASTS), now)


async def send(session: Session, touch: Touch, *, by: str, now: datetime, override: str | None = None) -> Touch:
    """The draft as it stands, now. Raises Stale when it is not a draft any more.

    `override` is why it goes in spite of what the five marks said: for the record.
    """
    if touch.origin != "desk":
        raise Stale("Nothing was done: this is no draft of an answer.")
    await proposals.reschedule(session, touch, _now(now, touch.zone or "UTC"))
    return await proposals.approve(session, touch, by=by, now=now, override=override)


def _draft(  # noqa: PLR0913 - what is said, as what, by whom and for how long
    planning: Planning,
    saying: Saying,
    origin: Literal["reply", "desk"],
    author: Teammate | None,
    now: datetime,
    lasts: timedelta,
) -> proposals.Draft:
    contact = saying.contact
    deadline = now + lasts
    return proposals.Draft(
        key=saying.key,
        account=saying.account,
        purpose=saying.purpose,
        origin=origin,
        message=saying.message,
        why=saying.why,
        author=author,
        when=_now(now, (contact.timezone if contact else None) or saying.account.timezone),
        deadline_at=deadline,
        keep_until=(deadline + planning.keep_for).date(),
        channel=saying.channel,
        contact_id=contact.id if contact else None,
        thread=saying.thread if saying.channel.kind != "direct" else None,
    )


def _now(now: datetime, zone: str) -> When:
    return When(now, zones.to_wall(now, zones.zone(zone)), zone)
