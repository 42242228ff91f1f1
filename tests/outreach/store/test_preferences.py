"""How customers want to be written to, as rows."""

from datetime import UTC, date, datetime, timedelta

from outreach.database import Database
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.listening import Preference
from outreach.store import preferences, touches
from tests.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


async def test_what_has_ended_or_was_wanted_by_somebody_who_left_is_not_in_force(database: Database) -> None:
    async with database.writing() as session:
        _, account, dana, _ = await (world := World(session)).acme()
        gone = await world.contact(account, "Tom Berg", left_on=date(2026, 11, 1))
        for contact, kind in ((dana, "days"), (gone, "hours"), (None, "topic"), (dana, "pace")):
            said = Preference(account_id=account.id or 0, kind=kind, said_by="Dana", said_at=NOW)
            said.contact_id = contact.id if contact else None
            await preferences.add(session, said)
        pace = await preferences.in_force(session, account.id or 0, dana.id, "pace")
        assert pace is not None
        await preferences.end(session, [pace], by="Dana", now=NOW)
        found = await preferences.live(session, account.id or 0)
        assert [(row.kind, contact and contact.name) for row, contact in found] == [
            ("days", "Dana Whitfield"),
            ("topic", None),
        ]
        assert await preferences.in_force(session, account.id or 0, None, "topic") is not None
        assert await preferences.in_force(session, account.id or 0, dana.id, "topic") is None


async def test_whoever_has_said_something_in_a_channel_lately_is_heard_there(database: Database) -> None:
    async with database.writing() as session:
        _, account, dana, channel = await (world := World(session)).acme()
        tom, silent = await world.contact(account, "Tom Berg"), await world.contact(account, "Una Silent")
        for person, days in ((dana, 1), (dana, 2), (tom, 100)):
            await touches.add(
                session,
                Touch(
                    key=f"{person.id}-{days}",
                    account_id=account.id or 0,
                    channel_id=channel.id,
                    contact_id=person.id,
                    direction="in",
                    origin="customer",
                    purpose=Purpose.TALK,
                    state=TouchState.MADE,
                    happened_at=NOW - timedelta(days=days),
                ),
            )
        heard = await preferences.heard_in(session, channel.id or 0, NOW - timedelta(days=90))
        assert [one.name for one in heard] == ["Dana Whitfield"]
        assert silent.id is not None
