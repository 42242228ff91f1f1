import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from benchmarks.themes import Labelled, Unreadable, by_bm25, by_concierge, by_letters, grown, precision, read

Method = Callable[[Sequence[Labelled]], Callable[[int], int | None]]
ROWS = [
    Labelled("the export fails", "export"),
    Labelled("export fails again", "export"),
    Labelled("who is our contact", "contact"),
    Labelled("our contact, who is it", "contact"),
]


@pytest.mark.parametrize("method", [by_concierge, by_bm25, by_letters])
def test_each_method_finds_the_other_row_and_never_the_row_itself(method: Method) -> None:
    nearest = method(ROWS)
    assert [nearest(number) for number in range(4)] == [1, 0, 3, 2]
    assert precision(ROWS, nearest, "any") == 1.0


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"nowhere\.csv cannot be read"):
        read(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("text,label\nhello,a\n", "has no column category"),
        ("", "has no column category and text"),
        ("text,category\nhello,a\n", "fewer than two rows"),
    ],
)
def test_a_file_that_cannot_be_measured_says_why(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable, match=said):
        read(file)


def test_a_file_that_is_no_text_says_so(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(b"text,category\n\xff\xfe,a\n")
    with pytest.raises(Unreadable, match="UTF-8"):
        read(file)


def test_a_file_grows_to_the_size_asked_for_with_its_own_rows_first() -> None:
    texts = list(grown(ROWS, 50, random.Random(1)))
    assert len(texts) == 50
    assert texts[:4] == [row.text for row in ROWS]
