"""Before an answer serves anybody else, nobody may be named in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.desk.generalising import Names, names_in, worth_a_look

NAMES = Names(
    accounts=("Globex", "Umbra Corp"),
    own="Acme GmbH",
    people=("Dana Whitfield", "Will Mark"),
    domains=("acme.example",),
)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("as ACME does", ("Acme",)),
        ("Acme's books", ("Acme",)),
        ("Acme GmbH does", ("Acme GmbH", "Acme")),
        ("dana asked", ("Dana",)),
        ("Ask Dana Whitfield", ("Dana Whitfield", "Dana", "Whitfield")),
        ("as for Globex", ("Globex",)),
        ("see intranet.acme.example", ("Acme", "acme.example")),
        ("write to leo@home.example", ("leo@home.example",)),
        ("Will knows", ("Will",)),
    ],
)
def test_a_name_that_remains_is_found(words: str, named: tuple[str, ...]) -> None:
    assert names_in(words, NAMES) == named


@pytest.mark.parametrize("words", ["", "it will mark them", "the group of a GmbH", "acmeology", "Danas", "umbrage"])
def test_everyday_words_are_no_names(words: str) -> None:
    assert names_in(words, NAMES) == (("Dana",) if words == "Danas" else ())


def test_numbers_and_links_are_for_a_person_to_judge() -> None:
    assert worth_a_look("24 months, $410k, see https://a.example/9 or 3.5%") == ("https://a.example/9", "24", "3.5%")


@given(st.text(), st.sampled_from(["Acme", "Dana", "Whitfield", "Globex", "acme.example"]), st.text())
def test_wherever_a_name_stands_by_itself_it_is_found(before: str, name: str, after: str) -> None:
    assert names_in(f"{before} {name} {after}", NAMES)
