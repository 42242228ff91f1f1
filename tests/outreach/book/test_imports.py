"""Any file: what is reported, what stays when it comes again, and a dry run that leaves no trace."""

import time as stopwatch
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlmodel import SQLModel, func, select

from outreach.book.columns import Kind, WrongColumns
from outreach.book.imports import KINDS, Defaults, ImportReport, import_file
from outreach.database import Database
from outreach.models.book import Account, AccountHistory, Channel, ChannelLink, Contact, Fact, Teammate
from outreach.models.ledger import Turn
from tests.outreach.book.conftest import NOW, Importing

SAMPLE = Path(__file__).parents[3] / "content" / "sample"
SIZES = {"teammates": 11, "accounts": 40, "contacts": 100, "channels": 41, "facts": 63}
BOOK = (Teammate, Account, AccountHistory, Contact, Channel, ChannelLink, Fact)

Sampling = Callable[..., Awaitable[dict[Kind, ImportReport]]]


@pytest.fixture
def sample(database: Database) -> Sampling:
    async def read_all(*, dry_run: bool = False) -> dict[Kind, ImportReport]:
        return {
            kind: await import_file(
                database, SAMPLE / f"{kind}.csv", kind, now=NOW, defaults=Defaults("UTC"), dry_run=dry_run
            )
            for kind in KINDS
        }

    return read_all


async def counts(database: Database, *models: type[SQLModel]) -> list[int]:
    async with database.reading() as session:
        return [(await session.exec(select(func.count()).select_from(model))).one() for model in models]


async def test_the_sample_book_is_taken_in_whole(database: Database, sample: Sampling) -> None:
    reports = await sample()
    assert {kind: report.created for kind, report in reports.items()} == SIZES
    assert not any(report.bad or report.warnings for report in reports.values())
    assert (await counts(database, Account, Contact, Channel, ChannelLink)) == [40, 100, 41, 37]


async def test_the_same_book_again_changes_nothing(database: Database, sample: Sampling) -> None:
    await sample()
    before = await counts(database, *BOOK)
    again = await sample()
    assert {kind: report.unchanged for kind, report in again.items()} == SIZES
    assert not any(report.created or report.changed or report.bad for report in again.values())
    assert await counts(database, *BOOK) == before


async def test_a_dry_run_tells_the_same_and_writes_nothing(importing: Importing) -> None:
    content = "external_id,name,timezone,notes\nacc-1,Acme,Europe/Berlin,Two plants\nacc-2,,UTC,\n"
    rehearsed = await importing("accounts", content, dry_run=True)
    assert await counts(importing.database, *BOOK) == [0] * len(BOOK)
    done = await importing("accounts", content)
    assert (rehearsed.created, rehearsed.bad) == (done.created, done.bad)
    assert (done.created, len(done.bad)) == (1, 1)


async def test_a_dry_run_shows_what_would_change(acme: Importing) -> None:
    report = await acme("accounts", "id,name,ARR\nacc-1,Acme,300000\n", dry_run=True)
    (change,) = report.changes
    assert (change.line, change.name, change.fields) == (2, "Acme", {"arr": ("240,000", "300,000")})
    assert (await acme.one(Account)).arr == 240_000


async def test_a_dry_run_of_teammates_knows_managers_of_the_same_file(importing: Importing) -> None:
    content = "name,email,timezone,manager\nPriya,p@us.example,UTC,Marco\nMarco,m@us.example,UTC,\n"
    report = await importing("teammates", content, dry_run=True)
    assert (report.created, report.warnings) == (2, [])
    assert await counts(importing.database, Teammate) == [0]


async def test_bad_rows_are_reported_in_the_order_of_the_file_and_the_others_kept(acme: Importing) -> None:
    report = await acme(
        "accounts",
        "id,name,CSM,renewal_on\n"
        "acc-2,Globex,nobody@us.example,\n"
        "acc-3,Initech,,31/02/2027\n"
        "acc-4,Umbra,Priya Nair,2027-03-01\n",
    )
    assert [str(bad) for bad in report.bad] == [
        "line 2: the CSM “nobody@us.example” is no teammate here; import the teammates first, or correct it",
        "line 3: renewal_on '31/02/2027' is not a date; write 2027-02-28",
    ]
    assert [account.name for account in await acme.rows(Account)] == ["Acme", "Umbra"]


async def test_a_misspelt_csm_is_offered_and_not_taken(acme: Importing) -> None:
    report = await acme("accounts", "id,name,CSM\nacc-2,Globex,Pria Nair\nacc-3,Initech,Priya\n")
    assert [bad.reason for bad in report.bad] == [
        "the CSM “Pria Nair” is no teammate here; did you mean Priya Nair?",
        "the CSM “Priya” is no teammate here; did you mean Priya Nair?",
    ]


async def test_two_rows_about_one_thing_are_not_left_to_overwrite_each_other(importing: Importing) -> None:
    report = await importing("accounts", "id,name\nacc-1,Acme\nacc-2,Globex\nacc-1,Acme Labs\n")
    assert [str(bad) for bad in report.bad] == ["line 4: id acc-1 stands on line 2 already; keep one of the two rows"]
    assert [account.name for account in await importing.rows(Account)] == ["Acme", "Globex"]


async def test_wrong_columns_stop_before_anything_is_written(importing: Importing) -> None:
    with pytest.raises(WrongColumns, match="needs a column name"):
        await importing("accounts", "id,title\nacc-1,Acme\n")
    assert await importing.rows(Account) == []


@pytest.mark.parametrize(
    "cell",
    ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "<!channel>", "[x](http://evil.example)", "'; DROP --"],
)
async def test_a_hostile_cell_stays_the_text_it_is(importing: Importing, cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    await importing("accounts", f"id,name,notes\nacc-1,{quoted},{quoted}\n")
    account, note = await importing.one(Account), await importing.one(Fact)
    assert (account.name, note.text) == (cell, cell)
    again = await importing("accounts", f"id,name,notes\nacc-1,{quoted},{quoted}\n")
    assert again.unchanged == 1


async def test_semicolons_a_byte_order_mark_and_quoted_newlines_are_read(importing: Importing) -> None:
    report = await importing("accounts", '\ufeffid;name;notes\r\nacc-1;"Acme, Inc.";"One\r\ntwo"\r\n')
    assert report.created == 1
    assert (await importing.one(Fact)).text == "One\r\ntwo"


async def test_a_change_asks_the_turns_of_its_account_again_and_no_others(acme: Importing) -> None:
    await acme("accounts", "id,name,timezone\nacc-2,Globex,UTC\n")
    async with acme.database.writing() as session:
        for account in await acme.rows(Account):
            session.add(Turn(account_id=account.id or 0, rhythm="share"))
    await acme("accounts", "id,name,timezone,segment\nacc-1,Acme,Europe/Berlin,mid\nacc-2,Globex,UTC,\n")
    acme_turn, globex_turn = await acme.rows(Turn)
    assert (acme_turn.next_due_at, globex_turn.next_due_at) == (NOW, None)


async def test_progress_is_told_in_bytes(database: Database) -> None:
    told: list[int] = []
    path = SAMPLE / "contacts.csv"
    await import_file(
        database, SAMPLE / "accounts.csv", "accounts", now=NOW, defaults=Defaults("UTC"), progress=told.append
    )
    assert told == sorted(told)
    assert told[-1] == path.with_name("accounts.csv").stat().st_size


async def test_a_report_is_plain_for_scripts_and_a_sentence_for_people(importing: Importing) -> None:
    report = await importing("accounts", "id,name,colour\nacc-1,Acme,red\n", dry_run=True)
    assert str(report) == "accounts.csv: 1 accounts would be created, 0 changed, 0 left alone, 0 left out."
    plain = report.as_json()
    assert plain["created"] == 1
    assert plain["notes"][-1] == "Not read: the columns colour."


@pytest.mark.long
async def test_twenty_thousand_contacts_are_a_matter_of_seconds(
    acme: Importing, record_property: Callable[..., None]
) -> None:
    lines = (f"con-{n},acc-1,Person {n},person{n}@acme.example" for n in range(20_000))
    content = "\n".join(("id,account_id,name,email", *lines))
    started = stopwatch.perf_counter()
    report = await acme("contacts", content)
    rows_per_second = report.created / (stopwatch.perf_counter() - started)
    record_property("rows_per_second", round(rows_per_second))
    assert report.created == 20_000
    # A laptop does 2,000 and more; far below that, batches have stopped being batches.
    assert rows_per_second > 300
