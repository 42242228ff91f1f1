"""Logs: one line per event, `noun.verb key=value`, ids and never words or secrets."""

import logging
import re
import sys
from datetime import UTC, datetime
from typing import TextIO

OURS = ("bot", "handlers", "scheduler", "content", "outreach")

_HIDDEN = "‹hidden›"
_SECRETS = (
    (re.compile(r"\bxox[a-z]-[\w-]+|\bxapp-[\w-]+"), _HIDDEN),
    (re.compile(r"(?<=://)([^\s:/@]+):[^\s@/]+(?=@)"), rf"\1:{_HIDDEN}"),
    (re.compile(r"(?i)\b(bearer|authorization:?)\s+[\w.~+/=-]{8,}"), rf"\1 {_HIDDEN}"),
    # A database tells in its refusals what stood in the row: names, addresses and messages.
    (re.compile(r"(?s)\[parameters: .*?\](?=\n|$)"), f"[parameters: {_HIDDEN}]"),
    (re.compile(r"\bDETAIL:.*"), f"DETAIL: {_HIDDEN}"),
)


def redact(text: str) -> str:
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return text


class LineFormatter(logging.Formatter):
    """Redacts the finished line, tracebacks included: whatever a library put into it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802, ARG002 - its name
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def begin(level: str, stream: TextIO | None = None) -> None:
    """Our own events from `level` on, other libraries' from WARNING on, to stderr. Calling it again starts anew."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(LineFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
