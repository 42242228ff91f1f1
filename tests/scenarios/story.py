"""What every story in the town is made of: how it begins and ends, how time passes, and what must hold throughout."""

import asyncio
import logging
import shutil
import tempfile
from collections.abc import Coroutine, Mapping
from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy.exc import IntegrityError

from outreach.errors import ConciergeError
from outreach.models.ledger import Touch, TouchState
from outreach.worktime import zones
from tests.scenarios.deeds import Deeds
from tests.scenarios.promises import LIVES, Promises
from tests.scenarios.town import HOMES, MARKS, Errors, State, Town

T = TypeVar("T")
WISHES = ("opted_out", "asked_for_less", "snoozed")


class Story(RuleBasedStateMachine):
    """`template` is a migrated database without rows."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.promises = Promises()
        self.states: dict[int, TouchState] = {}
        self.state = State({}, {}, ())
        self.is_well = True
        self.errors = Errors()
        logging.getLogger("scheduler").addHandler(self.errors)

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(what)

    def attempt(self, what: Coroutine[Any, Any, T]) -> T | None:
        """What may not be done is refused in words, and nothing of it remains."""
        try:
            return self.run(what)
        except (ConciergeError, IntegrityError):
            return None

    def begin(self, start: datetime, veto_after: int | None) -> None:
        path = shutil.copy(self.template, Path(self.folder.name) / "town.db")
        self.town = Town(Path(path), start, veto_after=veto_after)
        self.deeds = Deeds(self.town)
        self.run(self.town.found())
        self.look()
        self.tick()

    def teardown(self) -> None:
        try:
            if self.is_well:
                self.come_to_rest()
        finally:
            if hasattr(self, "town"):
                self.run(self.town.close())
            logging.getLogger("scheduler").removeHandler(self.errors)
            self.runner.close()
            self.folder.cleanup()

    def live_through(self, span: timedelta, answer: str | None, *, approves: bool = True) -> None:
        """From one due moment to the next, as the running program goes; whoever is written to may answer."""
        until, before = self.town.now + span, len(self.promises.arrived)
        while (moment := self.run(self.town.next_moment())) and moment <= until:
            self.town.move(moment - self.town.now)
            self.tick()
            if approves:
                self.approve_all()
            self.drain()
        for account in {account for account, _ in self.promises.arrived[before:]} if answer else ():
            self.speak(account, str(answer))

    def tick(self) -> None:
        if self.run(self.town.tick()):
            self.look()

    def drain(self) -> None:
        if self.run(self.town.drain()):
            self.look()

    def approve_all(self) -> None:
        for touch in [touch for touch in self.state.live if touch.state == TouchState.PROPOSED]:
            self._approve(touch)
            self.look()

    def _approve(self, touch: Touch, override: str | None = None) -> None:
        if touch.medium == "email":
            self.attempt(self.deeds.send_email(touch.id or 0))
        elif digest := self.attempt(self.deeds.approve(touch.id or 0, override)):
            self.promises.approved[touch.id or 0] = digest

    def speak(self, account: str, origin: str) -> None:
        self.run(self.deeds.speaks(account, origin))
        now = (origin, self.town.now)
        self.promises.spoke[account] = max(now, self.promises.spoke.get(account, now), key=itemgetter(1))

    def share_by_hand(self, account: str, slug: str, override: str | None) -> None:
        if done := self.attempt(self.deeds.share_by_hand(account, slug, override)):
            self.promises.approved[done[0]] = done[1]

    def undo(self, pick: int) -> None:
        _, arrival = self.promises.arrived[-1 - pick % len(self.promises.arrived)]
        self.attempt(self.deeds.undo(arrival.touch.id or 0))

    def go_away(self, csm: str, days: int | None) -> None:
        """None: they come back."""
        today = zones.local_date(self.town.now, zones.zone(HOMES[csm]))
        if days is None:
            self.run(self.deeds.comes_back(csm))
            self.promises.away.pop(csm, None)
        else:
            self.run(self.deeds.goes_away(csm, days))
            self.promises.away[csm] = (today, today + timedelta(days=days))

    def wish(self, account: str, wish: str, days: int, where: str | None) -> None:
        self.run(self.deeds.wishes(account, wish, where, days))
        if wish == "stop":
            self.promises.stopped.add(account)
            if days > 10:
                self.run(self.deeds.call_off(account))
        if wish == "later":
            until = self.town.now + timedelta(days=days)
            self.promises.later[account] = max(until, self.promises.later.get(account, until))
        if wish == "less":
            self.promises.less.add(account)

    def take_it_back(self, account: str) -> None:
        self.run(self.deeds.lift(account, (*WISHES, "open_complaint")))
        self.promises.stopped.discard(account)
        self.promises.less.discard(account)
        self.promises.later.pop(account, None)
        self.promises.complaining.discard(account)

    def complain(self, account: str) -> None:
        self.run(self.deeds.complains(account))
        self.promises.complaining.add(account)

    def change_channel(self, channel: str, account: str, how: str) -> None:
        if how == "moved":
            self.run(self.deeds.link(channel, account))
            self.promises.owner[channel] = account
            self.town.reopen(channel)
        else:
            self.town.archive(channel)
            if how == "lost":
                self.run(self.deeds.lose(channel))

    def change_fact(self, account: str, pick: int, how: str) -> None:
        self.run(self.deeds.change_fact(account, pick, how))

    def enter_stage(self, account: str, stage: str) -> None:
        self.run(self.deeds.enters(account, stage))

    def lose_a_channel_to(self, account: str, other: str, pick: int) -> None:
        mine = [name for name, owner in self.promises.owner.items() if owner == account]
        self.change_channel(mine[pick % len(mine)] if mine else "C-spare", other, "moved")

    def decide_about(self, touch: Touch, how: str) -> None:
        touch_id = touch.id or 0
        match how:
            case "approve" | "override":
                self._approve(touch, "I know them" if how == "override" else None)
            case "reject":
                self.attempt(self.deeds.reject(touch_id))
            case "edit":
                self.attempt(self.deeds.edit(touch_id))
            case "veto":
                self.attempt(self.deeds.veto(touch_id))
            case _:
                self.attempt(self.deeds.not_now(touch_id, 1 if how == "tomorrow" else 20))

    def look(self) -> None:
        self.is_well = False
        self.state = self.run(self.town.state())
        self._follow(self.state.ledger)
        for arrival in self.run(self.town.arrivals()):
            account = self.town.name_of(arrival.touch.account_id, MARKS)
            assert list(self.promises.broken_by(account, arrival)) == [], arrival
            self.promises.arrived.append((account, arrival))
        self._compare(self.state)
        assert self.state.stuck == [], "every active turn has a future"
        assert self.errors.said == []
        self.is_well = True

    def _follow(self, ledger: Mapping[int, Touch]) -> None:
        """Every change of state is one of a touch's lives; what is open again is no longer approved."""
        for touch_id, touch in ledger.items():
            before, after = self.states.get(touch_id), TouchState(touch.state)
            assert after == before or after in LIVES[before], f"{touch_id}: {before} -> {after}"
            if touch.state == TouchState.PROPOSED:
                self.promises.approved.pop(touch_id, None)
            elif before != touch.state == TouchState.APPROVED and touch.send_after:
                self.promises.approved[touch_id] = touch.approved_hash
        self.states = {touch_id: TouchState(touch.state) for touch_id, touch in ledger.items()}

    def _compare(self, state: State) -> None:
        """What the ledger says was made is there; what is there was made, or nobody can know yet."""
        ledger = state.ledger
        there = {arrival.touch.id for _, arrival in self.promises.arrived}
        through_channels = {id_ for id_, touch in ledger.items() if touch.channel_id and touch.direction == "out"}
        made = {id_ for id_ in through_channels if ledger[id_].state in (TouchState.MADE, TouchState.RECALLED)}
        assert made <= there
        assert there <= made | set(state.unclear)

    def come_to_rest(self) -> None:
        """With the platforms well again and nobody about, everything comes to an end of its own."""
        for platform in self.town.platforms.values():
            platform.mishaps = []
        for span in (timedelta(minutes=10), timedelta(hours=1), timedelta(days=25), timedelta(minutes=10)):
            self.town.move(span)
            self.drain()
            self.tick()
        self.look()
        assert all(delivery.asked_at for delivery in self.state.unclear.values())
        live = [touch for touch in self.state.live if touch.id not in self.state.unclear]
        assert not [touch.id for touch in live if touch.deadline_at and touch.deadline_at < self.town.now]
