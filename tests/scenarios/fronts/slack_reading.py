"""What somebody reads on Slack: blocks as the client shows them, in plain lines."""

from collections.abc import Iterator, Mapping, Sequence

from tests.platforms.slack.blocks import label_of
from tests.platforms.slack.records import Json, Post, View
from tests.scenarios.fronts.front import Seen, choice_label, lines_of


def read(shown: Post) -> Seen:
    return _read(shown.blocks)


def read_view(view: View, errors: Mapping[str, str]) -> Seen:
    """A form with its title and whatever it complains of; a page without, as its heading says the same."""
    seen = _read(view.blocks)
    submit = view.content.get("submit")
    if view.content.get("type") != "modal" or submit is None:
        return seen
    title = view.content["title"]["text"]
    is_shortened = bool(seen.lines) and seen.lines[0].startswith(title.rstrip("…"))
    lines = seen.lines if is_shortened else (title, *seen.lines)
    return Seen((*lines, *lines_of(*errors.values())), (submit["text"],))


def _read(blocks: Sequence[Json]) -> Seen:
    return Seen(
        lines_of(*(line for block in blocks for line in _lines(block))),
        tuple(label for block in blocks for label in _labels(block)),
    )


def _lines(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header" | "section":
            yield block["text"]["text"]
        case "context":
            yield "".join(each["text"] for each in block["elements"])
        case "image":
            yield f"[{block['alt_text']}]"
        case "rich_text":
            yield from (line for element in block["elements"] for line in _rich(element))
        case "input":
            yield from _question(block)


def _rich(element: Json) -> Iterator[str]:
    if element["type"] == "rich_text_list":
        for item in element["elements"]:
            yield from _rich(item)
    else:
        yield "".join(leaf.get("text") or leaf.get("url") or "" for leaf in element["elements"])


def _labels(block: Json) -> Iterator[str]:
    elements = block["elements"] if block["type"] == "actions" else ()
    for element in sorted(elements, key=lambda element: "options" in element):
        options = [option["text"]["text"] for option in element.get("options", ())]
        yield choice_label(label_of(block, element), options) if options else label_of(block, element)


def _question(block: Json) -> Iterator[str]:
    yield block["label"]["text"]
    if "hint" in block:
        yield block["hint"]["text"]
    element = block["element"]
    if "options" in element:
        yield choice_label("", [option["text"]["text"] for option in element["options"]]).strip()
        yield element.get("initial_option", {}).get("text", {}).get("text", "")
    else:
        yield element.get("initial_value") or element.get("initial_date") or ""
