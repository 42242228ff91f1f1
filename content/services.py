"""Services: what customers may ask for, from YAML files, and which of them fit somebody's words."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process

from outreach.errors import BadInput
from outreach.listening.stems import stems

# What a service is included in when everybody has it, whatever they pay.
EVERYBODY = "everybody"
_FALLBACK = "en"
_REQUIRED = ("title", "what", "lead_time")
_SPOKEN = ("title", "what", "price", "lead_time", "conditions")
_OPTIONAL = ("included_in", "price", "conditions", "partner", "topics", "asks")
_TOPIC_COUNTS = 2.0
_ASK_COUNTS = 3.0


class ServiceBroken(BadInput):
    """A service's file cannot be used; the text names the file, the key and the cure."""


@dataclass(frozen=True)
class Service:
    """`title`, `what`, `price`, `lead_time` and `conditions` by language, each at least in English where it is there.

    `included_in`: segments and stages that have a right to it, or `everybody`; without any it costs `price`.
    `partner`: whose offering it is, where it is not ours. `asks`: how people ask for it, in any language.
    """

    slug: str
    title: Mapping[str, str]
    what: Mapping[str, str]
    lead_time: Mapping[str, str]
    price: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    included_in: frozenset[str] = frozenset()
    partner: str | None = None
    topics: frozenset[str] = frozenset()
    asks: tuple[str, ...] = ()

    def is_included(self, segment: str, stage: str | None) -> bool:
        return bool(self.included_in & {EVERYBODY, segment, stage or EVERYBODY})

    @property
    def words(self) -> str:
        """All that it is called and does, for looking it up."""
        said = (*self.title.values(), *self.what.values(), *self.topics, *self.asks, self.partner or "")
        return " ".join(said)


@dataclass(frozen=True)
class Terms:
    """A service as one customer reads it. `price` is empty where it is included."""

    slug: str
    title: str
    what: str
    is_included: bool
    price: str
    lead_time: str
    conditions: str
    partner: str | None


def terms(service: Service, segment: str, stage: str | None, language: str) -> Terms:
    is_included = service.is_included(segment, stage)
    return Terms(
        slug=service.slug,
        title=spoken(service.title, language),
        what=spoken(service.what, language),
        is_included=is_included,
        price="" if is_included else spoken(service.price, language),
        lead_time=spoken(service.lead_time, language),
        conditions=spoken(service.conditions, language),
        partner=service.partner,
    )


def spoken(words: Mapping[str, str], language: str) -> str:
    """`de-AT` reads German; what is not written in a language reads English; "" where it is not written at all."""
    return words.get(language.partition("-")[0].lower()) or words.get(_FALLBACK, "")


def fitting(
    services: Iterable[Service], words: str, topics: Iterable[str], segment: str, stage: str | None
) -> Sequence[Service]:
    """All of them: what they have a right to before what costs something among those that fit `words`, the nearer
    before the farther; then the rest in the same order."""
    everything = list(services)
    scores = {one.slug: score for one, score in zip(everything, _scores(everything, words, topics), strict=True)}

    def order(one: Service) -> tuple[bool, bool, float, str]:
        return not scores[one.slug], not one.is_included(segment, stage), -scores[one.slug], one.slug

    return sorted(everything, key=order)


def matching(services: Iterable[Service], words: str) -> Sequence[Service]:
    """Only those that somebody's words are about, the nearest first."""
    everything = list(services)
    scored = zip(_scores(everything, words, ()), everything, strict=True)
    return [one for score, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].slug)) if score]


def rightful(services: Iterable[Service], segment: str, stage: str | None) -> Sequence[Service]:
    """What they have a right to, by its English title."""
    return sorted((one for one in services if one.is_included(segment, stage)), key=lambda one: one.title[_FALLBACK])


def _scores(services: Sequence[Service], words: str, topics: Iterable[str]) -> list[float]:
    """Words in common, rare ones counting more; a topic of theirs and a phrase of asking count on top of that."""
    documents = [set(stems(one.words)) for one in services]
    frequency = Counter(stem for document in documents for stem in document)
    asked, said = set(stems(words)), " ".join(words.casefold().split())
    theirs = {topic.casefold() for topic in topics if set(stems(topic)) <= asked}
    return [
        sum(math.log(1 + len(services) / frequency[stem]) for stem in asked & document)
        + _TOPIC_COUNTS * len(one.topics & theirs)
        + _ASK_COUNTS * any(phrase in said for phrase in one.asks)
        for one, document in zip(services, documents, strict=True)
    ]


def load_services(folder: Path) -> tuple[Service, ...]:
    """By name. Raises ServiceBroken."""
    return tuple(read_file(path) for path in sorted(folder.glob("*.yaml")))


def read_file(path: Path) -> Service:
    """Raises ServiceBroken."""
    try:
        source = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ServiceBroken(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None
    return read_service(path.stem, source)


def read_service(slug: str, source: str) -> Service:
    """Raises ServiceBroken."""
    raw = _parsed(slug, source)
    _check_keys(slug, raw)
    words = {key: _words(slug, key, raw[key]) for key in _SPOKEN if raw.get(key) is not None}
    service = Service(
        slug=slug,
        title=words["title"],
        what=words["what"],
        lead_time=words["lead_time"],
        price=words.get("price", {}),
        conditions=words.get("conditions", {}),
        included_in=frozenset(_list(slug, raw, "included_in")),
        partner=str(raw["partner"]).strip() if raw.get("partner") else None,
        topics=frozenset(_list(slug, raw, "topics")),
        asks=tuple(_list(slug, raw, "asks")),
    )
    if not service.price and EVERYBODY not in service.included_in:
        raise ServiceBroken(
            f"{slug}.yaml has no price for those who do not have it included. Add “price: …”, or write "
            "“included_in: [everybody]”."
        )
    return service


def _parsed(slug: str, source: str) -> Mapping[str, Any]:
    try:
        raw = yaml.safe_load(source)
    except yaml.YAMLError as problem:
        mark = problem.problem_mark if isinstance(problem, yaml.MarkedYAMLError) else None
        where = f", line {mark.line + 1}" if mark else ""
        raise ServiceBroken(
            f"{slug}.yaml{where}: this is not YAML. A value with “: ” in it needs quotes around it."
        ) from None
    except ValueError as problem:
        raise ServiceBroken(f"{slug}.yaml holds a date that does not exist ({problem}).") from None
    if not isinstance(raw, dict):
        raise ServiceBroken(f"{slug}.yaml must be a list of keys and values, such as “title: Data import”.")
    return raw


def _check_keys(slug: str, raw: Mapping[str, Any]) -> None:
    known = _REQUIRED + _OPTIONAL
    for key in raw:
        if key not in known:
            nearest = process.extractOne(str(key), known)
            raise ServiceBroken(f"{slug}.yaml has an unknown key “{key}”. Did you mean “{nearest[0]}”?")
    if missing := [key for key in _REQUIRED if not raw.get(key)]:
        raise ServiceBroken(f"{slug}.yaml lacks {', '.join(missing)}. Add it as a line, such as “{missing[0]}: …”.")


def _words(slug: str, key: str, value: object) -> Mapping[str, str]:
    """One text for everybody, or one for each language."""
    given = value if isinstance(value, dict) else {_FALLBACK: value}
    words = {str(language).lower(): " ".join(said.split()) for language, said in given.items() if isinstance(said, str)}
    if len(words) < len(given) or not words.get(_FALLBACK):
        raise ServiceBroken(f"{slug}.yaml, {key}: write it in English at least, such as {{en: …, de: …}}.")
    return words


def _list(slug: str, raw: Mapping[str, Any], key: str) -> list[str]:
    """In small letters and single spaces."""
    given = raw.get(key) or []
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise ServiceBroken(f"{slug}.yaml, {key}: write a list of words, such as [{EVERYBODY}].")
    return [" ".join(one.casefold().split()) for one in given]
