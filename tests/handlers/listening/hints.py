"""A detector that finds what a test tells it to find, so that its stories do not depend on rules of language."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from outreach.listening.noticing import Finding, Kind
from outreach.models.book import Teammate
from tests.handlers.world import Town

# What a customer writes → what it is, and whether that is sure.
HINTS: Mapping[str, tuple[Kind, bool]] = {
    "third time we ask": ("contempt", True),
    "other vendors": ("churn", True),
    "talk to a person": ("person", True),
    "more seats": ("buying", True),
    "does not work": ("complaint", False),
    "could you": ("request", False),
    "our goal is": ("fact", False),
    "not on Mondays": ("preference", False),
    "thank you": ("thanks", False),
    "when will": ("question", False),
}


@dataclass(frozen=True)
class Hints:
    hints: Mapping[str, tuple[Kind, bool]] = field(default_factory=lambda: HINTS)

    def notice(self, text: str, *, by_us: bool = False) -> tuple[Finding, ...]:
        found = [(text.find(words), words, kind, sure) for words, (kind, sure) in self.hints.items() if words in text]
        return tuple(
            Finding(kind, start, start + len(words), 0.9 if sure else 0.6, sure, f"says “{words}”")
            for start, words, kind, sure in found
            if not by_us
        )


def listening(town: Town) -> Town:
    """The same town, where Hints notices."""
    town.house = replace(town.house, detector=Hints())
    return town


async def lists(town: Town, who: Teammate) -> list[str]:
    """What they were told of what was noticed, whatever else they are told of the same messages."""
    return [told for told in await town.told(who) if told.startswith("Noticed")]
