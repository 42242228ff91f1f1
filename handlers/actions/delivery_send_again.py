"""`Send again`: a person has looked, and it is not there."""

from handlers import records
from handlers.arguments import number
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.store import deliveries, touches


async def send_again(work: Work) -> Reply:
    delivery = await deliveries.send_again(work.session, number(work, "delivery"))
    touch = await touches.by_id(work.session, delivery.touch_id) if delivery.touch_id else None
    await records.note(
        work, "delivery.send_again", account_id=touch.account_id if touch else None, touch_id=delivery.touch_id
    )
    return told("Thank you: it goes out again in a moment, if it still may.")
