"""Messages and forms as HTML. Re-record the goldens with RECORD_GOLDENS=1."""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.formatting import form_html, message_html
from outreach.messages import (
    Bullets,
    Button,
    Choice,
    Divider,
    Fields,
    Footer,
    Form,
    Heading,
    Image,
    Input,
    LinkButton,
    Message,
    Quote,
    Run,
    buttons,
    paragraph,
    say,
    text,
)

GOLDENS = Path(__file__).parents[2] / "golden" / "playground"
HOSTILE = "<script>alert('x')</script> <!channel> [x](http://evil) \"onmouseover=\"a &amp; `b` *c*"

MESSAGES = {
    "everything": Message(
        (
            Heading(text("3 first, Priya")),
            paragraph(
                "Plain, ", Run("bold", bold=True), ", ", Run("all", bold=True, italic=True, strike=True, code=True)
            ),
            paragraph("See ", Run("the list", link="https://example.com/?a=1&b=2"), "."),
            Bullets((text("one"), text(Run("two", italic=True)))),
            Bullets((text("first"), text("second")), ordered=True),
            Quote(text("Two lines\nof hers")),
            Fields((("Who", text("Dana")), ("When", text("Wed 10:10")))),
            Image("attachment:week 1.png", "Contacts a day"),
            Image("https://example.com/p.png", "A picture elsewhere"),
            Divider(),
            buttons(
                Button("Send", "approve", {"touch": "1", "b": "2"}, "primary"),
                Button("Reject", "reject", style="danger", confirm="Reject it?"),
                LinkButton("Open", "https://example.com"),
                Choice("Not now", "later", (("week", "Next week"), ("never", "Never")), {"touch": "1"}),
            ),
            Footer(text("Just say so. · Concierge for Priya")),
        )
    ),
    "hostile": Message(
        (
            Heading(text(HOSTILE)),
            paragraph(HOSTILE, Run(HOSTILE, bold=True)),
            paragraph(Run(HOSTILE, link="https://example.com/" + HOSTILE), Run("no", link="javascript:alert(1)")),
            Bullets((text(HOSTILE),)),
            Quote(text(HOSTILE)),
            Fields(((HOSTILE, text(HOSTILE)),)),
            Image(f"attachment:../{HOSTILE}", HOSTILE),
            Image("javascript:alert(1)", HOSTILE),
            buttons(
                Button(HOSTILE, HOSTILE, {HOSTILE: HOSTILE}, confirm=HOSTILE),
                LinkButton(HOSTILE, "javascript:alert(1)"),
                Choice(HOSTILE, HOSTILE, ((HOSTILE, HOSTILE),), {HOSTILE: HOSTILE}),
            ),
            Footer(text(HOSTILE)),
        )
    ),
}
FORMS = {
    "form": Form(
        "Edit the message",
        "edit-save",
        (
            Input("words", "Message", "lines", "\nHello\nDana"),
            Input("on", "Day", "date", "2026-11-25", hint="Monday to Thursday"),
            Input("tone", "Who speaks", "choice", "me", (("me", "Priya"), ("team", "The team"))),
            Input("kind", "Kind", "choice", options=(("a", "A"),), optional=True),
            Input("note", "Note", optional=True),
        ),
        submit="Keep",
        intro=text("Word for word."),
    ),
    "hostile-form": Form(
        HOSTILE,
        HOSTILE,
        (
            Input(HOSTILE, HOSTILE, "lines", HOSTILE, hint=HOSTILE),
            Input(HOSTILE, HOSTILE, "choice", HOSTILE, ((HOSTILE, HOSTILE),)),
            Input(HOSTILE, HOSTILE, "line", HOSTILE),
        ),
        submit=HOSTILE,
        intro=text(HOSTILE),
    ),
}


def golden(name: str, html: str) -> str:
    path = GOLDENS / f"{name}.html"
    broken = html.replace("><", ">\n<") + "\n"
    if os.environ.get("RECORD_GOLDENS") == "1":
        path.write_text(broken, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_reads_as_recorded(name: str) -> None:
    html = message_html(MESSAGES[name], "/pictures/7/")
    assert html.replace("><", ">\n<") + "\n" == golden(name, html)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reads_as_recorded(name: str) -> None:
    html = form_html(FORMS[name], "form-7")
    assert html.replace("><", ">\n<") + "\n" == golden(name, html)


class Outline(HTMLParser):
    """The elements of a page, the addresses they lead to, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_hostile_words_make_no_element_no_handler_and_no_address() -> None:
    outline = Outline(message_html(MESSAGES["hostile"], "/pictures/7/") + form_html(FORMS["hostile-form"], "form-7"))
    assert "script" not in outline.tags
    assert not [name for name in outline.attributes if name.startswith("on")]
    assert all(re.match(r"https://example\.com/|/pictures/7/[^/]*$", address) for address in outline.addresses)
    assert "<!channel>" in outline.words


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00")))
def test_any_words_come_out_as_they_went_in(words: str) -> None:
    outline = Outline(message_html(say(words)))
    assert outline.tags in (["div", "p"], ["div"])
    assert outline.words == words


def test_a_picture_from_elsewhere_is_a_link_and_never_loaded() -> None:
    html = message_html(Message((Image("https://example.com/p.png", "A view"),)))
    assert "<img" not in html
    assert 'href="https://example.com/p.png"' in html
    assert "Picture: A view" in html
