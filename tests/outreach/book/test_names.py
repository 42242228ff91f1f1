"""Who is meant: exact, the only beginning, or a sentence that offers names and does nothing."""

import time as stopwatch
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.book import names
from outreach.book.names import Named, find, split_name
from outreach.database import Database
from outreach.errors import Ambiguous, BadInput, ConciergeError, NotFound
from tests.world import World

BOOK = [
    Named(1, "Acme", ("acc-1", "acme.example")),
    Named(2, "Acme Labs", ("acc-2",)),
    Named(3, "Globex GmbH", ("acc-3",)),
    Named(4, "Zéphyrine", ("acc-4",)),
    Named(5, "Brandt, Voss & Partner", ("acc-5",)),
    Named(6, "Harborline", ("acc-6",)),
    Named(7, "Harborlight", ("acc-7",)),
    Named(8, "Kestrel Maschinenbau", ("acc-8",)),
    Named(9, "Al-Futtaim S.A. de C.V.", ("acc-9",)),
    Named(10, "佐藤商店", ("acc-10",)),
    Named(11, "Until Labs", ("acc-11",)),
]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("Acme", 1), ("acme", 1), ("  ACME  ", 1), ("Acme, Inc.", 1), ("acc-1", 1), ("ACC-1", 1), ("acme.example", 1),
        ("acme labs", 2), ("globex", 3), ("Globex Ltd", 3), ("Globex GmbH", 3),
        ("zephyrine", 4), ("ZÉPHYRINE", 4), ("Brandt Voss and Partner", 5), ("brandt, voss partner", 5),
        ("al futtaim", 9), ("Al-Futtaim", 9), ("al-futtaim sa de cv", 9), ("佐藤商店", 10),
    ],
)  # fmt: skip
def test_case_accents_punctuation_and_legal_forms_do_not_count(query: str, meant: int) -> None:
    match = find(query, BOOK)
    assert (match.id, match.how) == (meant, "exact")


@pytest.mark.parametrize(("query", "meant"), [("kest", 8), ("Acme L", 2), ("brandt", 5), ("佐藤", 10)])
def test_a_beginning_of_one_name_only_is_enough(query: str, meant: int) -> None:
    match = find(query, BOOK)
    assert (match.id, match.how) == (meant, "prefix")


def test_a_beginning_of_several_names_is_asked_about() -> None:
    with pytest.raises(Ambiguous) as caught:
        find("harbor", BOOK)
    assert str(caught.value) == "“harbor” could be Harborline or Harborlight. Write more of the name."


@pytest.mark.parametrize(
    ("query", "offer"),
    [
        ("globx", "Did you mean Globex GmbH?"),
        ("AcmeLabs", "Did you mean Acme Labs or Acme?"),
        ("maschinenbau", "Did you mean Kestrel Maschinenbau?"),
        ("harbour", "Did you mean Harborlight or Harborline?"),
        ("zzz", "Check the spelling."),
        ("x", "Check the spelling."),
    ],
)
def test_a_misspelling_is_offered_and_never_acted_on(query: str, offer: str) -> None:
    with pytest.raises(NotFound) as caught:
        find(query, BOOK)
    assert str(caught.value) == f"No account is called “{query}”. {offer}"


def test_twins_are_told_apart_by_their_id() -> None:
    twins = [Named(1, "Acme", ("acc-1",)), Named(2, "Acme", ("acc-2",))]
    with pytest.raises(Ambiguous, match=r"Acme \(acc-1\) or Acme \(acc-2\)\. Write the id behind the name instead\."):
        find("acme", twins)
    assert find("acc-2", twins).id == 2


def test_companies_that_differ_by_their_legal_form_are_both_reachable() -> None:
    both = [Named(1, "Acme GmbH"), Named(2, "Acme Inc.")]
    assert (find("acme gmbh", both).id, find("Acme Inc.", both).id) == (1, 2)
    with pytest.raises(Ambiguous, match="Acme GmbH or Acme Inc"):
        find("acme", both)


def test_ids_that_differ_by_case_alone_are_two() -> None:
    both = [Named(1, "Acme", ("0015g00000Ab",)), Named(2, "Globex", ("0015g00000aB",))]
    assert (find("0015g00000Ab", both).id, find("0015g00000aB", both).id) == (1, 2)


def test_of_many_names_five_are_listed() -> None:
    many = [Named(n, f"Acme {n}") for n in range(1, 9)]
    with pytest.raises(Ambiguous, match="Acme 1, Acme 2, Acme 3, Acme 4, Acme 5 and 3 more"):
        find("acm", many)


def test_nothing_typed_and_nothing_known_say_what_to_do() -> None:
    with pytest.raises(BadInput, match=r"Which account\? Write its name\."):
        find("  ", BOOK)
    with pytest.raises(NotFound, match="python -m bot import accounts FILE"):
        find("Acme", [])


@pytest.mark.parametrize(
    ("text", "meant", "rest"),
    [
        ("Acme until Friday", 1, "until Friday"),
        ("Acme Labs until Friday", 2, "until Friday"),
        ("acme labs", 2, ""),
        ("Acme, until Friday", 1, "until Friday"),
        ("Acme Inc. because of the audit", 1, "because of the audit"),
        ("Globex because they asked", 3, "because they asked"),
        ("Brandt, Voss & Partner call Spoke  with\nDana", 5, "call Spoke  with\nDana"),
        ("kestrel until 3 Dec", 8, "until 3 Dec"),
        ("kestrel masch until 3 Dec", 8, "until 3 Dec"),
        ('"Acme" Labs are closed', 1, "Labs are closed"),
        ("“Acme Labs” until Friday", 2, "until Friday"),
        ("„Acme Labs“ until Friday", 2, "until Friday"),
        ("„Acme Labs” until Friday", 2, "until Friday"),
        ("'acme' until Friday", 1, "until Friday"),
        ("»Acme« until Friday", 1, "until Friday"),
        ('"kestrel" until Friday', 8, "until Friday"),
        ("acc-3 until Friday", 3, "until Friday"),
        ("until labs until Friday", 11, "until Friday"),
    ],
)
def test_a_name_is_read_off_the_front_of_a_command(text: str, meant: int, rest: str) -> None:
    match, behind = split_name(text, BOOK)
    assert (match.id, behind) == (meant, rest)


def test_a_word_that_may_belong_to_another_name_is_asked_about() -> None:
    with pytest.raises(Ambiguous) as caught:
        split_name("Acme Lab until Friday", BOOK)
    assert str(caught.value) == "“Acme Lab” could be Acme or Acme Labs. Put the name in quotation marks."
    callisto = [*BOOK, Named(12, "Acme Callisto")]
    with pytest.raises(Ambiguous, match="quotation marks"):
        split_name("Acme call we spoke about SSO", callisto)
    assert split_name('"Acme" call we spoke about SSO', callisto)[0].id == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("globx until Friday", "No account is called “globx”. Did you mean Globex GmbH?"),
        ("acmee labs until Friday", "No account is called “acmee labs”. Did you mean Acme Labs or Acme?"),
        ("nobody at all", "No account is called “nobody”. Check the spelling."),
        ("'unknown' until Friday", "No account is called “unknown”. Check the spelling."),
        ("harbor until Friday", "“harbor” could be Harborline or Harborlight. Write more of the name."),
    ],
)
def test_a_command_about_nobody_names_the_words_that_were_meant(text: str, sentence: str) -> None:
    with pytest.raises(ConciergeError) as caught:
        split_name(text, BOOK)
    assert str(caught.value) == sentence


@given(st.text(max_size=300))
def test_whatever_is_typed_finds_or_says_so_in_words(typed: str) -> None:
    for ask in (find, split_name):
        refusal = ""
        try:
            ask(typed, BOOK)
        except ConciergeError as problem:
            refusal = str(problem)
        assert len(refusal.splitlines()) <= 1
        assert len(refusal) < 400


@given(st.sampled_from(BOOK), st.sampled_from(["", "until Friday", "because it is late", "call ok"]))
def test_every_name_in_the_book_is_found_as_it_is_written(meant: Named, rest: str) -> None:
    assert find(meant.name, BOOK).id == meant.id
    assert split_name(f"{meant.name} {rest}".strip(), BOOK) == (find(meant.name, BOOK), rest)


def test_a_long_book_and_a_long_text_stay_quick() -> None:
    book = [Named(n, f"Firm {n} of {n % 97}") for n in range(5_000)]
    find("firm 4999 of 52", book)
    started = stopwatch.perf_counter()
    with pytest.raises(NotFound):
        split_name("nobody " * 20_000, book)
    find("firm 4999 of 52", book)
    assert stopwatch.perf_counter() - started < 2


async def test_accounts_are_found_by_name_id_and_domain_even_when_churned(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        await world.account("Acme", domain="acme.example", external_id="acc-1")
        await world.account("Globex", stage="churned")
        for query in ("acme", "ACC-1", "acme.example"):
            assert (await names.account(session, query)).name == "Acme"
        assert (await names.account(session, "globex")).stage == "churned"
        account, rest = await names.split_account(session, "acme until Friday")
        assert (account.name, rest) == ("Acme", "until Friday")


async def test_teammates_are_found_by_name_and_email_until_they_leave(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        priya = await world.csm("Priya Nair", email="priya@us.example", external_id="own-1")
        await world.csm("Leo Hartmann", left_on=world.now.date())
        found: list[Any] = [await names.teammate(session, query) for query in ("priya", "PRIYA@us.example", "own-1")]
        assert found == [priya] * 3
        with pytest.raises(NotFound, match="No teammate is called “Leo Hartmann”"):
            await names.teammate(session, "Leo Hartmann")
