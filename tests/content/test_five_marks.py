"""The five marks: what rules see of a draft, with the reason, and what they leave to a person."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalog import CATALOG
from content.five_marks import Approved, Case, Mark, Verdict, gaps, judge, says_the_same
from content.markdown import parse
from content.rendering import Renderer
from outreach.messages import Button, Message, Quote, Run, buttons, paragraph, say

RENDERER = Renderer(Path("content/templates"))

SEEN, MISSED, YOURS = Verdict.SEEN, Verdict.MISSED, Verdict.YOURS


def mark(name: str, words: str, asked: str = "", *, trouble: bool = False, approved: str | None = None) -> Mark:
    known = Approved(approved, "Marco approved on 3 Nov") if approved is not None else None
    return next(one for one in judge(Case(parse(words), asked, trouble, known)) if one.name == name)


def test_there_is_one_of_each_in_their_order() -> None:
    names = [one.name for one in judge(Case(say("Hello")))]
    assert names == ["accurate", "consistent", "empathetic", "precise", "friendly"]


@pytest.mark.parametrize(
    "gap", ["‹the answer›", "{{ name }}", "[NAME]", "[IHR NAME]", "XX", "XXXX", "TBD", "TODO", "<DATE>", "{% if x %}"]
)
def test_a_gap_stops_it_whoever_sends(gap: str) -> None:
    found = next(one for one in judge(Case(say(f"Hi Dana, {gap} it is."))) if one.name == "accurate")
    assert (found.verdict, found.stops) == (MISSED, True)
    assert gap in found.reason


@pytest.mark.parametrize(
    "whole", ["XXL is out of stock", "https://a.example/XX/1", "[see below](https://a.example)", "1 < 2"]
)
def test_what_only_looks_like_a_gap_is_none(whole: str) -> None:
    assert gaps(parse(whole)) == []


def test_what_they_wrote_themselves_is_no_gap() -> None:
    assert gaps(parse("You wrote:\n\n> [URGENT] {{ name }} is XX\n\nIt is fixed.")) == []


def test_a_gap_in_a_button_is_seen_as_well() -> None:
    assert gaps(say("Choose:") + Message((buttons(Button("‹option›", "request.choose")),))) == ["‹option›"]


def test_options_to_choose_from_do_not_count_as_a_long_message() -> None:
    option = " ".join(["word"] * 50)
    assert mark("precise", f"Choose:\n\n1. {option}\n1. {option}\n1. {option}").verdict is not MISSED
    assert mark("precise", f"{option}\n\n{option}\n\n{option}").verdict is MISSED


def test_accurate_comes_back_to_what_they_asked() -> None:
    seen = mark("accurate", "The audit trail is under Reports.", "Where do I find the audit trail?")
    assert (seen.verdict, seen.reason) == (SEEN, "it comes back to what they asked (audit, trail)")


def test_accurate_names_the_words_that_do_not_come_back() -> None:
    missed = mark("accurate", "Have a look at our newsletter.", "Where do I find the audit trail?")
    assert missed.verdict is MISSED
    assert "audit" in missed.reason
    assert not missed.stops


def test_restating_their_words_in_a_quote_counts() -> None:
    assert mark("accurate", "You wrote:\n\n> Is SSO live?\n\nYes.", "Is SSO live?").verdict is SEEN


def test_without_their_words_a_person_tells_whether_it_is_accurate() -> None:
    assert mark("accurate", "The audit trail is under Reports.").verdict is YOURS


APPROVED = "Open *Reports*, choose the audit trail, then export. It holds 24 months."


def test_consistent_with_what_was_approved() -> None:
    said = mark(
        "consistent", "Hi Dana, open Reports, choose the audit trail and export it: 24 months.", approved=APPROVED
    )
    assert (said.verdict, said.reason) == (SEEN, "it says what Marco approved on 3 Nov")


@pytest.mark.parametrize(
    "other", ["Please use the archive.", "Open Reports, choose the audit trail, export: 12 months."]
)
def test_what_differs_from_what_was_approved_is_shown(other: str) -> None:
    assert mark("consistent", other, approved=APPROVED).reason == (
        "it differs from what Marco approved on 3 Nov, which stands below"
    )


@pytest.mark.parametrize(
    "first",
    ["Hi Dana, I am sorry for the trouble.", "Hi Dana. That must be frustrating.", "Dana, we apologise for this.",
     "Hallo Dana, das tut mir leid.", "Guten Tag Frau Weiß,\n\nentschuldigen Sie bitte die Mühe.",
     "Dear Dana: you are right, this should not have happened."],
)  # fmt: skip
def test_the_trouble_comes_first(first: str) -> None:
    assert mark("empathetic", f"{first} Leo repairs it today.", trouble=True).verdict is SEEN


def test_a_late_or_missing_word_about_the_trouble_is_missed() -> None:
    late = mark("empathetic", "Hi Dana, Leo repairs it today. Sorry for that.", trouble=True)
    assert (late.verdict, late.reason) == (MISSED, "their trouble is named, but not in the first sentence")
    none = mark("empathetic", "Hi Dana, Leo repairs it today.", trouble=True)
    assert "does not say so" in none.reason


def test_without_trouble_nobody_has_to_be_sorry() -> None:
    assert mark("empathetic", "Leo repairs it today.").verdict is YOURS


@pytest.mark.parametrize(
    "words",
    ["Hi Dana, Leo will repair it by Thursday.", "We'll send it tomorrow.", "Ich melde mich bis Donnerstag.",
     "Yes: open Reports.", "You can export it under Reports.", "It is included in your plan.", 
     "It will run at 3pm, I will check."],
)  # fmt: skip
def test_what_they_can_act_on_is_precise(words: str) -> None:
    assert mark("precise", words).verdict is SEEN


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("I will look into it.", "not by when"),
        ("You will hear from us as soon as possible.", "“as soon as possible” is no date"),
        ("Ich schicke es Ihnen demnächst.", "“demnächst” is no date"),
        ("Yes. By the way, we have a webinar.", "“By the way” opens another topic"),
        ("Yes. PS: have you seen our webinar", "opens another topic"),
        ("Which file? Which day? Who opened it?", "3 questions"),
        ("word " * 121, "121 words"),
    ],
)
def test_what_is_not_precise_says_why(words: str, why: str) -> None:
    found = mark("precise", words)
    assert found.verdict is MISSED
    assert why in found.reason


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("As I said, it is under Reports.", "“As I said” reads like blame"),
        ("You should have saved it.", "reads like blame"),
        ("Sie hätten es speichern sollen.", "reads like blame"),
        ("You must call our hotline.", "sends them away"),
        ("Please contact our sales team.", "sends them away"),
        ("Please open a ticket.", "sends them away"),
        ("Upgrade now and it works.", "sells"),
        ("This is a limited offer.", "sells"),
        ("Let us circle back on the action items.", "is our jargon"),
        ("It works as designed.", "is our jargon"),
        ("It is done!!", "shouting"),
    ],
)
def test_what_is_not_friendly_says_why(words: str, why: str) -> None:
    found = mark("friendly", words)
    assert found.verdict is MISSED
    assert why in found.reason


def test_their_own_unfriendly_words_are_not_held_against_the_draft() -> None:
    restated = Message((paragraph("You wrote:"), Quote((Run("As I said, upgrade now!!"),)), paragraph("It is fixed.")))
    assert next(one for one in judge(Case(restated)) if one.name == "friendly").verdict is SEEN
    assert mark("friendly", "You asked “why upgrade now”: you need not.").verdict is SEEN


def test_an_approved_answer_without_words_is_said_by_anything() -> None:
    assert says_the_same("anything", "")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", CATALOG)
def test_what_we_write_ourselves_has_no_gap_and_is_friendly(name: str, language: str) -> None:
    message = RENDERER.render(replace(CATALOG[name].example(), language=language))
    missed = [one for one in judge(Case(message)) if one.verdict is MISSED and one.name in ("accurate", "friendly")]
    assert missed == []


@given(st.text(), st.text(), st.booleans(), st.none() | st.text())
def test_whatever_is_written_five_marks_come_back(words: str, asked: str, trouble: bool, approved: str | None) -> None:
    known = Approved(approved, "Marco approved on 3 Nov") if approved is not None else None
    marks = judge(Case(say(words or " "), asked, trouble, known))
    assert len(marks) == 5
    assert all(one.reason for one in marks)
