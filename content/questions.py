"""The one real question of a check-in, led by something we know about them: pure. Without such a fact there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from content import phrases
from content.curation import Known, Shared, usable
from outreach.models.book import FactKind

# A goal is the best thing to ask about, then what they wished for, then what they said.
_ORDER = (FactKind.GOAL, FactKind.REQUEST, FactKind.NOTE, FactKind.TOPIC)


@dataclass(frozen=True)
class Question:
    """`lead` reminds them of their own words, `question` is what we want to know."""

    lead: str
    question: str
    fact: Known


def ask(facts: Iterable[Known], asked_before: Sequence[Shared], today: date, language: str) -> Question | None:
    """Never the same fact twice: one that an earlier check-in leaned on is left alone."""
    used = frozenset(fact_id for past in asked_before for fact_id in past.fact_ids)
    theirs = [
        fact
        for fact in usable(facts, (), today)
        if fact.id not in used and fact.kind in _ORDER and fact.source != "import"
    ]
    if not theirs:
        return None
    best = min(theirs, key=lambda fact: (_ORDER.index(FactKind(fact.kind)), -fact.said_on.toordinal(), fact.id))
    on = phrases.spoken_date(best.said_on, today, language)
    lead = phrases.opening(best.kind, best.source, best.text, on, language)
    return Question(lead, phrases.question(best.kind, best.source, language), best)


def about_stage(entered: Known, language: str) -> Question:
    """They have just entered a stage: what would make it a success, in their eyes?"""
    return Question("", phrases.question(FactKind.STAGE, entered.source, language), entered)
