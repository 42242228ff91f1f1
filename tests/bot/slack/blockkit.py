"""Judges of Block Kit that nobody here wrote: slack_sdk's models, and a table of Slack's documented numbers."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.blocks import BlockElement

from bot.slack.texts import Block

_DATA = Path(os.environ.get("CONCIERGE_TEST_DATA", Path(__file__).parents[4] / "shared" / "data"))
_TABLE = _DATA / "schemas" / "blockkit-limits.json"
no_table = pytest.mark.skipif(
    not _TABLE.exists(), reason=f"no Block Kit limits in {_TABLE}; set CONCIERGE_TEST_DATA to the data folder"
)
PLAIN_BLOCKS = {"header", "rich_text", "context", "actions", "image", "divider", "input"}
_ELEMENTS = (
    "button static_select plain_text_input datepicker rich_text_section rich_text_list rich_text_quote text link"
)
# Where a text or a list stands, as type and field, and its number in the table.
_LIMITS = {
    ("button", "action_id"): "ACTION_ID_MAX_LENGTH",
    ("button", "text"): "BUTTON_TEXT_MAX_LENGTH",
    ("button", "url"): "BUTTON_URL_MAX_LENGTH",
    ("button", "value"): "BUTTON_VALUE_MAX_LENGTH",
    ("confirm", "title"): "CONFIRMATION_TITLE_MAX_LENGTH",
    ("confirm", "text"): "CONFIRMATION_TEXT_MAX_LENGTH",
    ("confirm", "confirm"): "CONFIRMATION_CONFIRM_MAX_LENGTH",
    ("confirm", "deny"): "CONFIRMATION_DENY_MAX_LENGTH",
    ("option", "text"): "OPTION_TEXT_MAX_LENGTH",
    ("option", "value"): "OPTION_VALUE_MAX_LENGTH",
    ("static_select", "action_id"): "ACTION_ID_MAX_LENGTH",
    ("static_select", "placeholder"): "SELECT_PLACEHOLDER_MAX_LENGTH",
    ("static_select", "options"): "SELECT_OPTIONS_MAX_ITEMS",
    ("plain_text_input", "initial_value"): "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX",
    ("actions", "elements"): "ACTIONS_ELEMENTS_MAX_ITEMS",
    ("context", "elements"): "CONTEXT_ELEMENTS_MAX_ITEMS",
    ("header", "text"): "HEADER_TEXT_MAX_LENGTH",
    ("image", "image_url"): "IMAGE_IMAGE_URL_MAX_LENGTH",
    ("image", "alt_text"): "IMAGE_ALT_TEXT_MAX_LENGTH",
    ("input", "block_id"): "BLOCK_ID_MAX_LENGTH",
    ("input", "label"): "INPUT_LABEL_MAX_LENGTH",
    ("input", "hint"): "INPUT_HINT_MAX_LENGTH",
    ("plain_text", "text"): "TEXT_MAX_LENGTH",
    ("text", "text"): "TEXT_MAX_LENGTH",
    ("modal", "title"): "VIEW_TITLE_MAX_LENGTH",
    ("modal", "submit"): "VIEW_SUBMIT_MAX_LENGTH",
    ("modal", "close"): "VIEW_CLOSE_MAX_LENGTH",
    ("modal", "callback_id"): "VIEW_CALLBACK_ID_MAX_LENGTH",
    ("modal", "private_metadata"): "VIEW_PRIVATE_METADATA_MAX_LENGTH",
    ("modal", "blocks"): "VIEW_BLOCKS_MAX_ITEMS",
    ("home", "private_metadata"): "VIEW_PRIVATE_METADATA_MAX_LENGTH",
    ("home", "blocks"): "VIEW_BLOCKS_MAX_ITEMS",
    ("message", "blocks"): "MESSAGE_BLOCKS_MAX_ITEMS",
}


def walk(node: object) -> Iterator[Block]:
    """Every object, outermost first."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list | tuple):
        for each in node:
            yield from walk(each)


def of_type(node: object, *kinds: str) -> list[Block]:
    return [each for each in walk(node) if each.get("type") in kinds]


def words_of(node: object) -> str:
    """Everything that reads as text, in order, as it is shown."""
    return "".join(str(each["text"]) for each in of_type(node, "text", "link", "plain_text"))


def judge(blocks: object) -> None:
    """Raises what slack_sdk thinks of it; what its models do not know would be missing from what they give back."""
    assert isinstance(blocks, list | tuple)
    for block in blocks:
        parsed = SdkBlock.parse(block)
        assert parsed is not None
        parsed.validate_json()
        assert parsed.to_dict() == block
    for element in of_type(blocks, *_ELEMENTS.split()):
        known = BlockElement.parse(element)
        assert known is not None
        known.validate_json()
        assert known.to_dict() == element
    _judge_plainness(blocks)


def _judge_plainness(blocks: object) -> None:
    """No block that older clients lack, no mrkdwn, no emoji from words, and no two controls of one name."""
    assert isinstance(blocks, list | tuple)
    assert {block["type"] for block in blocks} <= PLAIN_BLOCKS
    assert not of_type(blocks, "mrkdwn", "emoji", "user", "usergroup", "channel", "broadcast", "date")
    assert all(each["emoji"] is False for each in of_type(blocks, "plain_text"))
    ids = [each["action_id"] for block in of_type(blocks, "actions") for each in walk(block) if "action_id" in each]
    assert len(ids) == len(set(ids))


def excesses(node: Block) -> list[str]:
    """What is longer than the table allows; `node` is a message with `type` message, or a view."""
    limits: Mapping[str, int] = json.loads(_TABLE.read_text("utf-8"))
    found = []
    for kind, each in _named(node):
        for field, value in each.items():
            name = _LIMITS.get((kind, field))
            if name is not None and _length(value) > limits[name]:
                found.append(f"{kind}.{field}: {_length(value)} > {limits[name]}")
            if name is not None and not _length(value) and kind != "message":
                found.append(f"{kind}.{field} is empty")
    return found


def _named(node: Block) -> Iterator[tuple[str, Block]]:
    """Options and confirmations have no type of their own."""
    for each in walk(node):
        kind = each.get("type")
        yield (str(kind) if kind else "option" if "value" in each else "confirm" if "deny" in each else ""), each


def _length(value: object) -> int:
    if isinstance(value, dict):
        value = value.get("text")
    return len(value) if isinstance(value, str | list | tuple) else 0
