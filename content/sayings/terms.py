"""What Concierge says when customers tell it how they want to be written to."""

from dataclasses import dataclass
from typing import Self

from content.sentences import clause, require, reshape


@dataclass(frozen=True, kw_only=True)
class PreferenceKept:
    """`wanted`: what is heeded from now on, ready to read ("nothing on Mondays")."""

    wanted: str
    csm: str
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, wanted=clause)
        require(self, "wanted", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(wanted="nothing on Mondays, only between 09:00 and 12:00", csm="Priya")


@dataclass(frozen=True, kw_only=True)
class LessAsked:
    """One of several wants less: `until` is the last quiet day, `at_most` what follows if nobody there wants it
    otherwise."""

    until: str
    at_most: str
    csm: str
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, until=clause, at_most=clause)
        require(self, "until", "at_most", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(until="1 December", at_most="one message in 28 days", csm="Priya")


@dataclass(frozen=True, kw_only=True)
class AskTheOthers:
    """To everybody there, by their CSM; it does not say who asked. `at_most` as above."""

    at_most: str
    csm: str
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, at_most=clause)
        require(self, "at_most", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(at_most="one message in 28 days", csm="Priya")
