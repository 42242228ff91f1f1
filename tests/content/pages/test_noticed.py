"""A finding as a colleague reads it: who, when, their words with the cause in bold, and why we think so."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from content.pages import noticed
from content.pages.glance import Glance
from content.pages.noticed import Found, cause
from outreach.messages import Button, Buttons, Message, Quote, plain

SAID = "Hello Priya, this is the third time we ask for the export. Please look."
FOUND = Found(
    noticed_id=7,
    touch_id=3,
    account_id=1,
    account="Acme",
    kind="complaint",
    because="says they ask again",
    at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    zone="Europe/Berlin",
    who="Dana",
    words=SAID,
    begins=SAID.index("third"),
    ends=SAID.index(" for the"),
)

GLANCE = Glance("mid", date(2026, 11, 24), FOUND.at, Decimal(410_000), date(2027, 1, 21), 2)


def labels(message: Message) -> list[str]:
    rows = (part.buttons for part in message.parts if isinstance(part, Buttons))
    return [one.label for row in rows for one in row if isinstance(one, Button)]


def test_the_words_that_caused_it_are_bold_and_the_others_are_not() -> None:
    runs = cause(SAID, FOUND.begins, FOUND.ends)
    assert [run.text for run in runs if run.bold] == ["third time we ask"]
    assert plain(runs) == SAID


def test_of_a_long_message_only_what_stands_around_the_cause_is_shown() -> None:
    before, after = "word " * 200, " more" * 200
    told = plain(cause(f"{before}it is broken{after}", len(before), len(before) + 12))
    assert told.startswith("… word")
    assert "word it is broken more" in told
    assert told.endswith("more …")
    assert len(told) < 300


@pytest.mark.parametrize("words", ["x" * 5000, "\n\n\t\n", "a\u202eb" * 400, "😀" * 3000, " "])
@pytest.mark.parametrize("span", [(0, 1), (0, 5000), (1, 2), (4000, 9000), (3, 3)])
def test_whatever_they_write_fits_and_is_shown_as_text(words: str, span: tuple[int, int]) -> None:
    assert len(plain(cause(words, *span))) <= 400


def test_where_the_words_are_gone_the_rule_is_told_alone() -> None:
    page = noticed.noticed_page([replace(FOUND, words="")], 1)
    assert not any(isinstance(part, Quote) for part in page.parts)
    assert "Why we think so: Dana says they ask again" in page.fallback


def test_a_fact_can_be_kept_only_while_its_words_are() -> None:
    fact = replace(FOUND, kind="fact")
    assert labels(noticed.noticed_page([fact], 1)) == ["Right", "Wrong", "Keep"]
    assert labels(noticed.noticed_page([replace(fact, words="")], 1)) == ["Right", "Wrong"]


def test_the_days_list_leads_to_the_page_that_is_always_as_of_now() -> None:
    told = noticed.list_of_day([FOUND], 12, standing_in="Leo Brandt")
    assert told.fallback.startswith("Noticed: 12 things to look at, for Leo Brandt")
    assert "and 11 more" in told.fallback
    assert labels(told)[-1] == "Noticed (12)"


def test_every_kind_has_words() -> None:
    assert all(noticed.noticed_page([replace(FOUND, kind=kind)], 1).fallback for kind in noticed.KINDS)
