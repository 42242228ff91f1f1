"""An item goes to nobody without a reason, and the reason rests on a fact: in stories, and for all inputs."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.curation import Candidate, Known, Nothing, Pick, Reason, Shared, Subject, curate, objection
from outreach.ledger.reasons import Code
from outreach.listening.stems import stems

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
ACME = Subject("mid", "adoption", "en")
CLOSE = Reason(
    "topic", "month-end close", "This checklist covers the step you named.", "It flags mismatches before close."
)
CHECKLIST = Candidate(
    id=1,
    slug="close-checklist",
    kind="product",
    title="Close checklist",
    state="approved",
    language="en",
    link="https://example.com/close",
    context="A two-page checklist by our onboarding team.",
    topics=frozenset({"month-end close", "reconciliation"}),
    reasons=(CLOSE, Reason("topic", "reconciliation", "It orders the work.", "It finds mismatches.")),
)
CALENDAR = replace(
    CHECKLIST, id=2, slug="close-calendar", title="Close calendar", link="https://example.com/calendar", kind="industry"
)
SIX_DAYS = Known(
    id=10,
    version=1,
    kind="note",
    text="month-end close still takes six days",
    said_on=date(2026, 11, 3),
    source="message",
    topics=frozenset({"month-end close"}),
    who="Dana",
    contact_id=7,
)


def chosen(
    *facts: Known,
    items: Sequence[Candidate] = (CHECKLIST,),
    history: Sequence[Shared] = (),
    subject: Subject = ACME,
    today: date = TODAY,
) -> Pick | Nothing:
    return curate(subject, items, facts, history, today)


def picked(*facts: Known, **more: Any) -> Pick:
    found = chosen(*facts, **more)
    assert isinstance(found, Pick), found
    return found


def nothing(*facts: Known, **more: Any) -> Nothing:
    found = chosen(*facts, **more)
    assert isinstance(found, Nothing), found
    return found


# --- the story -------------------------------------------------------------------------------------------------------


def test_what_dana_said_about_the_close_brings_her_the_checklist() -> None:
    pick = picked(SIX_DAYS)
    assert (pick.item, pick.reason, pick.fact) == (CHECKLIST, CLOSE, SIX_DAYS)
    assert pick.lead == "on 3 Nov you said month-end close still takes six days"
    assert pick.source == "Dana's words, 3 Nov"
    assert pick.others == ()


def test_without_the_fact_there_is_no_reason_and_so_no_message() -> None:
    found = nothing()
    assert found.code is Code.NOTHING_WORTH_SHARING
    assert found.detail == "1 without a reason that rests on something we know"


def test_another_fact_is_another_reason() -> None:
    other = replace(SIX_DAYS, id=11, text="reconciliation takes two people", topics=frozenset(), said_on=TODAY - DAY)
    pick = picked(other)
    assert (pick.fact, pick.reason.value) == (other, "reconciliation")
    assert pick.lead == "on 23 Nov you said reconciliation takes two people"


def test_a_fact_about_something_else_is_no_reason() -> None:
    assert nothing(replace(SIX_DAYS, text="the coffee is cold", topics=frozenset({"coffee"})))


def test_topics_that_merely_overlap_yield_nothing() -> None:
    """The item and the account's profile may share every topic: nobody has said anything."""
    about = replace(CHECKLIST, reasons=(), topics=frozenset({"month-end close"}))
    assert nothing(SIX_DAYS, items=[about]).code is Code.NOTHING_WORTH_SHARING


def test_a_segment_and_a_stage_they_are_merely_in_are_no_facts() -> None:
    segment, stage = Reason("segment", "mid", "Why.", "Gain."), Reason("stage", "adoption", "Why.", "Gain.")
    assert nothing(SIX_DAYS, items=[replace(CHECKLIST, reasons=(segment, stage))])


def test_a_stage_they_have_just_entered_is_one() -> None:
    stage = Reason("stage", "adoption", "Why.", "Gain.")
    entered = Known(12, 1, "stage", "adoption", TODAY - 3 * DAY, "import", valid_until=TODAY + DAY)
    pick = picked(entered, items=[replace(CHECKLIST, reasons=(stage,))])
    assert pick.lead == "since 21 Nov you are in the adoption stage"
    assert nothing(entered, items=[replace(CHECKLIST, reasons=(stage,))], subject=replace(ACME, stage="growth"))


def test_a_stage_is_no_topic() -> None:
    entered = Known(12, 1, "stage", "adoption", TODAY - 3 * DAY, "import")
    assert nothing(entered, items=[replace(CHECKLIST, reasons=(Reason("topic", "adoption", "Why.", "Gain."),))])


def test_a_stage_for_colleagues_only_is_never_said_aloud() -> None:
    stage = Reason("stage", "at risk", "Why.", "Gain.")
    entered = Known(12, 1, "stage", "at risk", TODAY - 3 * DAY, "import")
    assert nothing(entered, items=[replace(CHECKLIST, reasons=(stage,))], subject=replace(ACME, stage="at risk"))


def test_what_another_system_noticed_is_not_said_to_have_been_discussed() -> None:
    assert nothing(replace(SIX_DAYS, source="signal", who=None))


# --- facts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "holds"),
    [
        (replace(SIX_DAYS, said_on=TODAY), True),
        (replace(SIX_DAYS, said_on=TODAY + DAY), False),
        (replace(SIX_DAYS, said_on=TODAY - 180 * DAY), True),
        (replace(SIX_DAYS, said_on=TODAY - 181 * DAY), False),
        (replace(SIX_DAYS, said_on=TODAY - 400 * DAY, valid_until=TODAY), True),
        (replace(SIX_DAYS, valid_until=TODAY - DAY), False),
    ],
)
def test_a_fact_holds_from_its_day_until_its_end(fact: Known, holds: bool) -> None:
    assert isinstance(chosen(fact), Pick) is holds


@pytest.mark.parametrize(
    ("text", "is_about"),
    [
        ("our month-end close takes long", True),
        ("closing at the month's end is hard", True),
        ("the month-end is busy", False),
        ("we close early on Fridays", False),
        ("MONTH-END CLOSES are late", True),
    ],
)
def test_a_fact_without_topics_is_about_what_its_own_words_say(text: str, is_about: bool) -> None:
    found = chosen(replace(SIX_DAYS, text=text, topics=frozenset()))
    assert isinstance(found, Pick) is is_about


@pytest.mark.parametrize(
    "words",
    [
        "invoice invoices invoicing", "report reports reporting", "policy policies", "process processes",
        "close closes", "booking bookings", "reconciliation reconciliations", "access", "entry entries",
        "change changes changing",
    ],
)  # fmt: skip
def test_one_word_in_its_forms_counts_as_one(words: str) -> None:
    assert len(set(stems(words))) == 1


@pytest.mark.parametrize("words", ["ring string", "class close", "is the of", "bus business", "cash case"])
def test_different_words_stay_different(words: str) -> None:
    said = list(stems(words))
    assert len(set(said)) == len(said)


def test_a_wish_weighs_more_than_a_remark_and_a_fresh_one_more_than_an_old_one() -> None:
    remark, wish = SIX_DAYS, replace(SIX_DAYS, id=11, kind="request")
    old = replace(SIX_DAYS, id=12, said_on=TODAY - 120 * DAY)
    assert picked(remark, wish).fact == wish
    assert picked(old, remark).fact == remark


def test_an_item_that_speaks_to_their_words_comes_before_one_that_only_has_the_topic() -> None:
    speaks = replace(CALENDAR, slug="a", title="Six days to three: the close, step by step")
    pick = picked(SIX_DAYS, items=[CHECKLIST, speaks])
    assert (pick.item, [other.item for other in pick.others]) == (speaks, [CHECKLIST])


def test_equals_are_told_apart_by_name_and_number_whatever_their_order() -> None:
    twin, other = replace(CHECKLIST, id=9, slug="zz-twin", link=None), replace(SIX_DAYS, id=11)
    for items in ([CHECKLIST, twin], [twin, CHECKLIST]):
        for facts in ([SIX_DAYS, other], [other, SIX_DAYS]):
            pick = picked(*facts, items=items)
            assert (pick.item, pick.fact) == (twin, SIX_DAYS)


def test_what_the_last_share_leaned_on_is_not_leaned_on_again() -> None:
    last = Shared(99, "industry", None, TODAY - 40 * DAY, frozenset({SIX_DAYS.id}))
    before = replace(last, fact_ids=frozenset())
    assert nothing(SIX_DAYS, history=[last])
    assert picked(SIX_DAYS, history=[last, before]).fact == SIX_DAYS


# --- items -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (replace(CHECKLIST, state="draft"), "not approved"),
        (replace(CHECKLIST, state="retired"), "not approved"),
        (replace(CHECKLIST, kind="personal"), "personal, for a CSM to choose"),
        (replace(CHECKLIST, publish_from=TODAY + DAY), "not published yet"),
        (replace(CHECKLIST, publish_until=TODAY - DAY), "past their time"),
        (replace(CHECKLIST, language="de"), "in another language"),
        (replace(CHECKLIST, segments=frozenset({"top", "tail"})), "for other segments"),
        (replace(CHECKLIST, stages=frozenset({"renewal"})), "for other stages"),
    ],
)
def test_an_item_is_left_out_with_why(item: Candidate, why: str) -> None:
    assert nothing(SIX_DAYS, items=[item]).counts == ((why, 1),)


@pytest.mark.parametrize(
    "item",
    [
        replace(CHECKLIST, publish_from=TODAY, publish_until=TODAY),
        replace(CHECKLIST, segments=frozenset({"mid"}), stages=frozenset({"adoption"})),
    ],
)
def test_an_item_meant_for_them_today_is_not_left_out(item: Candidate) -> None:
    assert picked(SIX_DAYS, items=[item]).item == item


def test_an_account_without_a_stage_gets_nothing_that_is_meant_for_one() -> None:
    for_renewal = replace(CHECKLIST, stages=frozenset({"renewal"}))
    assert objection(for_renewal, Subject("mid", None, "en"), [], TODAY) == "for other stages"


@pytest.mark.parametrize(
    "past",
    [Shared(1, "industry", None, TODAY - 300 * DAY), Shared(50, "industry", CHECKLIST.link, TODAY - 300 * DAY)],
)
def test_what_was_shared_is_never_shared_again_nor_its_link(past: Shared) -> None:
    later = Shared(60, "personal", None, TODAY - 40 * DAY)
    found = nothing(SIX_DAYS, history=[past, later])
    assert (found.code, found.detail) == (Code.ALREADY_SHARED, "1 already shared")


def test_items_without_links_are_not_taken_for_one_another() -> None:
    past = Shared(50, "industry", None, TODAY - 40 * DAY)
    assert picked(SIX_DAYS, items=[replace(CHECKLIST, link=None)], history=[past])


def test_not_two_of_a_kind_within_four_weeks() -> None:
    past = Shared(50, "product", None, TODAY - 27 * DAY)
    assert picked(SIX_DAYS, items=[CHECKLIST, CALENDAR], history=[past]).item == CALENDAR
    assert nothing(SIX_DAYS, history=[past]).detail == "1 of the same kind as the last one (product)"
    assert picked(SIX_DAYS, history=[replace(past, on=TODAY - 28 * DAY)])
    in_between = Shared(51, "personal", None, TODAY - 10 * DAY)
    assert picked(SIX_DAYS, history=[past, in_between]), "only the last one counts"


def test_what_a_person_said_is_not_for_them_is_left_alone() -> None:
    declined = replace(ACME, declined=frozenset({1}))
    assert nothing(SIX_DAYS, subject=declined).detail == "1 not for them, a person said"
    assert picked(SIX_DAYS, items=[CHECKLIST, CALENDAR], subject=declined).item == CALENDAR


# --- why nothing -----------------------------------------------------------------------------------------------------

GERMAN = replace(CHECKLIST, id=3, slug="auf-deutsch", language="de", link=None)
DRAFT = replace(CHECKLIST, id=4, slug="draft", state="draft", link=None)
SHARED = Shared(1, "personal", None, TODAY - 40 * DAY)


@pytest.mark.parametrize(
    ("items", "facts", "history", "code"),
    [
        ([], [SIX_DAYS], [], Code.NOTHING_WORTH_SHARING),
        ([DRAFT], [SIX_DAYS], [], Code.NOTHING_WORTH_SHARING),
        ([GERMAN, DRAFT], [SIX_DAYS], [], Code.NOT_FOR_THEM),
        ([CHECKLIST], [SIX_DAYS], [SHARED], Code.ALREADY_SHARED),
        ([CHECKLIST, GERMAN, DRAFT], [SIX_DAYS], [SHARED], Code.ALREADY_SHARED),
        ([CHECKLIST, CALENDAR], [], [SHARED], Code.NOTHING_WORTH_SHARING),
        ([CHECKLIST, GERMAN], [], [], Code.NOTHING_WORTH_SHARING),
    ],
)
def test_the_code_says_what_would_have_to_change(
    items: list[Candidate], facts: list[Known], history: list[Shared], code: Code
) -> None:
    assert nothing(*facts, items=items, history=history).code is code


def test_every_item_left_out_is_counted_the_most_frequent_reason_first() -> None:
    items = [CHECKLIST, CALENDAR, GERMAN, DRAFT, replace(DRAFT, id=5), replace(DRAFT, id=6)]
    found = nothing(items=items)
    assert found.counts == (
        ("not approved", 3),
        ("without a reason that rests on something we know", 2),
        ("in another language", 1),
    )
    assert found.detail == ("3 not approved, 2 without a reason that rests on something we know, 1 in another language")
    assert sum(count for _, count in found.counts) == len(items)
    assert nothing(items=[]).detail == "the library is empty"


# --- whatever the inputs ---------------------------------------------------------------------------------------------

TOPICS = ("month-end close", "reconciliation", "security", "cash flow")
topics = st.sampled_from(TOPICS)
reasons = st.one_of(
    st.builds(Reason, on=st.just("topic"), value=topics, why=st.just("Why."), gain=st.just("Gain.")),
    st.builds(Reason, on=st.just("stage"), value=st.sampled_from(["adoption", "growth"]), why=st.just("W."),
              gain=st.just("G.")),
    st.builds(Reason, on=st.just("segment"), value=st.just("mid"), why=st.just("W."), gain=st.just("G.")),
)  # fmt: skip
texts = st.lists(st.sampled_from([*TOPICS, "six days", "slow", "closing", "reports"]), min_size=1, max_size=3)


@st.composite
def libraries(draw: st.DrawFn) -> list[Candidate]:
    return [
        Candidate(
            id=number,
            slug=f"item-{number}",
            kind=draw(st.sampled_from(["product", "industry", "personal"])),
            title=" ".join(draw(texts)),
            state=draw(st.sampled_from(["approved", "approved", "approved", "draft"])),
            language=draw(st.sampled_from(["en", "en", "de"])),
            link=draw(st.sampled_from([None, f"https://example.com/{number % 3}"])),
            segments=draw(st.sampled_from([frozenset(), frozenset({"mid"}), frozenset({"top"})])),
            reasons=tuple(draw(st.lists(reasons, max_size=3))),
            publish_until=draw(st.sampled_from([None, TODAY, TODAY - DAY])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


@st.composite
def memories(draw: st.DrawFn) -> list[Known]:
    return [
        Known(
            id=number,
            version=1,
            kind=(kind := draw(st.sampled_from(["note", "goal", "request", "topic", "stage"]))),
            text="adoption" if kind == "stage" else " ".join(draw(texts)),
            said_on=TODAY - draw(st.integers(-5, 200)) * DAY,
            source=draw(st.sampled_from(["message", "form", "csm", "import", "signal"])),
            topics=draw(st.frozensets(topics, max_size=2)),
            valid_until=draw(st.sampled_from([None, TODAY - DAY, TODAY + DAY])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


histories = st.lists(
    st.builds(
        Shared,
        item_id=st.integers(0, 8),
        kind=st.sampled_from(["product", "industry"]),
        link=st.sampled_from([None, "https://example.com/1"]),
        on=st.integers(1, 60).map(lambda days: TODAY - days * DAY),
        fact_ids=st.frozensets(st.integers(0, 6), max_size=2),
    ),
    max_size=3,
)


@given(libraries(), memories(), histories, st.randoms(use_true_random=False))
def test_the_order_of_items_and_facts_never_decides(
    items: list[Candidate], facts: list[Known], history: list[Shared], chance: random.Random
) -> None:
    first = curate(ACME, items, facts, history, TODAY)
    chance.shuffle(items)
    chance.shuffle(facts)
    assert curate(ACME, items, facts, history, TODAY) == first


@given(libraries(), memories(), histories)
def test_every_pick_stands_on_a_fact_that_may_be_said(
    items: list[Candidate], facts: list[Known], history: list[Shared]
) -> None:
    found = curate(ACME, items, facts, history, TODAY)
    if isinstance(found, Nothing):
        assert sum(count for _, count in found.counts) == len(items)
        return
    for pick in (found, *found.others):
        assert pick.fact in facts
        assert pick.reason in pick.item.reasons
        assert pick.reason.on != "segment"
        assert objection(pick.item, ACME, history, TODAY) is None
        assert pick.fact.kind != "note" or pick.fact.source not in ("import", "signal")
        assert not history or pick.fact.id not in history[-1].fact_ids
    assert found.score >= max((other.score for other in found.others), default=0)


@given(libraries(), memories(), histories)
def test_without_the_fact_the_reason_goes_or_changes(
    items: list[Candidate], facts: list[Known], history: list[Shared]
) -> None:
    found = curate(ACME, items, facts, history, TODAY)
    if isinstance(found, Pick):
        without = curate(ACME, items, [fact for fact in facts if fact != found.fact], history, TODAY)
        assert isinstance(without, Nothing) or without.fact != found.fact


@given(libraries(), memories(), histories)
def test_what_is_shared_today_is_not_chosen_tomorrow(
    items: list[Candidate], facts: list[Known], history: list[Shared]
) -> None:
    found = curate(ACME, items, facts, history, TODAY)
    if isinstance(found, Pick):
        now = Shared(found.item.id, found.item.kind, found.item.link, TODAY, frozenset({found.fact.id}))
        after = curate(ACME, items, facts, [*history, now], TODAY + DAY)
        assert isinstance(after, Nothing) or (
            after.item.id != found.item.id and after.fact != found.fact and after.item.kind != found.item.kind
        )
