"""A customer's words start a clock, a person's answer stops it; a burst is one clock, and so is a whole channel."""

from collections.abc import Sequence
from datetime import datetime

from handlers.clocks import hours
from handlers.hearing import Answered, Heard, Reacted
from handlers.work import Work
from outreach.listening.courtesies import NEEDING, needs_answer
from outreach.models.ledger import Touch
from outreach.models.listening import ResponseClock
from outreach.store import accounts, clocks, touches
from scheduler import watching

# Slack names them; Teams and the playground send the characters.
_SEEN = frozenset({"pray", "folded_hands", "eyes", "🙏", "👀"})


async def start(heard: Heard) -> bool:
    """The last listener: whatever was dealt with before needs no answer."""
    if not _waits(heard):
        await _calm_down(heard)
        return False
    clock = await _clock(heard)
    if clock is not None:
        await hours.tell(heard, clock)
    return False


def _waits(heard: Heard) -> bool:
    kinds = {finding.kind for finding in heard.findings}
    wish = heard.wish
    if wish is None or wish.kind == "anyone":
        return wish is not None or needs_answer(heard.event.text, kinds)
    # What they want of the bot is done; of the rest only what clearly asks for somebody.
    return not wish.is_all and (bool(NEEDING & kinds) or "?" in heard.event.text)


async def _calm_down(heard: Heard) -> None:
    """Their only message has become a courtesy."""
    if heard.before is None:
        return
    clock = await _running(heard)
    if clock is not None and clock.touch_id == clock.last_touch_id == heard.touch.id:
        await clocks.stop(heard.work.session, clock, "taken back", heard.work.now)


async def _clock(heard: Heard) -> ResponseClock | None:
    """The one that runs there, or a new one. None for what has had its answer: a late or an edited message."""
    session, touch = heard.work.session, heard.touch
    assert touch.id is not None
    assert heard.channel.id is not None
    at = touch.happened_at or heard.work.now
    if await clocks.answered_since(session, heard.channel.id, at):
        return None
    clock = await _running(heard)
    if clock is not None:
        await _stretch(heard, clock, touch)
        return clock
    if await clocks.of_touch(session, touch.id) or _waited_before(heard):
        return None
    return await _begin(heard.work, (touch,), since_at=None if heard.before is None else heard.event.at)


def _waited_before(heard: Heard) -> bool:
    """An edit of what has had its wait: somebody said that it needs no answer, or spoke with them elsewhere."""
    if heard.before is None:
        return False
    kinds = {finding.kind for finding in heard.work.house.detector.notice(heard.before)}
    return not heard.before or needs_answer(heard.before, kinds)


async def _running(heard: Heard | Answered | Reacted) -> ResponseClock | None:
    """One from when the channel was another account's is over: nobody can answer it there any more."""
    assert heard.channel.id is not None
    clock = await clocks.running_in(heard.work.session, heard.channel.id)
    if clock is None or clock.account_id == heard.account.id:
        return clock
    await clocks.stop(heard.work.session, clock, "channel gone", heard.work.now)
    return None


async def _begin(
    work: Work, said: Sequence[Touch], told: ResponseClock | None = None, since_at: datetime | None = None
) -> ResponseClock:
    """`told`: the clock before it, whose hours count for this conversation as well. `since_at`: not since it was said,
    but since it was edited into a question."""
    first, last = said[0], said[-1]
    assert first.id is not None
    assert first.channel_id is not None
    clock = ResponseClock(
        account_id=first.account_id,
        channel_id=first.channel_id,
        contact_id=first.contact_id,
        touch_id=first.id,
        last_touch_id=last.id or first.id,
        thread=first.thread,
        since_at=since_at or first.happened_at or work.now,
        hours_told_at=told.hours_told_at if told else None,
    )
    await clocks.add(work.session, clock)
    await _arrange(work, clock)
    return clock


async def _arrange(work: Work, clock: ResponseClock, *, anew: bool = False) -> None:
    account = await accounts.by_id(work.session, clock.account_id)
    await watching.arrange(work.session, work.house.desk, clock, account, work.now, anew=anew)


async def _stretch(heard: Heard, clock: ResponseClock, touch: Touch) -> None:
    """One more message of the burst; an event that comes late may even be its first."""
    session = heard.work.session
    at, last = touch.happened_at, await touches.by_id(session, clock.last_touch_id)
    if at is None or touch.id is None or touch.id in (clock.touch_id, clock.last_touch_id):
        return
    if last is None or last.happened_at is None or at >= last.happened_at:
        clock.last_touch_id = touch.id
    session.add(clock)
    if at < clock.since_at and heard.before is None:
        clock.touch_id, clock.since_at = touch.id, at
        await session.flush()
        await _arrange(heard.work, clock)


async def answered(told: Answered) -> None:
    """A word by one of ours, in whatever thread. What they said after it still waits."""
    clock = await _running(told)
    at = told.touch.happened_at or told.work.now
    if clock is None or at < clock.since_at:
        return
    said = await clocks.burst(told.work.session, clock)
    await clocks.stop(told.work.session, clock, "answered", at, by_id=told.touch.author_id, answer_id=told.touch.id)
    after = [touch for touch in said if touch.happened_at and touch.happened_at > at]
    if after:
        await _begin(told.work, after, clock)


async def acknowledge(reacted: Reacted) -> None:
    """One of ours has seen it: nobody need be nudged. The promise runs on."""
    name = reacted.event.emoji.strip(":").partition("::")[0].rstrip("\ufe0f🏻🏼🏽🏾🏿")
    if not reacted.by_us or name not in _SEEN or reacted.touch.origin != "customer":
        return
    clock = await _running(reacted)
    at = reacted.touch.happened_at
    if clock is None or at is None or (at < clock.since_at and reacted.touch.id != clock.touch_id):
        return
    clock.acknowledged_at = reacted.work.now if reacted.event.added else None
    reacted.work.session.add(clock)


async def take_back(work: Work, touch: Touch) -> None:
    """A customer who deletes what they said waits for the rest of it; a colleague who does has not answered."""
    if touch.origin == "person":
        for clock in await clocks.stopped_by(work.session, touch.id or 0):
            await wait_again(work, clock)
        return
    running = await clocks.running_in(work.session, touch.channel_id) if touch.channel_id is not None else None
    if running is not None:
        await _shrink(work, running, touch)


async def _shrink(work: Work, clock: ResponseClock, gone: Touch) -> None:
    """They wait for the rest of what they said, since its first word."""
    rest = [one for one in await clocks.burst(work.session, clock) if one.id != gone.id]
    if not rest:
        await clocks.stop(work.session, clock, "taken back", work.now)
        return
    first, last = rest[0], rest[-1]
    if first.id != clock.touch_id:
        clock.since_at = first.happened_at or clock.since_at
    clock.touch_id, clock.last_touch_id = first.id or clock.touch_id, last.id or clock.last_touch_id
    await work.session.flush()
    await _arrange(work, clock)


async def wait_again(work: Work, clock: ResponseClock) -> bool:
    """What ended the wait is taken back. False where another has begun meanwhile, or somebody has answered."""
    session = work.session
    is_over = await clocks.answered_since(session, clock.channel_id, clock.since_at)
    if is_over or await clocks.running_in(session, clock.channel_id):
        return False
    await clocks.go_on(session, clock)
    await _arrange(work, clock, anew=True)
    return True
