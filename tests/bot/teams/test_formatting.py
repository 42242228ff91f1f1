"""Messages as Adaptive Cards. Re-record the goldens with RECORD_GOLDENS=1."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.elements import Element
from bot.teams.formatting import ACTIVITY_BYTES, CARD_BYTES, Rendered, card_size, render
from bot.teams.forms import dialog, form_card
from outreach.errors import Refused
from outreach.messages import (
    Bullets,
    Divider,
    Fields,
    Image,
    LinkButton,
    Message,
    Preview,
    Run,
    buttons,
    paragraph,
    say,
    text,
)
from outreach.ports import Author
from tests.bot.samples import FORMS, MESSAGES, asked_with, said_by

GOLDENS = Path(__file__).parents[2] / "golden" / "teams"
PRESS = "q7Xk2Lw9"
PNG = b"\x89PNG\r\n\x1a\n and more"
PRIYA = Author("Priya Raman", "https://example.com/priya.png")
RECORDED = ["everything", "hostile", "share.en", "share.de", "correction.en", "digest", "morning", "item-approved"]
PIECES = ["{{DATE(2026-11-24T08:00:00Z)}}", "{{", "**", "](https://example.com)", "<at>", *"{}[]()*_`\\<>@#&;:. -1\n\r"]
ODD = st.lists(st.sampled_from(PIECES)).map("".join)


def rendered(message: Message) -> Rendered:
    return render(message, PRESS, author=PRIYA, attachments={"week 1.png": PNG})


def walk(node: object) -> Iterator[Element]:
    """Every object of a card, outermost first."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from walk(each)


def lines(card: Element) -> list[str]:
    """What its blocks say, one string each."""
    blocks = [each["inlines"] for each in walk(card) if each.get("type") == "RichTextBlock"]
    return ["".join(run if isinstance(run, str) else run["text"] for run in block) for block in map(inlines, blocks)]


def inlines(block: object) -> list[str | dict[str, str]]:
    assert isinstance(block, list)
    return block


def of_type(card: Element, kind: str) -> list[Element]:
    return [each for each in walk(card) if each.get("type") == kind]


def golden(name: str, shown: Element) -> Element:
    path = GOLDENS / f"{name}.json"
    if os.environ.get("RECORD_GOLDENS") == "1":
        path.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    recorded: Element = json.loads(path.read_text(encoding="utf-8"))
    return recorded


@pytest.mark.parametrize("name", RECORDED)
def test_a_message_looks_as_recorded(name: str) -> None:
    shown = rendered(MESSAGES[name]).activity
    assert shown == golden(name, shown)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_looks_as_recorded(name: str) -> None:
    form = FORMS[name]
    refused = form_card(form, PRESS, problem="That day has passed.", in_dialog=True)
    card, over = form_card(form, PRESS), dialog(form.title, refused)
    assert card == golden(name, card)
    assert over == golden(f"{name}-dialog", over)


def test_no_golden_is_left_over() -> None:
    wanted = {*RECORDED, *FORMS, *(f"{name}-dialog" for name in FORMS)}
    assert {path.stem for path in GOLDENS.iterdir()} == wanted


@pytest.mark.parametrize("name", MESSAGES)
def test_every_message_fits_and_says_everything_in_plain_words(name: str) -> None:
    shown = rendered(MESSAGES[name])
    assert card_size(shown.card) <= CARD_BYTES
    assert shown.summary == f"Priya Raman via Concierge\n\n{MESSAGES[name].fallback}"
    assert "text" not in shown.activity


@pytest.mark.parametrize("name", MESSAGES)
def test_no_value_stands_where_markdown_is_read(name: str) -> None:
    card = rendered(MESSAGES[name]).card
    assert not of_type(card, "TextBlock")
    assert not of_type(card, "FactSet")


def test_hostile_words_lead_nowhere() -> None:
    card = rendered(MESSAGES["hostile"]).card
    addresses = [str(each["url"]) for each in walk(card) if "url" in each]
    assert addresses == ["https://example.com/priya.png"]


@given(ODD | st.text())
def test_any_words_come_out_as_they_went_in(words: str) -> None:
    card = render(say(words), PRESS).card
    assert lines(card) == [line for line in re.split(r"\r\n|\r|\n", words) if line]


@given(ODD | st.text(min_size=1))
def test_any_words_make_the_same_card(words: str) -> None:
    """Whatever they are, they change neither what a card is made of nor where it leads."""
    one_line = re.sub(r"[\r\n{]+", " ", words) or "x"
    shapes = [
        [each.get("type") for each in walk(card) if each.get("type") != "TextRun"]
        for card in (
            *(render(said_by(each), PRESS).card for each in (one_line, "x")),
            *(form_card(asked_with(each), PRESS) for each in (one_line, "x")),
        )
    ]
    assert shapes[0] == shapes[1]
    assert shapes[2] == shapes[3]


@given(ODD | st.text())
def test_no_formula_of_a_renderer_is_left_whole(words: str) -> None:
    card = render(say(Run(words, bold=True), words), PRESS).card
    assert not [run for each in walk(card) for run in [each.get("text"), *map(str, _strings(each))] if "{{" in str(run)]


def _strings(element: Element) -> list[str]:
    found = element.get("inlines", [])
    return [run for run in inlines(found) if isinstance(run, str)]


def test_the_first_line_names_who_speaks() -> None:
    assert lines(rendered(say("Hi")).card)[0] == "Priya Raman via Concierge"
    unsafe = render(say("Hi"), PRESS, author=Author("Priya", "http://example.com/p.png"))
    assert lines(unsafe.card)[0] == "Priya via Concierge"
    assert not of_type(unsafe.card, "Image")


def test_a_link_to_unfold_is_nothing_here() -> None:
    assert (
        render(Message((paragraph("Hi"), Preview("https://example.com"))), PRESS).card == render(say("Hi"), PRESS).card
    )


def test_a_blank_line_is_a_wider_gap() -> None:
    body = render(say("one\ntwo\n\nthree"), PRESS).card["body"]
    assert isinstance(body, list)
    assert [each.get("spacing") for each in body] == [None, "None", "Medium"]


def test_a_divider_sets_apart_what_follows_and_nothing_else() -> None:
    body = render(Message((Divider(), paragraph("a"), Divider(), Divider(), paragraph("b"), Divider())), PRESS).card[
        "body"
    ]
    assert isinstance(body, list)
    assert [each.get("separator") for each in body] == [None, True]


def test_a_link_that_is_not_https_is_written_out() -> None:
    words = [Run("here", link="http://example.com"), Run(", there", link="https://exa mple.com")]
    card = render(Message((paragraph(*words), buttons(LinkButton("Open", "http://example.com")))), PRESS).card
    assert lines(card) == [
        "here (http://example.com), there (https://exa mple.com)",
        "Open (http://example.com)",
    ]
    assert not of_type(card, "Action.OpenUrl")


def test_what_is_too_long_is_refused_and_never_cut() -> None:
    with pytest.raises(Refused, match="shorten it") as refused:
        render(say("word " * 6000), PRESS)
    assert refused.value.code == "message_too_long"
    with pytest.raises(Refused, match="shorten it"):
        form_card(asked_with("word " * 6000), PRESS)


@pytest.mark.parametrize("letter", ["a", "ä", "字", "😀", '"', "\\", "\x00"])
def test_the_limit_counts_bytes(letter: str) -> None:
    for length in range(1000, 30_000, 3000):
        try:
            shown = render(say(letter * length), PRESS)
        except Refused:
            assert len(json.dumps(letter, ensure_ascii=False).encode()) * length > 20_000
            break
        assert card_size(shown.card) <= CARD_BYTES
        assert len(json.dumps(shown.activity, ensure_ascii=False).encode("utf-16-le")) <= ACTIVITY_BYTES


@pytest.mark.parametrize(("size", "spot"), [(5_000, "card"), (20_000, "beside"), (60_000, "words")])
def test_a_picture_stands_where_there_is_room(size: int, spot: str) -> None:
    message = Message((paragraph("Last week"), Image("attachment:w.png", "12 contacts")))
    shown = render(message, PRESS, attachments={"w.png": PNG + b"x" * size})
    assert bool(of_type(shown.card, "Image")) == (spot == "card")
    assert [each["contentType"] for each in shown.beside] == (["image/png"] if spot == "beside" else [])
    words = {"card": [], "beside": ["Picture below: 12 contacts"], "words": ["Picture: 12 contacts"]}
    assert lines(shown.card) == ["Last week", *words[spot]]


@pytest.mark.parametrize("content", [{}, {"w.png": b"<svg/>"}])
def test_a_picture_that_cannot_be_shown_is_described(content: dict[str, bytes]) -> None:
    shown = render(Message((Image("attachment:w.png", "12 contacts"),)), PRESS, attachments=content)
    assert lines(shown.card) == ["Picture: 12 contacts"]


def test_fields_and_bullets_are_blocks_of_their_own() -> None:
    shown = Message((Fields((("Who", text("*Dana*")),)), Bullets((text("a"), text("b\nc")), ordered=True)))
    assert lines(render(shown, PRESS).card) == ["Who", "*Dana*", "1. a", "2. b", "c"]
