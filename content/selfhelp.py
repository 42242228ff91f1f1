"""What customers can help themselves with until somebody is there: only what really answers their question. Pure."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from content.curation import Subject, objection
from content.evidence import candidate_of
from content.sayings.hours import Piece
from content.services import Service
from outreach.listening.similarity import Index, Match
from outreach.listening.similarity_words import terms
from outreach.models.library import Item

# A wrong article is worse than none. Over the library as shipped, questions that it answers found theirs at .43 to
# .71; what merely shared a word or two came to .41 at most.
_REALLY = 0.42
_WORDS_IN_COMMON = 2
_MOST = 3


@dataclass(frozen=True)
class Reader:
    """Who would read it."""

    segment: str
    stage: str | None
    language: str

    @property
    def short_language(self) -> str:
        return self.language.partition("-")[0].lower()


@dataclass(frozen=True)
class Shelved:
    """`known_by`: its title, its topics and how people ask for it. A longer text would resemble anything."""

    piece: Piece
    known_by: str


def shelf(items: Iterable[Item], services: Iterable[Service], reader: Reader, today: date) -> Sequence[Shelved]:
    """What this reader may be pointed to: approved items with a link, and services they have a right to."""
    return [*_items(items, reader, today), *_services(services, reader)]


def _items(items: Iterable[Item], reader: Reader, today: date) -> Iterator[Shelved]:
    subject = Subject(reader.segment, reader.stage, reader.short_language)
    for item in items:
        # What they were shown before may be the very thing they look for now, so no history counts.
        if item.link and objection(candidate_of(item), subject, (), today) is None:
            yield Shelved(Piece(item.title, item.link), " ".join((item.title, *item.topics)))


def _services(services: Iterable[Service], reader: Reader) -> Iterator[Shelved]:
    """Nothing that costs: nobody is sold anything at night."""
    for service in services:
        if service.is_included(reader.segment, reader.stage):
            title = service.title.get(reader.short_language) or service.title["en"]
            yield Shelved(Piece(title), " ".join((title, *service.topics, *service.asks)))


def find(question: str, shelved: Sequence[Shelved]) -> tuple[Piece, ...]:
    """At most three, best first; none where none really matches."""
    nearest = Index.of((place, one.known_by) for place, one in enumerate(shelved)).nearest(question, limit=2 * _MOST)
    asked = terms(question)
    telling = {asked.said[root] for root in asked.telling}
    found: dict[str, Piece] = {}
    for match in nearest:
        piece = shelved[match.key].piece
        # An item and a service of one name are one thing to them; the one that can be read comes first.
        if _is_really(match, telling) and (piece.link or piece.title.casefold() not in found):
            found[piece.title.casefold()] = piece
    return tuple(found.values())[:_MOST]


def _is_really(match: Match[int], telling: Set[str]) -> bool:
    """`telling`: the words of the question that say what it is about."""
    return match.score >= _REALLY and len(telling & set(match.shared)) >= _WORDS_IN_COMMON
