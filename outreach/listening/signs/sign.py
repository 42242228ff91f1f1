"""One sign: words that speak for or against something, how strongly, and what to call it."""

import re
from dataclasses import dataclass, field
from typing import Literal

# What a complaint rests on. Two of these at once are rarely meant otherwise; one alone often is.
Ground = Literal["fails", "deeds", "waits", "again", "temper", "expects", "demands", "pleads"]

_GAP = r"(?: [^ .!?§]+){0,3} "


@dataclass(frozen=True, eq=False)
class Sign:
    """`words` is a regular expression over plain words and single blanks; " … " stands for up to three words of
    the same sentence. `weight`: 1 is a hint, 2 speaks for itself, 3 hardly means anything else; below 0, against.

    `is_mood`: people say so of the weather too; it counts half where nothing tells that it is about us.
    """

    because: str
    weight: float
    words: str
    is_mood: bool = False
    ground: Ground | None = None
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # It begins with a literal blank, which the engine finds fastest, and ends before one: words may share it.
        object.__setattr__(self, "pattern", re.compile(rf" (?:{self.words.replace(' … ', _GAP)})(?= )"))
