"""Messages as Markdown that people edit: what is written reads back as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalog import CATALOG, CatalogEntry
from content.markdown import literal, parse
from content.markdown_writing import edited, written
from content.rendering import Renderer
from outreach.messages import Bullets, Button, Footer, Heading, Message, Paragraph, Quote, Run, buttons, say, text

RENDERER = Renderer(Path(__file__).parent.parent.parent / "content" / "templates")


@pytest.mark.parametrize("kind", CATALOG.values(), ids=lambda kind: kind.__name__)
def test_every_message_we_write_survives_an_edit_that_changes_nothing(kind: type[CatalogEntry]) -> None:
    message = RENDERER.render(kind.example())
    assert edited(written(message), message) == message


def test_people_read_plain_sentences() -> None:
    message = Message(
        (Paragraph(text("See ", Run("the list", link="https://x.example/a_b"), ": 2 pages, 100% yours!")),)
    )
    assert written(message) == "See [the list](<https://x.example/a_b>): 2 pages, 100% yours!"


@pytest.mark.parametrize(
    "words", ["1. first", "# head", "> quote", "- item", "a *b* c_d_e", "[x](y)", "<!channel> &amp; `code`", "^ small"]
)
def test_what_looks_like_markup_stays_text(words: str) -> None:
    assert parse(written(say(words))) == say(words)


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=80))
def test_any_words_stay_what_they_are(words: str) -> None:
    said = literal(words)
    if said:
        assert parse(written(say(said))) == say(said)


def test_lists_quotes_and_headings_keep_their_shape() -> None:
    message = Message(
        (
            Heading(text("Before close")),
            Bullets((text("one"), text(Run("two", bold=True), " more")), ordered=True),
            Quote(text("their words\non two lines")),
        )
    )
    assert parse(written(message)) == message


def test_small_print_and_buttons_are_not_edited_and_not_lost() -> None:
    footer, pressed = Footer(text("Concierge for Priya")), buttons(Button("Open", "account.open"))
    message = Message((Paragraph(text("Hello")), footer, pressed))
    assert written(message) == "Hello"
    assert edited("Other words", message) == Message((Paragraph(text("Other words")), footer, pressed))


def test_nobody_adds_small_print_of_their_own() -> None:
    assert edited("^ Sent by nobody", Message(())).parts == (Paragraph(text("Sent by nobody")),)
