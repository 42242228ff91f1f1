"""What colleagues wrote about a customer in the CRM is never said to that customer."""

from dataclasses import replace
from datetime import date

import pytest

from content.curation import Candidate, Known, Nothing, Pick, Reason, Subject, curate

TODAY = date(2026, 11, 24)
ITEM = Candidate(
    id=1,
    slug="security",
    kind="product",
    title="Security in six words",
    state="approved",
    language="en",
    reasons=(Reason("topic", "security", "It is short.", "Everybody remembers it."),),
)
SAID = Known(1, 1, "note", "our security team answers slowly", date(2026, 11, 3), "message", who="Dana")


def test_the_customers_own_words_are_a_reason() -> None:
    assert isinstance(curate(Subject("mid", None, "en"), [ITEM], [SAID], [], TODAY), Pick)


@pytest.mark.parametrize("topics", [frozenset[str](), frozenset({"security"})])
def test_imported_notes_are_none(topics: frozenset[str]) -> None:
    note = replace(SAID, source="import", who=None, topics=topics)
    assert isinstance(curate(Subject("mid", None, "en"), [ITEM], [note], [], TODAY), Nothing)


def test_a_goal_that_was_imported_is_theirs_all_the_same() -> None:
    goal = replace(SAID, source="import", kind="goal")
    assert isinstance(curate(Subject("mid", None, "en"), [ITEM], [goal], [], TODAY), Pick)
