"""How messages were received, as rows: once per person, and counted by item."""

from datetime import UTC, datetime, timedelta
from typing import Any

from outreach.database import Database, Session
from outreach.models.book import Account
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.library import Item
from outreach.store import identities, receptions, touches
from outreach.store.oversight import Team
from outreach.store.receptions import NOT_FOR_US, REACTION, USEFUL, Counts, Reader
from tests.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


async def share(session: Session, account: Account, item: Item, **changes: Any) -> Touch:
    values: dict[str, Any] = {
        "key": f"share-{account.id}-{item.id}",
        "account_id": account.id,
        "direction": "out",
        "origin": "csm",
        "purpose": Purpose.SHARE,
        "state": TouchState.MADE,
        "item_id": item.id,
        "happened_at": NOW,
    }
    return await touches.add(session, Touch(**{**values, **changes}))


async def reader(session: Session, touch: Touch, name: str) -> Reader:
    identity = await identities.ensure(session, "playground", "acme", name, name)
    return Reader(touch.id or 0, identity.id or 0)


async def test_a_person_says_one_thing_of_a_message_and_may_change_their_mind(database: Database) -> None:
    async with database.writing() as session:
        _, account, _, _ = await (world := World(session)).acme()
        dana = await reader(session, await share(session, account, await world.item("guide")), "Dana")
        for kind in (USEFUL, USEFUL, NOT_FOR_US, USEFUL):
            await receptions.record(session, dana, kind, NOW)
        said = await receptions.of_account(session, account.id or 0)
        assert [one.reception.kind for one in said] == [USEFUL]
        await receptions.withdraw(session, dana, USEFUL, NOW)
        assert await receptions.of_account(session, account.id or 0) == []


async def test_what_was_said_is_counted_by_item_for_a_team_and_a_time(database: Database) -> None:
    async with database.writing() as session:
        csm, account, _, _ = await (world := World(session)).acme()
        item, other = await world.item("guide"), await world.account("Globex")
        here, there = await share(session, account, item), await share(session, other, item)
        for touch, name, kind in ((here, "Dana", USEFUL), (here, "Tom", NOT_FOR_US), (there, "Gil", USEFUL)):
            await receptions.record(session, await reader(session, touch, name), kind, NOW)
        for emoji in ("👍", "🎉"):
            await receptions.record(session, await reader(session, here, "Dana"), REACTION, NOW, emoji)
        for number in range(2):
            await share(session, account, item, key=f"reply-{number}", direction="in", item_id=None, answers_id=here.id)
        team = Team(frozenset({csm.id or 0}))
        assert await receptions.counts(session) == {item.id: Counts(2, 1, 2, 1)}
        assert await receptions.counts(session, team, NOW, NOW + timedelta(days=1)) == {item.id: Counts(1, 1, 2, 1)}
        assert await receptions.counts(session, team, NOW + timedelta(days=1)) == {}
        refused = await receptions.unwanted(session, [account.id or 0, other.id or 0])
        assert {one: [(each.item_id, each.kind) for each in rows] for one, rows in refused.items()} == {
            account.id: [(item.id, "product")]
        }
