"""What customers want, said back to them."""

from typing import Any

import pytest

from content.terms import agreed, status_line

WANTED: list[tuple[str, dict[str, Any]]] = [
    ("days", {"not": [0, 4]}),
    ("hours", {"from": "09:00", "until": "12:00"}),
    ("topic", {"only": ["security"], "not": ["webinars", "surveys"]}),
    ("language", {"tag": "de", "before": None}),
    ("pace", {"days": 28}),
]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "nothing on Mondays and Fridays, only between 09:00 and 12:00, only security, nothing about webinars or "
            "surveys, in German, one message in 28 days at most",
        ),
        (
            "de-AT",
            "nichts montags und freitags, nur zwischen 09:00 und 12:00 Uhr, nur security, nichts über webinars oder "
            "surveys, auf Deutsch, höchstens eine Nachricht in 28 Tagen",
        ),
    ],
)
def test_everything_that_can_be_wanted(language: str, said: str) -> None:
    assert agreed(WANTED, language) == said


def test_half_an_hour_range() -> None:
    assert agreed([("hours", {"from": "10:00"})], "en") == "nothing before 10:00"
    assert agreed([("hours", {"until": "16:00"})], "de") == "nichts nach 16:00 Uhr"


def test_in_the_status() -> None:
    assert status_line([("days", {"not": [0]})], "en") == "Unasked messages: nothing on Mondays."
