"""What other systems report about an account: how it is read, and what follows from each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal, get_args
from urllib.parse import urlsplit

from rapidfuzz import process

from outreach.errors import BadInput
from outreach.models.signals import Signal

Happened = Literal["opened", "changed", "closed"]
Verdict = Literal["opened", "changed", "closed", "unchanged", "older"]


@dataclass(frozen=True)
class Consequence:
    """`words` name the kind. `holds`: nothing cheerful reaches the account while one is open. `lasts`: how long one is
    believed that nobody closes, None for ever. `tells`: its CSM hears of it at once, however often they were
    interrupted today when it `is_urgent`. `asks`: it is a reason to ask them how they are."""

    words: str
    holds: bool = False
    lasts: timedelta | None = None
    tells: bool = False
    is_urgent: bool = False
    asks: bool = False


# A usage drop is a reason to ask how they are, so it holds nothing back.
KINDS: Mapping[str, Consequence] = {
    "p1_ticket": Consequence("P1 ticket", holds=True, lasts=timedelta(days=14), tells=True, is_urgent=True),
    "incident": Consequence("incident", holds=True, lasts=timedelta(days=3), tells=True, is_urgent=True),
    "renewal_dispute": Consequence("renewal dispute", holds=True, lasts=timedelta(days=60), tells=True, is_urgent=True),
    "invoice_overdue": Consequence("overdue invoice", holds=True, lasts=timedelta(days=30), tells=True),
    "usage_drop": Consequence("drop in usage", lasts=timedelta(days=14), tells=True, asks=True),
    "entitlement": Consequence("entitlement"),
    "ticket": Consequence("ticket", lasts=timedelta(days=90)),
}
_LONGEST = {"source": 60, "id": 200, "account": 200, "title": 200, "url": 2_000}
_YEARS = range(2000, 2200)
_CLOCKS_DIFFER = timedelta(days=1)
FIELDS = ("source", "id", "account", "kind", "title", "url", "until", "request")


@dataclass(frozen=True)
class Reported:
    """One report, as of `at`. `account` is called by its external id, domain or name. What is "" or None was not
    said, which only news of a signal that is known already may do."""

    happened: Happened
    source: str
    external_id: str
    at: datetime
    account: str = ""
    kind: str = ""
    title: str = ""
    url: str | None = None
    until: datetime | None = None
    request_id: int | None = None


def read(happened: str, given: Mapping[str, object], at: datetime) -> Reported:
    """Raises BadInput with a sentence that names the key and the cure."""
    if happened not in get_args(Happened):
        raise BadInput(
            f"“{happened[:40]}” is no news of a signal; write {', '.join(get_args(Happened))}.", field="type"
        )
    return Reported(
        happened=happened,  # type: ignore[arg-type]
        source=_text(given, "source", needed=True),
        external_id=_text(given, "id", needed=True),
        at=at,
        account=_text(given, "account", needed=happened == "opened"),
        kind=_kind(given, needed=happened == "opened"),
        title=_text(given, "title", needed=happened == "opened"),
        url=_url(given),
        until=_until(given),
        request_id=_request(given),
    )


def verdict(known: Signal | None, news: Reported, account_id: int | None, now: datetime) -> Verdict:
    """What a report means for what we know: one that is older than that changes nothing, so any order will do.
    `account_id`: whose it says that it is, None where it says nothing."""
    if known is None:
        return "closed" if news.happened == "closed" else "opened"
    if news.at < known.changed_at:
        return "older"
    if news.happened == "closed":
        return "unchanged" if known.closed_at else "closed"
    if known.closed_at is not None and news.happened == "opened":
        return "unchanged" if _is_over(known, news, now) else "opened" if news.at > known.changed_at else "older"
    if has_lapsed(known) and news.at > known.changed_at and not _is_over(known, news, now):
        return "opened"
    has_moved = account_id is not None and account_id != known.account_id
    return "changed" if has_moved or _differs(known, news) else "unchanged"


def has_lapsed(known: Signal) -> bool:
    """Nobody said that it is over: it was only not believed any longer."""
    return known.closed_at is not None and known.closed_at == known.until


def _is_over(known: Signal, news: Reported, now: datetime) -> bool:
    until = news.until or lasts_until(news.kind or known.kind, news.at)
    return until is not None and until <= now


def _differs(known: Signal, news: Reported) -> bool:
    said = {"kind": news.kind, "title": news.title, "url": news.url, "request_id": news.request_id}
    new_end = news.until is not None and news.until != known.until
    return new_end or any(value and value != getattr(known, name) for name, value in said.items())


def lasts_until(kind: str, since: datetime) -> datetime | None:
    """How long a signal of that kind is believed that says nothing of its end."""
    lasts = KINDS[kind].lasts
    return since + lasts if lasts else None


def fact_ref(signal_id: int) -> str:
    """Where a fact comes from that says that such a signal is open."""
    return f"signal:{signal_id}"


def settled(at: datetime, now: datetime) -> datetime:
    """The moment of a report, never later than now: clocks differ by minutes. Raises BadInput where by days."""
    if at > now + _CLOCKS_DIFFER:
        raise BadInput(f"The report is dated {at:%Y-%m-%d %H:%M} UTC, which is yet to come.", field="timestamp")
    return min(at, now)


def because(kind: str, title: str) -> str:
    """In words a CSM may read."""
    return f"{KINDS[kind].words}: {title}"


def moment(given: object, key: str) -> datetime | None:
    """ISO 8601; a date means its end, and without a zone it is UTC. Raises BadInput."""
    words = str(given or "").strip()
    if not words:
        return None
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        raise BadInput(f"{key} “{words[:40]}” is no moment; write it like 2026-11-25T09:00:00Z.", field=key) from None
    if len(words) <= len("2026-11-25"):
        at = datetime.combine(at.date(), time.max.replace(microsecond=0))
    # Pages show it in everybody's zone, and the first and last days of the calendar have no place in some of them.
    if at.year not in _YEARS:
        raise BadInput(f"{key} “{words[:40]}” is out of reach; write a year of this century.", field=key)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _text(given: Mapping[str, object], key: str, *, needed: bool) -> str:
    value = given.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        raise BadInput(f"{key} must be text.", field=key)
    words = " ".join(_printable(str(value if value is not None else "")).split())
    if needed and not words:
        raise BadInput(f"{key} is missing; add it.", field=key)
    if len(words) > _LONGEST[key] and key != "title":
        raise BadInput(f"{key} is longer than {_LONGEST[key]} characters; shorten it.", field=key)
    return words[: _LONGEST[key]].rstrip()


def _printable(words: str) -> str:
    # Lone surrogates have no bytes, and a NUL cannot be kept in PostgreSQL.
    return "".join(sign for sign in words if sign.isprintable() or sign.isspace())


def _kind(given: Mapping[str, object], *, needed: bool) -> str:
    words = str(given.get("kind") or "").strip().casefold().replace(" ", "_").replace("-", "_")
    if words in KINDS or (not words and not needed):
        return words
    if not words:
        raise BadInput(f"kind is missing; write one of {', '.join(KINDS)}.", field="kind")
    nearest = process.extractOne(words[:40], list(KINDS), score_cutoff=60)
    hint = f"Did you mean {nearest[0]}?" if nearest else f"Write one of {', '.join(KINDS)}."
    raise BadInput(f"“{words[:40]}” is no kind of signal. {hint}", field="kind")


def _url(given: Mapping[str, object]) -> str | None:
    url = _text(given, "url", needed=False)
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in url:
        raise BadInput("url is no web address; it begins with https://.", field="url")
    return url


def _until(given: Mapping[str, object]) -> datetime | None:
    return moment(given.get("until"), "until")


def _request(given: Mapping[str, object]) -> int | None:
    words = str(given.get("request") or "").strip()
    if not words:
        return None
    # A longer number is no id of ours, and more than the database's integers hold.
    if not words.isascii() or not words.isdecimal() or len(words) > 9:
        raise BadInput("request is no number of a request here; write it like 12.", field="request")
    return int(words)
