"""RSS and Atom bytes to entries, and entries to what becomes of our drafts. Downloads nothing."""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import struct_time
from urllib.parse import urljoin, urlsplit

import feedparser

from content import plain_text
from outreach.errors import BadInput

_SUMMARY = 600
_TITLE = 200
_IDENTITY = 300
_LINK = 2_000
_HTML_READ = 10_000  # characters; the first 600 of its text stand well within them
_REFERENCE = re.compile(rb"&#([0-9]{1,20}|[xX][0-9a-fA-F]{1,20});")
_DAMAGED = "The feed is broken off or damaged, and no entry of it can be read; try again later, or tell its publisher."
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)  # feeds are younger; an earlier date is a mistake of the feed


class NotAFeed(BadInput):
    """The bytes are no RSS or Atom document; the text says what they look like."""


@dataclass(frozen=True, slots=True)
class FeedLimits:
    """`max_drafts`: of one feed, only so many of its newest entries may become new drafts at a poll."""

    max_age_days: int = 365
    max_drafts: int = 20
    max_entries: int = 500
    max_bytes: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """`identity` is the guid, else the link. `published_at` None: the feed does not say.

    `content_hash` covers title, link and summary: it changes when the entry does, not when the feed is rebuilt.
    """

    identity: str
    title: str
    link: str | None
    summary: str
    published_at: datetime | None
    content_hash: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """Entries newest first, undated ones last. `skipped` counts what was left out, by reason in words."""

    title: str
    language: str | None
    entries: tuple[Entry, ...]
    skipped: Counter[str]


@dataclass(frozen=True, slots=True)
class DraftNew:
    entry: Entry


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """The entry behind an existing draft reads otherwise than when it was last seen."""

    entry: Entry


_DEFAULT = FeedLimits()


def parse_feed(body: bytes, *, now: datetime, limits: FeedLimits = _DEFAULT) -> ParsedFeed:
    """Reads a whole feed; seconds of work for the largest, so not for the event loop.

    An entry dated after `now` counts as published now. Raises NotAFeed.
    """
    document = _document(body, limits)
    about = document.feed
    skipped: Counter[str] = Counter()
    base = _web_link(_words(about, "link"), "") or ""
    readable = list(_entries(document.entries, base, now, skipped))
    fresh = [entry for entry in readable if not _too_old(entry, now, limits)]
    skipped["older than the age limit"] += len(readable) - len(fresh)
    unique = sorted(_unique(fresh), key=_age)
    skipped["the same entry twice"] += len(fresh) - len(unique)
    skipped["beyond the newest entries"] += max(0, len(unique) - limits.max_entries)
    return ParsedFeed(
        title=_readable(about, "title", _TITLE) or urlsplit(base).hostname or "",
        language=_language(_words(about, "language")),
        entries=tuple(unique[: limits.max_entries]),
        skipped=+skipped,
    )


def drafts(
    parsed: ParsedFeed, known: Mapping[str, str], limits: FeedLimits = _DEFAULT
) -> list[DraftNew | DraftChanged]:
    """What a poll changes; `known` holds the last seen content hash of every identity that has a draft.

    Only the newest `max_drafts` entries may become new drafts, so what the first poll left out does not
    trickle in with the following ones. An entry that was drafted once is updated wherever it stands by now.
    """
    found: list[DraftNew | DraftChanged] = []
    for rank, entry in enumerate(parsed.entries):
        seen = known.get(entry.identity)
        if seen is None and rank < limits.max_drafts:
            found.append(DraftNew(entry))
        elif seen is not None and seen != entry.content_hash:
            found.append(DraftChanged(entry))
    return found


def _document(body: bytes, limits: FeedLimits) -> feedparser.FeedParserDict:
    if not body.strip():
        raise NotAFeed("There is nothing at that address; look for the feed's own address.")
    if len(body) > limits.max_bytes:
        raise NotAFeed(f"That is larger than {limits.max_bytes / 1_000_000:g} MB; is it the feed, not its archive?")
    try:
        # A stream, never the bytes themselves: feedparser opens what names a file or an address.
        document = feedparser.parse(io.BytesIO(_REFERENCE.sub(_possible, body)), sanitize_html=False)
    except (ValueError, LookupError, ArithmeticError, AttributeError):
        # What feedparser 6.0.14 raised on damaged feeds: broken encodings, numbers too large, missing keys.
        raise NotAFeed(_DAMAGED) from None
    if not document.version and not document.entries:
        raise NotAFeed(_looks_like(body))
    if document.bozo and not document.entries:
        raise NotAFeed(_DAMAGED)
    return document


def _possible(reference: re.Match[bytes]) -> bytes:
    """Drops `&#55357;` and the like, halves of an emoji: one of them makes feedparser give up the whole feed."""
    digits = reference[1].lower()
    number = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    is_character = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0x110000
    return reference[0] if is_character else b""


def _looks_like(body: bytes) -> str:
    start = body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "That is a web page, not a feed; look on it for “RSS” or “Atom” and give that link."
    if start.startswith((b"{", b"[")):
        return "That is JSON, not a feed; give the site's RSS or Atom address."
    return "That is neither RSS nor Atom; give the feed's own address."


def _entries(raw: Iterable[Mapping[str, object]], base: str, now: datetime, skipped: Counter[str]) -> Iterable[Entry]:
    for item in raw:
        link = _web_link(_words(item, "link"), base)
        identity = _words(item, "id") or link
        if not identity:
            skipped["neither guid nor link"] += 1
            continue
        summary = _summary(item)
        title = _readable(item, "title", _TITLE) or plain_text.shorten(summary, 80)
        if not title:
            skipped["neither title nor text"] += 1
            continue
        yield Entry(
            identity=_bounded(identity),
            title=title,
            link=link,
            summary="" if summary == title else summary,
            published_at=_published(item, now),
            content_hash=_hash(title, link or "", summary),
        )


def _words(item: Mapping[str, object], name: str) -> str:
    value = item.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _readable(item: Mapping[str, object], name: str, most: int) -> str:
    """Text of a field; only what the feed says or feedparser finds to be HTML is read as such (`x < y` is not)."""
    detail = item.get(f"{name}_detail")
    is_plain = isinstance(detail, Mapping) and detail.get("type") == "text/plain"
    value = item.get(name)
    text = value[:_HTML_READ] if isinstance(value, str) else ""
    return plain_text.shorten(plain_text.clean(text) if is_plain else plain_text.from_html(text), most)


def _summary(item: Mapping[str, object]) -> str:
    if summary := _readable(item, "summary", _SUMMARY):
        return summary
    content = item.get("content")
    first = content[0] if isinstance(content, list) and content else None
    return _readable({"value": first.get("value")}, "value", _SUMMARY) if isinstance(first, Mapping) else ""


def _web_link(link: str, base: str) -> str | None:
    """http and https only, nothing with a name or password in it; relative ones hang on the feed's own page."""
    try:
        absolute = link if not link or urlsplit(link).scheme else urljoin(base, link)
        parts = urlsplit(absolute)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    return absolute if is_web and len(absolute) <= _LINK and absolute.isprintable() else None


def _published(item: Mapping[str, object], now: datetime) -> datetime | None:
    # Asked for by presence: feedparser answers for a missing `updated` with `published` and a warning.
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        if name not in item or not isinstance(moment := item[name], struct_time):
            continue
        try:
            at = datetime(*moment[:5], min(moment[5], 59), tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
        return min(at, now.astimezone(UTC)) if at >= _FIRST else None
    return None


def _language(tag: str) -> str | None:
    primary = tag.replace("_", "-").split("-")[0].lower()
    return primary if len(primary) in (2, 3) and primary.isascii() and primary.isalpha() else None


def _too_old(entry: Entry, now: datetime, limits: FeedLimits) -> bool:
    return entry.published_at is not None and entry.published_at < now - timedelta(days=limits.max_age_days)


def _age(entry: Entry) -> float:
    """Orders newest first; what has no date comes last, in the order of the feed."""
    return -entry.published_at.timestamp() if entry.published_at else float("inf")


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    """Of several entries with one identity the newest, whatever order the feed happens to have today."""
    best: dict[str, Entry] = {}
    for entry in entries:
        other = best.setdefault(entry.identity, entry)
        if (_age(entry), entry.content_hash) < (_age(other), other.content_hash):
            best[entry.identity] = entry
    return list(best.values())


def _bounded(identity: str) -> str:
    """Some guids hold a whole article; such a one is known by its hash."""
    return identity if len(identity) <= _IDENTITY else f"sha256:{_hash(identity)}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()
