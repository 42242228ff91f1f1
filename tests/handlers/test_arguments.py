"""What stands behind a command word."""

from datetime import UTC, date, datetime

import pytest

from handlers.arguments import Terms, first_word, said, terms
from outreach.errors import BadInput
from outreach.events import Actor, ChannelMessage, Command, Place

TUESDAY = date(2026, 11, 24)
BASE = ("key", datetime(2026, 11, 24, tzinfo=UTC), Actor("p", "w", "U", "Priya"), Place("p", "w", "C"))


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        ("", Terms()),
        ("until Friday", Terms(date(2026, 11, 27))),
        ("for 2 weeks because they are merging", Terms(date(2026, 12, 8), "they are merging")),
        ("because of the audit.", Terms(None, "of the audit")),
        ("Until 3 Dec, BECAUSE Dana asked", Terms(date(2026, 12, 3), "Dana asked")),
        ("tomorrow", Terms(date(2026, 11, 25))),
        ("bis Freitag weil sie fusionieren", Terms(date(2026, 11, 27), "sie fusionieren")),
    ],
)
def test_until_and_because_are_both_optional(text: str, agreed: Terms) -> None:
    assert terms(text, TUESDAY) == agreed


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(BadInput, match="“whatever” is no date"):
        terms("whatever", TUESDAY)


@pytest.mark.parametrize("text", ["@concierge why Acme", "<@U012>, why Acme", "why Acme"])
def test_a_message_to_us_is_a_command_without_the_mention(text: str) -> None:
    assert said(ChannelMessage(*BASE, text, "1")) == "why Acme"


def test_the_first_word_keeps_its_case() -> None:
    assert first_word("  Why   Acme Labs ") == ("Why", "Acme Labs")
    assert first_word(said(Command(*BASE, ""))) == ("", "")
