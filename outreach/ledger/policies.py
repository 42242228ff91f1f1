"""May we contact them, and if not, why not and until when: pure, asked when planned and again when sent."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from outreach.ledger import terms
from outreach.ledger.reasons import ASKED, Code, Strength
from outreach.ledger.terms import Term
from outreach.models.ledger import Purpose
from outreach.worktime.calendars import WorkCalendar
from outreach.worktime.windows import SendWindows
from outreach.worktime.zones import at_local

Moment = Literal["planning", "sending"]

# Only meaningful at the moment of sending: the planner picks a slot that satisfies the first three, has nothing
# approved yet, and still proposes (as an e-mail draft) where there is no channel.
_AT_SENDING = frozenset({Code.QUIET_HOURS, Code.WEEKEND, Code.HOLIDAY, Code.NOT_APPROVED, Code.NO_CHANNEL})


@dataclass(frozen=True)
class Limits:
    """How much is enough; all of it is settings.

    `waiting_lasts`: a word of theirs that nobody answered holds outreach back that long; after that the silence
    itself is the matter.
    """

    share_every: timedelta = timedelta(days=14)
    unprompted_most: int = 3
    unprompted_within: timedelta = timedelta(days=30)
    unprompted_gap: timedelta = timedelta(days=2)
    live_talk: timedelta = timedelta(hours=24)
    unanswered_most: int = 2
    waiting_lasts: timedelta = timedelta(days=7)
    less_every: timedelta = timedelta(days=28)
    quiet_from: time = time(18)
    quiet_until: time = time(9)


@dataclass(frozen=True)
class HoldFact:
    """A stated reason not to contact, still in force. `until` None: until somebody ends it."""

    code: Code
    until: datetime | None = None
    because: str | None = None


@dataclass(frozen=True)
class Situation:
    """Everything the rules read about one contact that might be made, as of `at`.

    `unprompted_at`: when we last wrote unasked in this channel (any order); `shared_at`: when we last shared with
    the account; `unanswered`: how many unprompted messages in a row stand without any answer; `customer_waits_since`:
    their last word, when nobody of ours answered it; `talked_at`: the last word from either side by a person;
    `terms`: how those who would read it want to be written to; `written_to_them_at`: when we last wrote unasked to
    the very person.
    """

    purpose: Purpose
    at: datetime
    zone: ZoneInfo
    calendar: WorkCalendar
    holds: tuple[HoldFact, ...] = ()
    unprompted_at: tuple[datetime, ...] = ()
    shared_at: tuple[datetime, ...] = ()
    unanswered: int = 0
    customer_waits_since: datetime | None = None
    talked_at: datetime | None = None
    has_channel: bool = True
    channel_gone: bool = False
    channel_mixed: bool = False
    channel_unread: bool = False
    is_approved: bool = True
    is_churned: bool = False
    csm_away_until: datetime | None = None
    has_cover: bool = True
    deadline_at: datetime | None = None
    is_out_of_hours_answer: bool = False
    terms: tuple[Term, ...] = ()
    written_to_them_at: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Held:
    """Not now. `until` None means until an event, not a date, changes it. `facts` says the detail in words."""

    code: Code
    strength: Strength
    until: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def refusals(situation: Situation, limits: Limits, moment: Moment) -> tuple[Held, ...]:
    """Every rule that says no, hard ones first, then whatever lasts longest."""
    found = []
    for code, until, facts in _objections(situation, limits):
        strength = ASKED[code, situation.purpose]
        if strength == "not asked" or (moment == "planning" and code in _AT_SENDING):
            continue
        found.append(Held(code, strength, until, facts))
    return tuple(sorted(found, key=_severity))


def may_we(
    situation: Situation, limits: Limits, moment: Moment, *, lifted: Collection[str] = frozenset()
) -> Held | None:
    """None means yes. `lifted`: the codes for which a person gave a reason on record. That lifts soft rules only, and
    nothing that came up since: a complaint is not forgiven because somebody said the hour was fine."""
    said = refusals(situation, limits, moment)
    return next((held for held in said if held.strength == "hard" or held.code not in lifted), None)


def _severity(held: Held) -> tuple[bool, bool, float, str]:
    lasts = held.until.timestamp() if held.until else 0.0
    return held.strength != "hard", held.until is not None, -lasts, held.code


Objection = tuple[Code, datetime | None, Mapping[str, Any]]


def _objections(situation: Situation, limits: Limits) -> Iterator[Objection]:
    yield from _about_the_account(situation)
    yield from _about_the_channel(situation)
    yield from _about_enough(situation, limits)
    yield from _about_the_hour(situation, limits)
    if situation.purpose in (Purpose.SHARE, Purpose.CHECK_IN):
        yield from _about_their_terms(situation, limits)


def _about_the_account(situation: Situation) -> Iterator[Objection]:
    if situation.is_churned:
        yield Code.CHURNED, None, {}
    for hold in _in_force(situation):
        # "Less" is a pace, not a stop: `_about_enough` reads it.
        if hold.code is not Code.ASKED_FOR_LESS:
            yield hold.code, hold.until, {"detail": hold.because} if hold.because else {}
    if situation.csm_away_until and situation.at < situation.csm_away_until and not situation.has_cover:
        yield Code.CSM_AWAY_WITHOUT_COVER, situation.csm_away_until, {}
    if not situation.is_approved:
        yield Code.NOT_APPROVED, None, {}
    if situation.deadline_at and situation.at > situation.deadline_at:
        yield Code.STALE, None, {"detail": f"it should have gone by {situation.deadline_at:%d %b %H:%M} UTC"}


def _in_force(situation: Situation) -> Sequence[HoldFact]:
    return [hold for hold in situation.holds if hold.until is None or situation.at < hold.until]


def _about_the_channel(situation: Situation) -> Iterator[Objection]:
    if not situation.has_channel:
        yield Code.NO_CHANNEL, None, {}
    if situation.channel_gone:
        yield Code.CHANNEL_GONE, None, {}
    if situation.channel_mixed:
        yield Code.MIXED_CHANNEL, None, {}
    if situation.channel_unread:
        yield Code.NOT_TO_BE_READ, None, {}


def _about_enough(situation: Situation, limits: Limits) -> Iterator[Objection]:
    if situation.unanswered >= limits.unanswered_most:
        yield Code.AWAITING_REPLY, None, {"detail": f"{situation.unanswered} messages in a row without an answer"}
    waits = situation.customer_waits_since
    if waits and situation.at < (lapses_at := waits + limits.waiting_lasts):
        yield Code.AWAITING_REPLY, lapses_at, {"detail": f"they wait for us since {waits:%d %b}"}
    if situation.talked_at and situation.at < (quiet_until := situation.talked_at + limits.live_talk):
        yield Code.SPOKE_RECENTLY, quiet_until, {}
    if until := _full(situation.unprompted_at, situation.at, limits.unprompted_most, limits.unprompted_within):
        days = limits.unprompted_within.days
        yield Code.FREQUENCY_CAP, until, {"detail": f"{limits.unprompted_most} unprompted messages in {days} days"}
    if until := _full(situation.unprompted_at, situation.at, 1, limits.unprompted_gap):
        yield Code.FREQUENCY_CAP, until, {"detail": f"one unprompted message in {limits.unprompted_gap.days} days"}
    if situation.purpose is Purpose.SHARE and (
        until := _full(situation.shared_at, situation.at, 1, limits.share_every)
    ):
        yield Code.FREQUENCY_CAP, until, {"detail": f"one share in {limits.share_every.days} days"}
    asked_for_less = any(hold.code is Code.ASKED_FOR_LESS for hold in _in_force(situation))
    if asked_for_less and (until := _full(situation.unprompted_at, situation.at, 1, limits.less_every)):
        yield Code.ASKED_FOR_LESS, until, {"detail": f"one message in {limits.less_every.days} days"}


def _full(times: Sequence[datetime], at: datetime, most: int, within: timedelta) -> datetime | None:
    """When there is room again, if `most` messages already stand in the window that ends at `at`.

    A message from after `at` counts as well: a clock that is set back must not make anybody hear from us twice.
    """
    recent = sorted(moment for moment in times if at - within < moment)
    return recent[-most] + within if len(recent) >= most else None


def _about_the_hour(situation: Situation, limits: Limits) -> Iterator[Objection]:
    if situation.is_out_of_hours_answer:
        return
    local = situation.at.astimezone(situation.zone)
    opens = at_local(local.date(), limits.quiet_until, situation.zone)
    tomorrow = at_local(local.date() + timedelta(days=1), limits.quiet_until, situation.zone)
    closed = situation.calendar.why_closed(local.date())
    if closed is not None:
        yield Code(closed.kind), tomorrow, {"detail": closed.name}
    if SendWindows(quiet_from=limits.quiet_from, quiet_until=limits.quiet_until).is_quiet(local.time()):
        yield Code.QUIET_HOURS, opens if opens > situation.at else tomorrow, {}


def _about_their_terms(situation: Situation, limits: Limits) -> Iterator[Objection]:
    """What they prefer is about what nobody asked for: they want their answers, and bad news, at any time."""
    against = terms.closed_by(situation.terms, situation.at.astimezone(situation.zone))
    if against is not None:
        opens = terms.opens_after(situation.terms, situation.at, situation.zone, limits.quiet_until)
        yield Code.QUIET_HOURS, opens, {"detail": terms.in_words(against)}
    for term in situation.terms:
        written_at = situation.written_to_them_at if term.is_theirs_alone else situation.unprompted_at
        if term.pace is not None and (until := _full(written_at, situation.at, 1, term.pace)):
            yield Code.ASKED_FOR_LESS, until, {"detail": terms.in_words(term)}
