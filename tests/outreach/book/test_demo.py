"""The demo's book: everybody can be met on the playground, and filling it twice is filling it once."""

from collections.abc import Sequence
from pathlib import Path

from sqlmodel import SQLModel, func, select

from outreach.book import demo
from outreach.database import Database
from outreach.events import Actor
from outreach.models.book import Account, Channel, ChannelLink, Contact, Fact, Identity, Teammate
from outreach.store import channels, identities, lookups, teammates
from tests.outreach.book.conftest import NOW

SAMPLE = Path(__file__).parents[3] / "content" / "sample"
EVERYTHING: Sequence[type[SQLModel]] = (Teammate, Account, Contact, Channel, ChannelLink, Identity, Fact)


async def counts(database: Database) -> list[int]:
    async with database.reading() as session:
        return [(await session.exec(select(func.count()).select_from(model))).one() for model in EVERYTHING]


async def test_a_second_filling_changes_nothing(database: Database) -> None:
    first = await demo.fill(database, SAMPLE, now=NOW)
    before = await counts(database)
    again = await demo.fill(database, SAMPLE, now=NOW)
    assert [report.created for report in first] == [11, 40, 100, 41, 63]
    assert [report.unchanged for report in again] == [11, 40, 100, 41, 63]
    assert await counts(database) == before
    assert before[3] == 41 + 11  # a direct channel for each of our own


async def test_channels_stand_on_the_playground_under_their_platforms_name(database: Database) -> None:
    await demo.fill(database, SAMPLE, now=NOW)
    async with database.reading() as session:
        everywhere = await channels.all_channels(session)
        unlinked = await channels.suggested(session)
        by_id = {account.id: account.name for account in await lookups.account_names(session)}
    assert {channel.platform for channel in everywhere} == {"playground"}
    assert {channel.workspace for channel in everywhere} == {"slack", "teams", "home"}
    assert {channel.name: by_id[channel.suggested_account_id or 0] for channel in unlinked} == {
        "ext-harborlight": "Harborlight",
        "pinecrest-shared": "Pinecrest Outfitters",
    }


async def test_everybody_is_who_they_are(database: Database) -> None:
    await demo.fill(database, SAMPLE, now=NOW)
    async with database.reading() as session:
        priya = await teammates.by_email(session, "priya.nair@concierge.example")
        assert priya is not None
        direct = await channels.direct_to(session, priya.id or 0)
        user = f"T{priya.id}"
        who = await identities.resolve(session, Actor("playground", "home", user, "Priya Nair", is_home=True))
        dana = await identities.resolve(session, Actor("playground", "customers", "C1", "Dana Whitfield"))
    assert direct is not None
    assert (direct.external_id, direct.workspace, direct.kind) == (f"dm:{user}", "home", "direct")
    assert (who.audience, who.teammate and who.teammate.name) == ("staff", "Priya Nair")
    assert (dana.audience, dana.contact and dana.contact.name, dana.account_id) == ("customer", "Dana Whitfield", 1)


async def test_progress_runs_over_all_files(database: Database) -> None:
    told: list[int] = []
    await demo.fill(database, SAMPLE, now=NOW, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == sum(path.stat().st_size for path in SAMPLE.glob("*.csv"))
