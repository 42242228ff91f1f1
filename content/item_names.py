"""What an item is called when somebody types it: pure."""

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from outreach.errors import Ambiguous, NotFound
from outreach.models.library import Item

_ALIKE = 70


def choose(asked: str, everything: Sequence[Item]) -> Item:
    """By slug, number (`#12`) or title, whole or in part. Raises NotFound and Ambiguous with what it could be."""
    given = asked.strip().strip("\"'“”„")
    wanted = _folded(given)
    exact = [item for item in everything if wanted in (_folded(item.slug), _folded(item.title), f"#{item.id}")]
    found = exact or [item for item in everything if wanted and wanted in _folded(item.title)]
    # What is retired is meant only when nothing else has that name.
    found = [item for item in found if item.state != "retired"] or found
    if not found:
        raise NotFound(f"There is no item “{given}”.{_hint(wanted, everything)}")
    if len(found) > 1:
        raise Ambiguous(f"“{given}” could be {_listed(found)}. Say a little more of the title, or its number.")
    return found[0]


def slug_of(title: str) -> str:
    """Small letters, digits and hyphens; not yet sure to be free."""
    return re.sub(r"[^a-z0-9]+", "-", _folded(title)).strip("-")[:60].rstrip("-") or "item"


def _hint(wanted: str, everything: Sequence[Item]) -> str:
    titles = {item.id: _folded(item.title) for item in everything}
    near = process.extract(wanted, titles, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=3)
    guesses = [item for _, _, item_id in near for item in everything if item.id == item_id]
    return f" Did you mean {_listed(guesses)}?" if guesses else " See /cs library."


def _listed(found: Sequence[Item]) -> str:
    return " or ".join(f"“{item.title}” (#{item.id})" for item in found[:5])


def _folded(text: str) -> str:
    """For comparing: no case, no accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character)).strip()
