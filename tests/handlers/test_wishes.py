"""What customers want of us, in plain words; and what is none of our business."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.wishes import LATER, Kind, read

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("stop", "stop"),
        ("Please stop!", "stop"),
        ("STOP!!", "stop"),
        ("@concierge stop", "stop"),
        ("stop sending us these messages", "stop"),
        ("unsubscribe", "stop"),
        ("keine Nachrichten mehr bitte", "stop"),
        ("less", "less"),
        ("Fewer of these, please 🙏", "less"),
        ("too many", "less"),
        ("weniger bitte", "less"),
        ("later", "pause"),
        ("Not now, thanks", "pause"),
        ("resume", "resume"),
        ("start", "resume"),
        ("help", "help"),
        ("Who is my CSM?", "who"),
        ("who", "who"),
        ("Status?", "status"),
        ("What can I ask for?", "ask"),
        ("Worum können wir Sie bitten?", "ask"),
        ("Please don't read this channel.", "unread"),
        ("Do not read this channel any more", "unread"),
        ("Bitte lies hier nicht mit", "unread"),
        ("You may read this channel again", "reread"),
        ("Sie dürfen hier wieder mitlesen", "reread"),
    ],
)
def test_a_message_that_is_nothing_else_is_heeded_anywhere(said: str, kind: Kind) -> None:
    wish = read(said, TUESDAY, to_us=False)
    assert wish is not None
    assert (wish.kind, wish.is_all) == (kind, True)


@pytest.mark.parametrize(
    "said",
    [
        "is anyone there?",
        "Hello?? Is anybody here?",
        "Anyone around?",
        "is someone available please",
        "are you still there?",
        "Ist da jemand?",
        "Ist gerade jemand da?",
        "Sind Sie noch da?",
    ],
)
def test_who_asks_for_somebody_is_not_done_with_an_answer_by_us(said: str) -> None:
    wish = read(said, TUESDAY, to_us=True)
    assert wish is not None
    assert (wish.kind, wish.is_all, wish.is_bare) == ("anyone", False, True)


@pytest.mark.parametrize(
    "said", ["Is anyone there using the export?", "Anyone seen Leo?", "There is somebody here who can help"]
)
def test_talk_about_people_is_no_call_for_one(said: str) -> None:
    assert read(said, TUESDAY, to_us=True) is None


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("pause until 3 Dec", date(2026, 12, 3)),
        ("Pause until 1 May", date(2027, 5, 1)),
        ("stop until Friday", date(2026, 11, 27)),
        ("later for 2 weeks", date(2026, 12, 8)),
        ("nothing until January please", date(2026, 12, 31)),
        ("Pause bis 3. Januar", date(2027, 1, 3)),
        ("later", TUESDAY + LATER),
        ("pause until 3 Nov", TUESDAY + LATER),
    ],
)
def test_a_pause_lasts_as_long_as_they_say(said: str, until: date) -> None:
    wish = read(said, TUESDAY, to_us=False)
    assert wish is not None
    assert (wish.kind, wish.until) == ("pause", until)


@pytest.mark.parametrize(
    ("said", "unclear"),
    [
        ("pause until Smarch", "Smarch"),
        ("pause until 3 Nov", "3 Nov"),
        ("pause until 31 Feb!", "31 Feb"),
        ("pause until 3 Dec", ""),
        ("pause", ""),
    ],
)
def test_what_is_no_day_to_come_is_told_back(said: str, unclear: str) -> None:
    wish = read(said, TUESDAY, to_us=False)
    assert wish is not None
    assert wish.unclear == unclear


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Please stop sending these, we have enough to read", "stop"),
        ("we get too many of these, honestly", "less"),
        ("please don't read this channel, patients are named here", "unread"),
        ("could you pause this until the end of the year? we are swamped", "pause"),
    ],
)
def test_said_to_us_it_may_stand_among_other_words(said: str, kind: Kind) -> None:
    assert read(said, TUESDAY, to_us=False) is None
    wish = read(said, TUESDAY, to_us=True)
    assert wish is not None
    assert (wish.kind, wish.is_all) == (kind, False)


@pytest.mark.parametrize(
    "said",
    [
        "see you later",
        "can you help with the export?",
        "please don't stop sending these",
        "stop the import at 5",
        "can you stop this import from failing",
        "We will stop using SSO in May",
        "The export stops for 3 days",
        "thanks!",
        "",
        "what is the status of our ticket",
        "I don't read this channel as often as I should",
    ],
)
@pytest.mark.parametrize("to_us", [False, True])
def test_what_people_say_to_people_is_not_ours(said: str, to_us: bool) -> None:
    assert read(said, TUESDAY, to_us=to_us) is None


def test_words_that_people_say_to_each_other_are_marked() -> None:
    ours, theirs = read("stop", TUESDAY, to_us=False), read("not now", TUESDAY, to_us=False)
    assert ours is not None
    assert theirs is not None
    assert (ours.is_bare, theirs.is_bare) == (False, True)


@given(st.text(max_size=400), st.booleans())
def test_anything_can_be_said(said: str, to_us: bool) -> None:
    wish = read(said, TUESDAY, to_us=to_us)
    assert wish is None or wish.until is None or wish.until >= TUESDAY


@pytest.mark.parametrize(
    "said",
    [
        "talk to a person",
        "Can we speak with a real person?",
        "can a human call us please",
        "I'd like to talk to somebody",
        "Kann ich mit einem Menschen sprechen?",
        "Kann uns jemand anrufen?",
    ],
)
def test_who_wants_a_person_asks_whether_one_is_there(said: str) -> None:
    wish = read(said, TUESDAY, to_us=True)
    assert wish is not None
    assert (wish.kind, wish.is_all) == ("anyone", False)
    assert read(said, TUESDAY, to_us=False) is None


@pytest.mark.parametrize("said", ["I will talk to a person at the bank about it", "We spoke with somebody yesterday"])
def test_who_speaks_of_a_person_asks_for_none(said: str) -> None:
    assert read(said, TUESDAY, to_us=True) is None
