"""Messages as plain words that know where they stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.listening.reading import LONGEST, PIECE, pieces, read


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("I CAN’T log  in!!", " i can't log in !! "),
        ("see https://example.com/a?b=1 now", " see § now "),
        ("@Priya and <@U0123> #fail", " @ and @ fail "),
        ("Grüße", " grüße "),
        ("don`t", " don't "),
        ("10.30", " 10 . 30 "),
        ("", "  "),
    ],
)
def test_words_are_plain_and_stand_between_single_blanks(text: str, plain: str) -> None:
    assert read(text).plain == plain


def test_decomposed_umlauts_are_the_same_letters() -> None:
    assert read("Gru\u0308ße").plain == " grüße "


def test_a_place_leads_back_to_the_words_as_written() -> None:
    text = "Why  CAN’T\nwe log in?"
    said = read(text)
    at = said.plain.index(" can't we")
    start, end = said.span(at, at + len(" can't we"))
    assert text[start:end] == "CAN’T\nwe"


def test_a_piece_knows_where_it_begins() -> None:
    text = "One sentence. " * 60
    parts = pieces(text)
    assert len(parts) > 1
    assert "".join(part.text for part in parts) == text
    assert all(text[part.spans[0][0] :].startswith("One") for part in parts)


def test_pieces_are_whole_sentences_and_short() -> None:
    assert all(len(part.text) <= PIECE and part.text.endswith(". ") for part in pieces("One sentence. " * 60))


def test_what_is_longer_than_pages_is_read_in_part() -> None:
    assert sum(len(part.text) for part in pieces("word " * 50_000)) == LONGEST


@given(st.text(max_size=200))
def test_every_word_leads_back_to_itself(text: str) -> None:
    said = read(text)
    assert said.plain == f" {' '.join(said.plain.split())} " or not said.starts
    for at, span in zip(said.starts, said.spans, strict=True):
        assert said.span(at - 1, at + 1) == span
