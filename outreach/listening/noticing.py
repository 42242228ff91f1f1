"""What a message seems to say: findings, each naming the words that caused it."""

from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal[
    "complaint",
    "contempt",
    "churn",
    "question",
    "request",
    "thanks",
    "preference",
    "person",
    "promise",
    "buying",
    "fact",
]


@dataclass(frozen=True)
class Finding:
    """Characters `start` to `end` of the message speak for `kind`; `score` is 0 to 1, and `because` names the rule.

    `is_sure`: sure enough to interrupt a person.
    """

    kind: Kind
    start: int
    end: int
    score: float
    is_sure: bool
    because: str

    def words(self, text: str) -> str:
        return text[self.start : self.end]


class Detector(Protocol):
    def notice(self, text: str, *, by_us: bool = False) -> tuple[Finding, ...]:
        """At most one finding per kind, the most important first. `by_us`: in a message of our own people only
        promises are looked for."""
        ...
