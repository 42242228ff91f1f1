"""What a customer may rely on, told by what really arrived: a model that knows nothing of how it is done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

from outreach.models.ledger import TouchState
from tests.scenarios.town import CHANNELS, COVER_OF, CSM_OF, MARKS, Arrival

P, A = TouchState.PROPOSED, TouchState.APPROVED
# DESIGN, section 4. A proposal without a channel is made by the person who sent the e-mail.
LIVES: dict[TouchState | None, set[TouchState]] = {
    None: {P, A, TouchState.MADE},
    P: {P, A, TouchState.REJECTED, TouchState.EXPIRED, TouchState.CANCELLED, TouchState.MADE},
    A: {P, A, TouchState.MADE, TouchState.MISSED, TouchState.CANCELLED, TouchState.REJECTED},
    TouchState.MADE: {TouchState.MADE, TouchState.RECALLED},
}


@dataclass
class Promises:
    """`away` is local dates, inclusive. A wish holds for the whole account, wherever it was said."""

    owner: dict[str, str | None] = field(default_factory=lambda: dict(CHANNELS))
    stopped: set[str] = field(default_factory=set)
    later: dict[str, datetime] = field(default_factory=dict)
    less: set[str] = field(default_factory=set)
    complaining: set[str] = field(default_factory=set)
    spoke: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    away: dict[str, tuple[date, date]] = field(default_factory=dict)
    approved: dict[int, str | None] = field(default_factory=dict)
    arrived: list[tuple[str, Arrival]] = field(default_factory=list)

    def broken_by(self, account: str, new: Arrival) -> Iterator[str]:
        touch = new.touch
        told = [(one, past) for one, past in self.arrived if not past.copy.is_deleted]
        if self.owner[new.channel] != account or MARKS[account] not in new.copy.message.fallback:
            yield "it stands in another account's channel"
        if account in self.stopped:
            yield "they had said stop"
        if new.at < self.later.get(account, new.at):
            yield "they had said later"
        if self.approved.get(touch.id or 0) != new.digest:
            yield "nobody approved these words"
        if any(past.touch.id == touch.id for _, past in self.arrived):
            yield "it arrived before"
        if touch.item_id and any((one, past.touch.item_id) == (account, touch.item_id) for one, past in told):
            yield "they know that item already"
        if touch.override is None:
            yield from self._too_much(account, new, [past for one, past in told if one == account])
            yield from self._ill_timed(account, new)

    def _too_much(self, account: str, new: Arrival, told: list[Arrival]) -> Iterator[str]:
        def since(days: int, past: list[Arrival]) -> int:
            return sum(one.at > new.at - timedelta(days=days) for one in past)

        here, shares = [one for one in told if one.channel == new.channel], [one for one in told if one.touch.item_id]
        if since(2, here) or since(30, here) >= 3 or (new.touch.item_id and since(14, shares)):
            yield "they had heard enough"
        if account in self.less and since(28, here):
            yield "they had asked for less"
        origin, spoke_at = self.spoke.get(account, ("nobody", datetime.min.replace(tzinfo=UTC)))
        if sum(one.at > spoke_at for one in told) >= 2:
            yield "two stand unanswered"
        if new.at < spoke_at + timedelta(days=7 if origin == "customer" else 1):
            yield "people are talking, or they wait for a person's answer"

    def _ill_timed(self, account: str, new: Arrival) -> Iterator[str]:
        local = new.at.astimezone(ZoneInfo(new.zone))
        if not 9 <= local.hour < 18 or local.weekday() > 4 or (local.month, local.day) >= (12, 20):
            yield f"it came on a {local:%A at %H:%M}"
        if (local.month, local.day) <= (1, 3) or local.date() in holidays.country_holidays(new.country):
            yield "it came on a holiday"
        if account in self.complaining:
            yield "a complaint is open"
        if self.is_away(CSM_OF[account], local.date()) and (
            new.touch.send_after or self.is_alone(account, local.date())
        ):
            yield "their CSM is away, so silence is no consent"

    def is_away(self, csm: str | None, on: date) -> bool:
        if csm is None:
            return True
        first, last = self.away.get(csm, (date.max, date.min))
        return first <= on <= last

    def is_alone(self, account: str, on: date) -> bool:
        return self.is_away(COVER_OF[CSM_OF[account]], on)
