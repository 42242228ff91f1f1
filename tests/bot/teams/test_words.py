import pytest

from bot.teams.words import read_page, read_plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<at>Concierge</at> why acme\n", "why acme"),
        ("why <at>Concierge</at> acme", "why acme"),
        ("<at>Concierge</at>", ""),
        ('<at id="1">Dana Ortiz</at>, look', "Dana Ortiz, look"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("a\r\n  b\u00a0\u00a0c  \n\n\n\nd", "a\nb c\n\nd"),
    ],
)
def test_plain_words_stay_as_they_are(text: str, said: str) -> None:
    assert read_plain(text, ["<at>Concierge</at>"]) == said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", ""),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One<br/>Two</div>", "One\nTwo"),
        ("a &lt; b &amp;&nbsp;c", "a < b & c"),
        ('<a href="https://a.example/">https://a.example/</a>', "https://a.example/"),
        ('<a href="https://a.example/">here</a>', "here (https://a.example/)"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ('<p>Hi <emoji alt="👍" title="like"></emoji></p>', "Hi 👍"),
        ('<p>See <at id="0">Dana</at></p><attachment id="1"></attachment>', "See Dana"),
        ("<ul><li>one</li><li>two</li></ul>", "• one\n• two"),
        ("<blockquote>kept</blockquote>", "kept"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("</a></p></blockquote>x", "x"),
    ],
)
def test_a_page_becomes_what_a_reader_sees(page: str, said: str) -> None:
    assert read_page(page) == said


def test_a_quoted_message_is_somebody_else_s() -> None:
    quoted = (
        '<blockquote itemtype="http://schema.skype.com/Reply"><p>Old</p><blockquote>older</blockquote></blockquote>'
    )
    assert read_page(f"{quoted}<p>New</p>") == "New"
