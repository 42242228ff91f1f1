"""When messages that say the same are a trend, how a theme moves on, and when its department is asked. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from outreach.desk.rules import DeskRules
from outreach.errors import Stale
from outreach.models.themes import ThemeState

# What is usual is what was, over so long before the days that are looked at.
USUAL_OVER = timedelta(days=90)
_WEEK, _FORTNIGHT = timedelta(days=7), timedelta(days=14)
_DAY = timedelta(days=1)
S = ThemeState
# Nothing is expected of anybody any more.
OVER = (S.DONE, S.SET_ASIDE)


@dataclass(frozen=True)
class Happening:
    """A message that a person put into the theme: whose it is, and when it was opened."""

    account_id: int
    at: datetime


@dataclass(frozen=True)
class Rate:
    """`accounts` and `messages` within the last `days`; `usual`: messages in as many days, on average of the ninety
    before; `known`: different accounts in both spans together."""

    accounts: int
    messages: int
    usual: float
    known: int
    days: int

    def is_trend(self, rules: DeskRules) -> bool:
        """So many different accounts lately, or so many times the usual rate, in a theme of at least so many accounts
        and in at least so many messages: one customer who writes often makes no trend."""
        enough = rules.trend_accounts
        is_faster = 0 < self.usual * rules.trend_factor <= self.messages
        return self.accounts >= enough or (is_faster and self.known >= enough and self.messages >= enough)

    def in_words(self) -> str:
        """4 accounts in 14 days (5 messages; usually 1)"""
        usual = f"{self.usual:.1f}".removesuffix(".0")
        accounts = f"{self.accounts} account{'' if self.accounts == 1 else 's'}"
        messages = f"{self.messages} message{'' if self.messages == 1 else 's'}"
        return f"{accounts} in {self.days} days ({messages}; usually {'none' if usual == '0' else usual})"


def rate(happenings: Iterable[Happening], rules: DeskRules, now: datetime) -> Rate:
    start = now - rules.trend_within
    known = [one for one in happenings if start - USUAL_OVER < one.at <= now]
    lately = [one for one in known if one.at > start]
    return Rate(
        accounts=len({one.account_id for one in lately}),
        messages=len(lately),
        usual=(len(known) - len(lately)) * (rules.trend_within / USUAL_OVER),
        known=len({one.account_id for one in known}),
        days=rules.trend_within.days,
    )


def weekly(moments: Iterable[datetime], now: datetime, weeks: int = 8) -> Sequence[int]:
    """Messages of each of the last so many times seven days, oldest first."""
    counts = [0] * weeks
    for at in moments:
        if (back := (now - at) // _WEEK) in range(weeks):
            counts[weeks - 1 - back] += 1
    return counts


Verb = Literal["hand over", "take back", "accept", "pass on", "plan", "progress", "done", "set aside", "merge"]
_MOVES: Mapping[Verb, tuple[frozenset[ThemeState], ThemeState]] = {
    "hand over": (frozenset({S.OPEN}), S.HANDED_OVER),
    "take back": (frozenset({S.HANDED_OVER}), S.OPEN),
    "accept": (frozenset({S.HANDED_OVER}), S.ACCEPTED),
    "pass on": (frozenset({S.HANDED_OVER, S.ACCEPTED}), S.HANDED_OVER),
    "plan": (frozenset({S.HANDED_OVER, S.ACCEPTED, S.PLANNED}), S.PLANNED),
    "progress": (frozenset({S.PLANNED}), S.PLANNED),
    "done": (frozenset({S.OPEN, S.HANDED_OVER, S.ACCEPTED, S.PLANNED}), S.DONE),
    "set aside": (frozenset({S.OPEN}), S.SET_ASIDE),
    "merge": (frozenset({S.OPEN}), S.SET_ASIDE),
}


def may(verb: Verb, state: str) -> bool:
    """Whether a button for it makes sense."""
    return state in _MOVES[verb][0]


def move(verb: Verb, state: str) -> ThemeState:
    """The state it is in afterwards. Raises Stale, saying how it stands by now."""
    if not may(verb, state):
        raise Stale(f"Nothing was changed: that theme is {state} by now. Open it to see how things stand.")
    return _MOVES[verb][1]


def next_ask(plan_on: date, today: date) -> date:
    """When its department is asked how it goes: at the date, each day once that is past, and each week as long as it
    is more than two away."""
    if today >= plan_on:
        return today + _DAY
    return today + _WEEK if plan_on - today > _FORTNIGHT else plan_on
