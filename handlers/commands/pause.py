"""`pause ACCOUNT [until DATE] [because …]`: nothing unasked goes to them until then."""

from datetime import date, datetime, time, timedelta

from content.pages.moments import counted, day_words
from handlers import records
from handlers.arguments import account, arguments, terms
from handlers.cancelling import cancel_outreach
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.ledger.reasons import Code
from outreach.models.book import Hold
from outreach.store import holds, turns
from outreach.worktime import zones


async def pause(work: Work) -> Reply:
    found, rest = await account(work, arguments(work), "pause Acme until Friday because they are merging")
    agreed = terms(rest, work.today)
    assert found.id is not None
    standing = [hold for hold in await holds.live(work.session, found.id, work.now) if hold.code == Code.PAUSED]
    await holds.lift(work.session, standing, by=work.staff.name, now=work.now)
    hold = await holds.place(
        work.session,
        Hold(
            account_id=found.id,
            code=Code.PAUSED,
            because=agreed.because,
            placed_by=work.staff.name,
            placed_at=work.now,
            # The day named is still a quiet one, there as well as here.
            until=_morning_after(agreed.until, found.timezone) if agreed.until else None,
        ),
    )
    stopped = await cancel_outreach(work, found.id, "outreach is paused")
    await turns.rearm(work.session, found.id, work.now)
    undo = records.reversal("hold", hold.id)
    deed = await records.note(work, "pause", account_id=found.id, undo=undo)
    words = f" {found.name} hears nothing unasked {_lasting(agreed.until)}.{_stopped(stopped)}"
    return told(strong("Paused."), words, controls=(records.undo_button(deed),))


def _morning_after(last_day: date, zone: str) -> datetime:
    return zones.at_local(last_day + timedelta(days=1), time(0), zones.zone(zone))


def _lasting(until: date | None) -> str:
    if until is None:
        return "until somebody says resume"
    return f"up to and including {day_words(until)}"


def _stopped(count: int) -> str:
    return f" {counted(count, 'planned message')} to them {'was' if count == 1 else 'were'} put away." if count else ""
