"""`Send` on a proposal: approves it for the time that was shown."""

from content.pages.lines import when
from handlers.deciding import approve, moment, move, next_moment, refuse_email, refuse_hard, rules_against
from handlers.offers.offer import against, until
from handlers.proposing import open_touch
from handlers.records import undo_button
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.messages import Button
from outreach.store import accounts


async def send(work: Work) -> Reply:
    """When that time is past, for the next good moment, and says so."""
    touch = await open_touch(work)
    refuse_email(touch)
    is_late = touch.due_at is None or touch.due_at <= work.now
    if is_late:
        await move(work, touch, await next_moment(work, touch, work.now))
    held = await rules_against(work, touch, touch.due_at or work.now)
    refuse_hard(held)
    deed = await approve(work, touch, "touch.send")
    account = await accounts.by_id(work.session, touch.account_id)
    if not held:
        late = " The time that was shown is past, so it goes at the next good one." if is_late else ""
        words = f" It goes to {account.name} on {moment(work, touch)}.{late}"
        return told(strong("Approved."), words, controls=(undo_button(deed),))
    # The time that was shown comes before the rules give way, so it is no longer its time.
    lasts = until(held)
    waits = f" until {when(lasts, work.staff.timezone)}" if lasts else ""
    anyway = Button("Send anyway …", "touch.override", {"touch": str(touch.id)})
    words = f" Before it goes to {account.name}, it will wait{waits}: {against(held)}."
    return told(strong("Approved."), words, controls=(undo_button(deed), anyway))
