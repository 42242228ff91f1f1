"""The platforms there are, each with its people and channels, ready to be put beside the app."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from outreach.database import Database
from tests.fakes import FakeClock
from tests.scenarios.fronts.front import Front
from tests.scenarios.fronts.playground_front import PlaygroundFront
from tests.scenarios.fronts.slack_front import SlackFront
from tests.scenarios.fronts.teams_front import TeamsFront


class Opening(Protocol):
    def __call__(self, database: Database, clock: FakeClock) -> AbstractAsyncContextManager[Front]: ...


FRONTS: Mapping[str, Opening] = {"playground": PlaygroundFront.open, "slack": SlackFront.open, "teams": TeamsFront.open}
