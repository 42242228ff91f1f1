"""Drafts of what a colleague says when a customer waits: that it has arrived, and the answer itself."""

from dataclasses import dataclass
from typing import Self

from content.markdown import Markdown
from content.sentences import clause, excerpt, require, reshape

_NONE = Markdown("")
# A line: what they said is recognised, not told to them again.
_RESTATED = 110


def _restated(words: str) -> str:
    return excerpt(clause(words.strip(" \"'”“„»«")), _RESTATED)


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """It has arrived: `said` are their words, or "" where none are kept; `by` is when they hear more, ready to read;
    `is_trouble`: something goes wrong for them, so that comes first."""

    csm: str
    by: str
    said: str = ""
    contact: str = ""
    is_trouble: bool = False
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, said=_restated, by=clause)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            contact="Dana",
            said="The export has failed three times since Monday, and the auditors are here",
            by="today by 15:00 Berlin time",
            is_trouble=True,
        )


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`answer` is one that a person approved before; "" leaves a gap that its author has to fill."""

    csm: str
    answer: Markdown = _NONE
    said: str = ""
    contact: str = ""
    is_trouble: bool = False
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, said=_restated)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            contact="Dana",
            said="Can we get the audit trail as a file?",
            answer=Markdown("Yes: open *Reports*, choose **Audit trail**, then *Export*. It holds the last 24 months."),
        )
