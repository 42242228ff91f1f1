"""What customers read about what they asked for: who has it, their options, their choice, and whether it is right."""

from dataclasses import dataclass
from typing import Self

from content.sentences import after_colon, clause, excerpt, require, reshape, sentence, statement

_LONGEST = 200


def _quoted(words: str) -> str:
    return excerpt(clause(words.strip(" \"'”“„»«")), _LONGEST)


@dataclass(frozen=True, kw_only=True)
class OneOption:
    """`terms` are ready to read ("included · within 5 working days")."""

    title: str
    what: str = ""
    terms: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestOpened:
    """`text` is what they asked for, or "" where none of it is kept; `by` the day it is done by, or "" where `hears_by`
    says when they are told one; both ready to read."""

    csm: str
    text: str = ""
    by: str = ""
    hears_by: str = ""
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, text=_quoted, by=clause, hears_by=clause)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya", text="an export of the audit trail", by="Fri 27 Nov", contact="Dana")


@dataclass(frozen=True, kw_only=True)
class RequestDated:
    """A date that was not known, or is another one now."""

    csm: str
    by: str
    text: str = ""
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, text=_quoted, by=clause)
        require(self, "csm", "by")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya", text="an export of the audit trail", by="Fri 27 Nov", contact="Dana")


@dataclass(frozen=True, kw_only=True)
class OptionsOffered:
    """Two or three ways to honour a request, each with its terms."""

    csm: str
    options: tuple[OneOption, ...]
    text: str = ""
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, text=_quoted)
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            text="help with the reconciliation",
            contact="Dana",
            options=(
                OneOption(
                    title="Close workshop",
                    what="Two hours with one of our closing specialists.",
                    terms="included · within 10 working days · remote",
                ),
                OneOption(title="An accountant for the busy weeks", terms="620 EUR a day, by Harbourstaff"),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class ChoiceConfirmed:
    """`terms` as they stood beside the option; `noted_by` the colleague who noted it on their word, "" where they
    chose it themselves."""

    csm: str
    title: str
    terms: str = ""
    contact: str = ""
    noted_by: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, title=clause, terms=clause)
        require(self, "csm", "title")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya", title="Close workshop", terms="included · within 10 working days", contact="Dana")


@dataclass(frozen=True, kw_only=True)
class AlreadyChosen:
    """A second press, or another choice in words."""

    csm: str
    title: str
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, title=clause)
        require(self, "csm", "title")

    @classmethod
    def example(cls) -> Self:
        return cls(csm="Priya", title="Close workshop")


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
class OptionsOver(_Signed):
    """A press on options that were replaced, or on a request that is over."""


@dataclass(frozen=True, kw_only=True)
class _Answered(_Signed):
    """What they said, or what the colleague `noted_by` noted on their word."""

    noted_by: str = ""


@dataclass(frozen=True, kw_only=True)
class NoneChosen(_Answered):
    """None of the options is right for them."""


@dataclass(frozen=True, kw_only=True)
class RequestHonoured:
    """`done` is what was done, in the CSM's words."""

    csm: str
    done: str
    text: str = ""
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, text=_quoted, done=statement)
        require(self, "csm", "done")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            text="an export of the audit trail",
            done="The audit trail of October is in your shared folder, signed",
            contact="Dana",
        )


@dataclass(frozen=True, kw_only=True)
class RequestSettled(_Answered):
    """They said that it is right."""


@dataclass(frozen=True, kw_only=True)
class RequestReopened(_Answered):
    """They said that it is not right yet; `asks` what is missing, where they did not say so."""

    asks: bool = True


@dataclass(frozen=True, kw_only=True)
class RequestDeclined:
    """`because` is the reason as they may read it; `instead` what can be done all the same."""

    csm: str
    because: str
    text: str = ""
    instead: str = ""
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, text=_quoted, because=after_colon, instead=sentence)
        require(self, "csm", "because")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            text="invoices in Klingon",
            because="No tax office we know of reads it",
            instead="Your people can write it in the notes of each invoice",
            contact="Dana",
        )


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """`colleague` has it now; `about` goes on after "who": what they look after."""

    csm: str
    colleague: str
    about: str = ""
    text: str = ""
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, text=_quoted, about=clause)
        require(self, "csm", "colleague")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            colleague="Leo Hartmann",
            about="looks after licences",
            text="twenty more seats",
            contact="Dana",
        )


@dataclass(frozen=True, kw_only=True)
class WhatYouCanAskFor:
    """`services` are what they have a right to."""

    csm: str
    services: tuple[OneOption, ...] = ()
    language: str = "en"

    def __post_init__(self) -> None:
        require(self, "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            csm="Priya",
            services=(
                OneOption(title="Audit trail export", what="A period as a signed file."),
                OneOption(title="Close workshop", what="Two hours with one of our closing specialists."),
            ),
        )
