"""Everything open, and one request in full, as colleagues see it."""

from dataclasses import replace
from datetime import date

from content.pages.requests import OptionLine, RequestLine, RequestList, RequestPage, request_page, requests_page
from outreach.messages import Button, Buttons, Choice, LinkButton, Message

LINE = RequestLine(7, "Acme", "an export of the audit trail", "Priya", "in hand", "do it, and say so", 3)
PAGE = RequestPage(
    line=LINE,
    account_id=1,
    asked="Dana · Tue 24 Nov 10:10 Berlin · #ext-acme",
    opened_by="their own words",
    past=("Opened Tue 24 Nov 10:10 Berlin (their own words)",),
    options=(),
    verbs=("take in hand", "honour", "decline"),
    owner="Priya Nair",
)


def labels(message: Message) -> list[str]:
    controls = [one for part in message.parts if isinstance(part, Buttons) for one in part.buttons]
    return [one.label for one in controls if isinstance(one, Button | Choice | LinkButton)]


def test_a_line_says_its_age_its_date_who_has_it_and_what_comes_next() -> None:
    late = replace(LINE, due_on=date(2026, 11, 23), is_late=True)
    told = requests_page(RequestList((late,), "of yours")).fallback
    assert told.splitlines()[0] == "1 open request of yours"
    assert (
        "LATE Acme: “an export of the audit trail” · 3 days old · by Mon 23 Nov · in hand (Priya)"
        " · next: do it, and say so" in told
    )


def test_nothing_open_says_how_one_is_noted() -> None:
    assert "Note one with /cs request NAME" in requests_page(RequestList((), "of Acme")).fallback


def test_a_long_list_says_how_to_see_the_rest() -> None:
    told = requests_page(RequestList((LINE,) * 20, "")).fallback
    assert told.startswith("20 open requests")
    assert "and 8 more" in told


def test_the_steps_that_make_sense_are_buttons() -> None:
    assert labels(request_page(PAGE)) == [
        "Take in hand",
        "Done",
        "Decline",
        "Give a date",
        "Hand over",
        "Edit",
        "Account",
        "All requests",
    ]


def test_a_settled_one_offers_to_be_reopened_and_links_its_ticket() -> None:
    settled = replace(PAGE, verbs=("reopen",), is_settled=True, ticket_url="https://t.example/7", ticket_ref="T-7")
    page = request_page(settled)
    assert labels(page) == ["Reopen", "Account", "All requests", "Ticket"]
    assert "Ticket: T-7" in page.fallback


def test_options_show_their_terms_and_a_choice_can_be_noted() -> None:
    options = (OptionLine(1, 1, "Workshop", "included · in May"), OptionLine(2, 2, "Export", "20 EUR", True))
    page = request_page(replace(PAGE, options=options, verbs=("choose",)))
    assert "1 Workshop: included · in May" in page.fallback
    assert "2 Export: 20 EUR (chosen)" in page.fallback
    assert "They chose …" in labels(page)


def test_words_that_are_not_kept_are_asked_for() -> None:
    assert "Their words are not kept" in request_page(replace(PAGE, line=replace(LINE, text=""))).fallback
