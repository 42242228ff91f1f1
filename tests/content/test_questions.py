"""Check-ins ask one real question, led by something they told us; without it there is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.curation import Known, Shared
from content.questions import Question, about_stage, ask

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
GOAL = Known(1, 1, "goal", "to finish the migration by 12 December", date(2026, 10, 15), "message", who="Tom")
REQUEST = replace(GOAL, id=2, kind="request", text="a sample file of the audit trail")
NOTE = replace(GOAL, id=3, kind="note", text="month-end close still takes six days", said_on=date(2026, 11, 3))
TOPIC = replace(GOAL, id=4, kind="topic", text="cash flow", source="form")


def asked(*facts: Known, before: tuple[Shared, ...] = (), language: str = "en") -> Question:
    question = ask(facts, before, TODAY, language)
    assert question is not None
    return question


def once_asked(*facts: Known) -> tuple[Shared, ...]:
    return tuple(Shared(0, "check-in", None, TODAY - 100 * DAY, frozenset({fact.id})) for fact in facts)


@pytest.mark.parametrize(
    ("fact", "lead", "question"),
    [
        (GOAL, "you set out to finish the migration by 12 December", "How is that going, including our side of it?"),
        (
            REQUEST,
            "on 15 Oct you asked for a sample file of the audit trail",
            "Is that still in your way, or have you found another route?",
        ),
        (NOTE, "on 3 Nov you said month-end close still takes six days", "What has changed since then?"),
        (
            replace(NOTE, source="csm"),
            "we spoke about this on 3 Nov: month-end close still takes six days",
            "What has changed since then?",
        ),
        (TOPIC, "you asked to hear about cash flow", "Which part of it is costing you most at the moment?"),
    ],
)
def test_each_kind_of_fact_leads_to_a_question_of_its_own(fact: Known, lead: str, question: str) -> None:
    assert asked(fact) == Question(lead, question, fact)


def test_a_german_account_is_asked_in_german() -> None:
    question = asked(replace(GOAL, text="alle Rechnungen als E-Rechnung zu stellen"), language="de")
    assert question.lead == "Ihr Ziel war alle Rechnungen als E-Rechnung zu stellen"
    assert question.question == "Wie läuft es damit, auch mit unserem Teil?"


def test_without_a_fact_there_is_no_question() -> None:
    assert ask([], (), TODAY, "en") is None


@pytest.mark.parametrize(
    "fact",
    [
        replace(NOTE, source="import"),
        replace(GOAL, source="import"),
        replace(NOTE, source="signal"),
        replace(NOTE, kind="stage", text="adoption"),
        replace(NOTE, said_on=TODAY - 181 * DAY),
        replace(NOTE, said_on=TODAY + DAY),
        replace(NOTE, valid_until=TODAY - DAY),
    ],
)
def test_what_they_did_not_say_or_what_is_over_starts_no_question(fact: Known) -> None:
    assert ask([fact], (), TODAY, "en") is None


def test_a_goal_comes_before_a_wish_a_remark_and_a_topic() -> None:
    order = [GOAL, REQUEST, NOTE, TOPIC]
    for rank, fact in enumerate(order):
        assert asked(*reversed(order[rank:])).fact == fact


def test_of_two_remarks_the_newer_is_asked_about_and_of_equals_the_first() -> None:
    newer, twin = replace(NOTE, id=8, said_on=TODAY), replace(NOTE, id=9, said_on=TODAY)
    assert asked(NOTE, twin, newer).fact == newer


def test_the_same_fact_is_never_asked_about_twice() -> None:
    assert asked(GOAL, NOTE, before=once_asked(GOAL)).fact == NOTE
    assert ask([GOAL, NOTE], once_asked(NOTE, GOAL), TODAY, "en") is None


def test_a_new_stage_asks_what_success_would_be_and_quotes_nobody() -> None:
    entered = Known(5, 1, "stage", "growth", TODAY, "import")
    question = about_stage(entered, "en")
    assert (question.lead, question.fact) == ("", entered)
    assert question.question == "What would have to be true in three months for you to call it a success?"


facts = st.builds(
    Known,
    id=st.integers(0, 9),
    version=st.just(1),
    kind=st.sampled_from(["note", "goal", "request", "topic", "stage"]),
    text=st.just("something"),
    said_on=st.integers(-3, 200).map(lambda days: TODAY - days * DAY),
    source=st.sampled_from(["message", "form", "csm", "import", "signal"]),
)


@given(st.lists(facts, max_size=6, unique_by=lambda fact: fact.id), st.frozensets(st.integers(0, 9)), st.data())
def test_the_order_of_facts_never_decides_and_a_question_is_never_hollow(
    known: list[Known], used: frozenset[int], data: st.DataObject
) -> None:
    before = (Shared(0, "check-in", None, TODAY, used),)
    question = ask(known, before, TODAY, "en")
    assert ask(data.draw(st.permutations(known)), before, TODAY, "en") == question
    if question is not None:
        assert question.fact in known
        assert question.fact.id not in used
        assert "something" in question.lead
        assert question.question.endswith("?")
