"""What the parity table is made of."""

from dataclasses import dataclass

from handlers.routes import Kind
from tests.scenarios.fronts.steps import Step


@dataclass(frozen=True)
class Row:
    """`audience` tells rows of ROUTES apart that have one kind and name."""

    kind: Kind
    name: str
    steps: tuple[Step, ...]
    audience: str = "staff"


@dataclass(frozen=True)
class Sitting:
    """One time at the keyboard, begun so many `hours` after dawn (see `book.DAWN`); three hours later, at half past
    nine in Berlin, customers may be written to. `is_planned`: the day's proposals are there."""

    name: str
    rows: tuple[Row, ...]
    is_planned: bool = False
    hours: float = 0


def row(kind: Kind, name: str, *steps: Step, audience: str = "staff") -> Row:
    return Row(kind, name, steps, audience)
