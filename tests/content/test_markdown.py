"""Values stay literal, Markdown becomes parts."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.markdown import escape, literal, parse
from outreach.messages import Bullets, Divider, Footer, Heading, Message, Paragraph, Quote, Run, text

NAUGHTY = [
    "<!channel>",
    "<@U123> <#C1> <!subteam^S1> <!date^1^{date}|x>",
    "<https://evil.example|https://bank.example>",
    "[x](http://evil.example)",
    "[x]: http://evil.example",
    "![x](http://evil.example/a.png)",
    "<http://evil.example>",
    "http://evil.example and www.evil.example",
    "</at>",
    "<at>Priya</at>",
    "<script>alert(1)</script>",
    "<!-- hidden -->",
    "&lt;b&gt; &amp; &#64;",
    'x","url":"https://evil.example","a":"',
    "{{ 7 * 7 }}{% raw %}",
    "1. first",
    "12",
    "1)",
    "- bullet",
    "+ bullet",
    "* bullet",
    "# heading",
    "> quote",
    "^ small print",
    "---",
    "===",
    "***",
    "___",
    "```\ncode",
    "~~~",
    "`code`",
    "``",
    "~~gone~~",
    "**bold** _it_ __b__ *i*",
    "|a|b|\n|-|-|",
    "a\\",
    "\\",
    "\\[x\\]",
    "a  \nb",
    "line\n\n\n\n    indented",
    "line\n# heading\n- bullet\n1. one\n1",
    "\ttab",
    "a\r\nb\rc",
    "a\u2028b\u2029c\x85d\x0be",
    "nul\x00 and bell\x07",
    "lone \ud800 surrogate \udfff",
    "\u202eevil\u202c turned",
    "مرحبا دانا",
    "שלום [x](http://evil.example)",
    "zero\u200bwidth \u200d joiner \ufeff",
    "\ufdd00\ufdd1",
    "Zoë O’Brien-Łukasz 🦊 👩\u200d👩\u200d👧",
    "\u00a0",
    " ",
    "",
    "=1+1 @SUM(A1)",
]


def only_paragraph(message: Message) -> str:
    (part,) = message.parts
    assert isinstance(part, Paragraph)
    (run,) = part.text
    assert run == Run(run.text), "a value brought a style or a link"
    return run.text


@pytest.mark.parametrize("value", NAUGHTY)
def test_a_naughty_value_stays_what_it_is_within_a_sentence(value: str) -> None:
    assert only_paragraph(parse(f"Hi {escape(value)}!")) == f"Hi {literal(value)}!"


@pytest.mark.parametrize("value", [value for value in NAUGHTY if literal(value)])
@pytest.mark.parametrize("after", ["", ". Then", ") then", "\n", "\nthen"])
def test_a_naughty_value_stays_what_it_is_at_the_start_of_a_line(value: str, after: str) -> None:
    assert only_paragraph(parse(f"{escape(value)}{after}")) == literal(value) + after.replace("\n", " ").rstrip()


@given(st.text())
@settings(max_examples=500)
@example("1\n2\n3. x")
@example("a\n-\n\n=")
def test_any_value_stays_what_it_is(value: str) -> None:
    assert only_paragraph(parse(f"Hi {escape(value)}!")) == f"Hi {literal(value)}!"


@given(st.text(alphabet="\\`*_{}[]()#+-.!|<>&~^=:/1 \n\tax\"'"))
@settings(max_examples=1000)
def test_no_mix_of_markup_stops_being_literal(value: str) -> None:
    assert only_paragraph(parse(f"- {escape(f'x{value}')}".removeprefix("- "))) == literal(f"x{value}")
    assert only_paragraph(parse(f"Hi {escape(value)}{escape(value)}!")) == f"Hi {literal(value)}{literal(value)}!"


@given(st.text(alphabet="\\`*_[]()<>&#1.\n ax\"'"))
def test_a_value_stays_within_what_surrounds_it(value: str) -> None:
    said = literal(f"x{value}x")
    assert parse(f"- {escape(said)}\n- b") == Message((Bullets((text(said), text("b"))),))
    assert parse(f"> {escape(said)}\n\nb") == Message((Quote(text(said)), Paragraph(text("b"))))
    linked = Run(said, link="https://a.example/")
    assert parse(f"[{escape(said)}](<https://a.example/>)") == Message((Paragraph((linked,)),))


@given(st.text())
def test_a_literal_text_is_stable_and_can_be_stored(value: str) -> None:
    assert literal(literal(value)) == literal(value)
    assert "\x00" not in literal(value)
    literal(value).encode()


def test_lines_of_a_value_stay_lines() -> None:
    assert literal("Hi,\r\n\r\n\r\n  see   you \n") == "Hi,\n\nsee you"


def test_a_mark_that_mirrors_what_follows_is_taken_out_and_arabic_is_not() -> None:
    assert literal("a\u202eb دانا") == "ab دانا"


def test_styles_nest() -> None:
    assert parse("a **b *c*** ~~d~~ `e*`") == Message(
        (
            Paragraph(
                (
                    Run("a "),
                    Run("b ", bold=True),
                    Run("c", bold=True, italic=True),
                    Run(" "),
                    Run("d", strike=True),
                    Run(" "),
                    Run("e*", code=True),
                )
            ),
        )
    )


def test_blocks_become_parts() -> None:
    assert parse("# H\n\none\ntwo\\\nthree\n\n1. a\n2. b\n\n***\n\n```py\nx = 1\n\ny = 2\n```") == Message(
        (
            Heading(text("H")),
            Paragraph(text("one two\nthree")),
            Bullets((text("a"), text("b")), ordered=True),
            Divider(),
            Paragraph((Run("x = 1\n\ny = 2", code=True),)),
        )
    )


def test_lists_within_lists_follow_their_parent() -> None:
    nested = parse("- a\n  - b\n    1. c\n\n  more\n- d")
    assert nested == Message((Bullets((text("a\nmore"), text("b"), text("c"), text("d"))),))


def test_a_quote_keeps_its_lines_and_lists() -> None:
    assert parse("> a\n>\n> b\n>\n> - c\n> - d") == Message((Quote(text("a\nb\n• c\n• d")),))


def test_a_picture_becomes_a_link_with_its_description() -> None:
    assert parse("![a *chart*](https://a.example/c.png)") == Message(
        (Paragraph((Run("a chart", link="https://a.example/c.png"),)),)
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "mailto:a@b.example",
        "/here",
        "https:///x",
        "file:///x",
        "//a.example",
    ],
)
def test_a_link_to_anything_but_the_web_is_only_text(address: str) -> None:
    assert only_paragraph(parse(f"[x]({address})")) == f"[x]({address})"
    assert only_paragraph(parse(f"![x]({address})")) == f"![x]({address})"


def test_html_is_only_text() -> None:
    assert only_paragraph(parse("<b>x</b> <img src=x onerror=y>")) == "<b>x</b> <img src=x onerror=y>"
    assert only_paragraph(parse("<div>\n*x*".replace("*", ""))) == "<div> x"


def test_small_print_begins_with_a_caret() -> None:
    assert parse("^ Prefer *fewer*?") == Message((Footer((Run("Prefer "), Run("fewer", italic=True), Run("?"))),))
    assert parse("\\^ no") == Message((Paragraph(text("^ no")),))


def test_nothing_is_no_part() -> None:
    assert parse(" \n\n-\n\n>\n\n[](https://a.example/)\n\n```\n```\n") == Message(())


@pytest.mark.parametrize("evil", ["[" * 20_000, "*_" * 5_000 + "a" + "_*" * 5_000, "> " * 10_000, "![[" * 5_000])
def test_deep_markdown_is_read_and_stored_all_the_same(evil: str) -> None:
    message = parse(evil)
    assert Message.from_json(message.to_json()) == message
