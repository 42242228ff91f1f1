"""What our fake Slack refuses in blocks, one limit a line."""

import pytest

from tests.platforms.slack.blocks import faults_in, faults_in_view
from tests.platforms.slack.records import Json


def plain(length: int, **more: object) -> Json:
    return {"type": "plain_text", "text": "x" * length, **more}


def button(**more: object) -> Json:
    return {"type": "button", "text": plain(4), "action_id": "a", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(number: int, text: int = 3) -> Json:
    options = [{"value": str(index), "text": plain(text)} for index in range(number)]
    return {"type": "static_select", "action_id": "s", "placeholder": plain(3), "options": options}


def modal(**more: object) -> Json:
    return {"type": "modal", "title": plain(5), "blocks": [], **more}


def rich(*leaves: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}


GOOD: list[Json] = [
    {"type": "header", "text": plain(150)},
    {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}},
    {"type": "section", "fields": [plain(2000)] * 10},
    {"type": "context", "elements": [plain(10)] * 10},
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"},
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"},
    actions(*(button(action_id=str(index), value="v" * 2000) for index in range(25))),
    actions(select(100, 75)),
    {"type": "input", "label": plain(10), "element": {"type": "plain_text_input", "action_id": "a"}},
    rich({"type": "text", "text": "a"}, {"type": "link", "url": "https://example.com"}),
    {"type": "divider"},
]
BAD: list[Json] = [
    {"type": "header", "text": plain(151)},
    {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    {"type": "section", "text": plain(3001)},
    {"type": "section", "text": plain(0)},
    {"type": "section"},
    {"type": "section", "fields": [plain(1)] * 11},
    {"type": "section", "fields": [plain(2001)]},
    {"type": "context", "elements": [plain(1)] * 11},
    {"type": "image", "image_url": "https://example.com/a.png"},
    {"type": "image", "alt_text": "a"},
    {"type": "chart"},
    {"type": "divider", "colour": "red"},
    actions(),
    actions(*(button(action_id=str(index)) for index in range(26))),
    actions(button(), button()),
    actions(button(text=plain(76))),
    actions(button(value="v" * 2001)),
    actions(button(style="plain")),
    actions(button(colour="red")),
    actions(select(101)),
    actions(select(1, 76)),
    actions({"type": "plain_text_link"}),
    rich({"type": "text", "text": ""}),
]


@pytest.mark.parametrize("block", GOOD, ids=lambda block: str(block["type"]))
def test_what_stays_within_the_limits_is_taken(block: Json) -> None:
    assert faults_in([block]) == []


@pytest.mark.parametrize("block", BAD, ids=lambda block: str(block["type"]))
def test_what_exceeds_a_limit_is_refused(block: Json) -> None:
    assert len(faults_in([block])) >= 1


def test_a_message_has_fifty_blocks_and_a_view_a_hundred() -> None:
    divider: Json = {"type": "divider"}
    assert faults_in([divider] * 50) == faults_in_view(modal(blocks=[divider] * 100)) == []
    assert faults_in([divider] * 51)
    assert faults_in_view(modal(blocks=[divider] * 101))


@pytest.mark.parametrize(
    "more",
    [
        {"title": plain(25)},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"submit": plain(25)},
        {"type": "page"},
        {"blocks": [{"type": "input", "label": plain(1), "element": {"type": "plain_text_input"}}]},
    ],
)
def test_a_view_has_limits_of_its_own(more: Json) -> None:
    assert faults_in_view(modal(**more))


def test_two_blocks_cannot_bear_one_name() -> None:
    assert faults_in([{"type": "divider", "block_id": "b"}] * 2)
