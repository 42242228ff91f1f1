"""How the desk works in this deployment: all of it is settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from decimal import Decimal

from outreach.models.book import Segment

_REPLY_HOURS: Mapping[str, int] = {Segment.TOP: 1, Segment.MID: 4, Segment.TAIL: 8}


@dataclass(frozen=True)
class DeskRules:
    """Spans of `reply_within` are working time of our team, per segment; days called working are those of whoever
    acts.

    `nudge_at`: which part of the promise has passed when the CSM is nudged. `list_at`: when a CSM gets what nobody is
    sure about, local. `unconfirmed_lasts`: working days after which a hold that nobody confirmed lapses.
    `silence_settles`: working days of silence after which an honoured request is settled. `ask_after`: days after a
    closed complaint until they are asked whether it is right now. `goodwill`: what a CSM may give in a calendar month
    without asking. `trend_accounts` different accounts within `trend_within`, or `trend_factor` times the usual rate,
    make a trend. `department_answers`: working days a department has before it is nudged. `interruptions`: how often a
    colleague is interrupted in a day; what waits then stands in their day. `urgent`: how a customer reaches somebody
    now, in words, or "". `less_asks_for`: how long one person's "less" pauses a channel while the CSM asks the others.
    """

    reply_within: Mapping[str, timedelta] = field(
        default_factory=lambda: {segment: timedelta(hours=hours) for segment, hours in _REPLY_HOURS.items()}
    )
    nudge_at: float = 0.75
    list_at: time = time(15, 30)
    unconfirmed_lasts: int = 1
    silence_settles: int = 5
    ask_after: timedelta = timedelta(days=2)
    goodwill: Decimal = Decimal(500)
    currency: str = "$"
    trend_accounts: int = 3
    trend_within: timedelta = timedelta(days=14)
    trend_factor: float = 2.0
    department_answers: int = 2
    interruptions: int = 5
    less_asks_for: timedelta = timedelta(days=7)
    urgent: str = ""
