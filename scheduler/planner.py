"""Turns what is due into a proposal or a stated reason why there is none. Planning never sends.

Every active turn leaves here with a future date, a live touch or an open decision.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from content.curation import Nothing
from content.rendering import Renderer
from content.rhythm_files import Rhythm
from outreach.database import Session
from outreach.ledger import keys, policies, proposals, situations
from outreach.ledger.reasons import Code, in_words
from outreach.ledger.situations import Rules
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.ledger import Purpose, Touch, TouchState, Turn
from outreach.models.library import Item
from outreach.store import accounts, channels, decisions, items, teammates, touches, turns
from outreach.worktime import zones
from outreach.worktime.windows import SendWindows
from scheduler import cadence
from scheduler.composing import Case, Content, compose
from scheduler.triggers import Episode, current_episode

# Where nothing has happened that a rhythm answers to, the event itself re-arms the turn; this is the safety net.
_LOOK_AGAIN = timedelta(days=30)
# What an account hears first when several rhythms are due: news of theirs, then something of use, then a question.
_RANK = {"stage": 0, "cadence": 1, "silence": 2}


@dataclass(frozen=True)
class Planning:
    """What planning goes by. `keep_for`: how long the words of a touch are kept after its deadline. `veto_after`: how
    many proposals of a rhythm must have gone out unedited before its veto window counts."""

    rhythms: Mapping[str, Rhythm]
    renderer: Renderer
    rules: Rules = field(default_factory=Rules)
    proposals_per_day: int = 5
    spread: timedelta = timedelta(minutes=20)
    keep_for: timedelta = timedelta(days=30)
    veto_after: int = 20
    windows: SendWindows = field(default_factory=SendWindows)


@dataclass
class Planned:
    """What one pass led to: touches proposed, and accounts held back per code."""

    proposed: list[Touch] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)
    considered: int = 0


async def seat_everybody(session: Session, planning: Planning, now: datetime) -> None:
    """A turn for each account on each rhythm whose audience it is in; the others rest. For starts and imports."""
    for account in await accounts.all_accounts(session, with_churned=True):
        await seat(session, account, planning, now)


async def seat(session: Session, account: Account, planning: Planning, now: datetime) -> None:
    assert account.id is not None
    fitting = rhythms_for(account, planning)
    for name in sorted(fitting):
        await turns.seat(session, account.id, name, now)
    known = {turn.rhythm for turn in await turns.of_account(session, account.id)}
    if leaving := known - fitting:
        await turns.retire(session, account.id, leaving)


def rhythms_for(account: Account, planning: Planning) -> set[str]:
    """Those in whose audience it is; none for somebody who is no customer any more."""
    if account.stage == accounts.CHURNED:
        return set()
    is_for = (account.segment, account.stage, account.language)
    return {name for name, rhythm in planning.rhythms.items() if rhythm.is_for(*is_for)}


async def plan(session: Session, planning: Planning, now: datetime, limit: int = 500) -> Planned:
    """Up to `limit` due turns, larger accounts first; the caller commits."""
    outcome = Planned()
    due = await turns.due(session, now, limit)
    whose = await accounts.by_ids(session, (turn.account_id for turn in due))
    library = [item for item in await items.all_items(session) if item.state == "approved"]
    for turn in sorted(due, key=lambda turn: _importance(turn, whose[turn.account_id], planning)):
        outcome.considered += 1
        await _consider(session, planning, library, turn, whose[turn.account_id], now, outcome)
    return outcome


def _importance(turn: Turn, account: Account, planning: Planning) -> tuple[float, str, int, int]:
    rhythm = planning.rhythms.get(turn.rhythm)
    rank = _RANK[rhythm.trigger] if rhythm else 0
    return -float(account.arr or 0), account.external_id, rank, turn.id or 0


async def _consider(  # noqa: PLR0913 - one turn, in the light of everything
    session: Session,
    planning: Planning,
    library: Sequence[Item],
    turn: Turn,
    account: Account,
    now: datetime,
    outcome: Planned,
) -> None:
    rhythm = planning.rhythms.get(turn.rhythm)
    if rhythm is None or account.stage == accounts.CHURNED:
        await turns.retire(session, turn.account_id, [turn.rhythm])
        return
    case = Case(turn, rhythm, account, await _speaker(session, account, now), now)
    episode = await current_episode(session, account, rhythm, now)
    if episode is None:
        await _wait(session, case, case.today + _LOOK_AGAIN)
        return
    if not await _is_open(session, case, episode):
        return
    if refusal := await _refusal(session, planning, case):
        await _hold(session, case, refusal, outcome)
        return
    content = await compose(session, case, library)
    if isinstance(content, Nothing):
        await _nothing(session, case, content, outcome)
        return
    await _propose(session, planning, case, content, outcome)


async def _speaker(session: Session, account: Account, now: datetime) -> Teammate | None:
    """The CSM, or whoever covers for them while they are away."""
    csm = await teammates.csm_of(session, account)
    if csm is None or csm.id is None or csm.cover_id is None:
        return csm
    today = zones.local_date(now, zones.zone(csm.timezone))
    away = await teammates.away_on(session, csm.id, today)
    return await teammates.by_id(session, csm.cover_id) if away else csm


async def _is_open(session: Session, case: Case, episode: Episode) -> bool:
    """Whether this episode still wants a prompt; otherwise the turn waits for what comes next."""
    turn = case.turn
    assert turn.id is not None
    if turn.episode != episode.name:
        turn.episode, turn.moves = episode.name, 0
    if case.today < episode.due_on:
        await _wait(session, case, episode.due_on)
        return False
    last = await touches.in_episode(session, turn.id, episode.name)
    if last is None or last.state == TouchState.CANCELLED:
        return True
    if last.state in turns.LIVE:
        turn.next_due_at = None
        session.add(turn)
    elif episode.ends_on is not None:
        await _wait(session, case, episode.ends_on)
    else:
        answered_for = Code.AWAITING_REPLY if last.state == TouchState.MADE else Code.DECLINED
        await _park(session, case, answered_for, {"touch": last.id, "detail": f"{last.state} once already"})
    return False


async def _wait(session: Session, case: Case, on: date) -> None:
    """Nothing to decide before that date: no reason is owed, the date is the reason."""
    zone = zones.zone(case.planning_zone)
    at = zones.at_local(on, case.rhythm.plan_at, zone)
    soonest = cadence.next_local_occurrence(case.now, case.rhythm.plan_at, zone)
    await decisions.close(session, case.turn.id or 0, case.now)
    await turns.arm(session, case.turn, max(at, soonest))


async def _park(session: Session, case: Case, code: Code, facts: Mapping[str, object]) -> None:
    """Until an event re-arms the turn."""
    await decisions.record(session, case.turn, code, facts, None, case.now)
    case.turn.next_due_at = None
    session.add(case.turn)


async def _refusal(session: Session, planning: Planning, case: Case) -> policies.Held | None:
    channel = await _channel(session, case.account)
    situation = await situations.load(
        session, case.account, channel, Purpose(case.rhythm.purpose), case.now, planning.rules
    )
    return policies.may_we(situation, planning.rules.limits, "planning") or await _fullness(session, planning, case)


async def _fullness(session: Session, planning: Planning, case: Case) -> policies.Held | None:
    """A customer is written to about one thing at a time, and a CSM is asked about a handful a day; the rest waits
    for tomorrow's planning."""
    zone = zones.zone(case.planning_zone)
    today = zones.local_date(case.now, zone)
    tomorrow = cadence.next_local_occurrence(case.now, case.rhythm.plan_at, zone)
    if await touches.is_being_written_to(session, case.turn.account_id):
        return policies.Held(Code.FREQUENCY_CAP, "soft", tomorrow, {"detail": "another message to them is planned"})
    if case.csm is None or case.csm.id is None:
        return None
    midnight = zones.at_local(today, time(0), zone)
    if await touches.count_proposed(session, case.csm.id, midnight) < planning.proposals_per_day:
        return None
    morning = zones.at_local(today + timedelta(days=1), case.rhythm.plan_at, zone)
    detail = f"{case.csm.name} already has {planning.proposals_per_day} proposals today"
    return policies.Held(Code.FREQUENCY_CAP, "soft", morning, {"detail": detail})


async def _hold(session: Session, case: Case, held: policies.Held, outcome: Planned) -> None:
    outcome.held[held.code] += 1
    if held.until is None:
        await _park(session, case, held.code, held.facts)
        return
    await decisions.record(session, case.turn, held.code, held.facts, held.until, case.now)
    await turns.arm(session, case.turn, held.until)


async def _nothing(session: Session, case: Case, nothing: Nothing, outcome: Planned) -> None:
    """A normal outcome: asked again tomorrow, when the library or what we know may have changed."""
    outcome.held[nothing.code] += 1
    tomorrow = cadence.next_local_occurrence(case.now, case.rhythm.plan_at, zones.zone(case.planning_zone))
    await decisions.record(session, case.turn, nothing.code, {"detail": nothing.detail}, tomorrow, case.now)
    await turns.arm(session, case.turn, tomorrow)


async def _propose(session: Session, planning: Planning, case: Case, content: Content, outcome: Planned) -> None:
    when = await slot(session, planning, case.account, case.csm, case.rhythm, content.contact, case.now)
    if when is None:
        outcome.held[Code.NEVER_FIRES] += 1
        await _park(session, case, Code.NEVER_FIRES, {"detail": case.rhythm.name})
        return
    deadline = max(case.now + case.rhythm.expires_after, when.at + timedelta(days=1))
    assert case.turn.id is not None
    before = await touches.count_in_episode(session, case.turn.id, case.turn.episode)
    draft = proposals.Draft(
        key=keys.planned(case.turn.account_id, case.rhythm.name, case.turn.episode, before),
        account=case.account,
        purpose=case.rhythm.purpose,
        origin="rhythm",
        message=planning.renderer.render(content.entry),
        why=content.why,
        author=case.csm,
        when=when,
        deadline_at=deadline,
        keep_until=(deadline + planning.keep_for).date(),
        channel=await _channel(session, case.account),
        contact_id=content.contact.id if content.contact else None,
        item_id=content.item_id,
        turn=case.turn,
        facts=((content.fact.id, content.fact.version),),
        review=case.rhythm.review,
    )
    touch = await proposals.propose(session, draft, case.now)
    await _maybe_open_veto(session, planning, case, touch)
    await decisions.close(session, case.turn.id, case.now)
    case.turn.next_due_at = None
    session.add(case.turn)
    await session.flush()
    outcome.proposed.append(touch)


async def _maybe_open_veto(session: Session, planning: Planning, case: Case, touch: Touch) -> None:
    """A rhythm earns its veto window: until enough of its proposals went out unedited, each is reviewed.

    While the CSM is away their cover is asked instead, and silence is never consent.
    """
    if case.rhythm.review != "veto" or touch.channel_id is None or case.csm is None:
        return
    if case.csm.id != case.account.csm_id:
        return
    if await touches.count_unedited(session, case.rhythm.name) < planning.veto_after:
        return
    send_after = case.now + case.rhythm.veto
    if touch.due_at is not None and touch.due_at >= send_after:
        await proposals.open_veto(session, touch, send_after=send_after, now=case.now)


async def slot(  # noqa: PLR0913 - who, where, by which rhythm and from when
    session: Session,
    planning: Planning,
    account: Account,
    author: Teammate | None,
    rhythm: Rhythm | None,
    contact: Contact | None,
    after: datetime,
) -> proposals.When | None:
    """The first moment in the rhythm's hours (DESIGN's, without a rhythm) on a working day there, apart from the
    author's other messages."""
    zone = (contact.timezone if contact else None) or account.timezone
    taken = await touches.taken_slots(session, author.id, after) if author and author.id else ()
    found = cadence.next_send_slot(
        after,
        zones.zone(zone),
        rhythm.windows if rhythm else planning.windows,
        situations.calendar_of(account, zone, planning.rules),
        taken=taken,
        spread=planning.spread,
    )
    return proposals.When(found.at, found.wall, found.zone) if found else None


async def _channel(session: Session, account: Account) -> Channel | None:
    """Where unprompted messages go: the account's oldest channel that is still there."""
    assert account.id is not None
    linked = await channels.of_account(session, account.id)
    return next((channel for channel in linked if channel.gone_at is None), None)


def held_in_words(held: Mapping[str, int]) -> list[str]:
    """One line per code, most frequent first."""
    return [f"{count} × {in_words(code)}" for code, count in sorted(held.items(), key=lambda pair: (-pair[1], pair[0]))]
