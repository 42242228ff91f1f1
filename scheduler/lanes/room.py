"""The post room: everything that sending needs, put together once."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

from outreach.database import Database
from outreach.ports import Sender
from scheduler.lanes.journal import Journal
from scheduler.lanes.leases import Registry, Terms
from scheduler.lanes.pacing import Pace, Reservation
from scheduler.lanes.ticking import RealTime, Ticking
from scheduler.lanes.verdicts import Rules


def _name_owner() -> str:
    """For people who look at the lanes; what tells holders apart is the fence."""
    return f"{socket.gethostname()}:{os.getpid()}"


@dataclass(frozen=True)
class Traffic:
    """A lane's pace, remembered from one drain to the next. `rests`: monotonic, until when each channel rests.

    `starts` spaces the claims, so that little is `sending` without being sent; `slots` the writes themselves, which
    would otherwise bunch behind a slow commit.
    """

    starts: Reservation
    slots: Reservation
    rests: dict[int, float] = field(default_factory=dict)


@dataclass
class PostRoom:
    """`messengers` and `paces` by platform; a platform without a sender is off, and its lanes wait."""

    database: Database
    messengers: Mapping[str, Sender]
    rules: Rules
    terms: Terms = field(default_factory=Terms)
    paces: Mapping[str, Pace] = field(default_factory=dict)
    ticking: Ticking = field(default_factory=RealTime)
    owner: str = field(default_factory=_name_owner)
    journal: Journal = field(init=False)
    registry: Registry = field(init=False)
    traffic: dict[int, "Traffic"] = field(default_factory=dict, init=False)
    draining: set[int] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.database, self.rules, self.ticking, self.terms.lease)
        self.registry = Registry(self.database, self.rules, self.ticking, self.terms, self.owner)

    def pace_of(self, platform: str) -> Pace:
        return self.paces.get(platform, Pace())

    def traffic_of(self, lane_id: int, pace: Pace) -> Traffic:
        fresh = Traffic(Reservation(pace.lane_per_second), Reservation(pace.lane_per_second))
        return self.traffic.setdefault(lane_id, fresh)
