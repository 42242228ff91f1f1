"""What one check came to."""

from dataclasses import dataclass
from typing import Literal

# `off`: not in use, which is nobody's mistake.
Verdict = Literal["ok", "warning", "failure", "off"]


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
