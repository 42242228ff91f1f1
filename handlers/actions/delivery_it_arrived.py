"""`It arrived`: settles by hand what nobody could know."""

from handlers import records
from handlers.arguments import number
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.store import deliveries, touches


async def it_arrived(work: Work) -> Reply:
    delivery = await deliveries.it_arrived(work.session, number(work, "delivery"), now=work.now)
    touch = await touches.by_id(work.session, delivery.touch_id) if delivery.touch_id else None
    await records.note(
        work, "delivery.it_arrived", account_id=touch.account_id if touch else None, touch_id=delivery.touch_id
    )
    return told("Thank you: it counts as sent, and is not sent again.")
