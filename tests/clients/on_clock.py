"""`python -m tests.clients.on_clock FILE VERB`: the program itself, on business time as far ahead as FILE says."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from outreach.worktime import zones

# Before anything else asks for a zone.
zones.use_pinned_tzdata()

from bot import core  # noqa: E402 - zones first
from bot.cli.main import main  # noqa: E402 - zones first
from bot.clocks import SystemClock  # noqa: E402 - zones first


class Ahead:
    """Real time plus so many seconds; of what is half written, the last that was whole counts."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def now(self) -> datetime:
        if written := FILE.read_text("utf-8"):
            self._seconds = float(written)
        return SystemClock().now() + timedelta(seconds=self._seconds)


FILE = Path(sys.argv.pop(1))
core.SystemClock = Ahead  # type: ignore[assignment, attr-defined]

if __name__ == "__main__":
    main()
