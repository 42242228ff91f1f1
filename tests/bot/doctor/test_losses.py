"""Channels that are lost to us, as the book has them; doctor must name each, with the cure."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.doctor.examination import examine
from bot.doctor.losses import check_channels
from bot.findings import Finding
from bot.settings import Settings
from outreach.database import Database
from tests.world import World

LOST = datetime(2026, 11, 20, 9, tzinfo=UTC)
GONE = {"gone_at": LOST, "gone_because": "no longer open to us"}


async def linked(database: Database, *places: dict[str, Any], **account: Any) -> None:
    async with database.writing() as session:
        world = World(session)
        acme = await world.account("Acme", **account)
        for number, values in enumerate(places):
            await world.channel(acme, **{"platform": "slack", "name": f"ext-acme-{number}", **values})


async def found(database: Database) -> list[Finding]:
    return await check_channels(database, "/cs")


@pytest.mark.parametrize(
    ("platform", "because", "check", "cure"),
    [
        ("slack", "no longer open to us", "Slack channels", "Type `/invite @Concierge` in #ext-acme-0; or type `/cs "),
        ("slack", "archived", "Slack channels", "Unarchive #ext-acme-0; or type `/cs link Acme` in another"),
        ("slack", "deleted", "Slack channels", "Type `/cs link Acme` in another channel of theirs."),
        ("slack", None, "Slack channels", "Type `/cs link Acme` in another channel of theirs."),
        ("teams", "no longer open to us", "Teams channels", "Add the app to its team again"),
        ("teams", "archived", "Teams channels", "Restore #ext-acme-0; or type `@Concierge link Acme` in another"),
        ("teams", "deleted", "Teams channels", "Type `@Concierge link Acme` in another channel of theirs."),
    ],
)
async def test_a_lost_channel_is_a_failure_with_its_cure(
    database: Database, platform: str, because: str | None, check: str, cure: str
) -> None:
    await linked(database, {"platform": platform, "gone_at": LOST, "gone_because": because})
    (finding,) = await found(database)

    assert (finding.check, finding.verdict) == (check, "failure")
    assert finding.words == f"#ext-acme-0 is {because or 'gone'}, since 20 Nov 2026: nothing reaches Acme"
    assert finding.cure.startswith(cure)


async def test_each_one_is_named(database: Database) -> None:
    await linked(database, GONE, {**GONE, "platform": "teams"}, GONE)

    assert [finding.words.split()[0] for finding in await found(database)] == [
        "#ext-acme-0",
        "#ext-acme-1",
        "#ext-acme-2",
    ]


async def test_one_that_another_has_replaced_is_named_and_no_failure(database: Database) -> None:
    await linked(database, GONE, {})
    (finding,) = await found(database)

    assert finding.verdict == "ok"
    assert finding.words.endswith("since 20 Nov 2026: what is meant for Acme goes to #ext-acme-1")


@pytest.mark.parametrize(
    "hindrance", [{"kind": "team"}, {"is_mixed": True}, {"not_to_be_read": True}, {"kind": "direct"}]
)
async def test_one_to_which_nothing_goes_replaces_none(database: Database, hindrance: dict[str, Any]) -> None:
    await linked(database, GONE, hindrance)

    assert (await found(database))[0].verdict == "failure"


@pytest.mark.parametrize(
    ("changes", "verdict", "words", "cure"),
    [
        ({"kind": "team"}, "warning", "our company's alone: nothing for Acme goes there", "Share it with them"),
        ({"is_mixed": True}, "warning", "is not Acme's alone: nothing goes there", "Type `/cs link Acme` in it"),
        ({"not_to_be_read": True}, "ok", "closed to us, as Acme wished", ""),
    ],
)
async def test_one_that_is_there_and_takes_nothing_is_named(
    database: Database, changes: dict[str, Any], verdict: str, words: str, cure: str
) -> None:
    await linked(database, changes)
    (finding,) = await found(database)

    assert (finding.verdict, words in finding.words, cure in finding.cure) == (verdict, True, True)


async def test_one_that_works_one_of_the_playground_and_one_of_a_churned_customer_are_not_named(
    database: Database,
) -> None:
    await linked(database, {}, {**GONE, "platform": "playground"})
    async with database.writing() as session:
        world = World(session, count=50)
        former = await world.account("Umbra", stage="churned")
        await world.channel(former, "ext-umbra", platform="slack", **GONE)

    assert await found(database) == []


async def test_the_examination_names_them_offline_too(database: Database) -> None:
    await linked(database, GONE)
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    told = {finding.check: finding.verdict for finding in await examine(settings, database, is_offline=True)}

    assert told["Slack channels"] == "failure"
