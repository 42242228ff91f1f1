"""What the queries about bad news find."""

from datetime import timedelta

from outreach.database import Database
from outreach.models.notices import Notice
from outreach.store import notices
from tests.world import MONDAY, World

HOUR = timedelta(hours=1)


async def test_what_is_late_is_open_and_past_its_promise_longest_first(database: Database) -> None:
    async with database.writing() as session:
        owner = await World(session).csm()
        for state, hours in (("open", -1), ("open", -3), ("open", 0), ("open", 1), ("closed", -2), ("draft", -2)):
            due_at = MONDAY + hours * HOUR
            row = Notice(owner_id=owner.id or 0, what="x", state=state, next_word_at=due_at, made_at=MONDAY)
            await notices.put(session, row)
        await notices.put(session, Notice(owner_id=owner.id or 0, what="x", state="open", made_at=MONDAY))
        late = await notices.late(session, MONDAY)
        assert [one.next_word_at for one in late] == [MONDAY - 3 * HOUR, MONDAY - HOUR, MONDAY]
