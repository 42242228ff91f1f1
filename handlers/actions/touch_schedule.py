"""`Another day`: approves a proposal for the first good moment on or after a day of the CSM's choosing."""

from datetime import date, datetime, time

from handlers.arguments import value
from handlers.dates import last_day
from handlers.deciding import approve, moment, move, next_moment, refuse_email, refuse_hard, rules_against
from handlers.proposing import open_touch
from handlers.records import undo_button
from handlers.replies import strong, told
from handlers.work import OpenForm, Reply, Work
from outreach.ledger import situations
from outreach.messages import Form, Input
from outreach.models.ledger import Touch
from outreach.store import accounts
from outreach.worktime import zones


async def ask(work: Work) -> OpenForm:
    touch = await open_touch(work)
    refuse_email(touch)
    local = zones.local_date(touch.due_at or work.now, zones.zone(touch.zone or work.staff.timezone))
    day = Input("on", "Not before", "date", local.isoformat(), hint="It goes in their next good hour from then on.")
    values = {"touch": str(touch.id), "seen": value(work, "seen")}
    return OpenForm(Form("Another day", "touch.schedule", (day,), "Approve", values))


async def schedule(work: Work) -> Reply:
    """The form's answer."""
    touch = await open_touch(work)
    refuse_email(touch)
    on = last_day(value(work, "on"), work.today)
    await move(work, touch, await next_moment(work, touch, max(work.now, await _midnight(work, touch, on))))
    refuse_hard(await rules_against(work, touch, touch.due_at or work.now))
    deed = await approve(work, touch, "touch.schedule")
    account = await accounts.by_id(work.session, touch.account_id)
    words = f" It goes to {account.name} on {moment(work, touch)}."
    return told(strong("Approved."), words, controls=(undo_button(deed),))


async def _midnight(work: Work, touch: Touch, on: date) -> datetime:
    account = await accounts.by_id(work.session, touch.account_id)
    zone = zones.zone(await situations.local_zone(work.session, account, touch.contact_id))
    return zones.at_local(on, time(0), zone)
