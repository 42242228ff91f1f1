"""What one check came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# `off`: not in use, which is nobody's mistake.
Verdict = Literal["ok", "warning", "failure", "off"]

_NAMED = 3


@dataclass(frozen=True)
class Finding:
    """`cure` says what to do about a warning or a failure."""

    check: str
    verdict: Verdict
    words: str
    cure: str = ""


def fine(check: str, words: str) -> Finding:
    return Finding(check, "ok", words)


def failed(check: str, words: str, cure: str) -> Finding:
    return Finding(check, "failure", words, cure)


def warned(check: str, words: str, cure: str) -> Finding:
    return Finding(check, "warning", words, cure)


def some_of(names: Sequence[str]) -> str:
    """The first three, and how many more."""
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED} more" if len(names) > _NAMED else shown
