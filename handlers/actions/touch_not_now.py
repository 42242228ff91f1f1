"""`Not now`: asks again tomorrow, next week or in a month, with what is true then."""

from datetime import date, datetime, time, timedelta

from content.names import called
from content.pages.moments import day_words
from content.pages.proposal import LATER
from handlers import records
from handlers.arguments import value
from handlers.deciding import move, next_moment
from handlers.proposing import open_touch
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.ledger import proposals
from outreach.messages import Choice
from outreach.models.ledger import Touch
from outreach.store import accounts
from outreach.worktime import zones

# When rhythms plan: what comes up again is there before its CSM's morning.
_PLAN_AT = time(6)
_DAY = timedelta(days=1)


async def not_now(work: Work) -> Reply:
    touch = await open_touch(work)
    chosen = value(work, "choice")
    if not chosen:
        return told("When shall it come up again?", controls=(choice(touch),))
    on = _day(chosen, work.today)
    account = await accounts.by_id(work.session, touch.account_id)
    until = zones.at_local(on, _PLAN_AT, zones.zone(work.staff.timezone))
    await _put_off(work, touch, until)
    await records.note(work, "touch.not_now", account_id=account.id, touch_id=touch.id)
    return told(f"Not now. {account.name} comes up again on {day_words(on)}, with what is true then.")


def choice(touch: Touch) -> Choice:
    return Choice("Not now", "touch.not_now", LATER, {"touch": str(touch.id)})


def _day(chosen: str, today: date) -> date:
    days = {
        "tomorrow": today + _DAY,
        "next_week": today + (7 - today.weekday()) * _DAY,
        "in_a_month": today + 30 * _DAY,
    }
    if chosen not in days:
        raise BadInput("Choose tomorrow, next week or in a month.")
    return days[chosen]


async def _put_off(work: Work, touch: Touch, until: datetime) -> None:
    """A rhythm's turn moves within its episode. What a person began has no turn: it waits itself."""
    if touch.turn_id is not None:
        because = f"not now, said {called(work.staff.name)}"
        await proposals.not_now(work.session, touch, until=until, because=because, now=work.now)
    else:
        await move(work, touch, await next_moment(work, touch, until))
