"""Which words wait for an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.listening.courtesies import needs_answer


@pytest.mark.parametrize(
    "said",
    [
        "thanks!",
        "Waiting for our IT, will let you know",
        "No problem, take your time",
        "Ich bin nächste Woche im Urlaub",
        "ok great",
        "👍",
        ":+1::skin-tone-3:",
        "Thank you so much for the quick help, Priya",
        "@Priya perfect, danke!",
        "Okay, will do. Have a nice weekend!",
        "That works for us now",
        "Alles klar, vielen Dank für die schnelle Hilfe",
        "Good morning all",
        "FYI we moved the close to Friday",
        "never mind, found it",
        "Nur zur Info: Jan ist ab morgen im Urlaub",
        "",
        "…",
    ],
)
def test_a_courtesy_needs_none(said: str) -> None:
    assert not needs_answer(said, ())


@pytest.mark.parametrize(
    "said",
    [
        "Is SSO live",
        "ok but why",
        "ok?",
        "That is no good",
        "Thanks, but it is still broken",
        "The export stops at 10,000 rows",
        "yes please send it",
        "Das geht so nicht",
        "Great, another outage",
    ],
)
def test_whatever_else_they_say_waits(said: str) -> None:
    assert needs_answer(said, ())


def test_thanks_that_were_noticed_need_none_unless_something_is_asked_besides() -> None:
    assert not needs_answer("Fastest close we ever had, thank you", {"thanks"})
    assert needs_answer("Fastest close we ever had, thank you", {"thanks", "request"})
    assert needs_answer("Thanks! Could you look at the audit trail as well?", {"thanks"})


@given(st.text())
def test_nothing_they_can_write_breaks_it(said: str) -> None:
    assert needs_answer(said, ()) in (True, False)
    assert needs_answer(said, {"complaint"})
