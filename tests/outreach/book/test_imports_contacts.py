"""Contacts and facts: at the account that is meant, and never at another one."""

from outreach.models.book import Contact, Fact
from tests.outreach.book.conftest import NOW, Importing

FACTS = "account_id,contact_email,kind,topics,text,said_by,said_on,source,valid_until\n"
SAID = "acc-1,dana@acme.example,note,month-end close,close takes six days,Dana,2026-11-03,message,\n"


async def test_a_contact_is_matched_by_id_or_exact_name_of_the_account(acme: Importing) -> None:
    report = await acme("contacts", "id,account_id,account_name,name\ncon-1,acc-1,,Dana\ncon-2,,ACME,Jonas\n")
    assert report.created == 2
    assert {contact.account_id for contact in await acme.rows(Contact)} == {1}


async def test_an_account_that_is_not_known_or_not_clear_is_told_with_its_cure(acme: Importing) -> None:
    await acme("accounts", "id,name\nacc-2,acme\n")
    report = await acme(
        "contacts",
        "id,account_id,account_name,name\ncon-1,acc-9,Acme,Dana\ncon-2,,Acme,Jonas\ncon-3,,Acm,Sabine\n",
    )
    assert [str(bad) for bad in report.bad] == [
        "line 2: no account has the id “acc-9”; import the accounts first, or correct the id",
        "line 3: 2 accounts are called “Acme”; give the account's id (acc-1, acc-2)",
        "line 4: no account is called “Acm”; import the accounts first, or correct the name",
    ]
    assert await acme.rows(Contact) == []


async def test_empty_cells_keep_what_is_known(acme: Importing) -> None:
    await acme("contacts", "id,account_id,name,email,title,zone\ncon-1,acc-1,Dana,d@acme.example,CFO,Europe/Paris\n")
    report = await acme("contacts", "id,account_id,name,email,title\ncon-1,acc-1,Dana,,\n")
    dana = await acme.one(Contact)
    assert report.unchanged == 1
    assert (dana.email, dana.title, dana.timezone) == ("d@acme.example", "CFO", "Europe/Paris")


async def test_a_contact_imported_by_email_is_given_its_id_later(acme: Importing) -> None:
    await acme("contacts", "account,name,email\nAcme,Dana,d@acme.example\n")
    report = await acme("contacts", "id,account,name,email\ncon-1,Acme,Dana,d@acme.example\n")
    assert (report.created, report.changed) == (0, 1)
    assert (await acme.one(Contact)).external_id == "con-1"
    by_email = await acme("contacts", "account,name,email\nAcme,Dana,d@acme.example\n")
    assert by_email.unchanged == 1
    assert (await acme.one(Contact)).external_id == "con-1"


async def test_two_people_may_share_a_mailbox(acme: Importing) -> None:
    content = "id,account,name,email\ncon-1,Acme,Dana,office@acme.example\ncon-2,Acme,Jonas,office@acme.example\n"
    assert (await acme("contacts", content)).created == 2
    assert (await acme("contacts", content)).unchanged == 2


async def test_a_contact_who_moves_is_told_with_both_accounts(acme: Importing) -> None:
    await acme("accounts", "id,name\nacc-2,Globex\n")
    await acme("contacts", "id,account_id,name\ncon-1,acc-1,Dana\n")
    report = await acme("contacts", "id,account_id,name\ncon-1,acc-2,Dana\n")
    assert report.changes[0].fields == {"account": ("Acme", "Globex")}


async def test_a_fact_is_the_same_when_account_kind_words_day_and_person_are(acme: Importing) -> None:
    await acme("contacts", "id,account_id,name,email\ncon-1,acc-1,Dana,dana@acme.example\n")
    assert (await acme("facts", FACTS + SAID)).created == 1
    assert (await acme("facts", FACTS + SAID)).unchanged == 1
    other_words = await acme("facts", FACTS + SAID.replace("six", "seven"))
    assert other_words.created == 1
    assert [fact.text for fact in await acme.rows(Fact)] == ["close takes six days", "close takes seven days"]


async def test_a_fact_whose_source_changes_is_a_new_version(acme: Importing) -> None:
    await acme("contacts", "id,account_id,name,email\ncon-1,acc-1,Dana,dana@acme.example\n")
    await acme("facts", FACTS + SAID)
    report = await acme("facts", FACTS + SAID.replace(",message,", ",form,2027-01-31"))
    fact = await acme.one(Fact)
    assert (fact.source, f"{fact.valid_until}", fact.version) == ("form", "2027-01-31", 2)
    assert report.changes[0].fields == {"source": ("message", "form"), "valid_until": (None, "2027-01-31")}


async def test_a_fact_that_somebody_removed_is_not_brought_back(acme: Importing) -> None:
    content = FACTS + SAID.replace("dana@acme.example", "")
    await acme("facts", content)
    async with acme.database.writing() as session:
        fact = await acme.one(Fact)
        fact.removed_at = NOW
        session.add(fact)
    report = await acme("facts", content)
    assert (report.created, report.unchanged) == (0, 1)
    assert report.warnings == ["Somebody removed this fact here, so it stays away (line 2)."]


async def test_a_fact_about_nobody_we_know_at_that_account_is_left_out(acme: Importing) -> None:
    await acme("accounts", "id,name\nacc-2,Globex\n")
    await acme("contacts", "id,account_id,name,email\ncon-1,acc-2,Dana,dana@acme.example\n")
    report = await acme("facts", FACTS + SAID + SAID)
    assert [str(bad) for bad in report.bad] == [
        "line 2: nobody at Acme has the e-mail “dana@acme.example”; import the contacts first, or correct the e-mail",
        "line 3: the same fact stands on line 2 already; keep one of the two rows",
    ]
