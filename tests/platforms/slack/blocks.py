"""What Slack refuses in blocks and views, with its documented numbers, and the controls that people find in them."""

from collections.abc import Iterable, Iterator
from typing import Any

from tests.platforms.slack.records import Json

_MESSAGE_BLOCKS, _VIEW_BLOCKS = 50, 100
_TEXT_OBJECTS = ("plain_text", "mrkdwn")
_INPUT_TYPES = [
    "plain_text_input",
    "static_select",
    "datepicker",
    "timepicker",
    "radio_buttons",
    "checkboxes",
    "users_select",
    "multi_static_select",
    "number_input",
    "email_text_input",
    "url_text_input",
    "external_select",
    "conversations_select",
    "channels_select",
]
_CONTROLS = ["button", "overflow", *_INPUT_TYPES]
_KEYS = {
    "section": "text fields accessory expand",
    "header": "text level",
    "divider": "",
    "image": "image_url slack_file alt_text title",
    "actions": "elements",
    "context": "elements",
    "input": "label element hint optional dispatch_action",
    "rich_text": "elements",
    "button": "text action_id url value style confirm accessibility_label",
    "static_select": "action_id options option_groups initial_option confirm focus_on_load placeholder",
    "overflow": "action_id options confirm",
}
_CONFIRM_LIMITS = {"title": 100, "text": 300, "confirm": 30, "deny": 30}


def faults_in(blocks: object, most: int = _MESSAGE_BLOCKS) -> list[str]:
    """What Slack would complain of, empty when it takes them."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return ["blocks must be a list of objects"]
    found = [f"no more than {most} items allowed [json-pointer:/blocks]"] if len(blocks) > most else []
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        found.append("block_ids must be unique [json-pointer:/blocks]")
    for index, block in enumerate(blocks):
        found += [f"{fault} [json-pointer:/blocks/{index}]" for fault in _in_block(block)]
    return found


def faults_in_view(view: object) -> list[str]:
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return ["view needs a type: modal or home"]
    found = faults_in(view.get("blocks"), _VIEW_BLOCKS)
    found += _longer(view.get("private_metadata", ""), 3000, "private_metadata")
    found += _longer(view.get("callback_id", ""), 255, "callback_id")
    if view["type"] == "modal":
        found += _in_text(view.get("title"), 24, "title", plain=True)
        for name in ("submit", "close"):
            found += _in_text(view[name], 24, name, plain=True) if view.get(name) else []
        has_input = any(block.get("type") == "input" for block in view.get("blocks") or [])
        found += ["submit is required where there are inputs"] if has_input and not view.get("submit") else []
    return found


def _in_block(block: Json) -> Iterator[str]:
    kind = block.get("type")
    if kind not in ("section", "header", "divider", "image", "actions", "context", "input", "rich_text"):
        yield f"unsupported type: {kind}"
        return
    yield from _unknown_keys(block, kind, {"type", "block_id"})
    yield from _longer(block.get("block_id", ""), 255, "block_id")
    yield from {
        "section": _in_section,
        "header": lambda block: _in_text(block.get("text"), 150, "text", plain=True),
        "divider": lambda block: [],
        "image": _in_image,
        "actions": _in_actions,
        "context": _in_context,
        "input": _in_input,
        "rich_text": _in_rich_text,
    }[kind](block)


def _in_section(block: Json) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "section needs text or fields"
    if "text" in block:
        yield from _in_text(block["text"], 3000, "text")
    fields = block.get("fields", [])
    if len(fields) > 10 or ("fields" in block and not fields):
        yield "a section has 1 to 10 fields"
    for field in fields:
        yield from _in_text(field, 2000, "field")
    if "accessory" in block and block["accessory"].get("type") != "image":
        yield from _in_control(block["accessory"])


def _in_image(block: Json) -> Iterator[str]:
    if ("image_url" in block) == ("slack_file" in block):
        yield "an image needs either image_url or slack_file"
    yield from _longer(block.get("image_url", ""), 3000, "image_url")
    yield from _between(block.get("alt_text"), 1, 2000, "alt_text")


def _in_actions(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 25:
        yield "actions have 1 to 25 elements"
    ids = [element["action_id"] for element in elements if "action_id" in element]
    if len(ids) != len(set(ids)):
        yield "action_ids must be unique within a block"
    for element in elements:
        yield from _in_control(element)


def _in_context(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 10:
        yield "context has 1 to 10 elements"
    for element in elements:
        yield from _in_image(element) if element.get("type") == "image" else _in_text(element, 3000, "element")


def _in_input(block: Json) -> Iterator[str]:
    yield from _in_text(block.get("label"), 2000, "label", plain=True)
    if block.get("hint"):
        yield from _in_text(block["hint"], 2000, "hint", plain=True)
    element = block.get("element", {})
    if element.get("type") not in _INPUT_TYPES:
        yield f"an input cannot hold {element.get('type')}"
        return
    yield from _in_control(element)
    yield from _longer(element.get("initial_value", ""), element.get("max_length", 3000), "initial_value")


def _in_rich_text(block: Json) -> Iterator[str]:
    for element in block.get("elements", []) or [{}]:
        if element.get("type") not in (
            "rich_text_section",
            "rich_text_list",
            "rich_text_quote",
            "rich_text_preformatted",
        ):
            yield f"rich_text cannot hold {element.get('type')}"
            continue
        inner = element.get("elements", [])
        if element["type"] == "rich_text_list":
            inner = [leaf for item in inner for leaf in item.get("elements", [])]
            if element.get("style") not in ("bullet", "ordered"):
                yield "a list is bullet or ordered"
        for leaf in inner:
            if leaf.get("type") in ("text", "link") and not leaf.get("text" if leaf["type"] == "text" else "url"):
                yield "a text must not be empty, nor a link without url"


def _in_control(element: Json) -> Iterator[str]:
    kind = element.get("type")
    if kind not in _CONTROLS:
        yield f"unsupported element: {kind}"
        return
    yield from _unknown_keys(element, kind, {"type"})
    yield from _longer(element.get("action_id", ""), 255, "action_id")
    if kind == "button":
        yield from _in_text(element.get("text"), 75, "button text", plain=True)
        yield from _longer(element.get("value", ""), 2000, "value")
        yield from _longer(element.get("url", ""), 3000, "url")
        if element.get("style", "primary") not in ("primary", "danger"):
            yield f"style cannot be {element['style']}"
    if "options" in element:
        yield from _in_options(element["options"], 5 if kind == "overflow" else 100)
    if "initial_option" in element and element["initial_option"] not in element.get("options", []):
        yield "initial_option must be one of the options"
    if "placeholder" in element:
        yield from _in_text(element["placeholder"], 150, "placeholder", plain=True)
    for name, most in _CONFIRM_LIMITS.items() if "confirm" in element else ():
        yield from _in_text(element["confirm"].get(name), most, f"confirm {name}")


def _in_options(options: list[Json], most: int) -> Iterator[str]:
    if not 1 <= len(options) <= most:
        yield f"there must be 1 to {most} options"
    for option in options:
        yield from _in_text(option.get("text"), 75, "option text")
        yield from _between(option.get("value"), 1, 150, "option value")


def _in_text(given: Any, most: int, what: str, *, plain: bool = False) -> Iterator[str]:
    if not isinstance(given, dict) or given.get("type") not in (_TEXT_OBJECTS[:1] if plain else _TEXT_OBJECTS):
        yield f"{what} must be a {'plain_text' if plain else 'text'} object"
        return
    yield from _between(given.get("text"), 1, most, what)


def _between(given: Any, least: int, most: int, what: str) -> Iterator[str]:
    if not isinstance(given, str) or not least <= len(given) <= most:
        yield f"{what} must have {least} to {most} characters"


def _longer(given: str, most: int, what: str) -> list[str]:
    return [f"{what} must have at most {most} characters"] if len(given) > most else []


def _unknown_keys(given: Json, kind: str, always: set[str]) -> Iterator[str]:
    if kind in _KEYS:
        for key in sorted(set(given) - set(_KEYS[kind].split()) - always):
            yield f"invalid additional property: {key}"


def controls(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) that somebody can press or fill in, top to bottom."""
    for block in blocks:
        if block["type"] == "actions":
            yield from ((block, element) for element in block["elements"])
        elif block.get("accessory", {}).get("type", "image") != "image":
            yield block, block["accessory"]
        elif block["type"] == "input":
            yield block, block["element"]


def label_of(block: Json, element: Json) -> str:
    """What stands on the control, as a person reads it."""
    for named in (element.get("text"), element.get("placeholder"), block.get("label")):
        if named:
            return str(named["text"])
    return str(element.get("action_id", ""))


def with_ids(blocks: list[Json], prefix: str) -> list[Json]:
    """As Slack does: a block_id and an action_id wherever the app gave none."""
    made = []
    for index, block in enumerate(blocks):
        block = {"block_id": f"{prefix}{index}", **block}
        if block["type"] == "actions":
            elements = enumerate(block["elements"])
            block["elements"] = [{"action_id": f"{prefix}{index}.{at}", **element} for at, element in elements]
        made.append(block)
    return made
