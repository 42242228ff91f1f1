"""Feeds as bytes: what becomes an entry, what becomes a draft, and that nothing is ever opened or fetched."""

import builtins
import os
import random
import socket
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import plain_text
from content.feeds import DraftChanged, DraftNew, Entry, FeedLimits, NotAFeed, ParsedFeed, drafts, parse_feed

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
DATA = Path(os.environ.get("CONCIERGE_TEST_DATA", Path(__file__).parents[3] / "shared" / "data")) / "feeds"
REAL = sorted(DATA.glob("*.xml"))
REAL_FEEDS = {
    "feed_claude", "feed_cursor", "feed_dagster", "feed_far_ai", "feed_google_ai", "feed_mistral", "feed_ollama",
    "feed_openai_developer", "feed_paulgraham", "feed_pinecone", "feed_the_batch", "feed_weaviate",
    "feed_windsurf_blog",
}  # fmt: skip
no_data = pytest.mark.skipif(not REAL, reason=f"no feeds in {DATA}; set CONCIERGE_TEST_DATA to the data folder")


def item(
    guid: str | None = "1", title: str | None = "One", link: str | None = "https://a.example/1", **more: str
) -> str:
    parts = {"guid": guid, "title": title, "link": link, **more}
    return (
        "<item>"
        + "".join(f"<{name}>{value}</{name}>" for name, value in parts.items() if value is not None)
        + "</item>"
    )


def rss(
    *items: str, head: str = "<title>Ours</title><link>https://a.example/</link><language>en-US</language>"
) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def parse(*items: str, limits: FeedLimits | None = None) -> ParsedFeed:
    return parse_feed(rss(*items), now=NOW, limits=limits or FeedLimits())


def dated(guid: str, at: datetime, **more: str) -> str:
    return item(guid, title=f"Item {guid}", pubDate=at.strftime("%a, %d %b %Y %H:%M:%S +0000"), **more)


def known(*entries: Entry) -> dict[str, str]:
    return {entry.identity: entry.content_hash for entry in entries}


def test_an_rss_item_becomes_an_entry() -> None:
    parsed = parse(
        item(
            "tag:1", "Close &amp; faster", "https://a.example/close",
            description="&lt;p&gt;Two &lt;b&gt;pages&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;More&lt;/p&gt;",
            pubDate="Tue, 03 Nov 2026 09:30:00 +0100",
        )
    )  # fmt: skip
    assert (parsed.title, parsed.language, parsed.skipped) == ("Ours", "en", Counter())
    (entry,) = parsed.entries
    assert entry == Entry(
        identity="tag:1",
        title="Close & faster",
        link="https://a.example/close",
        summary="Two pages. More",
        published_at=datetime(2026, 11, 3, 8, 30, tzinfo=UTC),
        content_hash=entry.content_hash,
    )


def test_an_atom_entry_becomes_one_as_well() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Ours</title>
      <link href="https://a.example/"/><updated>2026-11-20T00:00:00Z</updated>
      <entry><id>urn:1</id><title type="html">&lt;i&gt;One&lt;/i&gt;</title><link href="/1"/>
      <updated>2026-11-19T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
      <script>steal()</script><p>Body</p></div></content></entry></feed>"""
    (entry,) = parse_feed(body, now=NOW).entries
    assert (entry.identity, entry.title, entry.link, entry.summary) == ("urn:1", "One", "https://a.example/1", "Body")
    assert entry.published_at == datetime(2026, 11, 19, 10, tzinfo=UTC)


def test_the_link_is_the_identity_where_there_is_no_guid() -> None:
    parsed = parse(item(None, "One", "https://a.example/1"), item(None, "Two", None))
    assert [entry.identity for entry in parsed.entries] == ["https://a.example/1"]
    assert parsed.skipped == {"neither guid nor link": 1}


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://a.example/x", "mailto:a@a.example",
        "https://user:pw@a.example/", "https://", "http://[::1", "https://a.example/" + "x" * 3000, "",
    ],
)  # fmt: skip
def test_a_link_that_is_no_plain_web_address_is_dropped(link: str) -> None:
    assert [entry.link for entry in parse(item("1", "One", link)).entries] == [None]


def test_an_entry_without_title_takes_the_first_words_of_its_text() -> None:
    parsed = parse(item("1", None, None, description="Word " * 100), item("2", None, None))
    assert [entry.title for entry in parsed.entries] == ["Word " * 15 + "Word…"]
    assert parsed.skipped == {"neither title nor text": 1}


def test_a_summary_ends_within_600_characters_between_two_words() -> None:
    (entry,) = parse(item(description="customer " * 200)).entries
    assert len(entry.summary) <= 600
    assert entry.summary.endswith("customer…")


def test_a_summary_that_repeats_the_title_says_nothing() -> None:
    assert [entry.summary for entry in parse(item(title="One", description="One")).entries] == [""]


def test_entries_come_newest_first_and_undated_ones_last_in_the_order_of_the_feed() -> None:
    parsed = parse(
        item("z"), dated("old", NOW - timedelta(days=9)), item("a"), dated("new", NOW - timedelta(days=1)), item("m")
    )
    assert [entry.identity for entry in parsed.entries] == ["new", "old", "z", "a", "m"]


def test_an_entry_beyond_the_age_limit_is_left_out_and_an_undated_one_kept() -> None:
    parsed = parse(
        dated("out", NOW - timedelta(days=365, seconds=1)), dated("in", NOW - timedelta(days=365)), item("undated")
    )
    assert [entry.identity for entry in parsed.entries] == ["in", "undated"]
    assert parsed.skipped == {"older than the age limit": 1}


def test_an_entry_from_the_future_counts_as_published_now() -> None:
    (entry,) = parse(dated("1", NOW + timedelta(days=400))).entries
    assert entry.published_at == NOW


@pytest.mark.parametrize("date", ["yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "0000-00-00", "Tue, 31 Feb 2026"])
def test_an_impossible_date_counts_as_none(date: str) -> None:
    assert [entry.published_at for entry in parse(item(pubDate=date)).entries] == [None]


def test_of_two_entries_with_one_identity_the_newest_is_read_in_whatever_order() -> None:
    old = dated("1", NOW - timedelta(days=5), description="old")
    new = dated("1", NOW - timedelta(days=2), description="new")
    for items in ((old, new), (new, old)):
        parsed = parse(*items)
        assert [entry.summary for entry in parsed.entries] == ["new"]
        assert parsed.skipped == {"the same entry twice": 1}


def test_equal_twins_are_told_apart_the_same_way_in_whatever_order() -> None:
    twins = [item("1", description="a"), item("1", description="b")]
    assert parse(*twins).entries == parse(*reversed(twins)).entries


def test_only_the_newest_entries_of_a_huge_feed_are_read() -> None:
    parsed = parse(
        *(dated(str(n), NOW - timedelta(hours=n)) for n in reversed(range(30))), limits=FeedLimits(max_entries=10)
    )
    assert [entry.identity for entry in parsed.entries] == [str(n) for n in range(10)]
    assert parsed.skipped == {"beyond the newest entries": 20}


def test_a_very_long_guid_is_known_by_its_hash() -> None:
    parsed = parse(item("x" * 5000, "One"), item("x" * 5001, "Two"))
    assert [len(entry.identity) for entry in parsed.entries] == [71, 71]


def test_the_first_poll_makes_drafts_of_the_newest_and_the_rest_never_trickles_in() -> None:
    items = [dated(str(n), NOW - timedelta(hours=n)) for n in range(30)]
    parsed = parse(*items)
    first = drafts(parsed, {})
    assert [draft.entry.identity for draft in first] == [str(n) for n in range(20)]
    assert all(isinstance(draft, DraftNew) for draft in first)
    assert drafts(parse(*items), known(*(draft.entry for draft in first))) == []


def test_a_new_entry_becomes_the_only_draft_of_the_next_poll() -> None:
    items = [dated(str(n), NOW - timedelta(hours=n + 1)) for n in range(30)]
    before = known(*(draft.entry for draft in drafts(parse(*items), {})))
    (draft,) = drafts(parse(dated("new", NOW), *items), before)
    assert isinstance(draft, DraftNew)
    assert draft.entry.identity == "new"


def test_a_changed_entry_updates_its_draft_even_far_down_and_never_becomes_a_second_one() -> None:
    items = [dated(str(n), NOW - timedelta(hours=n)) for n in range(30)]
    before = known(*parse(*items).entries)
    items[25] = dated("25", NOW - timedelta(hours=25), description="corrected")
    (draft,) = drafts(parse(*items), before)
    assert isinstance(draft, DraftChanged)
    assert (draft.entry.identity, draft.entry.summary) == ("25", "corrected")


@pytest.mark.parametrize(
    ("field", "value"), [("title", "Other"), ("link", "https://a.example/2"), ("description", "Other")]
)
def test_title_link_and_summary_change_the_hash(field: str, value: str) -> None:
    (one,), (other,) = parse(item()).entries, parse(item(**{field: value})).entries
    assert one.content_hash != other.content_hash


def test_dates_and_the_rebuilding_of_the_feed_do_not_change_the_hash() -> None:
    def at(day: int) -> bytes:
        date = f"Tue, {day:02d} Nov 2026 00:00:00 GMT"
        head = f"<title>Ours</title><lastBuildDate>{date}</lastBuildDate>"
        return rss(item(pubDate=date, category=str(day), comments=f"https://a.example/{day}"), head=head)

    first, second = (parse_feed(at(day), now=NOW + timedelta(days=day)) for day in (3, 10))
    assert known(*first.entries) == known(*second.entries)
    assert drafts(second, known(*first.entries)) == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "nothing at that address"),
        (b" \n\t", "nothing at that address"),
        (b"<!DOCTYPE html><html><head><title>Blog</title></head><body>Hi</body></html>", "web page, not a feed"),
        (b"\xef\xbb\xbf <HTML><body>", "web page, not a feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "That is JSON"),
        (b"hello", "neither RSS nor Atom"),
        (b"\0\1\2" * 100, "neither RSS nor Atom"),
        (b"<?xml version='1.0'?><note><to>x</to></note>", "neither RSS nor Atom"),
        (b"<rss version='2.0'><channel><title>x", "broken off or damaged"),
        (b"<?xml version='1.0' encoding='zlib'?><rss version='2.0'/>", "broken off|neither"),
    ],
)
def test_what_is_no_feed_is_told_with_the_cure(body: bytes, says: str) -> None:
    with pytest.raises(NotAFeed, match=says):
        parse_feed(body, now=NOW)


def test_a_file_far_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(NotAFeed, match="larger than 10 MB"):
        parse_feed(b"<" * 10_000_001, now=NOW)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse_feed(rss(), now=NOW).entries == ()


def test_a_feed_that_breaks_off_gives_what_it_holds() -> None:
    body = rss(item("1"), item("2"))
    assert [entry.identity for entry in parse_feed(body[:-30], now=NOW).entries] == ["1", "2"]


@pytest.mark.parametrize(
    "reference", ["&#55357;&#56832;", "&#xD800;", "&#99999999;", "&#0;", "&#11;", "&#xffffffffff;"]
)
def test_half_an_emoji_does_not_cost_the_feed(reference: str) -> None:
    (entry,) = parse(item(title=f"One {reference}more")).entries
    assert entry.title == "One more"


def test_billion_laughs_stay_few() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'.encode() + rss(item(title="&l9;")).partition(b"?>")[2]
    try:
        entries = parse_feed(body, now=NOW).entries
    except NotAFeed:
        return
    assert all(len(entry.title) <= 200 for entry in entries)


@pytest.fixture
def nothing_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, opening any file or connecting anywhere fails the test."""

    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a feed made something open")

    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def test_the_control_of_that_fixture_bites(nothing_opens: None) -> None:
    with pytest.raises(AssertionError, match="made something open"):
        feedparser.parse("/etc/hostname")
    with pytest.raises(AssertionError, match="made something open"):
        feedparser.parse(b"/etc/hostname")


@pytest.mark.parametrize(
    "body",
    [b"/etc/hostname", b"/etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1:9/", b"https://a.example/feed.xml"],
)
def test_bytes_that_name_a_file_or_an_address_are_not_opened(body: bytes, nothing_opens: None) -> None:
    with pytest.raises(NotAFeed):
        parse_feed(body, now=NOW)


def test_external_entities_and_doctypes_are_not_opened(nothing_opens: None) -> None:
    outside = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = outside.encode() + rss(item(title="A&x;B")).partition(b"?>")[2]
    try:
        titles = [entry.title for entry in parse_feed(body, now=NOW).entries]
    except NotAFeed:
        return
    assert titles in ([], ["AB"], ["A&x;B"])


@no_data
def test_all_thirteen_real_feeds_are_there() -> None:
    assert {path.stem for path in REAL} >= REAL_FEEDS


@no_data
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_feed_becomes_entries_and_a_second_look_changes_nothing(path: Path) -> None:
    parsed = parse_feed(path.read_bytes(), now=NOW)
    assert parsed.title
    assert parsed.language == "en"
    assert parsed.entries
    for entry in parsed.entries:
        assert entry.link
        assert entry.link.startswith("https://")
        assert 0 < len(entry.title) <= 200
        assert len(entry.summary) <= 600
        assert not any(mark in entry.title + entry.summary for mark in ("</", "<p", "&amp;", "&lt;"))
        assert entry.published_at is not None
        assert NOW - timedelta(days=365) <= entry.published_at <= NOW

    first = drafts(parsed, {})
    assert len(first) == min(20, len(parsed.entries))
    again = parse_feed(path.read_bytes(), now=NOW + timedelta(hours=1))
    assert drafts(again, known(*(draft.entry for draft in first))) == []


@no_data
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_order_of_a_real_feed_does_not_matter(path: Path) -> None:
    body = path.read_bytes()
    head, *items = body.split(b"<item>")
    last, tail = items[-1].split(b"</item>")
    items[-1] = last + b"</item>"
    random.Random(7).shuffle(items)
    shuffled = parse_feed(b"<item>".join([head, *items]) + tail, now=NOW)
    entries = parse_feed(body, now=NOW).entries
    assert len(shuffled.entries) == len(entries)
    assert drafts(shuffled, known(*entries)) == []


@no_data
def test_a_changed_entry_of_a_real_feed_updates_its_draft() -> None:
    body = (DATA / "feed_weaviate.xml").read_bytes()
    before = parse_feed(body, now=NOW)
    title = before.entries[3].title
    assert body.count(title.encode()) >= 1
    after = parse_feed(body.replace(title.encode(), b"A corrected headline"), now=NOW)
    (draft,) = drafts(after, known(*before.entries))
    assert isinstance(draft, DraftChanged)
    assert draft.entry.identity == before.entries[3].identity
    assert draft.entry.title == "A corrected headline"


@no_data
def test_the_duplicates_of_a_real_feed_become_one_entry_each() -> None:
    body = (DATA / "feed_paulgraham.xml").read_bytes()
    parsed = parse_feed(body, now=NOW, limits=replace(FeedLimits(), max_age_days=20_000))
    identities = [entry.identity for entry in parsed.entries]
    assert len(identities) == len(set(identities)) == 228
    assert parsed.skipped == {"the same entry twice": 3}


@settings(max_examples=100, deadline=None)
@given(
    cut=st.integers(0, 900),
    tokens=st.lists(
        st.sampled_from([b"<", b">", b"&", b"\0", b"\xff", b"<item>", b"]]>", b"&a;", b"&#xD800;"]), max_size=6
    ),
    seed=st.integers(0, 999),
)
def test_a_damaged_feed_is_read_or_refused_but_breaks_nothing(cut: int, tokens: list[bytes], seed: int) -> None:
    body = bytearray(rss(*(item(str(n), description="&lt;p&gt;Text") for n in range(4))))
    chance = random.Random(seed)
    for token in tokens:
        at = chance.randrange(len(body))
        body[at:at] = token
    try:
        parsed = parse_feed(bytes(body[: len(body) - cut]), now=NOW)
    except NotAFeed:
        return
    assert all(entry.identity and entry.title for entry in parsed.entries)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ("a<br>b<br/>c", "a b c"),
        ("un<b>believ</b>able", "unbelievable"),
        ("<script>alert(1)</script>Text<style>p{}</style>", "Text"),
        ("<svg><title>x</title></svg>Text", "Text"),
        ("3 < 5 and 7 > 2", "3 < 5 and 7 > 2"),
        ("I <3 this", "I <3 this"),
        ("<p>cut <a href='https://exam", "cut"),
        ("R&amp;D &lt;b&gt;", "R&D <b>"),
        ("a\u202eb\u200fc\x07d\ufeff", "abc d"),
        ("one\n\n  two\u00a0three", "one two three"),
        ("<!-- hidden -->seen", "seen"),
        ("<img alt='a > b' src=x>seen", "seen"),
    ],
)
def test_html_becomes_what_a_person_would_read(html: str, text: str) -> None:
    assert plain_text.from_html(html) == text


@given(st.text(max_size=200), st.integers(10, 100))
def test_shortened_text_fits_and_says_that_it_was_cut(text: str, most: int) -> None:
    short = plain_text.shorten(text, most)
    assert len(short) <= most
    assert short == text or short.endswith("…")


@given(st.text(max_size=300))
def test_whatever_the_text_it_comes_out_in_one_clean_line(text: str) -> None:
    line = plain_text.clean(text)
    assert line == " ".join(line.split())
    assert plain_text.clean(line) == line


@pytest.mark.parametrize("piece", ["<a/", "<!--", "<", "<div>", "<script>", '<a x="', "<![CDATA[", "</", "&#"])
def test_markup_that_never_closes_takes_no_time(piece: str) -> None:
    """The standard parser takes 3 s for 18 kB of the first of these."""
    assert len(plain_text.from_html(piece * (10_000 // len(piece)))) <= 10_000
