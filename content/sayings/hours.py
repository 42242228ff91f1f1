"""What Concierge says about when somebody is there to answer."""

from dataclasses import dataclass
from typing import Self

from content.sentences import clause, require, reshape


@dataclass(frozen=True)
class Piece:
    """Something they can help themselves with meanwhile; `link` is "" for what only has a name."""

    title: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class OutOfHours:
    """`back` is when `csm` is there again, on the customer's clock and ready to read ("tomorrow at 09:00 your time");
    `urgent` how they reach somebody now, or ""."""

    csm: str
    back: str = ""
    urgent: str = ""
    pieces: tuple[Piece, ...] = ()
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, back=clause, urgent=clause)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            back="tomorrow at 09:00 your time (Berlin)",
            urgent="+49 30 1234567",
            pieces=(
                Piece("Single sign-on in the first week", "https://example.com/single-sign-on"),
                Piece("A rehearsal of your migration"),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class SomebodyHere:
    """`is_told`: they have been told just now that they are asked for."""

    csm: str
    is_told: bool = False
    language: str = "en"

    def __post_init__(self) -> None:
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya", is_told=True)
