"""What every shipped item must be before anybody may share it."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import frontmatter
import pytest

ITEMS = Path(__file__).parents[2] / "content" / "items"

KINDS = {"industry", "product", "personal"}
SEGMENTS = {"top", "mid", "tail"}
STAGES = {"onboarding", "adoption", "growth", "renewal", "at risk"}
TOPICS = {
    "accessibility", "approvals", "artificial intelligence", "audit trail", "automation", "budget planning",
    "cash flow", "change management", "data migration", "data quality", "e-invoicing", "forecasting",
    "incident readiness", "integrations", "invoicing", "late payment", "month-end close", "payment fraud",
    "privacy", "reconciliation", "reporting", "security", "single sign-on", "sustainability reporting",
    "user access", "working habits",
}  # fmt: skip
FIELDS = {
    "title", "kind", "link", "context", "topics", "segments", "stages", "language", "reasons",
    "publish_from", "publish_until", "curated_by", "approved_by", "front_page", "included", "offer",
}  # fmt: skip
# Public bodies and standards that keep their addresses; a new host is added here by hand, after a look at the page.
LINK_HOSTS = {
    "eur-lex.europa.eu", "ghgprotocol.org", "pages.nist.gov", "service-manual.ons.gov.uk", "sre.google",
    "www.gesetze-im-internet.de", "www.gov.uk", "www.iso.org", "www.nist.gov", "www.rfc-editor.org", "www.w3.org",
}  # fmt: skip
FORBIDDEN = re.compile(
    r"""just\ checking\ in|check(ing)?\ in\ with|touch(ing)?\ base|circle\ back|reach(ing)?\ out|quick\ question
    |\bexcit|thrilled|delighted|game.?changer|revolution|cutting.edge|best.in.class|world.class|seamless
    |\bunlock|supercharge|leverag|synerg|\bupsell|\bdiscount|limited\ time|special\ offer|act\ now|don't\ miss
    |upgrade\ to|book\ a\ demo|loved?\ by|must.have|\bamazing|\bawesome|spannend|einzigartig|begeister""",
    re.IGNORECASE | re.VERBOSE,
)
EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f]")
NOT_CHAT = re.compile(r"^\s*(#|>|\||```|!\[|<)|</?[a-z]+>", re.MULTILINE)

Post = frontmatter.Post
ALL = {path.stem: frontmatter.load(str(path)) for path in sorted(ITEMS.glob("*.md"))}
every_item = pytest.mark.parametrize("post", ALL.values(), ids=ALL.keys())


def words(post: Post, field: str) -> list[str]:
    value = post.metadata.get(field, [])
    assert isinstance(value, list), f"{field} is a list"
    assert all(isinstance(word, str) for word in value), f"{field} holds words"
    return value


def sentence(post: Post, field: str) -> str:
    value = post.metadata.get(field, "")
    assert isinstance(value, str), f"{field} is text; quote a value that holds a colon"
    return value


def reasons(post: Post) -> list[dict[str, str]]:
    value = post.metadata.get("reasons", [])
    assert isinstance(value, list)
    return value


def spoken(post: Post) -> str:
    """Everything of an item that a customer may read."""
    said = [sentence(post, field) for field in ("title", "context", "offer")]
    said += [reason[part] for reason in reasons(post) for part in ("why", "gain")]
    return "\n".join([*said, post.content])


def test_the_library_is_large_enough_and_mixed() -> None:
    kinds = [sentence(post, "kind") for post in ALL.values()]
    assert len(ALL) >= 28
    assert kinds.count("industry") >= 10
    assert kinds.count("product") >= 12
    assert kinds.count("personal") >= 4


def test_enough_items_are_approved_and_some_are_still_drafts() -> None:
    approved = [slug for slug, post in ALL.items() if post.metadata.get("approved_by")]
    assert len(approved) >= 24
    assert len(ALL) - len(approved) >= 3


def test_two_items_or_more_are_in_german() -> None:
    german = [post for post in ALL.values() if post.metadata["language"] == "de"]
    assert len(german) >= 2
    assert {"month-end close", "e-invoicing"} <= {topic for post in german for topic in words(post, "topics")}


def test_every_topic_of_the_vocabulary_is_used() -> None:
    assert {topic for post in ALL.values() for topic in words(post, "topics")} == TOPICS


def test_no_two_items_share_a_title() -> None:
    titles = [sentence(post, "title") for post in ALL.values()]
    assert len(set(titles)) == len(titles)


@every_item
def test_the_front_matter_is_complete_and_has_no_strange_field(post: Post) -> None:
    assert {"title", "kind", "context", "topics", "language", "curated_by"} <= post.metadata.keys()
    assert post.metadata.keys() <= FIELDS
    assert 10 <= len(sentence(post, "title")) <= 90
    assert sentence(post, "kind") in KINDS
    assert sentence(post, "language") in {"en", "de"}
    assert sentence(post, "context").endswith(".")


@every_item
def test_topics_and_filters_come_from_the_shared_words(post: Post) -> None:
    assert words(post, "topics")
    assert set(words(post, "topics")) <= TOPICS
    assert set(words(post, "segments")) <= SEGMENTS
    assert set(words(post, "stages")) <= STAGES


@every_item
def test_every_topic_has_a_reason_and_a_personal_item_needs_none(post: Post) -> None:
    given = {reason["topic"] for reason in reasons(post) if "topic" in reason}
    if sentence(post, "kind") == "personal":
        assert not reasons(post)
    else:
        assert given == set(words(post, "topics"))


@every_item
def test_each_reason_is_about_one_thing_and_complete(post: Post) -> None:
    about = [tuple(reason.items() - {"why": 0, "gain": 0}.items()) for reason in reasons(post)]
    assert len(set(about)) == len(about)
    for reason in reasons(post):
        assert len({"topic", "segment", "stage"} & reason.keys()) == 1
        assert reason.keys() <= {"topic", "segment", "stage", "why", "gain"}
        assert reason.get("segment", "top") in SEGMENTS
        assert reason.get("stage", "onboarding") in STAGES


@every_item
def test_why_and_gain_read_well_after_a_customers_words(post: Post) -> None:
    for reason in reasons(post):
        assert reason["why"].startswith(("This ", "These ", "Diese "))
        # A gain follows "What's in it for you:" and may be given a small first letter there.
        assert reason["gain"].split()[0] in {"It", "They", "Damit"}
        for said in (reason["why"], reason["gain"]):
            assert said.endswith(".")
            assert said.count(".") == 1, f"one sentence: {said}"
            assert len(said) <= 160


@every_item
def test_approval_and_the_front_page_question_go_together(post: Post) -> None:
    assert bool(post.metadata.get("approved_by")) is (post.metadata.get("front_page") is True)


@every_item
def test_the_publish_window_is_made_of_dates_and_is_not_empty(post: Post) -> None:
    first = post.metadata.get("publish_from", date.min)
    last = post.metadata.get("publish_until", date.max)
    assert isinstance(first, date)
    assert isinstance(last, date)
    assert first < last


@every_item
def test_only_industry_items_link_and_only_to_hosts_that_last(post: Post) -> None:
    link = sentence(post, "link")
    if sentence(post, "kind") != "industry":
        assert not link
    if link:
        assert urlsplit(link).scheme == "https"
        assert urlsplit(link).hostname in LINK_HOSTS


@every_item
def test_only_product_items_are_included_in_a_plan_and_an_offer_asks(post: Post) -> None:
    assert "included" not in post.metadata or sentence(post, "kind") == "product"
    assert not sentence(post, "offer") or sentence(post, "offer").endswith("?")


@every_item
def test_the_body_is_a_short_message_that_stands_alone_in_chat(post: Post) -> None:
    lines = [line for line in post.content.splitlines() if line.strip()]
    assert 3 <= len(lines) <= 10
    assert max(len(line) for line in lines) <= 220
    assert not NOT_CHAT.search(post.content), "no headings, quotes, tables, pictures or HTML"


@every_item
def test_nothing_sells_shouts_or_only_checks_in(post: Post) -> None:
    text = spoken(post)
    assert not FORBIDDEN.search(text)
    assert not EMOJI.search(text)
    assert "!" not in text


def test_the_forbidden_words_are_found() -> None:
    for phrase in ("Just checking in!", "to touch base", "an exciting release", "a real game-changer", "Unlock more"):
        assert FORBIDDEN.search(phrase)
