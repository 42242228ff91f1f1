"""What becomes of more than Slack holds: it is divided, or joined, or refused; words are never cut."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.formatting import LONGEST_UPDATE, message_blocks, render
from bot.slack.texts import LONGEST, pieces
from outreach.errors import Refused
from outreach.messages import (
    Bullets,
    Button,
    Choice,
    Divider,
    Footer,
    Heading,
    Image,
    Message,
    Paragraph,
    Quote,
    Run,
    buttons,
    paragraph,
    say,
    text,
)
from tests.bot.slack.blockkit import judge, of_type, words_of


def refused(message: Message) -> Refused:
    with pytest.raises(Refused) as caught:
        render(message)
    return caught.value


@given(st.lists(st.text("ab \n", max_size=40), max_size=12), st.integers(8, 30))
def test_a_divided_text_is_whole_again_when_put_together(words: list[str], longest: int) -> None:
    runs = text(*(Run(each, bold=bool(number % 2)) for number, each in enumerate(words)))
    found = list(pieces(runs, longest))
    assert "".join(run.text for piece in found for run in piece) == "".join(words)
    assert all(0 < sum(len(run.text) for run in piece) <= longest for piece in found)


def test_a_long_text_goes_on_in_the_next_block_between_words() -> None:
    shown = render(Message((Paragraph(text("word " * 1_000)), Quote(text("word " * 1_000))))).blocks
    assert [len(words_of(block)) for block in shown] == [LONGEST, 2_000] * 2
    assert words_of(shown) == "word " * 2_000


def test_a_long_list_goes_on_counting() -> None:
    items = tuple(text(f"{number} {'x' * 700}") for number in range(10))
    lists = of_type(render(Message((Bullets(items, ordered=True),))).blocks, "rich_text_list")
    assert [each.get("offset", 0) for each in lists] == [0, 4, 8]
    assert "offset" not in of_type(render(Message((Bullets(items),))).blocks, "rich_text_list")[1]


def test_an_entry_without_words_keeps_its_number() -> None:
    (shown,) = of_type(render(Message((Bullets((text("a"), (), text("c")), ordered=True),))).blocks, "rich_text_list")
    judge(render(Message((Bullets(((),)),))).blocks)
    assert len(of_type(shown, "rich_text_section")) == 3


def test_neighbouring_texts_share_a_block_only_when_there_are_too_many() -> None:
    fifty = Message(tuple(paragraph(str(number)) for number in range(50)))
    assert len(render(fifty).blocks) == 50
    shown = render(fifty + say("one more")).blocks
    judge(shown)
    assert len(shown) == 1
    assert words_of(shown).split() == [*map(str, range(50)), "one", "more"]


def test_lines_and_headings_give_way_before_a_message_is_refused() -> None:
    row = (Heading(text("A")), paragraph("b"), buttons(Button("Go", "do")), Divider())
    shown = render(Message(row * 20)).blocks
    judge(shown)
    assert [block["type"] for block in shown] == ["rich_text", "actions"] * 20
    assert words_of(shown) == "A\nbGo" * 20


def test_too_many_parts_are_refused_with_their_number() -> None:
    problem = refused(Message((paragraph("a"), buttons(Button("Go", "do"))) * 26))
    assert problem.code == "message_too_long"
    assert str(problem) == "The message has 52 parts, and Slack shows 50 at most: leave something out."
    assert len(message_blocks(Message((paragraph("a"), buttons(Button("Go", "do"))) * 26), most=100)) == 52


@pytest.mark.parametrize(
    "message",
    [
        say("word " * 8_001),
        Message((Bullets((text("x" * 3_001),)),)),
        Message((buttons(Button("Go", "do", {"words": "x" * 2_000})),)),
        Message((buttons(Button("Go", "do", confirm="x" * 301)),)),
        Message((buttons(Choice("Go", "do", tuple((str(n), "x") for n in range(101)))),)),
        Message((buttons(Choice("Go", "do", (("x" * 151, "x"),))),)),
        Message((buttons(Choice("Go", "do", (("x", "x"),), {"words": "x" * 255})),)),
    ],
)
def test_what_cannot_fit_is_refused_with_its_cure(message: Message) -> None:
    problem = refused(message)
    assert problem.code == "message_too_long"
    assert re.search(r": (shorten|narrow|let) .*\.$", str(problem))


@pytest.mark.parametrize("parts", [(), (paragraph(""),), (buttons(),), (buttons(Choice("Go", "do", ())),)])
def test_nothing_is_not_sent(parts: tuple[Paragraph, ...]) -> None:
    assert refused(Message(parts)).code == "invalid_message"


def test_a_label_is_shortened_and_never_empty() -> None:
    long, blank = Button("word " * 30, "do"), Button(" ", "do")
    shown = of_type(
        render(Message((buttons(long, blank, Choice("x" * 200, "do", (("1", "y" * 80),))),))).blocks, "plain_text"
    )
    assert [str(each["text"])[-1] for each in shown] == ["…"] * 4
    assert max(len(str(each["text"])) for each in shown) == 150
    judge(render(Message((buttons(long, blank), Image("https://example.com/p", "a" * 3_000)))).blocks)


def test_a_long_row_of_buttons_is_divided() -> None:
    rows = render(Message((buttons(*(Button(f"B{n}", "do") for n in range(60))),))).blocks
    judge(rows)
    assert [len(of_type(row, "button")) for row in rows] == [25, 25, 10]


def test_small_print_that_is_long_is_ordinary_text() -> None:
    assert [block["type"] for block in render(Message((Footer(text("x" * 3_001)),))).blocks] == ["rich_text"] * 2


@pytest.mark.parametrize("words", ["&" * 5_000, "word " * 5_000, "x" * 20_000])
def test_the_brief_text_fits_an_update_and_tears_no_sign_apart(words: str) -> None:
    shown = render(say(words))
    assert len(shown.brief) <= LONGEST_UPDATE < len(shown.text)
    head = shown.brief.removesuffix("…")
    assert shown.text.startswith(head)
    assert not re.search(r"&[a-z]*$", head)
    assert render(say("short")).brief == "short"
