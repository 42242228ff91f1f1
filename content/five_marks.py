"""The five marks of good service, as far as rules can see them: accurate, consistent, empathetic, precise, friendly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

MarkName = Literal["accurate", "consistent", "empathetic", "precise", "friendly"]
_PLACEHOLDER = re.compile(r"‹[^›]*›|\{\{.*?\}\}|\[[A-ZÄÖÜ][A-ZÄÖÜ _-]+\]|\bXX+\b")


class Verdict(StrEnum):
    SEEN = "✓"
    MISSED = "✗"
    YOURS = "○"


@dataclass(frozen=True)
class Mark:
    """`reason` says what a rule saw, or what only a person can tell. `stops`: nobody may send it so."""

    name: MarkName
    verdict: Verdict
    reason: str
    stops: bool = False


def placeholders(words: str) -> Sequence[str]:
    """What somebody still has to fill in."""
    return [found.group() for found in _PLACEHOLDER.finditer(words)]
