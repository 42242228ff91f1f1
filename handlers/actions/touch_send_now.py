"""`Send now`: at once rather than at the time that was shown."""

from handlers.actions.touch_override import reason_form
from handlers.deciding import approve, move, now_moment, refuse_email, refuse_hard, rules_against
from handlers.proposing import live_touch
from handlers.records import undo_button
from handlers.replies import strong, told
from handlers.work import OpenForm, Reply, Work
from outreach.store import accounts


async def send_now(work: Work) -> Reply | OpenForm:
    """Where only soft rules stand against it, the reason for overriding them is asked for."""
    touch = await live_touch(work)
    refuse_email(touch)
    held = await rules_against(work, touch, work.now)
    refuse_hard(held)
    if held:
        return OpenForm(reason_form(touch, held))
    await move(work, touch, await now_moment(work, touch))
    deed = await approve(work, touch, "touch.send_now")
    account = await accounts.by_id(work.session, touch.account_id)
    return told(strong("On its way"), f" to {account.name}.", controls=(undo_button(deed),))
