"""What our people said they would do: how a promise stands, and what may still be done about it. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.errors import Stale
from outreach.models.desk import Promise

LONGEST = 300
# "… by Friday", "… bis 3 Dec": what stands behind the last such word may be the day.
_BY = re.compile(r"\s+(?:by|until|bis)\s+(?=\S)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n\s*")


class Stage(StrEnum):
    """As its row's `state` has it."""

    NOTICED = "noticed"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Timing:
    """How a promise stands on a day of the account's."""

    days_left: int | None

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def is_today(self) -> bool:
        return self.days_left == 0

    @property
    def is_first(self) -> bool:
        """Due or late: it comes before everything else."""
        return self.is_late or self.is_today


def timing(promise: Promise, today: date) -> Timing:
    """`today` is the account's."""
    is_running = promise.state == Stage.OPEN and promise.due_on is not None
    return Timing((promise.due_on - today).days if is_running and promise.due_on else None)


def is_untold(promise: Promise) -> bool:
    """There is a new date, and they still reckon with the old one."""
    return promise.state == Stage.OPEN and promise.told_on is not None and promise.told_on != promise.due_on


def expect(promise: Promise, *stages: Stage) -> None:
    """Raises Stale, with how it stands, for a promise that is past that."""
    if promise.state not in stages:
        because = f" ({promise.ended_because})" if promise.ended_because else ""
        raise Stale(f"Nothing was changed: this promise is {promise.state}{because}.")


def sentence_at(text: str, start: int, end: int) -> str:
    """The whole sentences that characters `start` to `end` of a message lie in, on one line."""
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    first = max(cut for cut in cuts if cut <= start)
    last = min((cut for cut in cuts if cut >= end), default=len(text))
    words = " ".join(text[first:last].split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"


def split_date(words: str) -> tuple[str, str]:
    """`the export fix by Friday`: what, and the words behind the last "by"; "" where there are none."""
    found = list(_BY.finditer(words))
    if not found:
        return words.strip(), ""
    return words[: found[-1].start()].strip(" ,"), words[found[-1].end() :].strip(" .,")
