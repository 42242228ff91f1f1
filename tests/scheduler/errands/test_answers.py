"""What a colleague signed and sent, and what never arrived."""

from collections.abc import AsyncIterator

import pytest

from outreach.database import Database
from outreach.models.book import Account, Teammate
from outreach.models.desk import RequestState
from outreach.models.ledger import Touch
from outreach.models.post import DeliveryState
from outreach.store import deliveries, requests
from scheduler.lanes.drain import LedgerOutcomes
from tests.handlers.requests.stories import asks, only
from tests.handlers.world import Town


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    async with database.writing() as session:
        yield Town(session)


async def sent_offer(town: Town) -> tuple[Teammate, Account, Touch]:
    csm, account, dana, channel = await town.acme()
    await asks(town, dana, channel)
    request = await only(town, account)
    asked = await town.press(csm, "request.offer", {"request": str(request.id)})
    page = await town.submits(csm, asked, first="audit-export", second="close-workshop", third="none")
    await town.presses(csm, page, "Send")
    assert request.state == RequestState.OFFERED
    said = await requests.sayings(town.session, request.id or 0)
    return csm, account, next(one for one in said if one.origin == "desk")


async def fails(town: Town, draft: Touch) -> None:
    (delivery,) = await deliveries.of_touch(town.session, draft.id or 0)
    delivery.state, delivery.problem_code = DeliveryState.FAILED, "channel_gone"
    await town.session.flush()
    await LedgerOutcomes().settled(town.session, [delivery], town.now)
    for row in town.session.identity_map.values():
        await town.session.refresh(row)


async def test_what_never_arrived_was_never_offered_and_its_sender_hears_of_it(town: Town) -> None:
    csm, account, draft = await sent_offer(town)
    await fails(town, draft)
    await town.waits(minutes=1)
    assert (await only(town, account)).state == RequestState.ACKNOWLEDGED
    assert "Your words to Acme did not arrive: their channel is gone." in (await town.told(csm))[-1]


async def test_it_is_told_once(town: Town) -> None:
    csm, _, draft = await sent_offer(town)
    await fails(town, draft)
    await town.waits(minutes=1)
    (delivery,) = await deliveries.of_touch(town.session, draft.id or 0)
    await LedgerOutcomes().settled(town.session, [delivery], town.now)
    await town.waits(hours=2)
    assert len([one for one in await town.told(csm) if "did not arrive" in one]) == 1
