"""What a customer reads once what they and others told us about is done."""

from dataclasses import dataclass
from typing import Self

from content.sentences import clause, excerpt, require, reshape, sentence

# A line: they know what they said.
_RESTATED = 140


def _restated(words: str) -> str:
    return excerpt(words.strip(" \"'“”„»«"), _RESTATED)


@dataclass(frozen=True, kw_only=True)
class ThemeDone:
    """`on` is the day on which they told us, `said` their own words or "" where none are kept; `done` says what is
    different now. That others had told us the same is nobody's business but ours."""

    on: str
    csm: str
    done: str
    said: str = ""
    is_complaint: bool = False
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, on=clause, said=_restated, done=sentence)
        require(self, "csm", "done")

    @classmethod
    def example(cls) -> Self:
        return cls(
            on="18 Nov",
            csm="Priya",
            done="Exports of more than 10,000 lines run in the background, and you get a note when the file is there",
            said="The export of the audit trail breaks off again",
            is_complaint=True,
            contact="Dana",
        )
