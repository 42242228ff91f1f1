"""What Concierge says of its own accord: shares and check-ins, each with what must stand in it."""

from dataclasses import dataclass
from typing import Self

from content.markdown import Markdown
from content.sentences import after_colon, as_question, clause, require, reshape, sentence

_NO_BODY = Markdown()


@dataclass(frozen=True, kw_only=True)
class Share:
    """An item for one account. `lead` goes on after the greeting ("on 3 Nov you said …"); `contact` is a first name,
    or "" where nobody in particular is meant; `body` is the item's own text; `note` is what the CSM adds; `preview`
    lets platforms show what lies behind the link."""

    lead: str
    why: str
    gain: str
    title: str
    csm: str
    contact: str = ""
    link: str | None = None
    preview: bool = False
    context: str = ""
    body: Markdown = _NO_BODY
    included: bool = False
    offer: str | None = None
    note: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, lead=sentence, why=clause, gain=after_colon, title=clause, context=sentence)
        require(self, "lead", "why", "gain", "title", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            contact="Dana",
            lead="on 3 Nov you said month-end close still takes six days",
            why="This two-page checklist covers the reconciliation step you named",
            title="Close checklist",
            link="https://example.com/close-checklist",
            gain="It flags mismatches before close",
            included=True,
            offer="Want me to set it up with Leo on Thursday?",
            csm="Priya",
        )


@dataclass(frozen=True, kw_only=True)
class PersonalShare:
    """A CSM's own recommendation, from a person to people: it claims nothing about the customer."""

    title: str
    csm: str
    contact: str = ""
    link: str | None = None
    preview: bool = False
    context: str = ""
    body: Markdown = _NO_BODY
    note: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, title=clause, context=sentence)
        require(self, "title", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            contact="Dana",
            title="A novel about bottlenecks: The Goal by Eliyahu Goldratt",
            context="A factory novel from 1984 that finance people lend to each other",
            body=Markdown("I like it because it explains in a *story* what a bottleneck is."),
            csm="Priya",
        )


@dataclass(frozen=True, kw_only=True)
class SegmentShare:
    """An item for all accounts of a segment: `reason` is true of each of them, and the message says so."""

    reason: str
    gain: str
    title: str
    csm: str
    contact: str = ""
    link: str | None = None
    preview: bool = False
    context: str = ""
    body: Markdown = _NO_BODY
    included: bool = False
    offer: str | None = None
    note: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, reason=sentence, gain=after_colon, title=clause, context=sentence)
        require(self, "reason", "gain", "title", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            contact="Dana",
            reason="The year end is six weeks away, and the cut-off is where most questions come from",
            title="Year-end cut-off on one page",
            context="It was put together from last year's questions",
            body=Markdown("Before 31 December:\n\n1. Close the order books.\n2. Ask for **late invoices** once."),
            gain="It saves the round of calls in January",
            csm="Priya",
        )


@dataclass(frozen=True, kw_only=True)
class CheckInSilence:
    """One real question after a long silence; `lead` is what we know, and goes on after the greeting."""

    lead: str
    question: str
    csm: str
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, lead=sentence, question=as_question)
        require(self, "lead", "question", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            contact="Dana",
            lead="in September you wanted the first close in four days",
            question="How close are you now, and what is still in the way?",
            csm="Priya",
        )


@dataclass(frozen=True, kw_only=True)
class CheckInStage:
    """A question on entering a stage. `before` and `now` are the stages in the customer's words."""

    now: str
    question: str
    csm: str
    contact: str = ""
    before: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, before=clause, now=clause, question=as_question)
        require(self, "now", "question", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            contact="Dana",
            before="onboarding",
            now="daily use",
            question="What would have to be true in three months for you to call it a success?",
            csm="Priya",
        )


@dataclass(frozen=True, kw_only=True)
class CheckInGoal:
    """A question about a goal in the customer's own words; `by` is its date, ready to read."""

    goal: str
    csm: str
    question: str = ""
    contact: str = ""
    by: str | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, goal=clause, question=as_question)
        require(self, "goal", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            contact="Tom",
            goal="all three entities on the new ledger",
            by="12 December",
            question="How is the migration, including your side?",
            csm="Priya",
        )


@dataclass(frozen=True, kw_only=True)
class CheckInSignal:
    """A question when less is going on there than usual."""

    csm: str
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(contact="Dana", csm="Priya")


# Under each of these stands what its readers may say to it by one press.
UNPROMPTED = (Share, PersonalShare, SegmentShare, CheckInSilence, CheckInStage, CheckInGoal, CheckInSignal)
