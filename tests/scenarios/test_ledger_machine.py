"""Whatever happens, in whatever order: what was promised to customers holds, and nothing is lost.

LEDGER_EXAMPLES=500 looks for longer, and elsewhere each time; without it the same stories are told every time.
"""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from outreach.errors import NotReached, RateLimited, Refused, Unclear
from tests.fakes import After
from tests.scenarios.story import Story
from tests.scenarios.town import CHANNELS, CSM_OF, ITEMS, MARKS

LONG = os.environ.get("LEDGER_EXAMPLES")
# An ordinary week; the one before Christmas; Easter and Europe's spring; Europe's and then America's autumn.
STARTS = [datetime(*on, 4, tzinfo=UTC) for on in ((2026, 11, 23), (2026, 12, 16), (2027, 3, 24), (2026, 10, 22))]
SPANS = [
    timedelta(minutes=1),
    timedelta(minutes=40),
    timedelta(hours=3),
    timedelta(hours=9),
    timedelta(days=1),
    timedelta(days=2, hours=5),
    timedelta(days=5),
    timedelta(days=16),
    timedelta(days=40),
]
FAULTS: dict[str, Exception | After] = {
    "limited": RateLimited(timedelta(seconds=30)),
    "lane limited": RateLimited(timedelta(minutes=2), whole_lane=True),
    "not reached": NotReached("Nothing was sent."),
    "unclear, not kept": Unclear("It may have arrived."),
    "unclear, kept": After(Unclear("It may have arrived.")),
    "strange, kept": After(ValueError("what is this?")),
    "refused": Refused("message_too_long", "Shorten it."),
}
OTHER = {"Acme": "Globex", "Globex": "Acme", "Initech": "Acme"}
SURPRISES: dict[str, Callable[[Story, str, int], None]] = {
    "stop": lambda story, account, pick: story.wish(account, "stop", 5, None),
    "less": lambda story, account, pick: story.wish(account, "less", 5, None),
    "later": lambda story, account, pick: story.wish(account, "later", 5, None),
    "complaint": lambda story, account, pick: story.complain(account),
    "channel": lambda story, account, pick: story.lose_a_channel_to(account, OTHER[account], pick),
    "fact": lambda story, account, pick: story.change_fact(account, pick, "reword"),
    "away": lambda story, account, pick: story.go_away(CSM_OF[account], 3),
    "stage": lambda story, account, pick: story.enter_stage(account, "churned"),
    "words": lambda story, account, pick: story.speak(account, "customer"),
    "share": lambda story, account, pick: story.share_by_hand(account, ITEMS[pick % len(ITEMS)], None),
}
# One a call to the platform; most of them leave it open whether the message is there.
TROUBLE = st.lists(st.sampled_from([*sorted(FAULTS), "unclear, kept", "unclear, not kept"]), min_size=1, max_size=8)
ACCOUNTS, SLUGS = st.sampled_from(sorted(MARKS)), st.sampled_from(ITEMS)
CSMS, PLACES_TO_TALK = st.sampled_from(["Priya", "Leo"]), st.sampled_from(sorted(CHANNELS))
PICKS, WHERE = st.integers(0, 7), st.none() | PLACES_TO_TALK
ANSWERS = st.sampled_from([None, "customer", "person"])
WANTS = st.sampled_from(["stop", "stop", "less", "later"])


class LedgerMachine(Story):
    @initialize(start=st.sampled_from(STARTS), veto_after=st.sampled_from([None, 0, 1]))
    def found(self, start: datetime, veto_after: int | None) -> None:
        self.begin(start, veto_after)

    @invariant()
    def keep_promises(self) -> None:
        self.look()

    @rule(days=st.integers(1, 3), answer=ANSWERS)
    def spend_days(self, days: int, answer: str | None) -> None:
        self.live_through(timedelta(days=days), answer)

    @rule(answer=ANSWERS)
    def spend_a_week(self, answer: str | None) -> None:
        self.live_through(timedelta(days=7), answer)

    @rule(answer=ANSWERS)
    def spend_two_weeks(self, answer: str | None) -> None:
        self.live_through(timedelta(days=15), answer)

    @rule(days=st.integers(1, 9))
    def ignore_everything(self, days: int) -> None:
        self.live_through(timedelta(days=days), None, approves=False)

    @rule(span=st.sampled_from(SPANS))
    def stand_still(self, span: timedelta) -> None:
        """An outage: time passes, and nothing is done."""
        self.town.move(span)

    @rule(minutes=st.integers(1, 60))
    def set_the_clock_back(self, minutes: int) -> None:
        self.town.set_back(timedelta(minutes=minutes))

    @rule(platform=st.sampled_from(["seeing", "seeing", "blind"]), faults=TROUBLE)
    def have_a_bad_day(self, platform: str, faults: Sequence[str]) -> None:
        self.town.platforms[platform].mishaps = [FAULTS[fault] for fault in faults]

    @rule(account=ACCOUNTS, what=st.sampled_from(sorted(SURPRISES)), pick=PICKS, faults=TROUBLE | st.just([]))
    def be_surprised(self, account: str, what: str, pick: int, faults: Sequence[str]) -> None:
        """Everything is approved already when this happens; then it would go out."""
        self.approve_all()
        SURPRISES[what](self, account, pick)
        self.look()
        self.have_a_bad_day("blind" if account == "Initech" else "seeing", faults)
        self.live_through(timedelta(days=4), None)

    @rule()
    def tick_once(self) -> None:
        self.tick()

    @rule()
    def drain_once(self) -> None:
        self.drain()

    @rule()
    def look_and_tell(self) -> None:
        self.run(self.deeds.settle_by_hand())

    @rule(pick=PICKS, how=st.sampled_from(["approve", "override", "reject", "edit", "veto", "tomorrow", "in weeks"]))
    def decide(self, pick: int, how: str) -> None:
        if live := self.state.live:
            self.decide_about(live[pick % len(live)], how)

    @rule(account=ACCOUNTS, slug=SLUGS, override=st.sampled_from([None, "Dana asked for it"]))
    def share(self, account: str, slug: str, override: str | None) -> None:
        self.share_by_hand(account, slug, override)

    @precondition(lambda self: self.promises.arrived)
    @rule(pick=PICKS)
    def take_back(self, pick: int) -> None:
        self.undo(pick)

    @rule(account=ACCOUNTS, slug=SLUGS)
    def regret(self, account: str, slug: str) -> None:
        """Sent at once, and taken back as soon as it is there."""
        self.share_by_hand(account, slug, "Dana asked for it")
        self.look()
        self.drain()
        if self.promises.arrived and self.promises.arrived[-1][1].at == self.town.now:
            self.undo(0)
            self.drain()

    @rule(csm=CSMS, days=st.integers(0, 12) | st.none())
    def be_away(self, csm: str, days: int | None) -> None:
        self.go_away(csm, days)

    @rule(account=ACCOUNTS, origin=st.sampled_from(["customer", "person"]))
    def say_something(self, account: str, origin: str) -> None:
        self.speak(account, origin)

    @rule(account=ACCOUNTS, what=WANTS, days=st.integers(1, 20), where=WHERE)
    def say_what_they_want(self, account: str, what: str, days: int, where: str | None) -> None:
        self.wish(account, what, days, where)

    @rule(account=ACCOUNTS)
    def make_up(self, account: str) -> None:
        self.take_it_back(account)

    @rule(account=ACCOUNTS)
    def open_a_complaint(self, account: str) -> None:
        self.complain(account)

    @rule(channel=PLACES_TO_TALK, account=ACCOUNTS, how=st.sampled_from(["moved", "moved", "lost", "lost unnoticed"]))
    def happen_to_a_channel(self, channel: str, account: str, how: str) -> None:
        self.change_channel(channel, account, how)

    @rule(account=ACCOUNTS, pick=PICKS, how=st.sampled_from(["reword", "remove", "add", "add"]))
    def learn(self, account: str, pick: int, how: str) -> None:
        self.change_fact(account, pick, how)

    @rule(account=ACCOUNTS, stage=st.sampled_from(["onboarding", "adoption", "growth", "churned"]))
    def move_on(self, account: str, stage: str) -> None:
        self.enter_stage(account, stage)

    @rule(slug=SLUGS)
    def toggle_item(self, slug: str) -> None:
        self.run(self.deeds.toggle_item(slug))


@pytest.mark.long
def test_no_story_breaks_a_promise(sqlite_template: Path) -> None:
    LedgerMachine.template = sqlite_template
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=int(LONG or 14),
            stateful_step_count=50 if LONG else 30,
            derandomize=LONG is None,
            database=None,
            deadline=None,
            # To shrink a story takes minutes: worth it when looking for one, too long for everybody's test run.
            phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
