"""What customers say about requests: read where it is clear, and left to people where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.requests.reading import asked, chosen, is_explicit, is_headed, verdict

TITLES = ("Close workshop", "Audit trail export", "An accountant for the busy weeks")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("@Concierge request: an export of the audit trail", "an export of the audit trail"),
        ("Request - a quiet room", "a quiet room"),
        ("I'd like to ask for an export of the audit trail, please.", "an export of the audit trail, please"),
        ("I’d like to request two more days", "two more days"),
        ("Hi all, can I ask for a workshop?", "a workshop"),
        ("Hello! Could we please ask for the October file", "the October file"),
        ("Anfrage: ein Export des Prüfprotokolls", "ein Export des Prüfprotokolls"),
        ("Ich möchte gerne um einen Workshop bitten", "einen Workshop"),
        ("@Concierge ich möchte einen Workshop anfragen", "einen Workshop"),
        ("Wir möchten ja erst einmal anfragen", None),
        ("Könnten wir um den Export bitten? Danke", None),
        ("Dürfte ich um den Export bitten? Danke", "den Export"),
    ],
)
def test_what_is_asked_for_in_so_many_words_is_heard(said: str, words: str | None) -> None:
    found = asked(said)
    assert (found.words if found else None) == words


@pytest.mark.parametrize(
    "said",
    [
        "Is the export fixed?",
        "We asked for this in May",
        "request",
        "Request:",
        "They requested a call",
        "",
        "🙏",
        "@Concierge",
    ],
)
def test_talk_is_no_request(said: str) -> None:
    assert asked(said) is None


@pytest.mark.parametrize(
    ("said", "is_so"),
    [
        ("Request: a report", True),
        ("Anfrage: ein Bericht", True),
        ("request://host/path", False),
        ("We got your request: thanks", False),
        ("Bitte: nicht heute", False),
    ],
)
def test_a_heading_says_that_it_is_for_us(said: str, *, is_so: bool) -> None:
    assert is_headed(said) is is_so


def test_whom_it_is_for_and_that_it_is_a_surprise_are_heard() -> None:
    found = asked("Can I ask for a certificate for my colleague Tom? It's a surprise")
    assert found is not None
    assert (found.for_whom, found.is_secret, found.is_buying) == ("colleague Tom", True, False)
    plain = asked("Request: a certificate")
    assert plain is not None
    assert (plain.for_whom, plain.is_secret) == (None, False)


@pytest.mark.parametrize("said", ["request: we want to buy twenty seats", "Anfrage: zehn weitere Lizenzen"])
def test_whoever_asks_to_buy_is_heard_as_such(said: str) -> None:
    found = asked(said)
    assert found is not None
    assert found.is_buying


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("option 2", 2),
        ("Option 2 please!", 2),
        ("2 please", 2),
        ("2", 2),
        ("2, bitte", 2),
        ("We'll take option 1, thanks", 1),
        ("let's take 3", 3),
        ("The second one, please", 2),
        ("Wir nehmen die erste", 1),
        ("let's take the workshop", 1),
        ("Workshop please", 1),
        ("the accountant", 3),
        ("Option 2 sounds good to us, thank you", 2),
        ("yes, the second one", 2),
        ("We'd like the accountant for May", 3),
        ("Option 3 passt uns am besten", 3),
        ("none of these", 0),
        ("Leider nichts davon", 0),
        ("none of them works for us", 0),
    ],
)
def test_a_clear_choice_is_heard(said: str, number: int) -> None:
    assert chosen(said, TITLES) == number


@pytest.mark.parametrize(
    "said",
    [
        "option 2?",
        "How long is the workshop",
        "option 1 or 2",
        "2 but only in December",
        "not option 2",
        "Option 7",
        "we are 2 people",
        "We did a workshop last year and it was fine",
        "I'd like to think about the workshop",
        "maybe the second one",
        "the workshop and the export please",
        "option 1 and option 2",
        "If the second one is free, we take it",
        "2 days ago",
        "2:30",
        "option 2 looks too expensive",
        "number 3 failed",
        "the first attempt failed again",
        "please explain option 2",
        "we had a workshop last week, please send the slides",
        "Please close this",
        "Wir nehmen lieber die zweite, aber erst im Mai",
        "thanks",
        "",
        "It would be good to hear more about option 1 before we settle on anything, and to see what it costs in May",
    ],
)
def test_what_is_not_clear_is_no_choice(said: str) -> None:
    assert chosen(said, TITLES) is None


def test_only_a_numbered_option_is_clear_anywhere() -> None:
    assert is_explicit("option 2 please")
    assert not is_explicit("2 please")


@pytest.mark.parametrize(
    "said",
    [
        "yes",
        "Yes, thank you!",
        "Perfect",
        "Danke, passt!",
        "ja",
        "That works, thanks",
        "All good 👍",
        "Perfekt, vielen Dank",
    ],
)
def test_yes_is_heard(said: str) -> None:
    assert verdict(said) == "yes"


@pytest.mark.parametrize(
    "said",
    [
        "no",
        "Not yet",
        "No, October is missing",
        "Leider nicht",
        "It still doesn't work",
        "Es funktioniert noch nicht",
        "Die zweite Datei fehlt",
    ],
)
def test_no_is_heard(said: str) -> None:
    assert verdict(said) == "no"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "When do we meet?",
        "no worries, all good",
        "Yes, but where is it?",
        "it is",
        "Can you send it to Tom",
        "ok?",
        "is it done?",
        "No, thanks!",
        "No thank you",
        "No, that's all",
        "Nein danke",
        "Nein, das war's",
        "no, nothing else",
        "no more questions",
    ],
)
def test_anything_else_is_neither(said: str) -> None:
    assert verdict(said) is None


@given(st.text(alphabet="requstoption 1239.,?!:-@<>#'’äöüß\n") | st.text())
def test_whatever_is_said_can_be_read(said: str) -> None:
    found = asked(said)
    assert found is None or found.words
    assert chosen(said, TITLES) in (None, 0, 1, 2, 3)
    assert verdict(said) in (None, "yes", "no")


def test_a_very_long_message_is_read_at_once() -> None:
    assert asked("please " * 10_000) is None
    assert chosen("option 1 " * 10_000, TITLES) is None
    assert verdict("yes " * 10_000) == "yes"
