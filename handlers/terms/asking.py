"""One of several people in a channel wants less: the others are asked before it is less for everybody."""

from collections.abc import Sequence
from datetime import timedelta

from content.answers import at_most
from content.catalog import AskTheOthers
from content.drafting import signature
from content.evidence import first_name
from content.names import called
from content.pages.moments import long_day_words
from handlers.telling import tell_about
from handlers.work import Work
from outreach.ledger import keys, lessening
from outreach.ledger.reasons import Code
from outreach.messages import Button, Run
from outreach.models.book import Account, Channel, Contact, Hold
from outreach.models.ledger import Touch
from outreach.store import channels, holds, preferences, touches, turns
from outreach.worktime import zones
from scheduler import answering
from scheduler.answering import Saying

# Whoever has said nothing there for longer need not be asked.
_ACTIVE_WITHIN = timedelta(days=90)


async def ask_the_others(work: Work, channel: Channel, account: Account) -> Hold | None:
    """The pause while they are asked; None where it is less at once: nobody else writes there, another of them wants
    it as well, or it is less there already."""
    assert account.id is not None
    assert channel.id is not None
    said_by = work.contact.name if work.contact else work.event.actor.name
    others = await _others(work, channel, account)
    if not others or await _is_less(work, channel, account):
        return None
    standing = await lessening.asked_in(work.session, account.id, channel.id, work.now)
    if standing is not None and standing.placed_by != said_by:
        await lessening.end(work.session, standing, by=said_by, because="another of them wants less too", now=work.now)
        return None
    if standing is not None:
        return standing
    until = work.now + work.house.desk.less_asks_for
    hold = await lessening.ask(work.session, account.id, channel.id, by=said_by, until=until, now=work.now)
    await _tell(work, channel, account, hold, others)
    return hold


async def _others(work: Work, channel: Channel, account: Account) -> Sequence[Contact]:
    """Known people of theirs who write there, besides whoever speaks."""
    is_theirs_alone = channel.account_id == account.id and channel.kind not in (channels.DIRECT, channels.TEAM)
    if not is_theirs_alone or channel.is_mixed or channel.not_to_be_read or channel.id is None:
        return ()
    heard = await preferences.heard_in(work.session, channel.id, work.now - _ACTIVE_WITHIN)
    speaker = work.contact.id if work.contact else None
    others = [one for one in heard if one.id != speaker and one.account_id == account.id]
    # Somebody nobody knows may be anybody of them under another name.
    return others if speaker is not None or len(others) > 1 else ()


async def _is_less(work: Work, channel: Channel, account: Account) -> bool:
    assert account.id is not None
    standing = await holds.live(work.session, account.id, work.now)
    return any(one.code == Code.ASKED_FOR_LESS and one.channel_id in (None, channel.id) for one in standing)


async def _tell(work: Work, channel: Channel, account: Account, hold: Hold, others: Sequence[Contact]) -> None:
    assert hold.until is not None
    day = long_day_words(zones.local_date(hold.until, zones.zone(account.timezone)))
    names = ", ".join(first_name(one) for one in others)
    words = (
        f": {hold.placed_by} wants fewer messages in #{channel.name}. Nothing unasked goes there until {day}. "
        f"Ask the others who write there ({names}); if nobody settles it by then, it is less for the whole channel."
    )
    controls = decisions(hold)
    await tell_about(
        work, account, "terms.less", Run(account.name, bold=True), words, about=f"{hold.id}", controls=controls
    )


def decisions(hold: Hold) -> tuple[Button, ...]:
    values = {"hold": str(hold.id)}
    return (
        Button("Ask the others", "preference.ask_others", values, "primary"),
        Button("Less for all", "preference.less_for_all", values),
        Button(f"Only for {called(hold.placed_by)}", "preference.only_for_them", values),
    )


async def draft(work: Work, hold: Hold, account: Account, channel: Channel) -> Touch:
    """What their CSM may send there; the one that is open, where there is one."""
    entry = AskTheOthers(
        csm=signature(work.staff),
        at_most=at_most(work.house.planning.rules.limits.less_every, account.language),
        language=account.language,
    )
    saying = Saying(
        key=await _key(work, hold),
        account=account,
        channel=channel,
        message=work.house.renderer.render(entry),
        why=f"{hold.placed_by} wants fewer messages there",
    )
    return await answering.draft(work.session, work.house.planning, saying, work.staff, work.now)


async def _key(work: Work, hold: Hold) -> str:
    assert hold.id is not None
    before = 0
    while (past := await touches.by_key(work.session, keys.ask_the_others(hold.id, before))) is not None:
        if past.state in turns.LIVE:
            break
        before += 1
    return keys.ask_the_others(hold.id, before)
