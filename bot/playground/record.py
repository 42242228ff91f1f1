"""The ledger beside the chat: what happened, what comes, and why; pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.playground.host import LedgerLine
from bot.playground.markup import Markup, element
from bot.playground.moments import place_words, short_words, zone_or

_TONES = {
    "good": {"made", "sent", "answered"},
    "open": {"proposed", "approved", "queued", "sending", "scheduled"},
    "asks": {"unknown", "failed", "missed"},
}
_OVER = {"made", "sent", "rejected", "expired", "cancelled", "missed", "recalled", "failed", "unknown"}


def record(lines: Sequence[LedgerLine], now: datetime, home: str) -> list[Markup]:
    """What is still to come first, soonest on top; then what happened, newest on top."""
    coming = sorted((line for line in lines if _is_coming(line, now)), key=lambda line: line.due_at or now)
    past = sorted((line for line in lines if not _is_coming(line, now)), key=lambda line: line.at, reverse=True)
    return [
        *_section("Coming up", coming, home, is_coming=True),
        *_section("What happened", past, home, is_coming=False),
    ]


def _is_coming(line: LedgerLine, now: datetime) -> bool:
    return line.due_at is not None and line.due_at > now and line.state not in _OVER


def _section(title: str, lines: Sequence[LedgerLine], home: str, *, is_coming: bool) -> Iterator[Markup]:
    if lines:
        yield element("li", element("h3", title), class_="section")
    for line in lines:
        yield _line(line, home, is_coming=is_coming)


def _line(line: LedgerLine, home: str, *, is_coming: bool) -> Markup:
    moment = line.due_at if is_coming and line.due_at else line.at
    told = _due_words(line, home) if is_coming else short_words(moment, zone_or(None, home))
    return element(
        "li",
        element(
            "p",
            element("span", line.state.replace("_", " "), class_=f"state {_tone(line)}"),
            element("time", told, datetime=moment.isoformat(timespec="seconds")),
            class_="byline",
        ),
        element("p", line.title, class_="title"),
        element("p", line.why, class_="why") if line.why else "",
        element("p", _details(line, home, is_coming=is_coming), class_="quiet"),
        class_=f"line {line.kind}",
    )


def _tone(line: LedgerLine) -> str:
    if line.kind == "decision":
        return "held"
    return next((tone for tone, states in _TONES.items() if line.state in states), "plain")


def _details(line: LedgerLine, home: str, *, is_coming: bool) -> str:
    if is_coming:
        other = f"since {short_words(line.at, zone_or(None, home))}"
    else:
        other = f"was due {_due_words(line, home)}" if line.due_at else ""
    return " · ".join(part for part in (line.who, other) if part)


def _due_words(line: LedgerLine, home: str) -> str:
    """In the zone of whoever gets it, which is named when it is not the reader's own."""
    if line.due_at is None:
        return ""
    zone = zone_or(line.zone, home)
    words = short_words(line.due_at, zone)
    return words if str(zone) == home else f"{words} {place_words(zone)}"
