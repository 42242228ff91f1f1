"""Accounts: dated figures, stage facts, notes for ourselves, and cells that wipe nothing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from outreach.models.book import Account, AccountHistory, Fact
from tests.outreach.book.conftest import NOW, Importing

TODAY = date(2026, 11, 23)


async def history(importing: Importing, field: str) -> list[tuple[str | None, date, str]]:
    rows = await importing.rows(AccountHistory)
    return [(row.value, row.since_on, row.source) for row in rows if row.field == field]


async def test_figures_are_dated_from_the_first_import_on(acme: Importing) -> None:
    await acme("accounts", "id,name,ARR,renewal\nacc-1,Acme,250000,2027-03-31\n")
    earlier = date(2026, 11, 9)
    assert await history(acme, "arr") == [("240000.00", earlier, "import"), ("250000.00", TODAY, "import")]
    assert await history(acme, "stage") == [("adoption", earlier, "import")]
    assert await history(acme, "csm_id") == [("1", earlier, "import")]
    assert await history(acme, "renewal_on") == [("2027-03-31", TODAY, "import")]


async def test_a_new_stage_of_a_known_account_is_a_fact_for_sixty_days(acme: Importing) -> None:
    assert await acme.rows(Fact) == []
    report = await acme("accounts", "id,name,stage\nacc-1,Acme,Renewal\n")
    fact = await acme.one(Fact)
    assert (fact.kind, fact.text, fact.source, fact.said_on) == ("stage", "renewal", "import", TODAY)
    assert fact.valid_until == date(2027, 1, 22)
    assert report.changes[0].fields == {"stage": ("adoption", "renewal")}


async def test_only_the_newest_stage_holds(acme: Importing) -> None:
    await acme("accounts", "id,name,stage\nacc-1,Acme,renewal\n")
    await acme("accounts", "id,name,stage\nacc-1,Acme,growth\n")
    assert [(fact.text, fact.removed_at is None) for fact in await acme.rows(Fact)] == [
        ("renewal", False),
        ("growth", True),
    ]


async def test_a_stage_that_was_empty_before_is_no_news(importing: Importing) -> None:
    await importing("accounts", "id,name,stage\nacc-1,Acme,\n")
    await importing("accounts", "id,name,stage\nacc-1,Acme,renewal\n")
    assert await importing.rows(Fact) == []
    assert (await importing.one(Account)).stage == "renewal"


async def test_an_account_that_churns_keeps_its_row_and_gets_no_stage_to_talk_about(acme: Importing) -> None:
    await acme("accounts", "id,name,stage\nacc-1,Acme,renewal\n")
    await acme("accounts", "id,name,stage\nacc-1,Acme,churned\n")
    assert (await acme.one(Account)).stage == "churned"
    assert [fact.removed_at is None for fact in await acme.rows(Fact)] == [False]


async def test_empty_cells_and_absent_columns_wipe_nothing(acme: Importing) -> None:
    before = (await acme.one(Account)).model_dump()
    emptied = await acme("accounts", "id,name,segment,stage,ARR,CSM,timezone,country\nacc-1,Acme,,,,,,\n")
    bare = await acme("accounts", "id,name\nacc-1,Acme\n")
    assert (emptied.unchanged, bare.unchanged) == (1, 1)
    assert (await acme.one(Account)).model_dump() == before
    assert before["segment"] == "top"


async def test_another_csm_is_named_in_the_report(acme: Importing) -> None:
    await acme("teammates", "id,name,email,timezone\nown-2,Leo Hartmann,leo@us.example,UTC\n")
    report = await acme("accounts", "id,name,CSM\nacc-1,Acme,own-2\n")
    assert report.changes[0].fields == {"csm": ("Priya Nair", "Leo Hartmann")}
    assert [value for value, _, _ in await history(acme, "csm_id")] == ["1", "2"]


async def test_notes_become_one_fact_that_nobody_said_and_are_reworded_when_they_change(acme: Importing) -> None:
    await acme("accounts", "id,name,notes\nacc-1,Acme,Two plants\n")
    fact = await acme.one(Fact)
    assert (fact.kind, fact.text, fact.source, fact.said_by, fact.version) == ("note", "Two plants", "import", None, 1)
    report = await acme("accounts", "id,name,notes\nacc-1,Acme,Three plants\n")
    fact = await acme.one(Fact)
    assert (fact.text, fact.version) == ("Three plants", 2)
    assert report.changes[0].fields == {"notes": ("Two plants", "Three plants")}


async def test_notes_that_somebody_removed_stay_away_until_the_words_change(acme: Importing) -> None:
    content = "id,name,notes\nacc-1,Acme,Two plants\n"
    await acme("accounts", content)
    async with acme.database.writing() as session:
        fact = await acme.one(Fact)
        fact.removed_at = NOW
        session.add(fact)
    assert (await acme("accounts", content)).unchanged == 1
    assert (await acme("accounts", "id,name,notes\nacc-1,Acme,Three plants\n")).changed == 1
    assert [(fact.text, fact.removed_at is None) for fact in await acme.rows(Fact)] == [
        ("Two plants", False),
        ("Three plants", True),
    ]


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("DE", "Europe/Berlin"),
        ("JP", "Asia/Tokyo"),
        ("US", "Europe/London"),
        ("AU", "Europe/London"),
        ("", "Europe/London"),
    ],
)
async def test_a_missing_time_zone_is_its_countrys_only_one_else_home_and_said_so(
    importing: Importing, country: str, zone: str
) -> None:
    from_london = importing.defaults.__class__("Europe/London")
    report = await importing("accounts", f"id,name,CSM,country\nacc-1,Acme,,{country}\n", defaults=from_london)
    assert (await importing.one(Account)).timezone == zone
    assert f"No time zone is given, so {zone} was taken (line 2)." in report.warnings


async def test_a_day_counts_where_the_account_is(importing: Importing) -> None:
    late = datetime(2026, 11, 23, 20, tzinfo=UTC)
    await importing("accounts", "id,name,ARR,timezone\nacc-1,Tui,1,Pacific/Auckland\nacc-2,Acme,1,UTC\n", now=late)
    ids = {account.name: account.id for account in await importing.rows(Account)}
    since = {row.account_id: row.since_on for row in await importing.rows(AccountHistory)}
    assert (since[ids["Tui"] or 0], since[ids["Acme"] or 0]) == (date(2026, 11, 24), date(2026, 11, 23))


async def test_what_is_assumed_about_newcomers_is_said_once_with_its_lines(importing: Importing) -> None:
    rows = "".join(f"acc-{n},Firm {n},UTC\n" for n in range(7))
    report = await importing("accounts", f"id,name,timezone\n{rows}acc-9,Bern,UTC\n")
    assert report.warnings == [
        "No CSM is given, so nobody reviews what would be sent (lines 2, 3, 4, 5, 6 and 3 more).",
        "No country is given, so no public holidays are kept (lines 2, 3, 4, 5, 6 and 3 more).",
    ]


async def test_a_place_without_known_holidays_is_told(importing: Importing) -> None:
    report = await importing("accounts", "id,name,timezone,country,state\nacc-1,Acme,Europe/Berlin,DE,Nowhere\n")
    assert "No public holidays are known for DE-Nowhere, or not by that name (line 2)." in report.warnings


async def test_amounts_are_exact(importing: Importing) -> None:
    content = 'id,name,ARR\nacc-1,Acme,"999999999999.99"\nacc-2,Globex,0.10\n'
    await importing("accounts", content)
    assert [account.arr for account in await importing.rows(Account)] == [Decimal("999999999999.99"), Decimal("0.10")]
    assert (await importing("accounts", content)).unchanged == 2
