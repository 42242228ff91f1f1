"""The book's store: who speaks, whose channel it is, and what an account was when."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from outreach.database import Database, Session
from outreach.events import Actor, Place
from outreach.models.book import Account
from outreach.store import accounts, channels, identities
from outreach.trust.identity import Who
from tests.world import World

LATER = datetime(2026, 12, 1, 9, tzinfo=UTC)


def actor(external_id: str, *, is_home: bool) -> Actor:
    return Actor("playground", "home", external_id, "Somebody", is_home=is_home)


async def test_staff_are_known_teammates_whom_the_platform_vouches_for(database: Database) -> None:
    async with database.writing() as session:
        priya = await World(session).csm()
        user = await identities.ensure(session, "playground", "home", "T1", "Priya")
        await identities.bind_teammate(session, user, priya.id or 0)
        who = await identities.resolve(session, actor("T1", is_home=True))
        assert who == Who(user.id, teammate=priya, audience="staff")


async def test_everybody_else_is_a_customer(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        here, left = await world.csm(), await world.csm("Leo Hartmann", left_on=date(2026, 11, 1))
        for external_id, teammate in (("T1", here), ("T2", left)):
            user = await identities.ensure(session, "playground", "home", external_id)
            await identities.bind_teammate(session, user, teammate.id or 0)
        await identities.ensure(session, "playground", "home", "T3")
        # Not vouched for, gone, known without a role, never seen, and the same id elsewhere.
        strangers = [
            actor("T1", is_home=False),
            actor("T2", is_home=True),
            actor("T3", is_home=True),
            actor("T4", is_home=True),
            Actor("slack", "home", "T1", "Priya", is_home=True),
            Actor("playground", "other", "T1", "Priya", is_home=True),
        ]
        for stranger in strangers:
            who = await identities.resolve(session, stranger)
            assert (who.audience, who.teammate, who.account_id) == ("customer", None, None)


async def met(session: Session, external_id: str, place: Place, email: str = "dana@acme.example") -> Who:
    stranger = Actor("slack", "T0ELSE", external_id, "Dana", email=email)
    await identities.acquaint(session, stranger, place)
    return await identities.resolve(session, stranger)


async def test_an_address_makes_a_stranger_the_contact_in_that_accounts_own_channel_alone(database: Database) -> None:
    """Whoever administers their workspace could give them any address."""
    async with database.writing() as session:
        world = World(session)
        acme, globex = await world.account(), await world.account("Globex")
        dana = await world.contact(acme, email="Dana@acme.example")
        await world.channel(acme, platform="slack", workspace="T0", external_id="C0ACME")
        await world.channel(acme, platform="slack", workspace="T0", external_id="C0MIXED", is_mixed=True)
        await world.channel(globex, platform="slack", workspace="T0", external_id="C0GLOBEX")
        await world.channel(None, platform="slack", workspace="T0", external_id="C0NEW")
        for elsewhere in ("C0GLOBEX", "C0NEW", "C0MIXED", "C0NEVERSEEN", "D0DIRECT"):
            assert await met(session, "U1", Place("slack", "T0", elsewhere)) == Who()
        assert await met(session, "U1", Place("slack", "T0OTHER", "C0ACME")) == Who()
        assert await met(session, "U1", Place("slack", "T0", "C0ACME"), "somebody@acme.example") == Who()
        known = await met(session, "U1", Place("slack", "T0", "C0ACME"))
        assert (known.contact, known.account_id) == (dana, acme.id)
        assert await met(session, "U1", Place("slack", "T0", "C0GLOBEX")) == known


async def test_a_contact_is_a_customer_of_their_account_even_in_our_workspace(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        account = await world.account()
        dana = await world.contact(account)
        user = await identities.ensure(session, "playground", "home", "C1", "Dana")
        await identities.bind_contact(session, user, dana.id or 0)
        who = await identities.resolve(session, actor("C1", is_home=True))
        assert (who.audience, who.contact, who.account_id) == ("customer", dana, account.id)


async def test_a_user_is_one_of_us_or_a_contact_and_never_both(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        priya, dana = await world.csm(), await world.contact(await world.account())
        user = await identities.ensure(session, "playground", "home", "U1")
        await identities.bind_contact(session, user, dana.id or 0)
        await identities.bind_teammate(session, user, priya.id or 0)
        assert (user.teammate_id, user.contact_id) == (priya.id, None)
        await identities.bind_contact(session, user, dana.id or 0)
        assert (user.teammate_id, user.contact_id) == (None, dana.id)


async def test_a_user_is_made_once_and_follows_the_platforms_name(database: Database) -> None:
    async with database.writing() as session:
        first = await identities.ensure(session, "playground", "home", "U1", "Dana")
        again = await identities.ensure(session, "playground", "home", "U1", "Dana Whitfield")
        unnamed = await identities.ensure(session, "playground", "home", "U1")
        assert (again.id, unnamed.id, unnamed.name) == (first.id, first.id, "Dana Whitfield")


def test_nobody_is_staff_without_being_a_teammate() -> None:
    with pytest.raises(ValueError, match="Staff are teammates"):
        Who(audience="staff")


async def test_only_figures_that_changed_are_dated_again(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        account = await world.account(arr=None, stage="adoption")
        changed = await accounts.change(
            session,
            account,
            {"stage": "growth", "segment": "top", "language": "en"},
            on=LATER.date(),
            now=LATER,
            source="csm",
        )
        assert changed == {"stage": ("adoption", "growth"), "segment": ("mid", "top")}
        stages = await accounts.history(session, account.id or 0, "stage")
        assert [(row.value, row.since_on, row.source) for row in stages] == [
            ("adoption", world.now.date(), "import"),
            ("growth", LATER.date(), "csm"),
        ]
        assert await accounts.history(session, account.id or 0, "arr") == []


async def test_a_batch_of_accounts_is_dated_by_each_ones_own_day(database: Database) -> None:
    async with database.writing() as session:
        rows = [
            Account(external_id=f"acc-{n}", name=f"Firm {n}", stage="adoption", timezone="UTC", created_at=LATER)
            for n in (1, 2)
        ]
        days = {date(2026, 12, 1): [rows[0]], date(2026, 12, 2): [rows[1]]}
        await accounts.add_all(session, days, now=LATER, source="import")
        since = [(await accounts.history(session, row.id or 0, "stage"))[0].since_on for row in rows]
        assert since == [date(2026, 12, 1), date(2026, 12, 2)]


async def test_an_id_of_another_system_stands_for_one_account(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        await world.account("Acme", external_id="acc-1")
        session.add(Account(external_id="acc-1", name="Globex", timezone="UTC", created_at=LATER))
        with pytest.raises(IntegrityError):
            await session.flush()
        await session.rollback()


async def test_a_channel_that_changes_hands_keeps_both_links_on_record(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        acme, globex = await world.account("Acme"), await world.account("Globex")
        channel = await channels.ensure(session, Place("slack", "T0", "C1", "ext-acme"))
        await channels.link(session, channel, acme.id or 0, by="Priya", now=world.now)
        await channels.link(session, channel, globex.id or 0, by="Priya", now=LATER)
        assert [one.id for one in await channels.of_account(session, globex.id or 0)] == [channel.id]
        assert await channels.of_account(session, acme.id or 0) == []


async def test_a_channel_is_one_row_per_place_and_follows_its_name(database: Database) -> None:
    async with database.writing() as session:
        first = await channels.ensure(session, Place("slack", "T0", "C1", "ext-acme"))
        renamed = await channels.ensure(session, Place("slack", "T0", "C1", "acme-shared"))
        elsewhere = await channels.ensure(session, Place("slack", "T1", "C1", "ext-acme"))
        assert (renamed.id, renamed.name) == (first.id, "acme-shared")
        assert elsewhere.id != first.id
