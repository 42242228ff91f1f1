"""Words that people wrote, as whole sentences of a message."""

import pytest

from content.sentences import statement


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("the export runs again", "The export runs again."),
        ("änderungen sind drin", "Änderungen sind drin."),
        ("iPads work again", "iPads work again."),
        ("https://a.example is back", "https://a.example is back."),
        ("done", "Done."),
        ("", ""),
    ],
)
def test_a_statement_begins_with_a_capital_unless_its_first_word_has_its_own_way(words: str, said: str) -> None:
    assert statement(words) == said
