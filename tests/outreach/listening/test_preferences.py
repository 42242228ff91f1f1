"""How customers want it, read with care."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.listening.preferences import Preference, read


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Please not on Mondays.", Preference(days_off=frozenset({0}))),
        ("No messages on Mondays or Fridays, please", Preference(days_off=frozenset({0, 4}))),
        ("never on weekends", Preference(days_off=frozenset({5, 6}))),
        ("Only on Tuesdays and Thursdays please", Preference(days_off=frozenset({0, 2, 4, 5, 6}))),
        ("Bitte nicht montags", Preference(days_off=frozenset({0}))),
        ("nur dienstags", Preference(days_off=frozenset({0, 2, 3, 4, 5, 6}))),
        ("Only in the mornings, please", Preference(ends=time(12))),
        ("nur vormittags bitte", Preference(ends=time(12))),
        ("not in the mornings", Preference(starts=time(12))),
        ("not before 10am please", Preference(starts=time(10))),
        ("Nothing after 4, please.", Preference(ends=time(16))),
        ("nichts nach 16 Uhr", Preference(ends=time(16))),
        ("only between 9:30 and 11", Preference(starts=time(9, 30), ends=time(11))),
        ("please only security updates", Preference(topics=("security",))),
        ("Bitte nur Produkt Neuigkeiten", Preference(topics=("produkt",))),
        ("No more webinar invites please", Preference(not_topics=("webinar invites",))),
        ("please no newsletters", Preference(not_topics=("newsletters",))),
        ("Stop sending us marketing content, please", Preference(not_topics=("marketing",))),
        ("keine Webinare mehr bitte", Preference(not_topics=("webinare",))),
        ("In German please", Preference(language="de")),
        ("Auf Deutsch bitte", Preference(language="de")),
        ("Could you write to us in English?", Preference(language="en")),
        ("less often please", Preference(is_less=True)),
        ("Once a month is enough", Preference(is_less=True)),
        ("seltener bitte", Preference(is_less=True)),
        (
            "Please just product updates, not on Fridays and not before 9:30",
            Preference(days_off=frozenset({4}), starts=time(9, 30), topics=("product",)),
        ),
    ],
)
def test_what_is_said_plainly_is_read(text: str, wanted: Preference) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Not on Monday, I'm away",
        "no worries",
        "No problem, thanks",
        "no response.",
        "We have no data, please help",
        "Do you have this in German?",
        "Is the report in English?",
        "We only work in the mornings",
        "between 11 and 9",
        "not before 25",
        "in German or in English please",
        "The meeting on Mondays is fine.",
    ],
)
def test_what_could_mean_something_else_is_left(text: str) -> None:
    assert read(text) is None


@given(st.text(max_size=120))
def test_anything_may_be_written(text: str) -> None:
    wanted = read(text)
    assert wanted is None or wanted != Preference()
