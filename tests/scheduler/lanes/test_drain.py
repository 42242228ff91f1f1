"""What is due leaves once, in order; everything else waits for its time."""

from datetime import timedelta

from outreach.models.post import DeliveryState, Priority
from tests.scheduler.lanes.rig import NOON, Rig


async def test_what_is_due_is_sent_once_and_recorded(rig: Rig) -> None:
    delivery_id = await rig.queue("hello", author_name="Priya", thread="t-7")
    drained = await rig.drain()
    row = await rig.delivery(delivery_id)
    assert (drained.sent, drained.waiting, drained.ended) == (1, 0, "idle")
    assert (row.state, row.external_ref, row.attempts, row.sent_at) == (DeliveryState.SENT, "ref-1", 1, NOON)
    assert [(one.text, one.author, one.thread) for one in rig.platform.kept] == [("hello", "Priya", "t-7")]
    assert await rig.outcomes_of(delivery_id) == ["sent"]
    assert (await rig.drain()).sent == 0
    assert rig.platform.texts == ["hello"]
