"""Small pictures for digests, each with the same figures in words.

Drawn in a process of its own: the library that draws would add 40 MB to a server that needs it once a week.
"""

import asyncio
import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content.pages.moments import date_words

log = logging.getLogger(__name__)

_HOME = Path(__file__).resolve().parent.parent
_PATIENCE = 60


@dataclass(frozen=True)
class WeeklyChart:
    """One bar each per week, named by its Monday, oldest first."""

    mondays: tuple[date, ...]
    contacts: tuple[int, ...]
    held_back: tuple[int, ...]

    @property
    def alt(self) -> str:
        """The picture in words, for whoever cannot see it."""
        made = ", ".join(str(count) for count in self.contacts)
        held = ", ".join(str(count) for count in self.held_back)
        first, last = date_words(self.mondays[0]), date_words(self.mondays[-1])
        return f"Weeks from {first} to {last}. Contacts made: {made}. Accounts held back: {held}."

    def to_json(self) -> str:
        weeks = [date_words(monday) for monday in self.mondays]
        return json.dumps({"weeks": weeks, "contacts": self.contacts, "held_back": self.held_back})


async def draw(chart: WeeklyChart) -> bytes | None:
    """A PNG; None when it could not be drawn, since a digest is worth sending without."""
    return await asyncio.to_thread(_draw, chart)


def _draw(chart: WeeklyChart) -> bytes | None:
    command = [sys.executable, "-m", "content.drawing"]
    try:
        done = subprocess.run(
            command, input=chart.to_json().encode(), capture_output=True, cwd=_HOME, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError) as problem:
        log.warning("chart.failed problem=%s", type(problem).__name__)
        return None
    return done.stdout
