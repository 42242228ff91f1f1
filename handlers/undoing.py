"""What taking something back means, for each kind of deed that can be taken back."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from content.pages.moments import counted
from handlers import linking, taking_back
from handlers.clocks import waiting
from handlers.complaints import undoings as complaints
from handlers.facts import strike_out
from handlers.lines import title_of
from handlers.notices.undoing import unsay
from handlers.promises import taking_back as promises
from handlers.recalling import recall
from handlers.records import read_reversal, reversal
from handlers.requests.taking_back import unchoose, unchoose_none, unreopen, unsettle, withdraw
from handlers.sent import UNSENT
from handlers.signals.undoing import reopen
from handlers.terms import settling as terms
from handlers.themes import undoings as themes
from handlers.work import Work
from outreach.errors import BadInput, Stale
from outreach.ledger import proposals
from outreach.models.book import Hold
from outreach.models.ledger import Touch, TouchState
from outreach.models.trust import Deed
from outreach.store import (
    accounts,
    channels,
    clocks,
    deeds,
    errands,
    facts,
    holds,
    items,
    marks,
    teammates,
    touches,
    turns,
)

# What is older is taken back where it was done, with open eyes.
REACH = timedelta(days=7)


@dataclass(frozen=True)
class Undoable:
    """`at` is when its effect happened: a message that was approved on Monday and went out today is of today.
    `deed` is None for a message that left by itself, under a veto window."""

    at: datetime
    undo: str
    deed: Deed | None = None


async def last(work: Work) -> Undoable:
    """This teammate's newest reversible effect. Raises BadInput when there is none."""
    assert work.staff.id is not None
    since = work.now - REACH
    done = [await undoable(work, deed) for deed in await deeds.reversible(work.session, work.staff.id, since)]
    found = [one for one in done if one is not None]
    known = {number for one in found for number in _touch_ids(one.undo)}
    sent = await touches.last_made_by(work.session, work.staff.id, since)
    if sent is not None and sent.channel_id is not None and sent.id not in known:
        found += [effect] if (effect := without_deed(sent)) else []
    if not found:
        raise BadInput(f"There is nothing of the last {REACH.days} days to take back.")
    return max(found, key=lambda one: one.at)


def _touch_ids(undo: str) -> Sequence[int]:
    kind, ids = read_reversal(undo)
    return ids if kind == "touch" else ()


async def undoable(work: Work, deed: Deed) -> Undoable | None:
    """None for what never could be taken back, and for an approval that has come to nothing since."""
    if deed.undo is None:
        return None
    ids = _touch_ids(deed.undo)
    affected = await touches.by_ids(work.session, ids)
    if ids and not any(_stands(touch) for touch in affected):
        return None
    effects = [touch.happened_at for touch in affected if touch.happened_at is not None]
    return Undoable(max([deed.done_at, *effects]), deed.undo, deed)


def without_deed(touch: Touch) -> Undoable | None:
    """What left by itself, as long as it stands there."""
    if touch.state != TouchState.MADE or touch.ended_because is not None or touch.happened_at is None:
        return None
    return Undoable(touch.happened_at, reversal("touch", touch.id))


def _stands(touch: Touch) -> bool:
    """On its way, or there and not being taken back already."""
    return touch.state == TouchState.APPROVED or (touch.state == TouchState.MADE and touch.ended_because is None)


async def take_back(work: Work, effect: Undoable) -> str:
    """Undoes it and says what was undone, in one or two sentences."""
    if effect.deed is not None and effect.deed.undone_at is not None:
        raise Stale("That was taken back already: nothing was changed.")
    kind, ids = read_reversal(effect.undo)
    told = await _UNDOINGS[kind](work, ids)
    if effect.deed is not None:
        await deeds.take_back(work.session, effect.deed, work.now)
    return told


async def _touches(work: Work, ids: Sequence[int]) -> str:
    """Each as far as it has come: not yet sent, sent a moment ago, or read by now."""
    told: list[str] = []
    for touch in await touches.by_ids(work.session, ids):
        account = await accounts.by_id(work.session, touch.account_id)
        done = await _touch(work, touch)
        told.append(f"“{await title_of(work.session, touch)}” to {account.name} {done}")
    return "; ".join(told) if told else "There was nothing left of it"


async def _touch(work: Work, touch: Touch) -> str:
    if touch.state == TouchState.APPROVED:
        await proposals.back_to_review(work.session, touch, "taken back", work.now)
        await _unsay(work, touch)
        return "is not sent: it waits for a decision again"
    if touch.state == TouchState.PROPOSED:
        return "waits for a decision already"
    if touch.state != TouchState.MADE:
        return f"was {touch.state} already, so nothing was changed"
    done = await recall(work, touch)
    await _unsay(work, touch)
    await _unanswer(work, touch)
    return "is being deleted" if done == "deleted" else "is being marked as a mistake, in their sight"


async def _unsay(work: Work, touch: Touch) -> None:
    for follow in UNSENT:
        await follow(work, touch)


async def _unanswer(work: Work, touch: Touch) -> None:
    """Whoever waited for it waits again."""
    for clock in await clocks.stopped_by(work.session, touch.id or 0):
        await waiting.wait_again(work, clock)


async def _kept(work: Work, ids: Sequence[int]) -> str:
    proposed = [touch for touch in await touches.by_ids(work.session, ids) if touch.state == TouchState.PROPOSED]
    for touch in proposed:
        await proposals.end(work.session, touch, TouchState.CANCELLED, "taken back", work.now)
    return f"{counted(len(proposed), 'proposal')} put away"


async def _hold(work: Work, ids: Sequence[int]) -> str:
    placed = await _holds(work, ids)
    account = await accounts.by_id(work.session, placed[0].account_id)
    await holds.lift(work.session, placed, by=work.staff.name, now=work.now)
    await turns.rearm(work.session, placed[0].account_id, work.now)
    return f"{account.name} is no longer paused"


async def _resumed(work: Work, ids: Sequence[int]) -> str:
    lifted = await _holds(work, ids)
    for hold in lifted:
        hold.ended_at, hold.ended_by = None, None
        work.session.add(hold)
    account = await accounts.by_id(work.session, lifted[0].account_id)
    await work.session.flush()
    await turns.rearm(work.session, lifted[0].account_id, work.now)
    return f"{account.name} is paused again"


async def _holds(work: Work, ids: Sequence[int]) -> list[Hold]:
    found = [await holds.by_id(work.session, number) for number in ids]
    return [hold for hold in found if hold is not None]


async def _linked(work: Work, ids: Sequence[int]) -> str:
    """Back to whose it was before, or to nobody."""
    channel = await channels.by_id(work.session, ids[0])
    before = ids[1] if len(ids) > 1 else 0
    if before:
        account = await accounts.by_id(work.session, before)
        await linking.link(work, channel, account)
        return f"#{channel.name} is {account.name}'s channel again"
    await linking.release(work, channel)
    return f"#{channel.name} is no longer linked"


async def _logged(work: Work, ids: Sequence[int]) -> str:
    touch = next(iter(await touches.by_ids(work.session, ids)))
    account = await accounts.by_id(work.session, touch.account_id)
    touch.state, touch.ended_because = TouchState.CANCELLED, "taken back"
    work.session.add(touch)
    await work.session.flush()
    await _unanswer(work, touch)
    await turns.rearm(work.session, touch.account_id, work.now)
    return f"the contact with {account.name} is no longer on record"


async def _by_hand(work: Work, ids: Sequence[int]) -> str:
    touch = next(iter(await touches.by_ids(work.session, ids)))
    account = await accounts.by_id(work.session, touch.account_id)
    touch.state, touch.happened_at, touch.approved_by = TouchState.PROPOSED, None, None
    work.session.add(touch)
    await work.session.flush()
    return f"the e-mail to {account.name} waits to be sent again"


async def _away(work: Work, ids: Sequence[int]) -> str:
    assert work.staff.id is not None
    await teammates.end_absences(work.session, ids, work.now)
    await rearm_accounts_of(work)
    return "you are not away"


async def _approved_item(work: Work, ids: Sequence[int]) -> str:
    item = await items.by_id(work.session, ids[0])
    if item is None or item.state != "approved":
        return "it was no longer approved, so nothing was changed"
    item.state, item.approved_by, item.approved_at = "draft", None, None
    await items.save(work.session, item)
    return f"“{item.title}” is a draft again"


async def _remembered(work: Work, ids: Sequence[int]) -> str:
    for fact in await facts.by_ids(work.session, ids):
        if fact.removed_at is None:
            await strike_out(work, fact)
    return "it is forgotten"


async def _forgotten(work: Work, ids: Sequence[int]) -> str:
    for fact in await facts.by_ids(work.session, ids):
        fact.removed_at = None
        work.session.add(fact)
        await turns.rearm(work.session, fact.account_id, work.now)
    return "it is remembered again"


async def _marked(work: Work, ids: Sequence[int]) -> str:
    for number in ids:
        await marks.take_off(work.session, number, marks.KIND_WORD)
    return "it is no longer a kind word"


async def rearm_accounts_of(work: Work) -> None:
    """Whether their CSM is there is something that rules read, and that decides who answers whoever waits."""
    assert work.staff.id is not None
    await errands.hurry(work.session, clocks.KINDS, work.now)
    for account in await accounts.of_csm(work.session, work.staff.id):
        assert account.id is not None
        await turns.rearm(work.session, account.id, work.now)


_UNDOINGS: Mapping[str, Callable[[Work, Sequence[int]], Awaitable[str]]] = {
    "touch": _touches,
    "kept": _kept,
    "hold": _hold,
    "resume": _resumed,
    "link": _linked,
    "log": _logged,
    "by_hand": _by_hand,
    "away": _away,
    "item": _approved_item,
    "fact": _remembered,
    "forget": _forgotten,
    "mark": _marked,
    "answer": taking_back.kept,
    "retired": taking_back.retired,
    "generalised": taking_back.generalised,
    "goodwill": taking_back.goodwill_given,
    "request": withdraw,
    "choice": unchoose,
    "none_chosen": unchoose_none,
    "settled": unsettle,
    "not_settled": unreopen,
    "clock": taking_back.needs_no_answer,
    **promises.UNDOINGS,
    "notice": unsay,
    "signal": reopen,
    "finding": taking_back.judged,
    **complaints.UNDOINGS,
    **terms.UNDOINGS,
    "theme_judged": themes.unjudge,
    "theme_added": themes.unadd,
    "theme_begun": themes.unbegin,
    "theme_merged": themes.unmerge,
    "theme_set_aside": themes.bring_back,
    "theme_handed": themes.unhand,
}
