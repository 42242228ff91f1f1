"""`Send anyway`: overrides soft rules for one touch, with a reason on record."""

from handlers.actions.preview_override import given_reason
from handlers.arguments import value
from handlers.deciding import (
    approve,
    moment,
    move,
    next_moment,
    now_moment,
    refuse_email,
    refuse_hard,
    rules_against,
)
from handlers.offers.offer import against
from handlers.proposing import live_touch
from handlers.records import undo_button
from handlers.replies import strong, told
from handlers.work import OpenForm, Reply, Work
from outreach.ledger.policies import Held
from outreach.messages import Form, Input, text
from outreach.models.ledger import Touch
from outreach.store import accounts

_NOW, _DUE = "now", "due"


async def ask(work: Work) -> OpenForm:
    touch = await live_touch(work)
    refuse_email(touch)
    return OpenForm(reason_form(touch, await rules_against(work, touch, touch.due_at or work.now), _DUE))


def reason_form(touch: Touch, held: tuple[Held, ...], chosen: str = _NOW) -> Form:
    seen = (touch.message_hash or "")[:12]
    return Form(
        title="Send anyway",
        action="touch.override",
        inputs=(
            Input("reason", "Why is it right all the same?", "lines", hint="Goes on record, for you and your manager."),
            Input("when", "When", "choice", chosen, ((_NOW, "Now"), (_DUE, "At the time that was shown"))),
        ),
        submit="Send",
        values={"touch": str(touch.id), "seen": seen},
        intro=text(f"As things are: {against(held)}.") if held else (),
    )


async def override(work: Work) -> Reply:
    """The form's answer. Hard rules stay."""
    reason = given_reason(work)
    touch = await live_touch(work)
    refuse_email(touch)
    if value(work, "when") != _DUE:
        await move(work, touch, await now_moment(work, touch))
    elif touch.due_at is None or touch.due_at <= work.now:
        await move(work, touch, await next_moment(work, touch, work.now))
    held = await rules_against(work, touch, touch.due_at or work.now)
    refuse_hard(held)
    deed = await approve(work, touch, "touch.override", override=reason, held=held)
    account = await accounts.by_id(work.session, touch.account_id)
    words = f" It goes to {account.name} on {moment(work, touch)}; your reason is on record."
    return told(strong("Approved."), words, controls=(undo_button(deed),))
