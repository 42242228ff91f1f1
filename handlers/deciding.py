"""Decides about one touch: asks every rule, finds its moment, and approves it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from content.pages.lines import when
from handlers import records
from handlers.offers.offer import against
from handlers.offers.writing import at_once
from handlers.proposing import refuse_unseen
from handlers.work import Work
from outreach.errors import BadInput, NotAllowed
from outreach.ledger import policies, proposals, situations
from outreach.ledger.policies import Held
from outreach.ledger.proposals import When
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.trust import Deed
from outreach.store import accounts, channels, contacts, teammates
from scheduler import planner

# Whoever decides late still means it: the message gets a day from its new moment on.
_LASTS = timedelta(days=1)


async def rules_against(work: Work, touch: Touch, at: datetime) -> tuple[Held, ...]:
    """Everything but the approval, which is what is about to be given."""
    account = await accounts.by_id(work.session, touch.account_id)
    channel = await channels.by_id(work.session, touch.channel_id) if touch.channel_id else None
    rules = work.house.planning.rules
    situation = await situations.load(
        work.session, account, channel, Purpose(touch.purpose), at, rules, contact_id=touch.contact_id
    )
    return policies.refusals(situation, rules.limits, "sending")


def refuse_hard(held: tuple[Held, ...]) -> None:
    """Raises NotAllowed when no person may override what stands against it."""
    if any(one.strength == "hard" for one in held):
        raise NotAllowed(f"Nothing was sent: {against(held)}. Nobody can override that.")


def refuse_email(touch: Touch) -> None:
    if touch.medium == "email":
        raise NotAllowed("No channel is linked, so you send this one yourself: press Copy, then I sent it.")


async def next_moment(work: Work, touch: Touch, after: datetime) -> When:
    """The first good moment there from `after` on. Raises BadInput when there is none."""
    account = await accounts.by_id(work.session, touch.account_id)
    author = await teammates.by_id(work.session, touch.author_id) if touch.author_id else None
    contact = await contacts.by_id(work.session, touch.contact_id) if touch.contact_id else None
    rhythm = work.house.planning.rhythms.get(touch.rhythm or "")
    found = await planner.slot(work.session, work.house.planning, account, author, rhythm, contact, after)
    if found is None:
        raise BadInput(f"{account.name} has no free working hour in the next months. Choose another day.")
    return found


async def move(work: Work, touch: Touch, to: When) -> None:
    """To another moment, with its deadline behind it. What was queued is taken out of the queue first."""
    if touch.state == TouchState.APPROVED:
        await proposals.back_to_review(work.session, touch, "", work.now)
    await proposals.reschedule(work.session, touch, to)
    touch.ended_because = None
    touch.deadline_at = max(touch.deadline_at or to.at, to.at + _LASTS)
    work.session.add(touch)


async def approve(work: Work, touch: Touch, verb: str, override: str | None = None, held: Iterable[Held] = ()) -> Deed:
    """For the moment it is due, in the words it has now. `override` lifts the soft rules that are `held` against it."""
    refuse_unseen(work, touch)
    lifted = {one.code for one in held if one.strength == "soft"}
    if touch.state == TouchState.PROPOSED:
        touch.ended_because = None
        await proposals.approve(work.session, touch, by=work.staff.name, now=work.now, override=override, lifted=lifted)
    elif override:
        touch.override, touch.lifted = override, sorted(lifted)
        work.session.add(touch)
    return await records.note(
        work, verb, account_id=touch.account_id, touch_id=touch.id, undo=records.reversal("touch", touch.id)
    )


async def now_moment(work: Work, touch: Touch) -> When:
    account = await accounts.by_id(work.session, touch.account_id)
    return at_once(work, await situations.local_zone(work.session, account, touch.contact_id))


def moment(work: Work, touch: Touch) -> str:
    return when(touch.due_at or work.now, touch.zone or work.staff.timezone)
