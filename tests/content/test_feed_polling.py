"""Feeds asked again and again: drafts and nothing but drafts, each once, whatever the other side does."""

import asyncio
import functools
import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from content import feed_polling, fetching, library
from content.feed_polling import Polled, is_due
from content.feeds import NotAFeed
from content.fetching import FeedRefused, FeedUnreachable, Fetched, FetchLimits, Network, NotModified
from outreach.database import Database
from outreach.errors import BadInput
from outreach.messages import Message, Paragraph
from outreach.models.library import Feed, Item
from outreach.store import feeds, items, texts
from scheduler import planner
from tests.world import MONDAY, World, planning

URL = "https://blog.example/feed.xml"
LATER = MONDAY + timedelta(hours=2)
DATA = Path(os.environ.get("CONCIERGE_TEST_DATA", Path(__file__).parents[3] / "shared" / "data")) / "feeds"
REAL = sorted(DATA.glob("*.xml"))
no_data = pytest.mark.skipif(not REAL, reason=f"no feeds in {DATA}; set CONCIERGE_TEST_DATA to the data folder")


def entry(number: int, title: str = "", link: str | None = None, summary: str = "About it") -> str:
    """The higher the number, the newer."""
    at = (MONDAY - timedelta(days=300) + timedelta(hours=number)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    link = link or f"https://blog.example/{number}"
    return (
        f"<item><guid>tag:{number}</guid><title>{title or f'Entry {number}'}</title><link>{link}</link>"
        f"<description>{summary}</description><pubDate>{at}</pubDate></item>"
    )


def rss(*entries: str, language: str = "en-GB") -> bytes:
    head = f"<title>The blog</title><link>https://blog.example/</link><language>{language}</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(entries)}</channel></rss>'.encode()


@dataclass
class Web:
    """What stands at each address: a document, NotModified, or an error to raise. Remembers what it was asked."""

    pages: dict[str, bytes | NotModified | Exception] = field(default_factory=dict)
    etag: str | None = None
    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    async def __call__(
        self, url: str, *, etag: str | None = None, modified: str | None = None
    ) -> Fetched | NotModified:
        self.asked.append((url, etag, modified))
        page = self.pages[url]
        if isinstance(page, Exception):
            raise page
        return page if isinstance(page, NotModified) else Fetched(200, page, self.etag, None, url)


def web(*entries: str) -> Web:
    return Web({URL: rss(*entries)})


async def add(database: Database, web: Web, *topics: str) -> Polled:
    return await feed_polling.add_feed(database, URL, MONDAY, topics=topics, fetch=web)


async def poll(database: Database, web: Web, now: datetime = LATER) -> Polled:
    (polled,) = await feed_polling.poll_due(database, now, fetch=web)
    return polled


async def library_of(database: Database) -> Sequence[Item]:
    async with database.reading() as session:
        return await items.all_items(session)


async def feed_of(database: Database, url: str = URL) -> Feed:
    async with database.reading() as session:
        feed = await feeds.by_url(session, url)
    assert feed is not None
    return feed


async def test_entries_become_drafts_that_nobody_has_approved(database: Database) -> None:
    polled = await add(
        database, web(entry(1, "Close &amp; faster", summary="&lt;p&gt;Two pages.&lt;/p&gt;")), " Close "
    )
    assert polled == Polled("The blog", drafted=1, is_first=True)
    (item,) = await library_of(database)
    assert (item.origin, item.state, item.kind, item.approved_by) == ("feed", "draft", "industry", None)
    assert (item.slug, item.title, item.link) == ("close-faster", "Close & faster", "https://blog.example/1")
    assert (item.context, item.body, item.reasons) == ("Two pages.", "", [])
    assert (item.topics, item.language, item.curated_by) == (["close"], "en", "The blog")
    assert (item.feed_id, item.feed_entry) == ((await feed_of(database)).id, "tag:1")


async def test_the_first_poll_seeds_within_the_cap_and_the_rest_never_trickles_in(database: Database) -> None:
    site = web(*(entry(number) for number in range(30)))
    assert (await add(database, site)).drafted == 20
    assert (await poll(database, site)).drafted == 0
    assert {item.feed_entry for item in await library_of(database)} == {f"tag:{number}" for number in range(10, 30)}


async def test_what_is_older_than_a_year_is_left_out_and_counted(database: Database) -> None:
    polled = await add(database, web(entry(1), entry(-80 * 24)))
    assert (polled.drafted, polled.left_out) == (1, {"older than the age limit": 1})
    assert asdict(polled)["left_out"] == {"older than the age limit": 1}


async def test_only_what_came_after_the_first_poll_counts_as_new(database: Database) -> None:
    await add(database, web(entry(1), entry(2)))
    feed = await feed_of(database)
    async with database.reading() as session:
        assert await feeds.waiting(session) == {feed.id: (2, 0)}
    polled = await poll(database, web(entry(1), entry(2), entry(3)))
    assert (polled.drafted, polled.is_first) == (1, False)
    async with database.reading() as session:
        assert await feeds.waiting(session) == {feed.id: (3, 1)}


async def test_a_changed_entry_updates_its_draft_and_never_becomes_a_second_one(database: Database) -> None:
    await add(database, web(entry(1)))
    polled = await poll(database, web(entry(1, "Corrected", "https://blog.example/moved", "Anew")))
    assert (polled.drafted, polled.updated) == (0, 1)
    (item,) = await library_of(database)
    assert (item.slug, item.title, item.link, item.context) == (
        *("entry-1", "Corrected"),
        *("https://blog.example/moved", "Anew"),
    )
    assert (item.added_at, item.changed_at) == (MONDAY, LATER)


async def test_what_a_person_approved_keeps_its_words_and_the_change_is_noted_once(database: Database) -> None:
    await add(database, web(entry(1)))
    async with database.writing() as session:
        (item,) = await items.all_items(session)
        await library.add_reason(session, item, bound_to="topic", value="close", why="Why.", gain="Gain.")
        await library.approve(session, item, by="Marco Rossi", front_page=True, now=MONDAY)
        assert not library.has_moved_on(item)
    site = web(entry(1, "Sensational", summary="Other words"))
    polled = await poll(database, site)
    assert (polled.updated, polled.noted) == (0, 1)
    assert (await poll(database, site, LATER + timedelta(hours=1))).noted == 0
    (item,) = await library_of(database)
    assert (item.state, item.title, item.context) == ("approved", "Entry 1", "About it")
    assert library.has_moved_on(item)

    async with database.writing() as session:
        (item,) = await items.all_items(session)
        await library.approve(session, item, by="Marco Rossi", front_page=True, now=LATER + timedelta(hours=2))
        assert not library.has_moved_on(item)


async def test_what_was_retired_stays_retired_however_often_its_entry_changes(database: Database) -> None:
    await add(database, web(entry(1)))
    async with database.writing() as session:
        (item,) = await items.all_items(session)
        await library.retire(session, item, MONDAY)
    polled = await poll(database, web(entry(1, "Corrected")))
    assert (polled.drafted, polled.updated, polled.noted) == (0, 0, 0)
    assert [(item.state, item.title) for item in await library_of(database)] == [("retired", "Entry 1")]


async def test_a_link_that_the_library_has_from_elsewhere_is_no_second_item(database: Database) -> None:
    async with database.writing() as session:
        new = library.NewItem("Mine", "industry", "From a colleague.", link="https://blog.example/1")
        await library.add(session, new, by="Priya Nair", now=MONDAY)
    polled = await add(database, web(entry(1), entry(2)))
    assert (polled.drafted, polled.left_out) == (1, {"in the library from elsewhere": 1})
    assert sorted(item.title for item in await library_of(database)) == ["Entry 2", "Mine"]


async def test_a_feed_in_german_makes_german_drafts(database: Database) -> None:
    await add(database, Web({URL: rss(entry(1), language="de-AT")}))
    assert [item.language for item in await library_of(database)] == ["de"]


async def test_an_unchanged_feed_is_asked_for_with_what_the_server_said(database: Database) -> None:
    site = web(entry(1))
    site.etag = '"v1"'
    await add(database, site)
    site.pages[URL] = NotModified(URL)
    assert await poll(database, site) == Polled("The blog")
    assert site.asked == [(URL, None, None), (URL, '"v1"', None)]
    feed = await feed_of(database)
    assert (feed.etag, feed.polled_at) == ('"v1"', LATER)


async def test_a_failure_is_kept_in_words_and_forgotten_once_it_works_again(database: Database) -> None:
    site = web(entry(1))
    await add(database, site)
    site.pages[URL] = FeedUnreachable("blog.example answered 503: it has trouble of its own.")
    first = await poll(database, site)
    assert first.problem == "blog.example answered 503: it has trouble of its own."
    site.pages[URL] = b"<!doctype html><html></html>"
    await poll(database, site, LATER + timedelta(hours=1))
    async with database.reading() as session:
        (feed,) = await feeds.failing(session)
    assert (feed.failing_since, feed.polled_at) == (LATER, LATER + timedelta(hours=1))
    assert feed.problem is not None
    assert feed.problem.startswith("That is a web page, not a feed")
    assert len(await library_of(database)) == 1

    site.pages[URL] = rss(entry(1), entry(2))
    assert (await poll(database, site, LATER + timedelta(hours=3))).drafted == 1
    feed = await feed_of(database)
    assert (feed.failing_since, feed.problem) == (None, None)


@pytest.mark.parametrize(
    ("polled", "failing_since", "waits"),
    [
        (None, None, 0), (0, None, 1), (0, 0, 1), (1, 0, 1), (2, 0, 2), (8, 0, 8), (30, 0, 24), (2000, 0, 24),
    ],
)  # fmt: skip
def test_a_feed_is_asked_hourly_and_a_failing_one_with_growing_distance(
    polled: int | None, failing_since: int | None, waits: int
) -> None:
    def hours(count: int | None) -> datetime | None:
        return None if count is None else MONDAY + timedelta(hours=count)

    feed = Feed(url=URL, polled_at=hours(polled), failing_since=hours(failing_since))
    due_at = (feed.polled_at or MONDAY) + timedelta(hours=waits)
    assert is_due(feed, due_at)
    assert polled is None or not is_due(feed, due_at - timedelta(seconds=1))


async def test_only_what_is_due_is_polled_unless_all_is_asked_for(database: Database) -> None:
    site = web(entry(1))
    await add(database, site)
    soon = MONDAY + timedelta(minutes=30)
    assert await feed_polling.poll_due(database, soon, fetch=site) == []
    heard: list[Polled] = []
    await feed_polling.poll_due(database, soon, fetch=site, everything=True, told=heard.append)
    assert heard == [Polled("The blog")]


async def test_nothing_holds_the_database_while_the_network_is_slow(database: Database) -> None:
    site = web(entry(1))

    async def slow(url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | NotModified:
        # Inside a transaction of the same task this would be refused.
        async with database.writing():
            return await site(url, etag=etag, modified=modified)

    await feed_polling.add_feed(database, URL, MONDAY, fetch=slow)
    assert len(await feed_polling.poll_due(database, LATER, fetch=slow)) == 1


async def test_two_polls_at_once_make_each_draft_once(database: Database) -> None:
    await add(database, web(entry(1)))
    feed, site = await feed_of(database), web(entry(1), entry(2))
    both = await asyncio.gather(*(feed_polling.poll(database, feed, LATER, fetch=site) for _ in range(2)))
    assert sorted(polled.drafted for polled in both) == [0, 1]
    assert len(await library_of(database)) == 2


async def test_a_feed_that_breaks_as_nobody_foresaw_stops_no_other(database: Database) -> None:
    pages = {f"https://{number}.example/feed": rss(entry(number)) for number in range(3)}
    site = Web(dict(pages))
    for url in pages:
        await feed_polling.add_feed(database, url, MONDAY, fetch=site)
    site.pages = {url: rss(entry(number + 10)) for number, url in enumerate(pages)}
    site.pages["https://0.example/feed"] = RuntimeError("a mistake of ours")
    with pytest.raises(ExceptionGroup, match="1 of 3 feeds could not be polled"):
        await feed_polling.poll_due(database, LATER, fetch=site)
    assert {item.feed_entry for item in await library_of(database)} >= {"tag:11", "tag:12"}


@pytest.mark.parametrize(
    ("page", "error"), [(b"hello", NotAFeed), (FeedUnreachable("no host"), FeedUnreachable), (b"", NotAFeed)]
)
async def test_a_feed_that_cannot_be_read_is_not_kept(
    database: Database, page: bytes | Exception, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await add(database, Web({URL: page}))
    async with database.reading() as session:
        assert await feeds.all_feeds(session) == []


async def test_the_same_feed_twice_is_told(database: Database) -> None:
    await add(database, web(entry(1)))
    with pytest.raises(BadInput, match="already read, as “The blog”"):
        await add(database, web(entry(1)))


async def test_a_file_is_a_feed_when_given_as_a_path(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "a feed.xml"
    path.write_bytes(rss(entry(1)))
    assert (await feed_polling.add_feed(database, path, MONDAY, fetch=Web())).drafted == 1
    path.write_bytes(rss(entry(1), entry(2)))
    (polled,) = await feed_polling.poll_due(database, LATER, fetch=Web())
    assert polled.drafted == 1
    path.unlink()
    (polled,) = await feed_polling.poll_due(database, LATER + timedelta(hours=1), fetch=Web())
    assert polled.problem == f"There is no file {path}; put it back, or add the feed by its new path."


@pytest.mark.parametrize("text", ["file:///etc/passwd", " FILE:///etc/passwd", "File:/etc/passwd"])
async def test_no_text_makes_us_read_a_file(database: Database, text: str) -> None:
    with pytest.raises(FeedRefused, match="give its path"):
        await feed_polling.add_feed(database, text, MONDAY, fetch=Web())


@pytest.mark.parametrize("text", ["/etc/passwd", "feed.xml", "ftp://blog.example/feed", "gopher:x"])
async def test_text_that_is_no_web_address_is_refused(database: Database, text: str) -> None:
    with pytest.raises(FeedRefused, match="is not a web address"):
        await feed_polling.add_feed(database, text, MONDAY)


async def test_a_file_that_is_too_large_or_no_file_is_refused(database: Database, tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    large.write_bytes(b" " * 2_000_001)
    with pytest.raises(FeedRefused, match=r"large\.xml is larger than 2 MB"):
        await feed_polling.add_feed(database, large, MONDAY)
    with pytest.raises(FeedUnreachable, match="There is no file"):
        await feed_polling.add_feed(database, tmp_path, MONDAY)


async def test_foreign_words_stay_words_all_the_way_to_the_customer(database: Database) -> None:
    nasty = "&lt;!channel> [click](https://evil.example) **now** `x` # Hi"
    site = web(entry(1, nasty, summary=nasty))
    async with database.writing() as session:
        world = World(session)
        csm = await world.csm()
        account = await world.account("Acme", csm)
        await world.channel(account)
        await world.fact(account, "month-end close still takes six days", await world.contact(account))
    await add(database, site)
    async with database.writing() as session:
        await planner.seat_everybody(session, planning(), MONDAY)
        assert (await planner.plan(session, planning(), MONDAY)).proposed == [], "a draft goes to nobody"
        (item,) = await items.all_items(session)
        await library.add_reason(
            session, item, bound_to="topic", value="month-end close", why="It helps.", gain="Time."
        )
        await library.approve(session, item, by="Marco Rossi", front_page=True, now=MONDAY)
        (touch,) = (await planner.plan(session, planning(), MONDAY)).proposed
        message = await texts.message_of(session, touch.text_id)
    assert message is not None
    assert links_in(message) == {"https://blog.example/1"}
    assert "<!channel> [click](https://evil.example) **now** `x` # Hi" in message.fallback


def links_in(message: Message) -> set[str]:
    return {run.link for part in message.parts if isinstance(part, Paragraph) for run in part.text if run.link}


@no_data
async def test_all_thirteen_real_feeds_become_drafts_and_a_second_poll_adds_nothing(database: Database) -> None:
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    added = [await feed_polling.add_feed(database, path, now) for path in REAL]
    assert len(added) >= 13
    assert all(1 <= polled.drafted <= 20 for polled in added)
    before = await library_of(database)
    assert len(before) == sum(polled.drafted for polled in added)
    assert {(item.state, item.origin, item.body) for item in before} == {("draft", "feed", "")}
    assert len({item.slug for item in before}) == len(before)

    again = await feed_polling.poll_due(database, now + timedelta(hours=1))
    assert {(polled.drafted, polled.updated, polled.noted, polled.problem) for polled in again} == {(0, 0, 0, None)}
    assert len(await library_of(database)) == len(before)


@pytest.fixture
async def site() -> AsyncIterator[int]:
    """The real feeds behind a server on loopback; it answers 304 to whoever names the ETag. Yields its port."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        name = request.split()[1].removeprefix("/")
        if f'If-None-Match: "{name}"' in request:
            writer.write(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            body = await asyncio.to_thread((DATA / name).read_bytes)
            writer.write(f'HTTP/1.1 200 OK\r\nETag: "{name}"\r\nContent-Length: {len(body)}\r\n\r\n'.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def to_loopback(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


@no_data
async def test_real_feeds_come_over_http_once_and_then_cost_nothing(database: Database, site: int) -> None:
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    network = Network(resolve=to_loopback, allow=lambda _address: True)
    fetch = functools.partial(fetching.fetch, limits=FetchLimits(ports=(site,)), network=network)
    for path in REAL:
        polled = await feed_polling.add_feed(database, f"http://feeds.example:{site}/{path.name}", now, fetch=fetch)
        assert polled.drafted > 0
    again = await feed_polling.poll_due(database, now + timedelta(hours=1), fetch=fetch)
    assert len(again) == len(REAL)
    assert all(polled == Polled(polled.feed) for polled in again)
