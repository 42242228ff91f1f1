"""One message that a person could send, and everything that speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from outreach.ledger.policies import Held
from outreach.ledger.proposals import When
from outreach.ledger.reasons import Code, in_words
from outreach.messages import Message
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.ledger import Purpose

What = Literal["share", "checkin"]
PURPOSES: Mapping[What, Purpose] = {"share": Purpose.SHARE, "checkin": Purpose.CHECK_IN}


@dataclass(frozen=True)
class Request:
    """What was asked for. Buttons carry it, so that each press resolves the audience anew. `seen` says which words
    the preview showed: those are approved, and no others."""

    what: What
    account_id: int | None = None
    segment: str | None = None
    item_id: int | None = None
    seen: str | None = None

    @property
    def values(self) -> Mapping[str, str]:
        given = {
            "what": self.what,
            "account": self.account_id,
            "segment": self.segment,
            "item": self.item_id,
            "seen": self.seen,
        }
        return {name: str(value) for name, value in given.items() if value is not None}

    @staticmethod
    def read(values: Mapping[str, str]) -> "Request":
        account, item = values.get("account", ""), values.get("item", "")
        return Request(
            what="checkin" if values.get("what") == "checkin" else "share",
            account_id=int(account) if account.isdecimal() else None,
            segment=values.get("segment") or None,
            item_id=int(item) if item.isdecimal() else None,
            seen=values.get("seen") or None,
        )


@dataclass(frozen=True)
class Wording:
    """What would be said to one account. `facts` are the (id, version) it rests on."""

    message: Message
    contact: Contact | None
    why: str
    facts: tuple[tuple[int, int], ...] = ()
    item_id: int | None = None


@dataclass(frozen=True)
class Offer:
    """`slot` is the next good moment, None when there is none; `later` speaks against it then, `now` against
    sending it at once. Without a channel it can only become an e-mail draft."""

    account: Account
    purpose: Purpose
    author: Teammate
    wording: Wording
    channel: Channel | None
    zone: str
    slot: When | None
    later: tuple[Held, ...]
    now: tuple[Held, ...]

    @property
    def is_ready(self) -> bool:
        return self.channel is not None and self.slot is not None and not self.later

    @property
    def is_email(self) -> bool:
        return self.channel is None and not _hard(self.later, besides=Code.NO_CHANNEL)

    @property
    def is_soft(self) -> bool:
        """Held back by rules that a person may override, stating why."""
        return self.channel is not None and bool(self.later or self.slot is None) and not _hard(self.later)

    @property
    def goes_now(self) -> bool:
        return self.channel is not None and not self.now

    @property
    def may_go_now(self) -> bool:
        """At once, with a person's reason where soft rules stand against it."""
        return self.channel is not None and not _hard(self.now)


@dataclass(frozen=True)
class LeftOut:
    account: Account
    because: str


@dataclass(frozen=True)
class Selection:
    """Everybody who was meant: those to whom something could be said, and those who are left out, with why."""

    request: Request
    offers: tuple[Offer, ...]
    left_out: tuple[LeftOut, ...]


def against(held: Sequence[Held]) -> str:
    """Why not, in words; with the hard rules alone where there are any."""
    hard = [one for one in held if one.strength == "hard"]
    return "; ".join(in_words(one.code, one.facts) for one in hard or held) or "no working hour there is free"


def until(held: Sequence[Held]) -> datetime | None:
    """When the last of these rules gives way; None when one of them waits for an event."""
    ends = [one.until for one in held]
    return max((end for end in ends if end), default=None) if all(ends) else None


def _hard(held: Sequence[Held], besides: Code | None = None) -> bool:
    return any(one.strength == "hard" and one.code != besides for one in held)
