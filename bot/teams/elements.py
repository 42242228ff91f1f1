"""Literal text as elements of an Adaptive Card: pure.

Values stand in `RichTextBlock`s only: Teams reads Markdown in a `TextBlock`, and in the values of a `FactSet`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from outreach.messages import Run, Text, plain

Element = dict[str, object]
Style = dict[str, object]

SMALL_PRINT: Style = {"size": "Small", "isSubtle": True}
TITLE: Style = {"size": "Large", "weight": "Bolder"}

_BREAK = re.compile(r"\r\n|\r|\n")
# Renderers put a date in place of {{DATE(…)}} and {{TIME(…)}}, in a TextRun as well: cut in two, it is neither.
_FORMULA = re.compile(r"(?<=\{)(?=\{)")
# What may follow https:// without being read as the end of the address by one client and as a part of it by another.
_WEB = re.compile(r"https://[^\s\x00-\x20\x7f\"<>\\^`{|}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def is_web(link: str | None) -> bool:
    """Whether it may stand behind a press: https, and nothing in it that an address cannot hold."""
    return link is not None and _WEB.fullmatch(link) is not None


def paragraphs(words: Text, style: Style | None = None) -> list[Element]:
    """One block per line, since clients differ about a line break within one; an empty line is a wider gap."""
    return list(_blocks(words, style or {}))


def _blocks(words: Text, style: Style) -> Iterator[Element]:
    gap: str | None = None
    for line in _lines(words):
        if not line:
            gap = "Medium" if gap else None
            continue
        yield {**line_block(line, style), **({"spacing": gap} if gap else {})}
        gap = "None"


def line_block(words: Text, style: Style | None = None) -> Element:
    return {"type": "RichTextBlock", "inlines": [inline for run in words for inline in _inlines(run, style or {})]}


def container(items: Sequence[Element], **more: object) -> Element:
    return {"type": "Container", **more, "items": list(items)}


def columns(*columns: tuple[str, Sequence[Element]], **more: object) -> Element:
    """Each is (width, items); a width is auto, stretch, or a share such as 1."""
    shown = [{"type": "Column", "width": _width(width), "items": list(items)} for width, items in columns]
    return {"type": "ColumnSet", **more, "columns": shown}


def open_link(link: str, title: str = "") -> Element:
    return {"type": "Action.OpenUrl", **({"title": title} if title else {}), "url": link}


def _width(width: str) -> str | int:
    return int(width) if width.isdecimal() else width


def _lines(words: Text) -> list[Text]:
    lines: list[list[Run]] = [[]]
    for run in words:
        for number, piece in enumerate(_BREAK.split(run.text)):
            if number:
                lines.append([])
            if piece:
                lines[-1].append(replace(run, text=piece))
    return [tuple(line) for line in lines]


def _inlines(run: Run, style: Style) -> Iterator[str | Element]:
    """A string alone is a TextRun without style: shorter, and a card has little room."""
    is_link = is_web(run.link)
    shown = run.text if is_link else plain((run,))
    more = {**style, **_style(run), **_press(run.link if is_link else None)}
    for piece in _FORMULA.split(shown):
        yield {"type": "TextRun", "text": piece, **more} if more else piece


def _style(run: Run) -> Style:
    styles: tuple[tuple[bool, str, object], ...] = (
        (run.bold, "weight", "Bolder"),
        (run.italic, "italic", True),
        (run.strike, "strikethrough", True),
        (run.code, "fontType", "Monospace"),
    )
    return {name: value for is_on, name, value in styles if is_on}


def _press(link: str | None) -> Element:
    return {"selectAction": open_link(link)} if link else {}
