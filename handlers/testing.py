"""Sends a message to the teammate themselves, marked as a test: nothing else changes."""

from handlers.replies import told
from handlers.work import Reply, Work
from outreach.ledger import keys
from outreach.messages import Buttons, Divider, Message, Run, paragraph
from outreach.models.post import Priority
from outreach.store import channels, deliveries, texts


async def send_test(work: Work, message: Message, account: str) -> Reply:
    """Into their direct channel; where there is none, it is shown right here."""
    marked = _marked(message, account)
    assert work.staff.id is not None
    direct = await channels.direct_to(work.session, work.staff.id)
    if direct is None:
        return Reply(marked)
    keep_until = (work.now + work.house.planning.keep_for).date()
    await deliveries.queue(
        work.session,
        key=keys.test(work.event.key),
        channel=direct,
        message_text_id=await texts.keep(work.session, marked.to_json(), keep_until),
        priority=Priority.ALERT,
        ready_at=work.now,
        now=work.now,
    )
    return told("The test is on its way to you, and to nobody else.")


def _marked(message: Message, account: str) -> Message:
    note = paragraph(Run("Test", bold=True), f": only you see this. Nothing was sent to {account}.")
    # A customer's presses say nothing when one of ours makes them.
    return Message((note, Divider(), *(part for part in message.parts if not isinstance(part, Buttons))))
