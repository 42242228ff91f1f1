"""Live touches as their CSM sees them: what it says, to whom, when and why."""

from content.pages.lines import when
from content.pages.proposal import Proposal, proposal_parts
from handlers.arguments import number, value
from handlers.explaining import decides
from handlers.lines import contact_line
from handlers.work import Work
from outreach.errors import Stale
from outreach.messages import Message
from outreach.models.ledger import Touch, TouchState
from outreach.store import teammates, texts, touches, turns


async def touch_pressed(work: Work) -> Touch:
    """The touch a button is about, whatever has become of it."""
    touch = await touches.by_id(work.session, number(work, "touch"))
    if touch is None:
        raise Stale("Nothing was done: this one is no longer there.")
    return touch


def fingerprint(message: Message) -> str:
    """Short enough for a button, and never the same for other words."""
    return message.digest[:12]


def refuse_unseen(work: Work, touch: Touch) -> None:
    """Raises Stale when the words are not those that stood beside the button: approval binds what was read."""
    seen = value(work, "seen")
    if seen and touch.message_hash is not None and not touch.message_hash.startswith(seen):
        raise Stale("Nothing was sent: its words have changed since you saw them. Type /cs to read it as it is now.")


async def open_touch(work: Work) -> Touch:
    """A proposal that can still be decided. Raises Stale, kindly, for one that already was."""
    touch = await touch_pressed(work)
    if touch.state != TouchState.PROPOSED:
        raise Stale(f"Nothing was done: {await what_became(work, touch)}.")
    return touch


async def live_touch(work: Work) -> Touch:
    touch = await touch_pressed(work)
    if touch.state not in turns.LIVE:
        raise Stale(f"Nothing was done: {await what_became(work, touch)}.")
    return touch


async def what_became(work: Work, touch: Touch) -> str:
    """One clause: "it already went out on Wed 25 Nov 10:10 Berlin"."""
    line = await contact_line(work.session, touch)
    at = when(line.at, line.zone) if line.at else ""
    because = f" ({touch.ended_because})" if touch.ended_because else ""
    told = {
        TouchState.APPROVED: f"it is already approved by {touch.approved_by} for {at}",
        TouchState.MADE: f"it already went out on {at}",
        TouchState.REJECTED: f"it was already turned down{because}",
        TouchState.EXPIRED: "its time has passed",
        TouchState.CANCELLED: f"it was already put away{because}",
        TouchState.MISSED: f"it could not be sent{because}",
        TouchState.RECALLED: f"it was already taken back{because}",
    }
    return told.get(TouchState(touch.state), f"it is {touch.state}")


async def proposal(work: Work, touch: Touch, *, with_words: bool = False) -> Proposal:
    is_mine = touch.author_id == work.staff.id
    is_open = touch.state == TouchState.PROPOSED
    return Proposal(
        line=await contact_line(work.session, touch),
        ours=work.staff.timezone,
        is_open=is_open,
        decides=await _decides(work, touch, is_mine=is_mine and is_open),
        stops_at=when(touch.send_after, work.staff.timezone) if touch.send_after and not is_open else "",
        is_late=is_open and touch.due_at is not None and touch.due_at <= work.now,
        message=await texts.message_of(work.session, touch.text_id) if with_words else None,
    )


async def _decides(work: Work, touch: Touch, *, is_mine: bool) -> str:
    """Nothing where it waits for the reader; what sent it back to them, where something did."""
    if is_mine:
        return touch.ended_because or ""
    return "" if touch.send_after else await decides(work.session, touch, work.staff.timezone)


async def proposal_message(work: Work, touch: Touch) -> Message:
    return Message(proposal_parts(await proposal(work, touch, with_words=True)))


async def author_name(work: Work, touch: Touch) -> str:
    """In whose name it speaks."""
    author = await teammates.by_id(work.session, touch.author_id) if touch.author_id else None
    return author.name if author else work.staff.name
