"""`Yes` and `No` under the question whether it is right now: a customer's press, or a colleague's on their word."""

from handlers import records
from handlers.arguments import LONGEST_ID, value
from handlers.complaints.reading import pressed
from handlers.complaints.undoings import way_back
from handlers.complaints.verdicts import confirm_verdict, take_verdict, tell_after_all
from handlers.confirming import ask_first
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.desk.complaints import Stage, expect
from outreach.errors import Stale
from outreach.events import Action
from outreach.models.book import Channel
from outreach.models.desk import Complaint
from outreach.store import accounts, channels, complaints


async def answer(work: Work) -> Reply | None:
    """In a channel of their own whoever is there speaks for them, unless we know them as another customer's. Whoever
    may not is told nothing, and neither is anybody else."""
    if work.who.teammate is not None:
        return await _note_once_sure(work, await pressed(work))
    complaint, place = await _theirs(work)
    if complaint is None or place is None:
        return None
    is_right = value(work, "right") == "yes"
    who = work.contact.name if work.contact else work.event.actor.name or "somebody there"
    if not _is_news(work, complaint):
        if is_right and complaint.closed_at is None and complaint.is_right is False:
            account = await accounts.by_id(work.session, complaint.account_id)
            if await tell_after_all(work, complaint, account, who):
                await confirm_verdict(work, account, place, _thread(work, place), is_right=True)
        return None
    await take_verdict(work, complaint, is_right=is_right, who=who)
    account = await accounts.by_id(work.session, complaint.account_id)
    await confirm_verdict(work, account, place, _thread(work, place), is_right=is_right)
    return None


async def verdict(work: Work) -> Reply:
    """The same on a page of ours, by a colleague who asked them in person."""
    complaint = await pressed(work)
    expect(complaint, Stage.UNDECIDED, Stage.OVER)
    return await _note(work, complaint)


async def _note_once_sure(work: Work, complaint: Complaint) -> Reply:
    expect(complaint, Stage.UNDECIDED, Stage.OVER)
    what = "that it is right now" if value(work, "right") == "yes" else "that it is not right, and it is open again"
    return ask_first(work, f"It is noted {what}.") or await _note(work, complaint)


async def _note(work: Work, complaint: Complaint) -> Reply:
    is_right = value(work, "right") == "yes"
    expect(complaint, Stage.UNDECIDED, Stage.OVER)
    if complaint.is_right and is_right:
        raise Stale("That is on record already: they say that it is right.")
    undo = way_back(complaint, is_right=is_right)
    await take_verdict(work, complaint, is_right=is_right, who=f"the customer, as {work.staff.name} heard,")
    deed = await records.note(work, "complaint.verdict", account_id=complaint.account_id, undo=undo)
    account = await accounts.by_id(work.session, complaint.account_id)
    words = (
        f" It is right now for {account.name}, as you heard from them."
        if is_right
        else f" {account.name}'s complaint is open again."
    )
    return told(strong("Noted, on their word."), words, controls=(records.undo_button(deed),))


async def _theirs(work: Work) -> tuple[Complaint | None, Channel | None]:
    """None where the press is in no place of this customer's alone, by a person of another, or by one of ours."""
    number = value(work, "complaint")
    is_id = number.isdecimal() and len(number) <= LONGEST_ID
    complaint = await complaints.by_id(work.session, int(number)) if is_id else None
    place = await channels.by_place(work.session, work.event.place)
    if complaint is None or place is None or place.is_mixed or place.account_id != complaint.account_id:
        return None, None
    is_another = work.event.actor.is_home or work.who.account_id not in (None, complaint.account_id)
    return (None, None) if is_another else (complaint, place)


def _is_news(work: Work, complaint: Complaint) -> bool:
    """Not about an earlier closing, and not what they said before. A yes may still become a no."""
    if complaint.closed_at is None or complaint.closed_at.isoformat() != value(work, "closed"):
        return False
    said = value(work, "right")
    return said == "no" or (said == "yes" and complaint.is_right is None)


def _thread(work: Work, place: Channel) -> str | None:
    assert isinstance(work.event, Action)
    return None if place.kind == channels.DIRECT else work.event.place.thread or work.event.ref
