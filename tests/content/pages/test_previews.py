"""Pages of previews, proposals and the library: pure, capped, and never a dead end."""

from datetime import UTC, datetime, time

from content.pages.findings import Customer, Waiting
from content.pages.library import ItemLine, item_page, library_page
from content.pages.lines import ContactLine
from content.pages.morning import HeldBack, Morning
from content.pages.morning import Preview as Foretold
from content.pages.my_day import MyDay, News, Room, my_day_page
from content.pages.preview import Aside, Preview, Recipient, preview_page
from content.pages.proposal import Proposal, proposal_parts
from content.pages.suggestions import SegmentItem, nothing_page, segment_page, suggestions_page
from outreach.messages import Button, Buttons, Choice, Message, say, text

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def labels(message: Message) -> list[str]:
    found = [control for part in message.parts if isinstance(part, Buttons) for control in part.buttons]
    return [control.label for control in found if isinstance(control, Button | Choice)]


def line(number: int = 1, **changes: object) -> ContactLine:
    values = {"at": NOW, "zone": "Europe/Berlin", "what": "Close checklist", "account": "Acme", "account_id": 1}
    return ContactLine(number, **{**values, "state": "proposed", "who": "Dana", **changes})  # type: ignore[arg-type]


def test_many_recipients_are_capped_and_asked_about_once_more() -> None:
    ready = tuple(Recipient(f"A{number}", "Dana", "#x", "Wed") for number in range(14))
    shown = preview_page(Preview("Share", {"what": "share"}, say("Hi"), ready=ready))
    assert "and 4 more" in shown.fallback
    assert "What the first of them reads; each gets their own words" in shown.fallback
    (send,) = [
        control
        for part in shown.parts
        if isinstance(part, Buttons)
        for control in part.buttons
        if isinstance(control, Button) and control.label == "Send"
    ]
    assert send.confirm == "Send this to 14 accounts now?"


def test_nobody_left_is_no_dead_end() -> None:
    shown = preview_page(Preview("Share", {}, left_out=(Aside("Acme", "they asked us to stop"),)))
    assert shown.fallback.endswith("Nothing can be sent as things are.")
    assert labels(shown) == []


def test_a_proposal_is_as_short_as_it_can_be() -> None:
    shown = Message(proposal_parts(Proposal(line(why="her words, 3 Nov"), "Europe/Berlin")))
    assert shown.fallback == "Acme · Dana · Tue 24 Nov 10:00 Berlin · Close checklist. Why: her words, 3 Nov"
    assert labels(shown) == ["Send", "Edit", "Not now", "More"]


def test_an_email_draft_has_no_hour() -> None:
    shown = Message(proposal_parts(Proposal(line(medium="email"), "Europe/Berlin", is_late=True)))
    assert shown.fallback == "Acme · Dana · e-mail draft · Close checklist"
    assert labels(shown) == ["Copy", "I sent it", "Edit", "Not now", "More"]


def test_a_day_shows_what_comes_first_and_no_more_than_fits() -> None:
    waiting = (Waiting(Customer(1, "Acme"), NOW, "Is SSO live?"),)
    foretold = Foretold("Marco", time(8, 30), (text("● Acme"),))
    many = tuple(Proposal(line(number), "Europe/Berlin") for number in range(11))
    shown = my_day_page(MyDay(Morning("Priya", waiting=waiting, preview=foretold), many), NOW)
    assert shown.fallback.startswith("1 first, Priya")
    assert "… and 6 more; they are listed once these are decided" in shown.fallback
    assert "What Marco reads about you, by 08:30" in shown.fallback
    assert len(shown.parts) <= 50


def test_the_fullest_day_fits_one_message() -> None:
    waiting = (Waiting(Customer(1, "Acme"), NOW, "Is SSO live?"),) * 9
    foretold = Foretold("Marco", time(8, 30), (text("● Acme"),))
    many = tuple(Proposal(line(number), "Europe/Berlin") for number in range(11))
    news = (News(text("New"), (Button("Why", "account.why"),)),) * 9
    rooms = tuple(Room(name, "request.all", 3) for name in ("Requests", "Promises", "Complaints", "Noticed", "Themes"))
    full = Morning("Priya", waiting=waiting, preview=foretold, held=HeldBack(3, (("Acme", "paused"),), 4))
    shown = my_day_page(MyDay(full, many, many, news, rooms), NOW)
    assert len(shown.parts) <= 50
    assert "Requests (3)" in labels(shown)


def test_an_empty_library_says_how_to_fill_it() -> None:
    assert "/cs add LINK" in library_page([], "audit trail", "/cs").fallback
    assert "There is nothing about “audit trail”" in library_page([], "audit trail", "/cs").fallback


def test_an_item_without_a_reason_says_what_is_missing() -> None:
    shown = item_page(ItemLine(1, "A report", "industry", "draft", ("audit trail",)))
    assert "It says nothing yet of what is in it for them." in shown.fallback
    assert labels(shown) == ["Approve", "Retire"]


def test_nothing_worth_sharing_is_a_normal_day() -> None:
    assert "That is a normal day." in suggestions_page([], "/cs").fallback
    assert "segment: top" in segment_page("top", []).fallback
    shown = nothing_page("Acme", 1, "nothing fits", [SegmentItem(3, "A book")], "/cs")
    assert labels(shown) == ["A book"]
    assert "/cs remember Acme …" in shown.fallback
