"""What a CSM needs in the morning: what comes first, what waits for a yes, and what their manager will read."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from content.pages import digest
from content.pages.findings import about
from content.pages.lines import excerpt
from content.pages.morning import HeldBack, Morning, Preview, Proposal
from outreach.database import Session
from outreach.ledger.reasons import Code, in_words
from outreach.messages import Footer, Message
from outreach.models.book import Account, Teammate
from outreach.models.ledger import Decision, Touch
from outreach.store import accounts, contacts, items, oversight, texts, touches
from outreach.store.oversight import Team
from outreach.worktime import zones
from scheduler.digests import gathering
from scheduler.digests.desks import desk_of
from scheduler.digests.digesting import Digesting, Staff
from scheduler.digests.overview import overview, trouble
from scheduler.digests.timing import due_on
from scheduler.digests.waits import waits

_NOTHING = (Code.NOTHING_WORTH_SHARING, Code.ALREADY_SHARED, Code.NOT_FOR_THEM)
# Worth naming in this order; caps and the like are only counted.
_TELLING = (Code.OPEN_COMPLAINT, Code.OPEN_NOTICE, Code.OPEN_SIGNAL, Code.OPTED_OUT, Code.PAUSED, Code.AWAITING_REPLY)
_AHEAD = timedelta(minutes=30)
_NOON = 12
_QUESTION = re.compile(r"[^.!?…\n]+\?")
_SHORT = 90


async def gather(session: Session, reader: Teammate, staff: Staff, digesting: Digesting) -> Morning:
    theirs = Team(staff.looked_after_by(reader))
    view = await overview(session, theirs, staff, digesting, staff.now)
    since = await gathering.news_since(session, reader, staff.now)
    waiting_for_yes = await _proposals(session, theirs)
    on_the_way = await _vetoes(session, theirs, staff.now)
    return Morning(
        name=staff.called(reader.id),
        trouble=await trouble(session, view, since),
        waiting=tuple(waiting for _, waiting in await waits(session, view)),
        cooling=tuple(cooling for _, cooling in view.cooling()),
        proposals=tuple([await _shown(session, touch) for touch in waiting_for_yes if touch.medium != "email"]),
        vetoes=tuple([await _shown(session, touch) for touch in on_the_way]),
        drafts=tuple([await _shown(session, touch) for touch in waiting_for_yes if touch.medium == "email"]),
        held=_held(await oversight.open_decisions(session, theirs)),
        preview=await preview(session, reader, staff, digesting),
        desk=await desk_of(session, reader, staff),
        command=digesting.command,
    )


async def preview(
    session: Session, reader: Teammate, staff: Staff, digesting: Digesting, *, anywhere: bool = False
) -> Preview | None:
    """What the manager's digest will say about this CSM.

    In the morning message only where that digest is half an hour or more away in the same local morning;
    `anywhere` is for whoever asks.
    """
    manager = staff.manager_of(reader)
    theirs = due_on(manager, staff, digesting, staff.today_of(manager)) if manager else None
    if manager is None or theirs is None or not (anywhere or _is_ahead(reader, theirs.at, staff, digesting)):
        return None
    found = await gathering.find(session, manager, staff, digesting, Team(frozenset({reader.id or 0})))
    said = digest.preview(about(found, reader.id or 0), staff.now)
    clock = zones.to_wall(theirs.at, zones.zone(reader.timezone)).time()
    return Preview(staff.called(manager.id), clock, said) if said else None


def _is_ahead(reader: Teammate, at: datetime, staff: Staff, digesting: Digesting) -> bool:
    """Reckoned from when the morning is due, so that a late one does not promise what has been read by now."""
    today = staff.today_of(reader)
    own = due_on(reader, staff, digesting, today)
    if own is None or at <= staff.now:
        return False
    local = zones.to_wall(at, zones.zone(reader.timezone))
    return at - own.at >= _AHEAD and local.date() == today and local.hour < _NOON


async def _proposals(session: Session, theirs: Team) -> Sequence[Touch]:
    found = [touch for csm_id in sorted(theirs.csm_ids) for touch in await touches.proposed_to(session, csm_id)]
    return sorted(found, key=_soonest)


async def _vetoes(session: Session, theirs: Team, now: datetime) -> Sequence[Touch]:
    """Approved by the window alone, and still to be stopped."""
    found = [touch for csm_id in sorted(theirs.csm_ids) for touch in await touches.approved_of(session, csm_id)]
    return sorted((touch for touch in found if touch.send_after is not None and touch.send_after > now), key=_soonest)


def _soonest(touch: Touch) -> tuple[float, int]:
    return touch.due_at.timestamp() if touch.due_at else 0.0, touch.id or 0


async def _shown(session: Session, touch: Touch) -> Proposal:
    account = await accounts.by_id(session, touch.account_id)
    contact = await contacts.by_id(session, touch.contact_id) if touch.contact_id else None
    message = await texts.message_of(session, touch.text_id)
    assert touch.due_at is not None
    return Proposal(
        touch_id=touch.id or 0,
        account=account.name,
        contact=contact.name if contact else "",
        at=touch.due_at,
        zone=touch.zone or account.timezone,
        what=await what_of(session, touch, message),
        why=touch.why,
        draft=_body(message) if touch.medium == "email" else "",
        seen=(touch.message_hash or "")[:12],
    )


async def what_of(session: Session, touch: Touch, message: Message | None) -> str:
    """The item's title, else the question that is asked."""
    item = await items.by_id(session, touch.item_id) if touch.item_id else None
    if item is not None:
        return item.title
    asked = _QUESTION.findall(_body(message))
    return f"“{excerpt(asked[-1], _SHORT)}”" if asked else touch.purpose


def _body(message: Message | None) -> str:
    """Without the small print, which speaks of a channel and has a question of its own."""
    parts = message.parts if message else ()
    return Message(tuple(part for part in parts if not isinstance(part, Footer))).fallback


def _held(standing: Sequence[tuple[Decision, Account]]) -> HeldBack:
    held = [(decision, account) for decision, account in standing if decision.code not in _NOTHING]
    telling = sorted(
        (pair for pair in held if pair[0].code in _TELLING), key=lambda pair: _TELLING.index(Code(pair[0].code))
    )
    named: dict[str, str] = {}
    for decision, account in telling:
        named.setdefault(account.name, in_words(decision.code))
    held_ids = {account.id for _, account in held}
    nothing = {account.id for decision, account in standing if decision.code in _NOTHING} - held_ids
    return HeldBack(len(held_ids), tuple(named.items()), len(nothing))
