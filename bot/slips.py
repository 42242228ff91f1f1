"""Variables that look like a misspelt setting."""

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

# Strangers' variables resemble ours by chance: of 100, how alike one must be to be called a slip. Names that
# begin like a platform's are ours more often than not.
_PREFIXES, _ALIKE_BY_PREFIX, _ALIKE = ("SLACK_", "TEAMS_"), 80, 92


def find_slips(names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """A sentence for each of `names` that is none of the `known` and looks like one; these are in capitals."""
    settings = list(known)
    for name in sorted({name.upper() for name in names}.difference(settings)):
        enough = _ALIKE_BY_PREFIX if name.startswith(_PREFIXES) else _ALIKE
        nearest = process.extractOne(name, settings, scorer=fuzz.ratio, score_cutoff=enough)
        if nearest:
            yield f"{name} is no setting and has no effect. Did you mean {nearest[0]}?"
