from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from outreach.desk.signals import KINDS, moment, read, settled, verdict
from outreach.errors import BadInput
from outreach.models.signals import Signal

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
FULL = {"source": "zendesk", "id": 4711, "account": "acc-1", "kind": "P1 ticket", "title": " Export\n times out "}


def known(**changes: Any) -> Signal:
    values: dict[str, Any] = {
        "source": "zendesk", "external_id": "4711", "account_id": 1, "kind": "p1_ticket", "title": "Export times out",
        "opened_at": NOON, "changed_at": NOON, "received_at": NOON,
    }  # fmt: skip
    return Signal(**{**values, **changes})


def test_a_report_is_read_with_its_words_tidied() -> None:
    news = read("opened", {**FULL, "url": "https://desk.example/4711", "until": "2026-11-25", "request": "12"}, NOON)
    assert (news.external_id, news.kind, news.title) == ("4711", "p1_ticket", "Export times out")
    assert news.until == datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC)
    assert news.request_id == 12


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": "p1_tickets"}, "Did you mean p1_ticket?"),
        ({"kind": "weather"}, "Write one of p1_ticket"),
        ({"kind": ""}, "kind is missing"),
        ({"source": None}, "source is missing; add it."),
        ({"id": True}, "id must be text."),
        ({"title": " \x00 "}, "title is missing"),
        ({"account": "x" * 300}, "account is longer than 200 characters"),
        ({"url": "javascript:alert(1)"}, "url is no web address"),
        ({"url": "https://["}, "url is no web address"),
        ({"until": "soon"}, "until “soon” is no moment"),
        ({"until": {"a": 1}}, "is no moment"),
        ({"request": "twelve"}, "request is no number"),
        ({"request": "²"}, "request is no number"),
        ({"request": "9" * 30}, "request is no number"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_cure(changes: dict[str, object], says: str) -> None:
    with pytest.raises(BadInput, match=says.replace("?", r"\?").replace(".", r"\.")):
        read("opened", {**FULL, **changes}, NOON)


def test_news_of_something_known_need_say_only_which_it_is() -> None:
    assert read("closed", {"source": "zendesk", "id": "4711"}, NOON).account == ""


@pytest.mark.parametrize(
    ("happened", "minutes", "changes", "expected"),
    [
        ("opened", 0, {}, "unchanged"),
        ("opened", 5, {}, "unchanged"),
        ("changed", -5, {"title": "Older words"}, "older"),
        ("changed", 5, {"title": "Other words"}, "changed"),
        ("closed", 5, {}, "closed"),
        ("closed", -5, {}, "older"),
    ],
)
def test_only_newer_news_changes_an_open_signal(
    happened: str, minutes: int, changes: dict[str, object], expected: str
) -> None:
    news = read(happened, {**FULL, **changes}, NOON + timedelta(minutes=minutes))
    assert verdict(known(), news, 1, NOON) == expected


def test_a_closed_signal_is_opened_again_by_later_news_alone() -> None:
    closed = known(closed_at=NOON)
    assert verdict(closed, read("opened", FULL, NOON), 1, NOON) == "older"
    assert verdict(closed, read("opened", FULL, NOON + timedelta(hours=1)), 1, NOON) == "opened"
    assert verdict(closed, read("closed", FULL, NOON + timedelta(hours=1)), 1, NOON) == "unchanged"


def test_the_same_report_of_another_account_is_news() -> None:
    assert verdict(known(), read("changed", FULL, NOON), 2, NOON) == "changed"
    assert verdict(known(), read("changed", FULL, NOON), None, NOON) == "unchanged"


def test_one_that_is_over_already_stays_closed() -> None:
    over = read("opened", {**FULL, "until": "2026-11-01"}, NOON + timedelta(hours=1))
    assert verdict(known(closed_at=NOON), over, 1, NOON) == "unchanged"


def test_clocks_may_differ_by_minutes_and_not_by_days() -> None:
    assert settled(NOON + timedelta(minutes=3), NOON) == NOON
    with pytest.raises(BadInput, match="yet to come"):
        settled(NOON + timedelta(days=2), NOON)


def test_a_moment_without_a_zone_is_utc() -> None:
    assert moment("2026-11-25T09:00", "until") == datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert moment("2026-11-25T09:00+02:00", "until") == datetime(2026, 11, 25, 7, tzinfo=UTC)
    with pytest.raises(BadInput):
        moment("0001-01-01T00:00+05:00", "until")


def test_what_asks_for_a_check_in_does_not_hold_it_back() -> None:
    assert not KINDS["usage_drop"].holds
    assert all(kind.tells for kind in KINDS.values() if kind.is_urgent)


@pytest.mark.parametrize("words", ["9999-12-31", "9999-12-31T23:59:59Z", "0001-01-01", "2300-01-01T00:00:00Z"])
def test_a_moment_that_no_page_could_show_is_refused(words: str) -> None:
    with pytest.raises(BadInput, match="write a year of this century"):
        moment(words, "until")


def test_one_that_somebody_closed_stays_closed_whatever_changes_there() -> None:
    over = known(closed_at=NOON, until=NOON + timedelta(days=3))
    news = read("changed", {**FULL, "title": "More"}, NOON + timedelta(hours=1))
    assert verdict(over, news, 1, NOON + timedelta(hours=1)) == "changed"


def test_one_that_lapsed_and_ends_before_now_stays_over() -> None:
    lapsed = known(closed_at=NOON, until=NOON)
    news = read("changed", {**FULL, "title": "More", "until": "2026-11-24T13:00Z"}, NOON + timedelta(hours=2))
    assert verdict(lapsed, news, 1, NOON + timedelta(hours=2)) == "changed"
