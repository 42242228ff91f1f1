"""Which item fits which account, and why, in the customer's own terms: pure, and the same for the same inputs.

An item goes to nobody without a reason, and a reason rests on a fact: something they said, asked for, aim at, or a
stage they have just entered. Topics that merely overlap yield nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from content import phrases
from outreach.ledger.reasons import Code
from outreach.listening.stems import stems
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
# "Not for us" says something of its kind as well, for a while.
_UNWANTED_KIND_RESTS = timedelta(days=90)
_FOR_OTHERS = frozenset(
    {
        *("not published yet", "past their time", "in another language", "for other segments", "for other stages"),
        "not for them, a person said",
        *("of a kind that is not for them", "about what they do not want", "not about what they want"),
    }
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
    """A fact as curation sees it. `who` is the contact who said it, None when it came from elsewhere; `language` the
    one they want to be written to in, where that is not the account's."""

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
    language: str | None = None


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
    """The account a choice is made for. `declined`: items that a person said are not for this account; `refused`:
    of which kinds somebody there said so, and when. `languages`: others that some of them want. `only`: for each who
    wants some topics alone, which; `unwanted`: topics that somebody there does not want."""

    segment: str
    stage: str | None
    language: str
    declined: frozenset[int] = frozenset()
    refused: tuple[tuple[str, date], ...] = ()
    languages: frozenset[str] = frozenset()
    only: tuple[frozenset[str], ...] = ()
    unwanted: frozenset[str] = frozenset()


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
    heard = _Heard(usable(facts, history, today))
    found: list[Pick] = []
    for item in items:
        refused = objection(item, subject, history, today)
        if refused:
            left_out[refused] += 1
            continue
        if fit := _best(item, subject, heard, today):
            found.append(fit)
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
        (item.language != subject.language and item.language not in subject.languages, "in another language"),
        (bool(item.segments) and subject.segment not in item.segments, "for other segments"),
        (bool(item.stages) and subject.stage not in item.stages, "for other stages"),
        (item.id in subject.declined, "not for them, a person said"),
        (_is_resting(item, subject, today), "of a kind that is not for them"),
        (_is_about(item, subject.unwanted), "about what they do not want"),
        (not all(_is_about(item, wanted) for wanted in subject.only), "not about what they want"),
        (_was_shared(item, history), "already shared"),
        (_is_same_again(item, history, today), f"of the same kind as the last one ({item.kind})"),
    )
    return next((why for fails, why in checks if fails), None)


def _is_resting(item: Candidate, subject: Subject, today: date) -> bool:
    return any(kind == item.kind and today - on < _UNWANTED_KIND_RESTS for kind, on in subject.refused)


def _is_about(item: Candidate, topics: Iterable[str]) -> bool:
    """Any of these, in our words for it or in theirs: “webinars” is what an item of the kind webinar is about."""
    words = _spoken_by(item.kind, item.title, *sorted(item.topics))
    return any((wanted := frozenset(stems(topic))) and wanted <= words for topic in topics)


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


class _Heard:
    """What they told us, taken apart once for a whole library: word by word it took ten times as long."""

    def __init__(self, facts: Iterable[Known]) -> None:
        self._facts = tuple(facts)
        self._words = {fact.id: frozenset(stems(fact.text)) for fact in self._facts}
        self._about: dict[str, Sequence[Known]] = {}

    def about(self, topic: str) -> Sequence[Known]:
        """Facts that name the topic: as a topic given by whoever recorded them, or in their own words."""
        if topic not in self._about:
            wanted = frozenset(stems(topic))
            self._about[topic] = [
                fact
                for fact in self._facts
                if fact.kind != FactKind.STAGE
                and (topic in fact.topics or (bool(wanted) and wanted <= self._words[fact.id]))
            ]
        return self._about[topic]

    def stage(self, name: str) -> Sequence[Known]:
        return [fact for fact in self._facts if fact.kind == FactKind.STAGE and fact.text == name]

    def echo(self, fact: Known, item_words: frozenset[str]) -> float:
        """How much of what they said the item speaks to: 0 to 1."""
        words = self._words[fact.id]
        return len(words & item_words) / len(words) if words else 0.0


def _best(item: Candidate, subject: Subject, heard: _Heard, today: date) -> Pick | None:
    fits = [
        (_score(item, reason, fact, heard, today), -fact.id, reason, fact)
        for reason, fact in _matches(item, subject, heard)
    ]
    if not fits:
        return None
    # The fact's id breaks ties, so that the order of rows never decides what a customer reads.
    score, _, reason, fact = max(fits, key=lambda fit: fit[:2])
    return Pick(item, reason, fact, lead(fact, today, item.language), source(fact, today), score)


def _matches(item: Candidate, subject: Subject, heard: _Heard) -> Iterator[tuple[Reason, Known]]:
    for reason in item.reasons:
        if reason.on == "topic":
            about = heard.about(reason.value)
            yield from ((reason, fact) for fact in about if item.language == (fact.language or subject.language))
        if reason.on == "stage" and reason.value == subject.stage and item.language == subject.language:
            yield from ((reason, fact) for fact in heard.stage(reason.value))


def _score(item: Candidate, reason: Reason, fact: Known, heard: _Heard, today: date) -> float:
    """Kind of fact, halved every 60 days of its age, raised by how many of its words the item speaks to."""
    echo = heard.echo(fact, _spoken_by(item.title, item.context, item.body, reason.why, reason.gain))
    fresh: float = 0.5 ** ((today - fact.said_on).days / _HALF_LIFE_DAYS)
    return round(float(_WEIGHT[FactKind(fact.kind)] * (0.5 + fresh) * (1 + echo)), 6)


@lru_cache(maxsize=5_000)
def _spoken_by(*texts: str) -> frozenset[str]:
    """Words of the library only: what customers said is not kept in memory."""
    return frozenset(stems(" ".join(texts)))


def _rank(pick: Pick) -> tuple[float, str]:
    return pick.score, pick.item.slug


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
