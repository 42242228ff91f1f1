"""Whom bad news is about, and when it may reach them: pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from outreach.ledger.policies import Held
from outreach.ledger.reasons import Code
from outreach.models.book import Account

By = Literal["segment", "stage", "topic", "product", "accounts"]
WordKind = Literal["first", "update", "closing"]
BYS: tuple[By, ...] = get_args(By)
_HOURS = frozenset({Code.QUIET_HOURS, Code.WEEKEND, Code.HOLIDAY})
# A fortnight of holidays in a row, and then some.
_MOST_DAYS_CLOSED = 40
# Why a pause, or the hour, does not keep bad news from them; it stands in the ledger with each of them.
REASON = "bad news does not wait"


@dataclass(frozen=True)
class Audience:
    """`values` are names of segments, stages, topics or products in small letters; of accounts, our ids as text."""

    by: By
    values: tuple[str, ...]

    def as_row(self) -> dict[str, Any]:
        return {"by": self.by, "values": list(self.values)}

    @staticmethod
    def read(row: Mapping[str, Any]) -> "Audience":
        by: By = next((one for one in BYS if one == row.get("by")), "accounts")
        return Audience(by, tuple(str(value) for value in row.get("values", ())))

    def affects(self, account: Account, products: Collection[str]) -> bool:
        """`products`: what the account has, as another system reports its entitlements."""
        match self.by:
            case "segment":
                return account.segment in self.values
            case "stage":
                return folded(account.stage or "") in self.values
            case "topic":
                return not {folded(topic) for topic in account.topics}.isdisjoint(self.values)
            case "product":
                return not {folded(product) for product in products}.isdisjoint(self.values)
            case "accounts":
                return str(account.id) in self.values


def folded(word: str) -> str:
    return " ".join(word.casefold().split())


def in_the_way(held: Sequence[Held]) -> tuple[Held, ...]:
    """What keeps bad news from them whoever asks: they said stop, or there is no place that is theirs alone."""
    return tuple(one for one in held if one.strength == "hard" or one.code == Code.CHURNED)


def of_the_hour(held: Sequence[Held]) -> tuple[Held, ...]:
    """It is night there, or a day on which nobody works."""
    return tuple(one for one in held if one.code in _HOURS)


def opens_at(held: Sequence[Held]) -> datetime | None:
    """When those of them that are about the hour give way; None when none is."""
    return max((one.until for one in of_the_hour(held) if one.until is not None), default=None)


def good_hour(against: Callable[[datetime], Sequence[Held]], at: datetime) -> datetime:
    """The first moment from `at` on at which no rule about the hour is `against` it."""
    for _ in range(_MOST_DAYS_CLOSED):
        opens = opens_at(against(at))
        if opens is None or opens <= at:
            break
        at = opens
    return at


def lifted(held: Sequence[Held]) -> frozenset[Code]:
    """The rules that bad news goes against, with the reason on record."""
    return frozenset(one.code for one in held if one.strength == "soft")
