"""Which theme a new message belongs to, by the messages nearest to it: a suggestion for a person, no decision."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

from outreach.listening.similarity import SAME_THEME, Index, Match

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Hashable)

# Of the nearest, so many may vote.
_VOTERS = 10
LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[K, T]):
    """`score`: how near the nearest message of the theme is, 0 to 1; `share`: of all votes, those for this theme;
    `shared`: the words that say so; `because`: the messages that voted for it, nearest first."""

    theme: T
    score: float
    share: float
    shared: tuple[str, ...]
    because: tuple[K, ...]


def suggest(
    index: Index[K],
    text: str,
    themes: Mapping[K, T],
    exclude: Set[K] = frozenset(),
    threshold: float = SAME_THEME,
) -> Suggestion[K, T] | None:
    """`themes` holds the theme of each kept message that has one. None when none of those is near enough, or when
    those that are do not agree."""
    return vote(index.nearest(text, LOOKED_AT, exclude), themes, threshold)


def vote(found: Sequence[Match[K]], themes: Mapping[K, T], threshold: float = SAME_THEME) -> Suggestion[K, T] | None:
    """The same of what was found nearest already, best first."""
    voters = [match for match in found if match.key in themes and match.score >= threshold][:_VOTERS]
    if not voters:
        return None
    votes: defaultdict[T, list[Match[K]]] = defaultdict(list)
    for match in voters:
        votes[themes[match.key]].append(match)
    # In a tie the theme of the nearest message wins: it was met first.
    theme, chosen = max(votes.items(), key=lambda vote: _weight(vote[1]))
    share = _weight(chosen) / _weight(voters)
    if share <= 0.5:
        return None
    return Suggestion(theme, chosen[0].score, round(share, 6), _words(chosen), tuple(match.key for match in chosen))


def _weight(matches: list[Match[K]]) -> float:
    """Squared, so that one that says the same outvotes two that only sound alike."""
    return sum(match.score**2 for match in matches)


def _words(matches: list[Match[K]]) -> tuple[str, ...]:
    """Those that most of them share, then those of the nearest."""
    counted: defaultdict[str, int] = defaultdict(int)
    for match in matches:
        for word in match.shared:
            counted[word] += 1
    return tuple(sorted(counted, key=lambda word: -counted[word])[:5])
