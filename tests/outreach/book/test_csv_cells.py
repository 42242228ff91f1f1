"""Single cells: dates, money, clocks, places, choices; and the sentence that comes when one cannot be read."""

import contextlib
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.book import parsing, places
from outreach.book.dates import calendar_date
from outreach.book.parsing import BadCell


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-03", "2026/11/03", "2026.11.3", "03 Nov 2026", "3 November 2026", "Nov 3, 2026", "nov 3 2026",
        "03-Nov-2026", "3.11.2026", "Nov. 3rd, 2026", "2026-11-03T00:00:00.000Z", "2026-11-03 14:20", " 2026-11-03 ",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_clear_way_to_write_it(cell: str) -> None:
    assert calendar_date(cell) == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("13/04/2026", date(2026, 4, 13)),
        ("04/13/2026", date(2026, 4, 13)),
        ("05/05/2026", date(2026, 5, 5)),
        ("29.02.2028", date(2028, 2, 29)),
        ("Sept 9, 2026", date(2026, 9, 9)),
    ],
)
def test_a_date_that_can_mean_one_day_only_is_read(cell: str, expected: date) -> None:
    assert calendar_date(cell) == expected


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("03/04/2026", "could be 3 April or 4 March; write 2026-04-03 or 2026-03-04"),
        ("03-04-2026", "could be 3 April or 4 March"),
        ("31/02/2026", "is not a date; write 2026-02-28"),
        ("2026-02-30", "is not a date; write 2026-02-28"),
        ("30 Feb 2028", "is not a date; write 2028-02-29"),
        ("3/4/26", "is not a date; write it as 2026-02-28"),
        ("2026-13-01", "is not a date"),
        ("0026-01-01", "is not a date"),
        ("3 Foo 2026", "is not a date"),
        ("soon", "is not a date"),
        ("46329", "is not a date"),
        ("2026-1/2", "is not a date"),
    ],
)
def test_a_date_that_is_none_or_two_is_refused_with_the_cure(cell: str, says: str) -> None:
    with pytest.raises(BadCell, match=says):
        calendar_date(cell)


@given(st.dates(date(1970, 1, 1), date(2100, 12, 31)))
def test_every_date_survives_in_every_clear_form(day: date) -> None:
    forms = ["%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%d.%m.%Y"]
    assert {calendar_date(day.strftime(form)) for form in forms} == {day}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("410000", "410000.00"), ("410000.00", "410000.00"), ("$410,000", "410000.00"), ("$410k", "410000.00"),
        ("€1.234,50", "1234.50"), ("1.234,50 €", "1234.50"), ("1,234.5", "1234.50"), ("EUR 1.234", "1234.00"),
        ("1,234", "1234.00"), ("12,5", "12.50"), ("1.2M", "1200000.00"), ("1.250M", "1250000.00"),
        ("USD410,000.00", "410000.00"), ("US$ 99", "99.00"), ("CHF 410'000.00", "410000.00"),
        ("1 234 567,89", "1234567.89"), ("1\u202f234,50", "1234.50"), ("4,10,000", "410000.00"), ("0", "0.00"),
        ("410000.000", "410000.00"), ("0.005", "0.00"), ("1.234.567", "1234567.00"),
    ],
)  # fmt: skip
def test_money_is_read_as_americans_and_europeans_write_it(cell: str, expected: str) -> None:
    assert parsing.money(cell) == Decimal(expected)


@pytest.mark.parametrize(
    "cell", ["n/a", "=1+1", "-5", "1,2,3", "12,34,5", "1,234.567.8", "1e9", "$", "9" * 20, "(1,234)"]
)
def test_money_that_is_none_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match=r"410000\.00"):
        parsing.money(cell)


@given(st.decimals(0, 999_999_999, places=2))
def test_every_amount_survives_in_both_notations(amount: Decimal) -> None:
    american = f"${amount:,.2f}"
    european = american[1:].translate(str.maketrans(",.", ".,")) + " €"
    assert parsing.money(american) == parsing.money(european) == parsing.money(str(amount)) == amount


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("08:30", time(8, 30)), ("8:30", time(8, 30)), ("9", time(9)), ("5:30 PM", time(17, 30)),
        ("12am", time(0)), ("12 p.m.", time(12)), ("17.30", time(17, 30)), ("09:00:00", time(9)), ("8h30", time(8, 30)),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read(cell: str, expected: time) -> None:
    assert parsing.clock(cell) == expected


@pytest.mark.parametrize("cell", ["25:00", "24:00", "9:75", "13 pm", "0 am", "morning", "9m", "0930"])
def test_a_time_that_no_clock_shows_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match="time of day"):
        parsing.clock(cell)


@pytest.mark.parametrize("cell", ["09:00-17:30", "9:00 – 17:30", "9 to 5:30pm"])
def test_hours_are_read_as_a_span(cell: str) -> None:
    assert parsing.hours(cell) == (time(9), time(17, 30))


def test_half_a_span_is_refused() -> None:
    with pytest.raises(BadCell, match="write 09:00-17:30"):
        parsing.hours("09:00")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Europe/Berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("america_slash_new_york", "America/New_York"), ("US/Eastern", "US/Eastern"), ("utc", "UTC"),
        ("(GMT-05:00) Eastern Standard Time (America/New_York)", "America/New_York"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ],
)  # fmt: skip
def test_a_time_zone_is_read(cell: str, expected: str) -> None:
    assert places.timezone(cell) == expected


@pytest.mark.parametrize("cell", ["EST", "Etc/GMT+5", "GMT+0", "CET"])
def test_a_time_zone_without_a_place_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match="knows no summer time"):
        places.timezone(cell)


def test_an_unknown_time_zone_gets_a_suggestion() -> None:
    with pytest.raises(BadCell, match=r"^is no time zone.*Did you mean Europe/Berlin"):
        places.timezone("Berlin")
    with pytest.raises(BadCell, match=r"^is no time zone"):
        places.timezone("qqq")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("DE", "DE"), ("de", "DE"), ("Germany", "DE"), ("GERMANY", "DE"), ("United States", "US"), ("USA", "US"),
        ("U.S.A.", "US"), ("United Kingdom", "GB"), ("UK", "GB"), ("Côte d'Ivoire", "CI"), ("Türkiye", "TR"),
        ("South Korea", "KR"), ("The Netherlands", "NL"), ("Bosnia and Herzegovina", "BA"), ("fra", "FR"),
    ],
)  # fmt: skip
def test_a_country_is_read_from_code_or_name(cell: str, expected: str) -> None:
    assert places.country(cell) == expected


@pytest.mark.parametrize("cell", ["XX", "Atlantis", "EU", "Congo"])
def test_an_unknown_or_doubtful_country_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match="write its two letters"):
        places.country(cell)


def test_only_iso_subdivision_codes_lose_their_country() -> None:
    assert [places.subdivision(cell) for cell in ("DE-BY", "CA", " Bavaria ")] == ["BY", "CA", "Bavaria"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("en", "en"), ("EN-us", "en"), ("pt_BR", "pt"), ("German", "de"), ("Français", "fr"), ("German (Austria)", "de"),
     ("zh-Hans-CN", "zh"), ("es-419", "es")],
)  # fmt: skip
def test_a_language_is_read_to_its_two_letters(cell: str, expected: str) -> None:
    assert places.language(cell) == expected


@pytest.mark.parametrize("cell", ["Klingon", "e", "en, de"])
def test_an_unknown_language_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match="two letters"):
        places.language(cell)


@pytest.mark.parametrize("cell", ["dana@acme.com", " Dana@Acme.com "])
def test_an_email_is_lower_case(cell: str) -> None:
    assert parsing.email(cell) == "dana@acme.com"


@pytest.mark.parametrize(
    "cell", ["dana", "dana@acme", "a b@acme.com", "dana@@acme.com", "<dana@acme.com>", "a@b.com;c@d.com"]
)
def test_what_is_no_email_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match=r"name@company\.com"):
        parsing.email(cell)


@pytest.mark.parametrize("cell", ["acme.com", "https://www.Acme.com/about?x=1", "ACME.COM.", "http://acme.com:8080"])
def test_a_domain_is_bare(cell: str) -> None:
    assert parsing.domain(cell) == "acme.com"


@pytest.mark.parametrize("cell", ["acme", "dana@acme.com", "acme.com, globex.com"])
def test_what_is_no_domain_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match=r"write acme\.com"):
        parsing.domain(cell)


def test_topics_are_lower_case_and_each_stands_once() -> None:
    assert parsing.words("SSO; Exports,sso ;; month-end  close") == ("sso", "exports", "month-end close")


@pytest.mark.parametrize("cell", ["0", "6", "3.5", "good", "=1"])
def test_a_relationship_is_one_to_five(cell: str) -> None:
    with pytest.raises(BadCell, match="from 1"):
        parsing.score(cell)


def test_the_first_of_several_associated_ids_is_the_primary_one() -> None:
    assert [parsing.first_identifier(cell) for cell in ("123;456", "123", "; 7, 8")] == ["123", "123", "7"]


@given(
    st.text(max_size=40),
    st.sampled_from(
        [calendar_date, parsing.money, parsing.clock, parsing.hours, places.timezone, places.country,
         places.language, places.subdivision, parsing.email, parsing.domain, parsing.words, parsing.score]
    ),
)  # fmt: skip
def test_no_text_at_all_breaks_a_parser(cell: str, parse: Callable[[str], object]) -> None:
    with contextlib.suppress(BadCell):
        assert parse(cell) is not None
