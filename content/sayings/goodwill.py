"""Draft of what a customer reads when something is given to make it right."""

from dataclasses import dataclass
from typing import Self

from content.sentences import clause, require, reshape


@dataclass(frozen=True, kw_only=True)
class GoodwillGiven:
    """`what` they get, without its sum: what it costs us is no matter of theirs. `is_trouble`: they complained."""

    csm: str
    what: str
    contact: str = ""
    is_trouble: bool = False
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, what=clause)
        require(self, "csm", "what")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya", what="the archive module for December", contact="Dana", is_trouble=True)
