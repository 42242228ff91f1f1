"""What customers asked for themselves outlasts every import, and time."""

from datetime import timedelta

from outreach.ledger.reasons import Code
from outreach.models.book import Account, Contact, Hold
from outreach.models.listening import Preference
from outreach.store import holds
from tests.outreach.book.conftest import NOW, Importing

PEOPLE = "id,account_id,name,language\ncon-1,acc-1,Dana,en\ncon-2,acc-1,Tom,en\n"


async def test_a_language_that_somebody_asked_for_is_not_imported_away(acme: Importing) -> None:
    await acme("contacts", PEOPLE)
    dana, _ = await acme.rows(Contact)
    async with acme.database.writing() as session:
        for contact_id in (dana.id, None):
            said = Preference(account_id=1, contact_id=contact_id, kind="language", said_by="Dana", said_at=NOW)
            said.value = {"tag": "en"}
            session.add(said)
    await acme("contacts", PEOPLE.replace(",en", ",fr"))
    await acme("accounts", "id,name,language\nacc-1,Acme,fr\n")
    assert [contact.language for contact in await acme.rows(Contact)] == ["en", "fr"]
    assert (await acme.one(Account)).language == "en"


async def test_a_stop_stands_after_every_import_and_a_year(acme: Importing) -> None:
    await acme("contacts", PEOPLE)
    async with acme.database.writing() as session:
        session.add(Hold(account_id=1, code=Code.OPTED_OUT, placed_by="Dana", placed_at=NOW))
    a_year_later = NOW + timedelta(days=366)
    await acme("accounts", "id,name,stage\nacc-1,Acme Ltd,renewal\n", now=a_year_later)
    await acme("contacts", PEOPLE.replace("Dana", "Dana W"), now=a_year_later)
    async with acme.database.reading() as session:
        assert [hold.code for hold in await holds.live(session, 1, a_year_later)] == [Code.OPTED_OUT]
