"""Takes in what another system reports about an account: the signal, its hold, its end, and who is told."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from content.pages.signals import alert
from outreach.book import names
from outreach.database import Session
from outreach.desk.signals import KINDS, Reported, Verdict, because, fact_ref, lasts_until, settled, verdict
from outreach.errors import BadInput, NotFound
from outreach.ledger import keys
from outreach.ledger.reasons import Code
from outreach.models.book import Account, Fact, FactKind, Hold, Teammate
from outreach.models.signals import Signal
from outreach.store import accounts, errands, facts, holds, lookups, signals, teammates, turns
from outreach.worktime import zones
from scheduler import telling
from scheduler.planning import Planning
from scheduler.telling import News

log = logging.getLogger(__name__)

UNTIL = "signal.until"
_IN_CHARGE = ("manager", "admin")


@dataclass(frozen=True)
class Taken:
    """What came of a report; `is_new`: nothing was known of that signal before."""

    signal: Signal
    verdict: Verdict
    is_new: bool = False


async def take(session: Session, planning: Planning, news: Reported, now: datetime, *, quietly: bool = False) -> Taken:
    """The same report again, or an older one, changes nothing. `quietly`: nobody is told; it stands in the pages.

    Raises NotFound or Ambiguous where no one account is meant, BadInput for what does not fit what we know.
    """
    news = replace(news, at=settled(news.at, now))
    known = await signals.known(session, news.source, news.external_id)
    is_new = known is None
    account = await whose(session, news.account) if news.account else None
    outcome = verdict(known, news, account.id if account else None, now)
    was_about = known.account_id if known else None
    if known is None:
        known = await _begin(session, account, news, now)
    elif outcome in ("opened", "changed", "closed"):
        await _follow(session, known, account, news, outcome, now)
    if outcome in ("opened", "changed"):
        await _link(session, known, news.request_id)
    if outcome in ("opened", "changed", "closed"):
        await settle(session, known, now)
    log.info("signal.taken signal=%s kind=%s outcome=%s", known.id, known.kind, outcome)
    is_news = outcome == "opened" or (outcome == "changed" and known.account_id != was_about)
    if is_news and known.closed_at is None and not quietly:
        await _tell(session, planning, known, now)
    return Taken(known, outcome, is_new)


async def whose(session: Session, called: str) -> Account:
    """A machine means exactly what it says: the beginning of a name is no name."""
    if found := await accounts.by_external_id(session, called):
        return found
    account = await names.account(session, called)
    match = names.find(called, [names.Named(0, account.name, tuple(filter(None, (account.domain,))))])
    if match.how != "exact":
        raise NotFound(f"No account is called “{called}”. Did you mean {account.name}?")
    return account


async def _begin(session: Session, account: Account | None, news: Reported, now: datetime) -> Signal:
    if account is None or not news.kind:
        raise BadInput(f"Nothing is known of {news.external_id} of {news.source} yet: report it as opened first.")
    assert account.id is not None
    at = news.at
    until = news.until or lasts_until(news.kind, at)
    signal = Signal(
        source=news.source,
        external_id=news.external_id,
        account_id=account.id,
        kind=news.kind,
        title=news.title or KINDS[news.kind].words,
        url=news.url,
        opened_at=at,
        changed_at=at,
        until=until,
        closed_at=at if news.happened == "closed" else until if until and until <= now else None,
        received_at=now,
    )
    return await signals.put(session, signal)


async def _follow(  # noqa: PLR0913 - what is known, and all that is new
    session: Session, signal: Signal, account: Account | None, news: Reported, outcome: Verdict, now: datetime
) -> None:
    """Brings what is known up to date; what the news leaves out stays as it was."""
    at = news.at
    if account is not None:
        await _move(session, signal, account, now)
    signal.kind, signal.title = news.kind or signal.kind, news.title or signal.title
    signal.url, signal.until = news.url or signal.url, news.until or signal.until
    if outcome == "opened":
        signal.opened_at, signal.closed_at = at, None
        signal.until = news.until or lasts_until(signal.kind, at)
    elif outcome == "closed":
        signal.closed_at = at
    signal.changed_at = max(at, signal.changed_at)
    await signals.put(session, signal)


async def _move(session: Session, signal: Signal, account: Account, now: datetime) -> None:
    """It turned out to be about another account: the first one's hold goes."""
    assert account.id is not None
    if account.id == signal.account_id:
        return
    await _lift(session, signal, now)
    await _know(session, signal, now, is_open=False)
    signal.account_id, signal.request_id = account.id, None


async def settle(session: Session, signal: Signal, now: datetime) -> None:
    """Makes the hold and the errand what the signal says now. Nothing cheerful waits longer than it must."""
    assert signal.id is not None
    is_open = signal.closed_at is None and (signal.until is None or signal.until > now)
    if is_open and signal.until is not None:
        await errands.renew(session, UNTIL, signal.id, signal.until)
    else:
        await errands.drop(session, [UNTIL], signal.id, now, "over")
    await _know(session, signal, now, is_open=is_open and KINDS[signal.kind].asks)
    if is_open and KINDS[signal.kind].holds:
        await _hold(session, signal, now)
    else:
        await _lift(session, signal, now)


async def _know(session: Session, signal: Signal, now: datetime, *, is_open: bool) -> None:
    """A check-in rests on a fact, which goes with its signal: what was proposed goes back to review then."""
    assert signal.id is not None
    ref, words = fact_ref(signal.id), because(signal.kind, signal.title)
    known = (await lookups.facts_from(session, [signal.account_id], ref)).get(signal.account_id)
    if known is not None and known.removed_at is None and is_open:
        await facts.reword(session, known, words)
    elif known is not None and known.removed_at is None:
        await facts.remove(session, known, now)
    elif is_open:
        account = await accounts.by_id(session, signal.account_id)
        on = zones.local_date(signal.opened_at, zones.zone(account.timezone))
        fact = Fact(account_id=signal.account_id, kind=FactKind.NOTE, text=words, said_on=on, source="signal")
        fact.source_ref = ref
        await facts.add(session, fact)


async def _hold(session: Session, signal: Signal, now: datetime) -> None:
    words = because(signal.kind, signal.title)
    hold = await holds.by_id(session, signal.hold_id) if signal.hold_id else None
    if hold is None or hold.ended_at is not None or (hold.until is not None and hold.until <= now):
        hold = Hold(account_id=signal.account_id, code=Code.OPEN_SIGNAL, placed_by=signal.source, placed_at=now)
    hold.because, hold.until = words, signal.until
    signal.hold_id = (await holds.place(session, hold)).id
    await signals.put(session, signal)
    await turns.rearm(session, signal.account_id, now)


async def _lift(session: Session, signal: Signal, now: datetime) -> None:
    hold = await holds.by_id(session, signal.hold_id) if signal.hold_id else None
    if hold is not None and hold.ended_at is None:
        await holds.lift(session, [hold], by=signal.source, now=now)
    signal.hold_id = None
    await signals.put(session, signal)
    await turns.rearm(session, signal.account_id, now)


async def _link(session: Session, signal: Signal, request_id: int | None) -> None:
    if request_id is not None:
        await link(session, signal, request_id)


async def link(session: Session, signal: Signal, request_id: int) -> None:
    """The ticket elsewhere and the request here name each other. Raises BadInput for another account's request."""
    request = await signals.request_of(session, request_id)
    if request is None or request.account_id != signal.account_id:
        raise BadInput(f"That account has no request {request_id}.", field="request")
    request.ticket_url, request.ticket_ref = signal.url, f"{signal.source} {signal.external_id}"
    signal.request_id = request.id
    session.add(request)
    await signals.put(session, signal)


async def _tell(session: Session, planning: Planning, signal: Signal, now: datetime) -> None:
    consequence = KINDS[signal.kind]
    if not consequence.tells:
        return
    account = await accounts.by_id(session, signal.account_id)
    about = f"{signal.id}:{signal.account_id}:{signal.opened_at.isoformat()}"
    for teammate in await _concerned(session, account, now):
        assert teammate.id is not None
        news = News(keys.news("signal", about, teammate.id), alert(account.name, signal), consequence.is_urgent)
        await telling.tell(session, planning, teammate, news, now)


async def _concerned(session: Session, account: Account, now: datetime) -> list[Teammate]:
    """Who looks after it today; where nobody does, those in charge."""
    present = await telling.looking_after(session, account, now)
    if present is not None and present.left_on is None:
        return [present]
    return [one for one in await teammates.all_teammates(session) if one.role in _IN_CHARGE]
