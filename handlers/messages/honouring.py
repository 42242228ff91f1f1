"""Does at once what a customer asks of us, and confirms it in one sentence where they said it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from content import answers
from content.answers import Shift
from content.catalog import (
    CatalogEntry,
    CustomerHelp,
    CustomerStatus,
    LessAsked,
    LessConfirmed,
    PauseConfirmed,
    RereadConfirmed,
    ResumeConfirmed,
    StopConfirmed,
    UnreadConfirmed,
    WhoIsMyCsm,
)
from content.customer_words import say_buttons
from content.drafting import signature
from content.phrases import spoken_date
from handlers import introducing
from handlers.cancelling import cancel_outreach
from handlers.clocks import calling
from handlers.linking import leave
from handlers.requests import status as requests
from handlers.telling import looking_after
from handlers.terms import asking, reading
from handlers.wishes import LATER, Kind, Wish
from handlers.work import Work
from outreach.ledger import keys, lessening
from outreach.ledger.reasons import Code
from outreach.models.book import Account, Channel, FactKind, Hold, Teammate
from outreach.models.ledger import Touch
from outreach.store import facts, holds, turns
from outreach.worktime import zones
from scheduler import answering
from scheduler.answering import Saying

# What a customer asked for they can take back; a complaint, or their CSM's own pause, is another matter.
THEIRS = (Code.OPTED_OUT, Code.ASKED_FOR_LESS, Code.SNOOZED)
_MOST_OPEN = 8


@dataclass(frozen=True)
class _Case:
    work: Work
    channel: Channel
    account: Account
    csm: Teammate | None
    wish: Wish
    language: str
    zone: str

    @property
    def speaks_for(self) -> str:
        return signature(self.csm)

    @property
    def is_everywhere(self) -> bool:
        """Said directly, or in a channel that is not this account's: it cannot be meant for that place alone."""
        return self.channel.kind == "direct" or self.channel.account_id != self.account.id


async def honour(work: Work, channel: Channel, account: Account, wish: Wish, *, thread: str | None) -> None:
    contact = work.contact
    csm = await looking_after(work, account)
    language = (contact.language if contact else None) or account.language
    zone = (contact.timezone if contact else None) or account.timezone
    case = _Case(work, channel, account, csm, wish, language, zone)
    entry = await _HONOURS[wish.kind](case)
    # Where two customers sit, an answer to one would be read by the other.
    if entry is not None and not channel.is_mixed:
        await _confirm(case, entry, thread if channel.kind != "direct" else None)


async def is_in_force(work: Work, channel: Channel, account_id: int, wish: Wish) -> bool:
    """Of a wish that lasts, whether it need not be said once more."""
    if wish.kind in ("unread", "reread"):
        return channel.not_to_be_read == (wish.kind == "unread")
    code = {"stop": Code.OPTED_OUT, "less": Code.ASKED_FOR_LESS}.get(wish.kind)
    standing = await holds.live(work.session, account_id, work.now)
    if any(hold.code == code and hold.channel_id in (None, channel.id) for hold in standing):
        return True
    return wish.kind == "less" and bool(await lessening.asked_in(work.session, account_id, channel.id, work.now))


async def _stop(case: _Case) -> CatalogEntry | None:
    """Confirmed once: who says it again is heard, and not written to again."""
    is_known = await is_in_force(case.work, case.channel, case.account.id or 0, case.wish)
    await _hold(case, Code.OPTED_OUT, None)
    await _cancel(case, "they asked us to stop")
    return None if is_known else StopConfirmed(csm=case.speaks_for, language=case.language)


async def _less(case: _Case) -> CatalogEntry:
    """Of several people who write there, the others are asked first."""
    at_most = answers.at_most(case.work.house.planning.rules.limits.less_every, case.language)
    pause = await asking.ask_the_others(case.work, case.channel, case.account)
    if pause is not None and pause.until is not None:
        zone = zones.zone(case.account.timezone)
        today, last_day = (zones.local_date(at, zone) for at in (case.work.now, pause.until))
        until = spoken_date(last_day, today, case.language)
        return LessAsked(until=until, at_most=at_most, csm=case.speaks_for, language=case.language)
    await _hold(case, Code.ASKED_FOR_LESS, None)
    return LessConfirmed(csm=case.speaks_for, at_most=at_most, language=case.language)


async def _pause(case: _Case) -> CatalogEntry:
    today = zones.local_date(case.work.now, zones.zone(case.account.timezone))
    last_day = case.wish.until or today + LATER
    morning_after = zones.at_local(last_day + timedelta(days=1), time(0), zones.zone(case.account.timezone))
    await _hold(case, Code.SNOOZED, morning_after)
    await _cancel(case, "they asked us to come back later")
    until = spoken_date(last_day, today, case.language)
    return PauseConfirmed(until=until, csm=case.speaks_for, unclear=case.wish.unclear, language=case.language)


async def _resume(case: _Case) -> CatalogEntry:
    work = case.work
    assert case.account.id is not None
    standing = await holds.live(work.session, case.account.id, work.now)
    theirs = [hold for hold in standing if hold.code in THEIRS and hold.channel_id in (None, case.channel.id)]
    await holds.lift(work.session, theirs, by=_said_by(work), now=work.now)
    await turns.rearm(work.session, case.account.id, work.now)
    return ResumeConfirmed(csm=case.speaks_for, language=case.language)


async def _unread(case: _Case) -> CatalogEntry:
    """The CSM sees it on their day, with what was on its way there."""
    assert case.account.id is not None
    case.channel.not_to_be_read = True
    case.work.session.add(case.channel)
    await leave(case.work, case.channel)
    await introducing.withhold(case.work, case.channel, "they asked us not to read there")
    await turns.rearm(case.work.session, case.account.id, case.work.now)
    return UnreadConfirmed(csm=case.speaks_for, language=case.language)


async def _reread(case: _Case) -> CatalogEntry:
    assert case.account.id is not None
    case.channel.not_to_be_read = False
    case.work.session.add(case.channel)
    await turns.rearm(case.work.session, case.account.id, case.work.now)
    return RereadConfirmed(csm=case.speaks_for, language=case.language)


async def _help(case: _Case) -> CatalogEntry:
    return CustomerHelp(csm=case.speaks_for, language=case.language)


async def _who(case: _Case) -> CatalogEntry:
    csm = case.csm
    if csm is None:
        return WhoIsMyCsm(csm=case.speaks_for, language=case.language)
    shift = Shift(csm.work_days, csm.work_start, csm.work_end, csm.timezone)
    there = answers.hours(shift, case.zone, case.work.now, case.language)
    return WhoIsMyCsm(csm=csm.name, hours=there, language=case.language)


async def _anyone(case: _Case) -> CatalogEntry:
    return await calling.answer(case.work, case.account, case.channel, case.language)


async def _status(case: _Case) -> CatalogEntry:
    """What is open for this account, and about nobody else."""
    work, account = case.work, case.account
    assert account.id is not None
    today = zones.local_date(work.now, zones.zone(account.timezone))
    lines = [
        line
        for hold in await holds.live(work.session, account.id, work.now)
        if hold.channel_id in (None, case.channel.id) and (line := _hold_line(case, hold))
    ]
    # Only what they said themselves: a colleague's note is not theirs to read.
    lines += [
        answers.asked(fact.text, fact.said_on, today, case.language)
        for fact in await facts.of_account(work.session, account.id)
        if fact.kind == FactKind.REQUEST and fact.source in ("message", "form")
    ]
    lines += await reading.status_lines(work, account, case.language)
    asked = await requests.open_lines(work, case.channel, account, case.language)
    return CustomerStatus(csm=case.speaks_for, lines=(*asked, *lines)[:_MOST_OPEN], language=case.language)


async def _ask(case: _Case) -> CatalogEntry:
    return requests.what_to_ask_for(case.work, case.account, case.csm, case.language)


def _hold_line(case: _Case, hold: Hold) -> str | None:
    if hold.code == Code.SNOOZED and hold.until is not None:
        zone = zones.zone(case.account.timezone)
        last_day = zones.local_date(hold.until - timedelta(minutes=1), zone)
        return answers.paused(last_day, zones.local_date(case.work.now, zone), case.language)
    said = {Code.OPTED_OUT: answers.stopped, Code.ASKED_FOR_LESS: answers.less}.get(Code(hold.code))
    return said(case.language) if said else None


async def _hold(case: _Case, code: Code, until: datetime | None) -> None:
    """For this channel; said directly, for this person wherever they sit; said in another's channel, for the account.
    The same wish again replaces the first."""
    work = case.work
    assert case.account.id is not None
    is_direct = case.channel.kind == "direct"
    channel_id = None if case.is_everywhere else case.channel.id
    contact_id = work.contact.id if is_direct and work.contact else None
    standing = await holds.live(work.session, case.account.id, work.now)
    same = [one for one in standing if (one.code, one.channel_id, one.contact_id) == (code, channel_id, contact_id)]
    await holds.lift(work.session, same, by=_said_by(work), now=work.now)
    await holds.place(
        work.session,
        Hold(
            account_id=case.account.id,
            channel_id=channel_id,
            contact_id=contact_id,
            code=code,
            placed_by=_said_by(work),
            placed_at=work.now,
            until=until,
        ),
    )
    await turns.rearm(work.session, case.account.id, work.now)


async def _cancel(case: _Case, because: str) -> None:
    """What was planned for this channel, or for no channel at all; another channel of theirs has its own say."""
    assert case.account.id is not None

    def goes_there(touch: Touch) -> bool:
        return case.is_everywhere or touch.channel_id in (None, case.channel.id)

    await cancel_outreach(case.work, case.account.id, because, only=goes_there)


def _said_by(work: Work) -> str:
    return work.contact.name if work.contact else work.event.actor.name


async def _confirm(case: _Case, entry: CatalogEntry, thread: str | None) -> None:
    """In the bot's own name: it is the bot that has understood."""
    work = case.work
    message = work.house.renderer.render(entry)
    if isinstance(entry, CustomerHelp):
        message += say_buttons(case.language)
    saying = Saying(
        key=keys.reply(work.event.key),
        account=case.account,
        channel=case.channel,
        message=message,
        why=f"they said “{case.wish.kind}”",
        contact=work.contact,
        thread=thread,
    )
    await answering.say(work.session, work.house.planning, saying, work.now, by="their own words")


_HONOURS: Mapping[Kind, Callable[[_Case], Awaitable[CatalogEntry | None]]] = {
    "stop": _stop,
    "less": _less,
    "pause": _pause,
    "resume": _resume,
    "help": _help,
    "who": _who,
    "anyone": _anyone,
    "status": _status,
    "ask": _ask,
    "unread": _unread,
    "reread": _reread,
}
