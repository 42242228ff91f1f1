"""What somebody reads on Teams: Adaptive Cards as the client shows them, in plain lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tests.platforms.teams.cards import Json
from tests.platforms.teams.posts import Post
from tests.platforms.teams.tenant import User
from tests.scenarios.fronts.front import Seen, choice_label, lines_of

_MARK = re.compile(r"^(?:•|\d+\.) ")
_PICTURES = ("Picture below: ", "Picture: ")
_BY_US = " via Concierge"


def read(post: Post, user: User) -> Seen:
    """As this person sees it. In whose name it stands is told apart (`author_of`)."""
    shown = [read_card(card) for card in post.cards_for(user)]
    return Seen(
        (*lines_of(post.text), *(line for seen in shown for line in seen.lines)),
        tuple(label for seen in shown for label in seen.labels),
    )


def author_of(post: Post) -> str:
    """What the bot says of whom it speaks for."""
    first = next((line for card in post.cards for line in _lines(card["body"])), "")
    return first.removesuffix(_BY_US) if first.endswith(_BY_US) else "Concierge"


def read_card(card: Json, title: str = "") -> Seen:
    """`title` is that of the dialog around it."""
    lines = [line for line in _lines(card["body"]) if not line.endswith(_BY_US)]
    actions = (str(action["title"]) for action in card.get("actions", ()))
    return Seen(lines_of(title, *lines), (*_labels(card["body"]), *actions))


def is_form(card: Json) -> bool:
    """Only forms have their button below all that they ask."""
    return bool(card.get("actions"))


def _lines(elements: Sequence[Json]) -> Iterator[str]:
    hint = ""
    nothing: Json = {}
    for element, following in zip_longest(elements, elements[1:], fillvalue=nothing):
        if hint and element["type"] == "RichTextBlock":
            hint = ""
            continue
        if element["type"].startswith("Input."):
            hint = _said(following) if following.get("spacing") == "None" and following.get("inlines") else ""
            yield from _question(element, hint)
        else:
            yield from _element(element)


def _element(element: Json) -> Iterator[str]:
    match element["type"]:
        case "RichTextBlock":
            yield _undescribed(_said(element))
        case "Container":
            # A list, or a quote.
            yield from (_MARK.sub("", line) for line in _lines(element["items"]))
        case "ColumnSet":
            yield from _columns(element["columns"])
        case "Image" if element.get("altText"):
            yield f"[{element['altText']}]"


def _columns(columns: Sequence[Json]) -> Iterator[str]:
    """A pair of label and value, a face beside a name, or a select beside its button, which is no text."""
    found = [list(_lines(column["items"])) for column in columns if not _has_input(column)]
    if [column["width"] for column in columns] == [1, 3]:
        yield ": ".join("\n".join(lines) for lines in found)
    else:
        yield from (line for lines in found for line in lines)


def _labels(elements: Sequence[Json]) -> Iterator[str]:
    for element in elements:
        match element["type"]:
            case "ActionSet":
                yield from (str(action["title"]) for action in element["actions"])
            case "Container":
                yield from _labels(element["items"])
            case "ColumnSet" if any(_has_input(column) for column in element["columns"]):
                select = element["columns"][0]["items"][0]
                yield choice_label(select["placeholder"], [choice["title"] for choice in select["choices"]])


def _question(asked: Json, hint: str) -> Iterator[str]:
    yield str(asked["label"]).removesuffix(" (optional)")
    yield hint
    value = str(asked.get("value", ""))
    if asked["type"] == "Input.ChoiceSet":
        titles = {choice["value"]: choice["title"] for choice in asked["choices"]}
        yield choice_label("", list(titles.values())).strip()
        yield titles.get(value, "")
    else:
        yield value


def _said(element: Json) -> str:
    return "".join(run if isinstance(run, str) else str(run["text"]) for run in element["inlines"])


def _undescribed(line: str) -> str:
    """A picture that has no room in the card stands beside it, or is described."""
    alt = next((line.removeprefix(mark) for mark in _PICTURES if line.startswith(mark)), None)
    return line if alt is None else f"[{alt}]"


def _has_input(column: Json) -> bool:
    return any(item["type"] in ("Input.ChoiceSet", "ActionSet") for item in column["items"])
