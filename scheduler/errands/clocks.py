"""A customer waits: their CSM is nudged before the promise is over, the cover at it, a manager beyond it; each once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from content.evidence import first_name
from content.names import called
from content.pages import clocks as pages
from content.pages.clocks import Wait
from outreach.database import Session
from outreach.ledger import keys
from outreach.listening.clocks import Step
from outreach.messages import Message
from outreach.models.book import Account, Channel, Teammate
from outreach.models.ledger import Touch
from outreach.models.listening import ResponseClock
from outreach.store import accounts, channels, clocks, contacts, errands, texts, touches
from scheduler import watching
from scheduler.errands.duty import Duty, Outcome
from scheduler.recalling import recall
from scheduler.telling import News, tell
from scheduler.watching import Watchers

_NOBODY = "nobody to tell"
_TOGETHER = timedelta(minutes=15)
# Besides the first: what one message holds with its buttons.
_MOST_TOGETHER = 7


@dataclass(frozen=True)
class _Case:
    duty: Duty
    clock: ResponseClock
    account: Account
    channel: Channel
    watchers: Watchers

    @property
    def now(self) -> datetime:
        return self.duty.now


async def nudge_csm(duty: Duty) -> Outcome:
    """Whoever looks after them today; not if one of ours has shown that they saw it. Whoever had enough for the day is
    told when the promise is over: nobody hears from their manager of what they did not know."""
    case = await _case(duty, Step.CSM)
    if not isinstance(case, _Case):
        return case
    if case.clock.acknowledged_at is not None:
        return "acknowledged"
    if case.clock.csm_told_at is not None:
        return "told before"
    reader, wait = case.watchers.on_duty(case.now), await _wait(case)
    if not await _tell(case, Step.CSM, reader, pages.nudge(wait), is_urgent=wait.is_overdue):
        promised = case.watchers.watch.after_work(case.clock.since_at, wait.promised)
        return promised if promised and promised > case.now else "kept for their day"
    case.clock.csm_told_at = case.now
    return "told"


async def tell_cover(duty: Duty) -> Outcome:
    case = await _case(duty, Step.COVER)
    if not isinstance(case, _Case):
        return case
    cover = case.watchers.second(case.now)
    if cover is None:
        return "nobody covers"
    if case.clock.cover_told_at is not None:
        return "told before"
    message = pages.to_cover(await _wait(case), called(case.watchers.on_duty(case.now).name))
    if not await _tell(case, Step.COVER, cover, message, is_urgent=True):
        return "kept for their day"
    case.clock.cover_told_at = case.now
    return "told"


async def tell_manager(duty: Duty) -> Outcome:
    case = await _case(duty, Step.MANAGER)
    if not isinstance(case, _Case):
        return case
    if case.clock.manager_told_at is not None:
        return "told before"
    manager = _manager(case)
    if manager is None:
        return _NOBODY
    told = (case, *await _at_the_same_time(case, manager))
    message = pages.to_manager([(await _wait(one), _because(one, manager)) for one in told])
    if not await _tell(case, Step.MANAGER, manager, message, is_urgent=True):
        return "kept for their day"
    for one in told:
        one.clock.manager_told_at = case.now
        duty.session.add(one.clock)
    return "told"


def _manager(case: _Case) -> Teammate | None:
    """None where nobody is above, and where they were told as the cover."""
    manager = case.watchers.in_charge(case.now)
    told_as_cover = case.clock.cover_told_at is not None and case.watchers.cover
    return None if manager is None or (told_as_cover and told_as_cover.id == manager.id) else manager


async def _at_the_same_time(case: _Case, manager: Teammate) -> Sequence[_Case]:
    """Who else waits so long by now, or within a quarter of an hour: one message tells the same manager of them all."""
    session, found = case.duty.session, list[_Case]()
    for errand_id in await errands.due(session, case.now + _TOGETHER, kinds=(Step.MANAGER,)):
        errand = await errands.by_id(session, errand_id)
        if errand is None or errand.subject_id == case.clock.id or len(found) == _MOST_TOGETHER:
            continue
        other = await _case(replace(case.duty, errand=errand), Step.MANAGER, ahead=_TOGETHER)
        if not isinstance(other, _Case) or other.clock.manager_told_at is not None:
            continue
        theirs = _manager(other)
        if theirs is not None and theirs.id == manager.id:
            found.append(other)
    return found


async def _case(duty: Duty, step: Step, ahead: timedelta = timedelta()) -> _Case | Outcome:
    """What it is about, once its moment has come or is so near; else the word for why not, or when to ask again."""
    clock = await clocks.by_id(duty.session, duty.subject_id)
    if clock is None or clock.stopped_at is not None:
        return "not needed"
    account = await accounts.by_id(duty.session, clock.account_id)
    channel = await channels.by_id(duty.session, clock.channel_id)
    if not _can_answer(account, channel):
        await clocks.stop(duty.session, clock, "channel gone", duty.now)
        return "channel gone"
    watchers = await watching.watchers_of(duty.session, account, duty.now, clock.since_at)
    if watchers is None:
        return _NOBODY
    promise = watching.promise_to(duty.desk, account)
    due = watching.due_at(step, watchers, clock, promise, duty.now)
    return due if due > duty.now + ahead else _Case(duty, clock, account, channel, watchers)


def _can_answer(account: Account, channel: Channel) -> bool:
    """Where we do not read we would not see the answer, and where they do not read they would not."""
    is_theirs = channel.account_id == account.id and not channel.is_mixed
    is_there = channel.gone_at is None and channel.kind != channels.TEAM and not channel.not_to_be_read
    return is_theirs and is_there and account.stage != accounts.CHURNED


async def _wait(case: _Case) -> Wait:
    session, clock = case.duty.session, case.clock
    said = await clocks.burst(session, clock)
    asked = await _asked(session, said) or await touches.by_id(session, clock.last_touch_id)
    assert asked is not None
    contact = await contacts.by_id(session, clock.contact_id) if clock.contact_id else None
    words = await _words(session, said)
    known = await recall(session, case.account.id or 0, await texts.body_of(session, asked.text_id) or "")
    return Wait(
        clock_id=clock.id or 0,
        touch_id=asked.id or 0,
        account=case.account.name,
        account_id=case.account.id or 0,
        channel="" if case.channel.kind == channels.DIRECT else case.channel.name,
        since_at=clock.since_at,
        zone=case.account.timezone,
        worked=case.watchers.watch.worked_between(clock.since_at, case.now),
        promised=watching.promise_to(case.duty.desk, case.account).within,
        who=first_name(contact),
        words=words,
        answered=known.line if known else "",
    )


async def _asked(session: Session, said: Sequence[Touch]) -> Touch | None:
    """What an answer goes to: the fullest question among them ("is anyone there?" often comes last), else the last."""
    bodies = [(touch, await texts.body_of(session, touch.text_id) or "") for touch in said]
    questions = [(len(body), touch) for touch, body in bodies if "?" in body]
    return max(questions, key=lambda one: one[0])[1] if questions else next(reversed(said), None)


async def _words(session: Session, said: Sequence[Touch]) -> str:
    """One behind the other; once several people wrote, each with who said it."""
    are_several = len({touch.contact_id for touch in said}) > 1
    lines: list[str] = []
    for touch in said:
        body = await texts.body_of(session, touch.text_id)
        if body and are_several and touch.contact_id:
            body = f"{first_name(await contacts.by_id(session, touch.contact_id))}: {body}"
        lines.extend([body] if body else [])
    return " · ".join(lines)


def _because(case: _Case, manager: Teammate) -> str:
    on_duty = case.watchers.on_duty(case.now)
    if on_duty.id == manager.id:
        return "Nobody else looks after them now."
    asked = [called(on_duty.name)]
    if case.clock.cover_told_at is not None and case.watchers.cover is not None:
        asked.append(called(case.watchers.cover.name))
    if len(asked) > 1:
        return f"{' and '.join(asked)} have not answered yet."
    return f"{asked[0]} has not answered yet, and nobody covers."


async def _tell(case: _Case, step: Step, reader: Teammate, message: Message, *, is_urgent: bool) -> bool:
    assert case.clock.id is not None
    assert reader.id is not None
    key = keys.news(step.value, str(case.clock.id), reader.id)
    case.duty.session.add(case.clock)
    return await tell(case.duty.session, case.duty.planning, reader, News(key, message, is_urgent), case.now)
