"""How a request stands, in one line for the customer who asked."""

from datetime import date

import pytest

from content.standing import Standing, labels, line, terms, verdicts

TODAY = date(2026, 11, 24)
ASKED = Standing("an export.", date(2026, 11, 3), "in hand", "Priya", date(2026, 11, 27))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "You asked for “an export” on 3 Nov: in work with Priya, by Friday 27 Nov."),
        ("de-AT", "Sie baten am 3. November um „an export“: in Arbeit bei Priya, bis Freitag, 27. November."),
        ("fr", "You asked for “an export” on 3 Nov: in work with Priya, by Friday 27 Nov."),
    ],
)
def test_a_line_is_in_their_language(language: str, told: str) -> None:
    assert line(ASKED, TODAY, language) == told


@pytest.mark.parametrize("state", ["opened", "acknowledged", "offered", "chosen", "in hand", "honoured"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_open_state_has_its_words(state: str, language: str) -> None:
    told = line(Standing("", TODAY, state, "Priya"), TODAY, language)
    assert "{" not in told
    assert "“" not in told


def test_no_price_means_included() -> None:
    assert terms("", "in May", "", "en") == "included in your plan · in May"
    assert terms("20 EUR", "", "remote", "de") == "20 EUR · remote"


def test_buttons_are_numbered_and_the_last_is_none_of_them() -> None:
    assert labels(("Workshop", "x" * 80), "de")[0] == "1 Workshop"
    assert labels(("Workshop",), "de")[-1] == "Nichts davon"
    assert all(len(one) <= 75 for one in labels(("wort " * 40,), "en"))
    assert verdicts("en") == ("Yes", "Not yet")


def test_what_they_chose_is_named() -> None:
    told = line(Standing("an export", TODAY, "chosen", "Priya", chosen="Audit trail export"), TODAY, "en")
    assert told.endswith("you chose “Audit trail export”, and Priya takes it in hand.")
