"""Teammates: managers in any order, hours that stay, and addresses that belong to one person."""

from datetime import time

from outreach.models.book import Teammate
from tests.outreach.book.conftest import Importing

HEADING = "id,name,email,timezone,role,manager,cover\n"


async def test_managers_and_covers_are_found_wherever_they_stand(importing: Importing) -> None:
    report = await importing(
        "teammates",
        HEADING + "1,Priya Nair,priya@us.example,UTC,csm,marco@us.example,LEO HARTMANN\n"
        "2,Leo Hartmann,leo@us.example,UTC,csm,Marco Rossi,1\n"
        "3,Marco Rossi,marco@us.example,UTC,manager,,\n",
    )
    priya, leo, marco = await importing.rows(Teammate)
    assert report.created == 3
    assert (priya.manager_id, priya.cover_id) == (marco.id, leo.id)
    assert (leo.manager_id, leo.cover_id, marco.manager_id) == (marco.id, priya.id, None)


async def test_an_unknown_manager_keeps_nobody_out(importing: Importing) -> None:
    report = await importing(
        "teammates", HEADING + "1,Priya Nair,priya@us.example,UTC,csm,Marco Rosi,priya@us.example\n"
    )
    assert report.created == 1
    assert report.warnings == [
        "Imported without manager: the manager “Marco Rosi” is no teammate here; import the teammates first, "
        "or correct it (line 2).",
        "Imported without cover: nobody is their own (line 2).",
    ]


async def test_another_manager_is_told_by_name(importing: Importing) -> None:
    people = "2,Marco Rossi,marco@us.example,UTC,manager,,\n3,Helen Brooks,helen@us.example,UTC,manager,,\n"
    await importing("teammates", HEADING + "1,Priya,p@us.example,UTC,csm,Marco Rossi,\n" + people)
    report = await importing("teammates", HEADING + "1,Priya,p@us.example,UTC,csm,Helen Brooks,\n" + people)
    assert (report.changed, report.unchanged) == (1, 2)
    assert report.changes[0].fields == {"manager": ("Marco Rossi", "Helen Brooks")}


async def test_defaults_are_for_newcomers_only(importing: Importing) -> None:
    await importing("teammates", "name,email,timezone,role,hours\nMarco,m@us.example,UTC,manager,08:00-16:00\n")
    assert (await importing("teammates", "name,email,timezone\nMarco,m@us.example,UTC\n")).unchanged == 1
    marco = await importing.one(Teammate)
    assert (marco.role, marco.work_start, marco.work_end) == ("manager", time(8), time(16))


async def test_somebody_known_by_email_is_given_their_id(importing: Importing) -> None:
    await importing("teammates", "name,email,timezone\nPriya,p@us.example,UTC\n")
    report = await importing("teammates", "id,name,email,timezone\nown-1,Priya,P@us.example,UTC\n")
    assert (report.created, report.changed) == (0, 1)
    assert (await importing.one(Teammate)).external_id == "own-1"


async def test_an_id_may_get_another_email(importing: Importing) -> None:
    await importing("teammates", "id,name,email,timezone\nown-1,Priya,p@us.example,UTC\n")
    await importing("teammates", "id,name,email,timezone\nown-1,Priya,priya@us.example,UTC\n")
    assert (await importing.one(Teammate)).email == "priya@us.example"


async def test_nobody_takes_over_the_email_of_somebody_who_stands_in_the_file_as_well(importing: Importing) -> None:
    await importing("teammates", "id,name,email,timezone\n1,Priya,p@us.example,UTC\n2,Leo,l@us.example,UTC\n")
    report = await importing("teammates", "id,name,email,timezone\n1,Priya,l@us.example,UTC\n2,Leo,p@us.example,UTC\n")
    assert [bad.reason for bad in report.bad] == [
        "l@us.example is Leo's address already; correct the id or the e-mail",
        "p@us.example is Priya's address already; correct the id or the e-mail",
    ]
    assert [one.email for one in await importing.rows(Teammate)] == ["p@us.example", "l@us.example"]


async def test_a_day_cannot_end_before_it_starts_together_with_what_is_known(importing: Importing) -> None:
    await importing("teammates", "name,email,timezone,hours\nPriya,p@us.example,UTC,08:00-12:00\n")
    report = await importing("teammates", "name,email,timezone,work_start\nPriya,p@us.example,UTC,13:00\n")
    assert [bad.reason for bad in report.bad] == ["Priya's day would last from 13:00 to 12:00; give both hours"]
    assert (await importing.one(Teammate)).work_start == time(8)
