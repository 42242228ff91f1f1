"""What is told to a colleague at once."""

from handlers.telling import tell
from handlers.work import Work
from outreach.messages import say
from outreach.store import channels
from outreach.trust.identity import Who
from tests.handlers.world import Town


async def work_of(town: Town) -> Work:
    csm, _, dana, channel = await town.acme()
    event = await town.says(dana, channel, "Hello")
    return Work(town.session, town.now, Who(teammate=csm, audience="staff"), event, town.house)


async def test_the_same_news_is_told_once(town: Town) -> None:
    work = await work_of(town)
    for _ in range(2):
        assert await tell(work, work.staff, say("News"), "news:1")
    assert await town.told(work.staff) == ["News"]


async def test_without_a_direct_conversation_nothing_is_queued(town: Town) -> None:
    work = await work_of(town)
    direct = await channels.direct_to(town.session, work.staff.id or 0)
    assert direct is not None
    direct.gone_at = town.now
    assert not await tell(work, work.staff, say("News"), "news:1")
