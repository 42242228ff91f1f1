"""Asks feeds for what is new and keeps it as drafts: nothing from a feed is shared before a person approves it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from content import fetching, item_files, library
from content.feeds import DraftNew, Entry, ParsedFeed, drafts, parse_feed
from content.fetching import Fetched, FetchLimits, NotModified
from outreach.database import Database, Session
from outreach.errors import BadInput, ConciergeError
from outreach.models.library import Feed, Item
from outreach.store import feeds, items

log = logging.getLogger(__name__)

POLL_EVERY = timedelta(hours=1)
_LONGEST_WAIT = timedelta(days=1)
_AT_ONCE = 4
_ELSEWHERE = "in the library from elsewhere"


class Fetch(Protocol):
    """As `fetching.fetch`: tests and other networks bring their own."""

    async def __call__(
        self, url: str, *, etag: str | None = None, modified: str | None = None
    ) -> Fetched | NotModified: ...


@dataclass(frozen=True)
class Polled:
    """What one poll led to. `updated` drafts read otherwise now; `noted` are approved items whose entry has changed:
    they keep their approved words. `left_out` counts entries by reason; `problem` is why the poll failed."""

    feed: str
    drafted: int = 0
    updated: int = 0
    noted: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    is_first: bool = False
    problem: str | None = None


async def add_feed(
    database: Database,
    source: str | Path,
    now: datetime,
    *,
    topics: Sequence[str] = (),
    fetch: Fetch = fetching.fetch,
) -> Polled:
    """Reads a feed and keeps it with its first drafts; one that cannot be read is not kept.

    A file of this machine is read only for a `Path`, never for text, which may come from a chat.
    """
    url = _address(source)
    async with database.reading() as session:
        _refuse_known(await feeds.by_url(session, url))
    answer = await _ask(url, None, None, fetch)
    parsed = await asyncio.to_thread(parse_feed, _body(answer), now=now)
    async with database.writing() as session:
        _refuse_known(await feeds.by_url(session, url))
        given = [item_files.spoken(topic) for topic in topics]
        feed = await feeds.save(session, Feed(url=url, title=parsed.title or url, topics=given))
        return await _take(session, feed, answer, parsed, now)


def _address(source: str | Path) -> str:
    if isinstance(source, Path):
        return source.resolve().as_uri()
    url = source.strip()
    if urlsplit(url).scheme == "file":
        raise fetching.FeedRefused("A file is not read by its file:// address; give its path.")
    return url


def _refuse_known(feed: Feed | None) -> None:
    if feed is not None:
        raise BadInput(f"That feed is already read, as “{feed.title}”. Its drafts are in /cs library.")


async def poll_due(
    database: Database,
    now: datetime,
    *,
    fetch: Fetch = fetching.fetch,
    everything: bool = False,
    told: Callable[[Polled], object] | None = None,
) -> Sequence[Polled]:
    """Polls every feed whose time has come, or all; `told` hears of each as it is done.

    One that breaks in a way nobody foresaw stops no other; such failures are raised together at the end.
    """
    async with database.reading() as session:
        chosen = [feed for feed in await feeds.all_feeds(session) if everything or is_due(feed, now)]
    free = asyncio.Semaphore(_AT_ONCE)

    async def one(feed: Feed) -> Polled:
        async with free:
            polled = await poll(database, feed, now, fetch=fetch)
        if told is not None:
            told(polled)
        return polled

    outcomes = await asyncio.gather(*map(one, chosen), return_exceptions=True)
    if broken := [outcome for outcome in outcomes if isinstance(outcome, Exception)]:
        raise ExceptionGroup(f"{len(broken)} of {len(chosen)} feeds could not be polled", broken)
    return [outcome for outcome in outcomes if isinstance(outcome, Polled)]


def is_due(feed: Feed, now: datetime) -> bool:
    """Hourly; one that fails is left alone for as long as it has been failing, at most a day."""
    if feed.polled_at is None:
        return True
    failing_for = feed.polled_at - feed.failing_since if feed.failing_since else timedelta(0)
    return feed.polled_at + min(max(POLL_EVERY, failing_for), _LONGEST_WAIT) <= now


async def poll(database: Database, feed: Feed, now: datetime, *, fetch: Fetch = fetching.fetch) -> Polled:
    """Network first, then parsing beside the loop, then one transaction. A failure is kept with the feed."""
    try:
        answer = await _ask(feed.url, feed.etag, feed.modified, fetch)
        parsed = None
        if isinstance(answer, Fetched):
            parsed = await asyncio.to_thread(parse_feed, answer.body, now=now)
    except ConciergeError as problem:
        return await _fail(database, feed, str(problem), now)
    async with database.writing() as session:
        # Read again: another process may have polled it meanwhile.
        row = await feeds.by_id(session, feed.id or 0)
        if row is None:
            return Polled(feed.title, problem="It was removed while it was read.")
        return await _take(session, row, answer, parsed, now)


async def _ask(url: str, etag: str | None, modified: str | None, fetch: Fetch) -> Fetched | NotModified:
    if urlsplit(url).scheme == "file":
        return await asyncio.to_thread(_read_file, url)
    return await fetch(url, etag=etag, modified=modified)


def _read_file(url: str) -> Fetched:
    """Under the same limit of size as what comes over the network."""
    path = Path(url2pathname(urlsplit(url).path))
    if not path.is_file():
        raise fetching.FeedUnreachable(f"There is no file {path}; put it back, or add the feed by its new path.")
    most = FetchLimits().max_bytes
    with path.open("rb") as file:
        body = file.read(most + 1)
    if len(body) > most:
        raise fetching.FeedRefused(f"{path.name} is larger than {most / 1_000_000:g} MB; is this the feed?")
    return Fetched(200, body, None, None, url)


def _body(answer: Fetched | NotModified) -> bytes:
    if isinstance(answer, NotModified):
        raise fetching.FeedUnreachable(f"{answer.final_url} says that nothing is new and sends nothing; try again.")
    return answer.body


async def _fail(database: Database, feed: Feed, problem: str, now: datetime) -> Polled:
    async with database.writing() as session:
        if row := await feeds.by_id(session, feed.id or 0):
            row.polled_at, row.problem = now, problem
            row.failing_since = row.failing_since or now
            await feeds.save(session, row)
    log.warning("feed.failed feed=%s since=%s", feed.id, feed.failing_since or now)
    return Polled(feed.title, problem=problem)


async def _take(
    session: Session, feed: Feed, answer: Fetched | NotModified, parsed: ParsedFeed | None, now: datetime
) -> Polled:
    is_first = feed.seeded_at is None
    feed.polled_at, feed.seeded_at = now, feed.seeded_at or now
    feed.failing_since = feed.problem = None
    if isinstance(answer, Fetched):
        feed.etag, feed.modified = answer.etag, answer.modified
    await feeds.save(session, feed)
    if parsed is None:
        return Polled(feed.title)
    done = await _keep(session, feed, parsed, now)
    log.info("feed.polled feed=%s drafted=%s updated=%s", feed.id, done["drafted"], done["updated"])
    left_out = dict(parsed.skipped + Counter({_ELSEWHERE: done["elsewhere"]}))
    return Polled(feed.title, done["drafted"], done["updated"], done["noted"], left_out, is_first)


async def _keep(session: Session, feed: Feed, parsed: ParsedFeed, now: datetime) -> Counter[str]:
    done: Counter[str] = Counter()
    rows = await items.of_feed(session, feed.id or 0)
    for found in drafts(parsed, {identity: row.content_hash for identity, row in rows.items()}):
        entry = found.entry
        if not isinstance(found, DraftNew):
            done[await _renew(session, rows[entry.identity], entry, now)] += 1
        elif entry.link and await items.by_link(session, entry.link):
            done["elsewhere"] += 1
        else:
            await items.save(session, await _draft(session, feed, entry, parsed.language or "en", now))
            done["drafted"] += 1
    return done


async def _draft(session: Session, feed: Feed, entry: Entry, language: str, now: datetime) -> Item:
    """The summary is foreign text, so it goes where values go (escaped); `body` would be parsed as Markdown."""
    return Item(
        slug=await library.free_slug(session, entry.title),
        origin="feed",
        state="draft",
        kind="industry",
        title=entry.title,
        link=entry.link,
        context=entry.summary,
        topics=list(feed.topics),
        language=language,
        curated_by=feed.title,
        content_hash=entry.content_hash,
        feed_id=feed.id,
        feed_entry=entry.identity,
        added_at=now,
        changed_at=now,
    )


async def _renew(session: Session, item: Item, entry: Entry, now: datetime) -> str:
    """A draft follows its entry. What a person approved keeps its words: `library.has_moved_on` tells of the change."""
    item.content_hash, item.changed_at = entry.content_hash, now
    if item.state == "draft":
        item.title, item.link, item.context = entry.title, entry.link, entry.summary
    await items.save(session, item)
    return {"draft": "updated", "approved": "noted"}.get(item.state, "ignored")
