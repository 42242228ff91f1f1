"""An account at a glance, for whoever must act on something of theirs at once. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from content.pages.lines import ago_words, joined
from content.pages.moments import counted, day_words, money_words
from outreach.messages import Fields, Part, text


@dataclass(frozen=True)
class Glance:
    """`spoke_at`: when people last spoke with them, `today` their local date."""

    segment: str
    today: date
    now: datetime
    arr: Decimal | None = None
    renewal_on: date | None = None
    relationship: int | None = None
    spoke_at: datetime | None = None
    spoke_with: str = ""
    requests: int = 0
    complaints: int = 0
    promises: int = 0


def glance_parts(seen: Glance) -> tuple[Part, ...]:
    pairs = (
        ("Account", joined(seen.segment, money_words(seen.arr), _renewal(seen))),
        ("Relationship", f"{seen.relationship} of 5" if seen.relationship is not None else "nobody has said"),
        ("Open", _open(seen)),
        ("Last spoken with", _spoken(seen)),
    )
    return (Fields(tuple((label, text(words)) for label, words in pairs)),)


def _renewal(seen: Glance) -> str:
    if seen.renewal_on is None:
        return ""
    days = (seen.renewal_on - seen.today).days
    return f"renewal was {day_words(seen.renewal_on)}" if days < 0 else f"renews in {counted(days, 'day')}"


def _open(seen: Glance) -> str:
    counts = ((seen.complaints, "complaint"), (seen.requests, "request"), (seen.promises, "promise of ours"))
    plurals = {"promise of ours": "promises of ours"}
    said = [counted(count, thing, plurals.get(thing)) for count, thing in counts if count]
    return joined(*said) or "nothing else"


def _spoken(seen: Glance) -> str:
    return joined(ago_words(seen.now - seen.spoke_at), seen.spoke_with) if seen.spoke_at else "not on record"
