"""The ledger beside the chat."""

from datetime import UTC, datetime, timedelta

from bot.playground.host import LedgerLine
from bot.playground.record import record

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def line(title: str, state: str = "made", at: datetime = NOW, due_at: datetime | None = None) -> LedgerLine:
    return LedgerLine(at, state, title, "Her words", "Dana", "touch", due_at, "America/Chicago")


def shown(*lines: LedgerLine) -> list[str]:
    return [str(html) for html in record(lines, NOW, "Europe/Berlin")]


def test_what_comes_stands_before_what_was_soonest_first_then_newest_first() -> None:
    lines = [
        line("old", at=NOW - 2 * HOUR),
        line("late", "proposed", due_at=NOW + 2 * HOUR),
        line("new", at=NOW - HOUR),
        line("soon", "approved", due_at=NOW + HOUR),
    ]
    html = "".join(shown(*lines))
    places = [html.index(f">{words}<") for words in ("Coming up", "soon", "late", "What happened", "new", "old")]
    assert places == sorted(places)


def test_what_comes_is_told_in_the_zone_of_whoever_gets_it() -> None:
    (_, html) = shown(line("soon", "proposed", due_at=NOW + HOUR))
    assert "Tue 24 Nov, 03:00 Chicago" in html
    assert "since Tue 24 Nov, 09:00" in html


def test_what_is_over_does_not_come_even_with_a_time_ahead() -> None:
    html = "".join(shown(line("x", "cancelled", due_at=NOW + HOUR)))
    assert "Coming up" not in html
    assert "was due" in html


def test_a_state_is_told_in_words_and_an_unknown_one_asks() -> None:
    assert 'class="state asks">unknown<' in shown(line("x", "unknown"))[1]
    assert 'class="state good">made<' in shown(line("x"))[1]


def test_hostile_titles_stay_text() -> None:
    assert "<script>" not in "".join(shown(line("<script>alert(1)</script>")))


def test_an_empty_ledger_has_no_sections() -> None:
    assert shown() == []
