"""The one real question of a check-in, led by something we know about them: pure. Without such a fact there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from content.curation import Known, Shared, spoken_date, usable
from outreach.models.book import FactKind

# A goal is the best thing to ask about, then what they wished for, then what they said.
_ORDER = (FactKind.GOAL, FactKind.REQUEST, FactKind.NOTE, FactKind.TOPIC)


@dataclass(frozen=True)
class Question:
    """`lead` reminds them of their own words, `question` is what we want to know."""

    lead: str
    question: str
    fact: Known


def ask(facts: Iterable[Known], asked_before: Sequence[Shared], today: date) -> Question | None:
    """Never the same fact twice: one that an earlier check-in leaned on is left alone."""
    used = frozenset(fact_id for past in asked_before for fact_id in past.fact_ids)
    theirs = [fact for fact in usable(facts, (), today) if fact.id not in used and fact.kind in _ORDER and fact.source != "import"]
    if not theirs:
        return None
    best = min(theirs, key=lambda fact: (_ORDER.index(FactKind(fact.kind)), -fact.said_on.toordinal(), fact.id))
    lead, question = _words(best, today)
    return Question(lead, question, best)


def about_stage(stage: str, changed: Known) -> Question:
    """They have just entered a stage: what would make it a success, in their eyes?"""
    return Question(
        f"you have just moved into {stage}",
        "What would have to be true in three months for you to call it a success?",
        changed,
    )


def _words(fact: Known, today: date) -> tuple[str, str]:
    on = spoken_date(fact.said_on, today)
    match fact.kind:
        case FactKind.GOAL:
            return f"you set out {fact.text}", "How is that going, including our side of it?"
        case FactKind.REQUEST:
            return f"on {on} you asked for {fact.text}", "Is that still in your way, or have you found another route?"
        case FactKind.TOPIC:
            return f"you asked to hear about {fact.text}", "Which part of it is costing you most at the moment?"
        case _:
            said = "you said" if fact.source in ("message", "form") else "we spoke about this:"
            return f"on {on} {said} {fact.text}", "What has changed since then?"
