"""What a customer reads once their complaint is closed, and when they are asked whether it is right."""

from dataclasses import dataclass
from typing import Self

from content.sentences import clause, excerpt, require, reshape, sentence, statement

# A line: they know what they said.
_RESTATED = 110


def _restated(words: str) -> str:
    return excerpt(words.strip(" \"'”“„»«"), _RESTATED)


@dataclass(frozen=True, kw_only=True)
class ComplaintClosed:
    """`on` is the day on which they told us, `said` their words or "" where none are kept; `made_right` and `prevents`
    say what was done about it, "" where there was nothing to fix; `asks`: they will be asked whether it is right."""

    on: str
    csm: str
    said: str = ""
    made_right: str = ""
    prevents: str = ""
    contact: str = ""
    asks: bool = False
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, on=clause, said=_restated, made_right=statement, prevents=sentence)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            on="18 Nov",
            csm="Priya",
            said="This is the third time we ask, and the export still fails",
            made_right="The export runs again, and the three reports that were missing are in your folder",
            prevents="We test it on your size of data before each release",
            contact="Dana",
            asks=True,
        )


@dataclass(frozen=True, kw_only=True)
class ComplaintQuestion:
    """`on` is the day on which they told us."""

    on: str
    csm: str
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, on=clause)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(on="18 Nov", csm="Priya", contact="Dana")


@dataclass(frozen=True, kw_only=True)
class ComplaintSettled:
    """They said that it is right now."""

    csm: str
    language: str = "en"

    def __post_init__(self) -> None:
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya")


@dataclass(frozen=True, kw_only=True)
class ComplaintReopened:
    """They said that it is not right; `csm` has it."""

    csm: str
    language: str = "en"

    def __post_init__(self) -> None:
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya")
