"""What several pages show in the same way."""

from datetime import UTC, datetime, timedelta

import pytest

from content.pages.lines import ago_words, capped, excerpt, joined, listed, when, when_for_both
from outreach.messages import Bullets, Message, text

AT = datetime(2026, 11, 25, 9, 10, tzinfo=UTC)


def test_a_moment_says_where_it_is() -> None:
    assert when(AT, "Europe/Berlin") == "Wed 25 Nov 10:10 Berlin"


def test_ours_is_said_only_where_the_clocks_differ() -> None:
    assert when_for_both(AT, "America/New_York", "Europe/Berlin") == (
        "Wed 25 Nov 04:10 New York (Wed 25 Nov 10:10 Berlin)"
    )
    assert when_for_both(AT, "Europe/Paris", "Europe/Berlin") == "Wed 25 Nov 10:10 Paris"


@pytest.mark.parametrize(("count", "more"), [(0, ""), (3, ""), (4, "and 1 more")])
def test_a_list_says_how_many_it_leaves_out(count: int, more: str) -> None:
    some, rest = capped(range(count), 3)
    assert (len(some), rest) == (min(count, 3), more)


def test_nothing_to_list_is_nothing() -> None:
    assert listed([]) == ()
    (bullets,) = listed([text("a"), text("b")], 1)
    assert isinstance(bullets, Bullets)
    assert Message((bullets,)).fallback == "• a\n• and 1 more"


def test_small_things_read_well() -> None:
    assert joined("Acme", "", "Dana") == "Acme · Dana"
    assert excerpt("one two three", 8) == "one two …"
    assert ago_words(timedelta(seconds=20)) == "just now"
    assert ago_words(timedelta(days=3)) == "3 days ago"
