"""Drafts of what a customer reads about something we promised them: that it is done, or that its day is another one."""

from dataclasses import dataclass
from typing import Self

from content.sentences import clause, excerpt, require, reshape, sentence

_LONGEST = 200


def _quoted(words: str) -> str:
    return excerpt(clause(words.strip(" \"'”“„»«")), _LONGEST)


@dataclass(frozen=True, kw_only=True)
class PromiseKept:
    """`text` is what we promised, "" where no words are kept; `on` the day on which we did; `done` says what was done,
    and "" leaves a gap that its author has to fill."""

    csm: str
    on: str
    text: str = ""
    done: str = ""
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, text=_quoted, on=clause, done=sentence)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            on="24 Nov",
            text="I'll come back to you on Thursday about the export",
            done="The fix is live since this morning",
            contact="Dana",
        )


@dataclass(frozen=True, kw_only=True)
class PromiseMoved:
    """`by` is the new day and `before` the one they were told, "" where they were told none, both ready to read;
    `because` explains it in our own words; `is_later`: they have to wait longer than they were told."""

    csm: str
    by: str
    before: str = ""
    text: str = ""
    because: str = ""
    is_later: bool = False
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, text=_quoted, by=clause, before=clause, because=sentence)
        require(self, "csm", "by")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            by="Monday 30 Nov",
            before="Thursday 26 Nov",
            text="I'll come back to you on Thursday about the export",
            because="The fix is written and needs one more test with your data",
            is_later=True,
            contact="Dana",
        )
