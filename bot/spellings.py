"""How settings are written: each function takes the text of one, and says in a clause what is wrong with it."""

import base64
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from pydantic import SecretStr

from outreach.database import checked_url
from outreach.errors import BadInput
from outreach.models.book import Segment
from outreach.worktime import zones
from outreach.worktime.calendars import Season

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_WORKSPACE = re.compile(r"[TE][A-Z0-9]{2,20}")
_FEWEST_SECRET_BYTES = 24  # as Standard Webhooks has it
_SWITCHED_OFF = frozenset({"", "off", "none"})


def parse_season(text: str) -> Season | None:
    """`12-20..01-03` to the first and last (month, day), both included; nothing and `off` to None."""
    if text.strip().casefold() in _SWITCHED_OFF:
        return None
    first, _, last = text.partition("..")
    return _month_day(first), _month_day(last)


def _month_day(text: str) -> tuple[int, int]:
    on = date.fromisoformat(f"2024-{text.strip()}")  # a leap year has every day
    return on.month, on.day


def season(text: str) -> str:
    try:
        parse_season(text)
    except ValueError:
        raise ValueError("it is no span of days of the year") from None
    return text


def zone(name: str) -> str:
    try:
        return zones.zone(name).key
    except zones.UnknownZone as problem:
        raise ValueError(str(problem).rstrip(".?")) from None


def database(url: str) -> str:
    try:
        return checked_url(url)
    except BadInput:
        raise ValueError("it is no address of a SQLite or PostgreSQL database") from None


def service_url(url: str) -> str:
    """Our secrets go there, and what signs theirs comes from there: in the clear on this machine alone."""
    if not re.fullmatch(r"https?://[^\s\\]+", url):
        raise ValueError("it is no web address")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError("it is no web address") from None
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError("it must begin with https://, unless it is on this machine")
    return url


def public_address(url: str) -> str:
    if re.fullmatch(r"https://[^/\s]+/?", url) is None:
        raise ValueError("it must be an https address without a path or a space")
    return url


def stray_space(text: str) -> str:
    """`begins with a space` or `ends with a space`, as pasting leaves them; nothing where there is none."""
    if text != text.lstrip():
        return "begins with a space"
    return "ends with a space" if text != text.rstrip() else ""


def command_word(word: str) -> str:
    if not word.startswith("/") or len(word) < 2 or len(word.split()) > 1:
        raise ValueError("it must be one word that starts with a slash")
    return word


def parse_hours(text: str) -> dict[str, timedelta]:
    """`1/4/8` to so many hours per segment: top, mid and tail."""
    hours = [float(part) for part in text.split("/")]
    if len(hours) != len(Segment) or min(hours) <= 0:
        raise ValueError("there must be one number per segment")
    return {segment.value: timedelta(hours=each) for segment, each in zip(Segment, hours, strict=True)}


def hours(text: str) -> str:
    try:
        parse_hours(text)
    except ValueError:
        raise ValueError("it must be hours for top, mid and tail accounts") from None
    return text


def parse_workspaces(text: str | None) -> frozenset[str]:
    """`T0123ABCD, E0456EFGH` to its ids; nothing is none."""
    return frozenset((text or "").replace(",", " ").split())


def workspaces(text: str | None) -> str | None:
    if wrong := sorted(one for one in parse_workspaces(text) if not _WORKSPACE.fullmatch(one)):
        raise ValueError(f"{wrong[0]} is no id of a Slack workspace")
    return text


def _is_webhook_secret(word: str) -> bool:
    coded = word.removeprefix("whsec_").rstrip("=")
    try:
        key = base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True)
    except ValueError:
        return False
    return word.startswith("whsec_") and len(key) >= _FEWEST_SECRET_BYTES


def webhook_secret(secret: SecretStr) -> SecretStr:
    """As Standard Webhooks writes it: `whsec_` and base64 of at least 24 bytes; two of them, a space between, while
    one takes the other's place."""
    words = secret.get_secret_value().split()
    if not words or not all(_is_webhook_secret(word) for word in words):
        raise ValueError('it must be whsec_ and the output of "openssl rand -base64 32"')
    return secret
