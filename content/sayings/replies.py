"""What Concierge says when it is spoken to, introduces itself or puts something right."""

from dataclasses import dataclass
from typing import Self

from content.sentences import clause, excerpt, require, reshape, sentence

_QUOTED = 40


def _quoted(words: str) -> str:
    return excerpt(clause(words), _QUOTED)


@dataclass(frozen=True, kw_only=True)
class _Signed:
    """A message of which only the CSM's name varies."""

    csm: str
    language: str = "en"

    def __post_init__(self) -> None:
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya")


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Takes the place of a message that was undone too late to vanish; `original` is what stood there, or "" where
    repeating it would repeat the mistake."""

    csm: str
    note: str = ""
    original: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, note=sentence, original=excerpt)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            note="The checklist I sent here was last year's. The new one follows tomorrow",
            original="This two-page checklist covers the reconciliation step you named.",
            csm="Priya",
        )


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """The first words in a channel. `kept` is how long words are kept, ready to read ("30 days"), or "" where none
    are; `reach` says where else the CSM can be reached."""

    csm: str
    kept: str = ""
    reach: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, kept=clause, reach=clause)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya", kept="30 days", reach="priya.raman@example.com")


@dataclass(frozen=True, kw_only=True)
class StopConfirmed(_Signed):
    pass


@dataclass(frozen=True, kw_only=True)
class LessConfirmed:
    """`at_most` is what less means, ready to read ("one message a month")."""

    csm: str
    at_most: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, at_most=clause)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya", at_most="one message a month")


@dataclass(frozen=True, kw_only=True)
class PauseConfirmed:
    """`until` is the last quiet day, ready to read ("15 January"); `unclear` what they wrote for a day that is none to
    come, in which case `until` is our choice."""

    until: str
    csm: str
    unclear: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, until=clause, unclear=_quoted)
        require(self, "until", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(until="15 January", csm="Priya", unclear="Smarch")


@dataclass(frozen=True, kw_only=True)
class ResumeConfirmed(_Signed):
    pass


@dataclass(frozen=True, kw_only=True)
class UnreadConfirmed(_Signed):
    pass


@dataclass(frozen=True, kw_only=True)
class RereadConfirmed(_Signed):
    pass


@dataclass(frozen=True, kw_only=True)
class WhoIsMyCsm:
    """`hours` are the CSM's, in the customer's zone and ready to read."""

    csm: str
    hours: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, hours=clause)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya Raman", hours="Monday to Friday, 09:00 to 17:30 Berlin time")


@dataclass(frozen=True, kw_only=True)
class CustomerHelp(_Signed):
    pass


@dataclass(frozen=True, kw_only=True)
class CustomerStatus:
    """`lines` are what is open for this account and nobody else, a sentence each."""

    csm: str
    lines: tuple[str, ...] = ()
    language: str = "en"

    def __post_init__(self) -> None:
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            lines=(
                "You asked for an export of the audit trail on 22 Sep: in work.",
                "Messages here: paused until 15 Jan.",
            ),
        )


@dataclass(frozen=True, kw_only=True)
class EmailDraft:
    """A message to copy into an e-mail, for an account without a channel: `body` is plain text with its greeting, as
    `Renderer.words` makes it."""

    subject: str
    body: str
    csm: str
    to: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        require(self, "subject", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            to="Dana Whitfield <dana.whitfield@acme.example>",
            subject="Close checklist",
            body="Hi Dana, on 3 Nov you said month-end close still takes six days.\n\nWant me to set it up with Leo?",
            csm="Priya Raman",
        )
