import pytest

from outreach.listening.grouping import suggest
from outreach.listening.similarity import Index

KEPT = {
    1: "The export of invoices fails with a timeout",
    2: "Invoice export: timeout again",
    3: "We get a timeout when we export our invoices",
    4: "Please add a dark mode to the dashboard",
    5: "A dark mode for the dashboard would help our team",
    6: "Who is our new contact?",
}
THEMES = {1: "timeouts", 2: "timeouts", 3: "timeouts", 4: "dark mode", 5: "dark mode"}


@pytest.fixture
def index() -> Index[int]:
    return Index.of(KEPT.items())


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("invoice export fails with a timeout", "timeouts"),
        ("could the dashboard have a dark mode please", "dark mode"),
    ],
)
def test_the_theme_of_the_nearest_messages_is_suggested(index: Index[int], text: str, theme: str) -> None:
    found = suggest(index, text, THEMES)
    assert found is not None
    assert found.theme == theme


def test_a_suggestion_says_why(index: Index[int]) -> None:
    found = suggest(index, "Our invoice export fails with a timeout", THEMES)
    assert found is not None
    assert set(found.shared) >= {"invoice", "export", "timeout"}
    assert set(found.because) <= {1, 2, 3}
    assert found.share == 1.0


@pytest.mark.parametrize("text", ["Who is our new contact", "the weather is nice", ""])
def test_what_is_near_to_no_message_with_a_theme_gets_none(index: Index[int], text: str) -> None:
    assert suggest(index, text, THEMES) is None


def test_a_message_does_not_vote_for_itself(index: Index[int]) -> None:
    found = suggest(index, KEPT[1], THEMES, exclude={1})
    assert found is not None
    assert 1 not in found.because


def test_a_message_between_two_themes_gets_none() -> None:
    index = Index.of([(1, "the export is slow"), (2, "the export is slow")])
    assert suggest(index, "the export is slow", {1: "speed", 2: "export"}) is None


def test_a_stricter_threshold_suggests_less(index: Index[int]) -> None:
    text = "invoice export fails with a timeout"
    assert suggest(index, text, THEMES, threshold=0.99) is None
