"""How one person sees the messages of a channel."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.playground.chat import Kept
from bot.playground.directory import Person
from bot.playground.entries import View, entries, initials
from outreach.messages import say

NOW = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
DANA = Person("C1", "Dana Ortiz", "customer", "Acme", "T2", "dm:C1")
VIEW = View(DANA, ZoneInfo("Europe/Berlin"), {DANA.handle: DANA}, {}, is_direct=False, product="Concierge")


def kept(ref: str, words: str = "Hello", **changes: object) -> Kept:
    message = say(words)
    plain = Kept(ref, "T1:c", None, "Concierge", "bot", None, "d1", message.to_json(), message.fallback, NOW)
    return replace(plain, **changes)  # type: ignore[arg-type]


def seen(*messages: Kept, view: View = VIEW) -> dict[str, str]:
    return dict(entries(messages, view))


def test_answers_stand_under_the_message_they_answer() -> None:
    shown = seen(kept("1"), kept("2"), kept("3", thread="1"), kept("4", thread="2"), kept("5", thread="1"))
    assert list(shown) == ["day-2026-11-24", "m1", "m3", "m5", "m2", "m4"]
    assert 'class="entry bot reply"' in shown["m3"]


def test_an_answer_whose_leader_is_out_of_view_is_still_shown() -> None:
    assert list(seen(kept("9", thread="1"), kept("10"))) == ["m9", "day-2026-11-24", "m10"]


def test_days_begin_at_the_viewers_own_midnight() -> None:
    late = (kept("1"), kept("2", at=NOW + timedelta(hours=1)))
    assert list(seen(*late)) == ["day-2026-11-24", "m1", "day-2026-11-25", "m2"]
    texan = replace(VIEW, zone=ZoneInfo("America/Chicago"))
    assert list(seen(*late, view=texan)) == ["day-2026-11-24", "m1", "m2"]
    assert ">16:30<" in seen(*late, view=texan)["m1"]


def test_a_message_in_somebodys_name_says_who_really_sent_it() -> None:
    html = seen(kept("1", author_name="Priya Shah"))["m1"]
    assert "via Concierge" in html
    assert ">App<" in html
    assert "via Concierge" not in seen(kept("1"))["m1"]


def test_a_customers_message_names_their_company_and_is_marked_as_ones_own() -> None:
    html = seen(kept("1", author_name="Dana Ortiz", author_kind="person", author=DANA.handle))["m1"]
    assert ">Acme<" in html
    assert 'class="entry person own"' in html


def test_a_whisper_says_so_and_takes_no_answer() -> None:
    html = seen(kept("1", visible_to=DANA.handle))["m1"]
    assert "Only you can see this" in html
    assert "data-reply" not in html
    assert "data-emoji" not in html


def test_only_staff_have_a_menu_with_what_to_do_with_a_message() -> None:
    view = replace(VIEW, shortcuts=(("log", "Log this"),))
    priya = Person("U1", "Priya Shah", "csm", None, "T1", "dm:U1")
    assert "data-shortcut" not in seen(kept("1"), view=view)["m1"]
    assert 'data-shortcut="log"' in seen(kept("1"), view=replace(view, viewer=priya))["m1"]
    assert "data-shortcut" not in seen(kept("1", visible_to=priya.handle), view=replace(view, viewer=priya))["m1"]


def test_an_edited_message_is_marked() -> None:
    assert ">edited<" in seen(kept("1", edited_at=NOW))["m1"]
    assert ">edited<" not in seen(kept("1"))["m1"]


def test_reactions_are_counted_with_the_names_behind_them() -> None:
    view = replace(VIEW, reactions={"1": [("👍", DANA.handle), ("👍", "T1:U9")]})
    html = seen(kept("1"), view=view)["m1"]
    assert "👍 2" in html
    assert 'aria-pressed="true"' in html
    assert 'title="Dana Ortiz"' in html


def test_a_hostile_author_stays_a_name() -> None:
    html = seen(kept("1", author_name="<b onclick=x>Eve</b>"))["m1"]
    assert "<b onclick" not in html
    assert "&lt;b onclick=x&gt;Eve" in html


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dana Ortiz", "DO"),
        ("Ada M. Lovelace", "AL"),
        ("cher", "C"),
        ("<b> 😀", "B"),
        ("…", "•"),
        ("", "•"),
        ("ß", "SS"),
    ],
)
def test_initials_are_letters_only(name: str, shown: str) -> None:
    assert initials(name) == shown
