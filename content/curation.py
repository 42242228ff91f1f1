"""Which item fits which account, and why, in the customer's own terms: pure, and the same for the same inputs.

An item goes to nobody without a reason, and a reason rests on a fact: something they said, asked for, aim at, or a
stage they have just entered. Topics that merely overlap yield nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from content import phrases
from outreach.ledger.reasons import Code
from outreach.models.book import FactKind

# How much a kind of fact says about what would help: a wish weighs more than a remark, a remark more than a stage.
_WEIGHT = {
    FactKind.REQUEST: 5.0,
    FactKind.GOAL: 4.0,
    FactKind.NOTE: 3.0,
    FactKind.TOPIC: 2.0,
    FactKind.STAGE: 1.5,
}
# "Last year you said" tells a customer that we have not listened since.
_FACT_LASTS = timedelta(days=180)
_HALF_LIFE_DAYS = 60
_KIND_RESTS = timedelta(days=28)
_FOR_OTHERS = frozenset(
    {
        *("not published yet", "past their time", "in another language", "for other segments", "for other stages"),
        "not for them, a person said",
    }
)
_STOP_WORDS = frozenset(
    # One string reads and diffs better than 140 quoted words.
    """
    a about after all also an and any are as at be been but by can could day do does each for from get had has have
    how if in into is it its just like made make many may more most much my need new no not now of on one only or our
    out over own per same should so some still such takes than that the their them then there these they this those
    time to too two up use used very want wants was way we were what when where which while who will with would
    you your
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Reason:
    """Why an item matters and what is in it for them, bound to one topic, segment or stage."""

    on: str
    value: str
    why: str
    gain: str


@dataclass(frozen=True)
class Candidate:
    """An item as curation sees it. `state` is draft, approved or retired; empty sets mean everybody."""

    id: int
    slug: str
    kind: str
    title: str
    state: str
    language: str
    link: str | None = None
    context: str = ""
    body: str = ""
    topics: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    reasons: tuple[Reason, ...] = ()
    publish_from: date | None = None
    publish_until: date | None = None
    added_on: date | None = None


@dataclass(frozen=True)
class Known:
    """A fact as curation sees it. `who` is the contact who said it, None when it came from elsewhere."""

    id: int
    version: int
    kind: str
    text: str
    said_on: date
    source: str
    topics: frozenset[str] = frozenset()
    who: str | None = None
    contact_id: int | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class Shared:
    """What this account already got: newest last."""

    item_id: int
    kind: str
    link: str | None
    on: date
    fact_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Subject:
    """The account a choice is made for. `declined`: items that a person said are not for this account."""

    segment: str
    stage: str | None
    language: str
    declined: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Pick:
    """`lead` is a clause in the customer's terms ("on 3 Nov you said …"); `source` says where it comes from, for
    whoever reviews; `others` are further picks, best first."""

    item: Candidate
    reason: Reason
    fact: Known
    lead: str
    source: str
    score: float
    others: tuple["Pick", ...] = ()


@dataclass(frozen=True)
class Nothing:
    """A normal outcome. `counts` says why each item of the library was left out."""

    code: Code
    counts: tuple[tuple[str, int], ...] = field(default_factory=tuple)

    @property
    def detail(self) -> str:
        return ", ".join(f"{count} {why}" for why, count in self.counts) or "the library is empty"


def curate(
    subject: Subject, items: Iterable[Candidate], facts: Iterable[Known], history: Sequence[Shared], today: date
) -> Pick | Nothing:
    """The best item with its reason, or nothing, with why."""
    left_out: Counter[str] = Counter()
    known = tuple(usable(facts, history, today))
    found: list[Pick] = []
    for item in items:
        refused = objection(item, subject, history, today)
        if refused:
            left_out[refused] += 1
            continue
        fits = [_pick(item, reason, fact, today) for reason, fact in _matches(item, subject, known)]
        if fits:
            found.append(max(fits, key=_rank))
        else:
            left_out["without a reason that rests on something we know"] += 1
    if not found:
        return Nothing(_code(left_out), tuple(sorted(left_out.items(), key=lambda pair: (-pair[1], pair[0]))))
    best, *others = sorted(found, key=_rank, reverse=True)
    return Pick(best.item, best.reason, best.fact, best.lead, best.source, best.score, tuple(others[:5]))


def objection(item: Candidate, subject: Subject, history: Sequence[Shared], today: date) -> str | None:
    """Why the item is not for this account, whatever there may be to say about it; None when it may be."""
    checks = (
        (item.state != "approved", "not approved"),
        (item.kind == "personal", "personal, for a CSM to choose"),
        (item.publish_from is not None and today < item.publish_from, "not published yet"),
        (item.publish_until is not None and today > item.publish_until, "past their time"),
        (item.language != subject.language, "in another language"),
        (bool(item.segments) and subject.segment not in item.segments, "for other segments"),
        (bool(item.stages) and subject.stage not in item.stages, "for other stages"),
        (item.id in subject.declined, "not for them, a person said"),
        (_was_shared(item, history), "already shared"),
        (_is_same_again(item, history, today), f"of the same kind as the last one ({item.kind})"),
    )
    return next((why for fails, why in checks if fails), None)


def _was_shared(item: Candidate, history: Sequence[Shared]) -> bool:
    return any(past.item_id == item.id or (item.link is not None and past.link == item.link) for past in history)


def _is_same_again(item: Candidate, history: Sequence[Shared], today: date) -> bool:
    """Two of a kind in a row read like a series; after a month nobody remembers the kind of the last one."""
    return bool(history) and history[-1].kind == item.kind and today - history[-1].on < _KIND_RESTS


def usable(facts: Iterable[Known], history: Sequence[Shared], today: date) -> Iterator[Known]:
    """Facts that still hold, that may be said aloud, and that the last share did not already lean on."""
    just_used = history[-1].fact_ids if history else frozenset()
    for fact in facts:
        lasts_until = fact.valid_until or fact.said_on + _FACT_LASTS
        if fact.said_on <= today <= lasts_until and fact.id not in just_used and not _is_ours_alone(fact):
            yield fact


def _is_ours_alone(fact: Known) -> bool:
    """Notes that came with the book are what colleagues wrote about a customer, never meant for their eyes; nor is
    what another system noticed, which nobody discussed with them, or a stage such as "at risk"."""
    if fact.kind == FactKind.STAGE:
        return fact.text not in phrases.SPOKEN_STAGES
    return fact.kind == FactKind.NOTE and fact.source in ("import", "signal")


def _matches(item: Candidate, subject: Subject, facts: Sequence[Known]) -> Iterator[tuple[Reason, Known]]:
    for reason in item.reasons:
        for fact in facts:
            if reason.on == "topic" and fact.kind != FactKind.STAGE and _is_about(fact, reason.value):
                yield reason, fact
            if reason.on == "stage" and fact.kind == FactKind.STAGE and fact.text == reason.value == subject.stage:
                yield reason, fact


def _is_about(fact: Known, topic: str) -> bool:
    """The fact names the topic: as a topic given by whoever recorded it, or in its own words."""
    if topic in fact.topics:
        return True
    wanted = set(_words(topic))
    return bool(wanted) and wanted <= set(_words(fact.text))


def _pick(item: Candidate, reason: Reason, fact: Known, today: date) -> Pick:
    return Pick(
        item, reason, fact, lead(fact, today, item.language), source(fact, today), _score(item, reason, fact, today)
    )


def _score(item: Candidate, reason: Reason, fact: Known, today: date) -> float:
    """Kind of fact, halved every 60 days of its age, raised by how many of its words the item speaks to."""
    spoken = set(_words(fact.text))
    speaks = spoken & set(_words(f"{item.title} {item.context} {reason.why} {reason.gain} {item.body}"))
    overlap = len(speaks) / len(spoken) if spoken else 0.0
    fresh: float = 0.5 ** ((today - fact.said_on).days / _HALF_LIFE_DAYS)
    return round(float(_WEIGHT[FactKind(fact.kind)] * (0.5 + fresh) * (1 + overlap)), 6)


def _rank(pick: Pick) -> tuple[float, str, int]:
    # Slug and fact id break ties, so that the order of rows never decides what a customer reads.
    return pick.score, pick.item.slug, -pick.fact.id


def _code(left_out: Counter[str]) -> Code:
    meant = set(left_out) - {"not approved", "personal, for a CSM to choose"}
    fitting = meant - _FOR_OTHERS
    if fitting == {"already shared"}:
        return Code.ALREADY_SHARED
    return Code.NOT_FOR_THEM if meant and not fitting else Code.NOTHING_WORTH_SHARING


def lead(fact: Known, today: date, language: str) -> str:
    """How the fact is said back to the customer."""
    return phrases.lead(fact.kind, fact.source, fact.text, phrases.spoken_date(fact.said_on, today, language), language)


def source(fact: Known, today: date) -> str:
    """Where the fact comes from, for the person who reviews: whose words, when."""
    whom = f"{fact.who}'s" if fact.who else "their"
    whose = {
        "message": f"{whom} words",
        "form": f"{whom} answer",
        "csm": "a CSM's note",
        "import": "imported with the book",
        "signal": "another system",
    }.get(fact.source, fact.source)
    return f"{whose}, {phrases.spoken_date(fact.said_on, today)}"


def _words(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W_]+", text.casefold()):
        if word not in _STOP_WORDS:
            yield _stem(word)


def _stem(word: str) -> str:
    """Plurals, -ing and a last e, so that invoice, invoices and invoicing are one word; harmless for names."""
    for ending in ("ings", "ing", "ies", "es", "s", "e"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 4 and not word.endswith("ss"):
            return f"{stem}y" if ending == "ies" else stem
    return word
