"""What a person would read of a piece of HTML, in one line."""

import re
import unicodedata
from html.parser import HTMLParser

_UNREAD = {"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title"}
_TAG_BEGINS = re.compile(r"<(?=[A-Za-z/!?])")
_MARKS_OF_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span",
           "strong", "sub", "sup", "u", "wbr"}  # fmt: skip


class _Reader(HTMLParser):
    """Collects text; a block's end parts words, an inline tag's does not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._unread.append(tag)
        elif tag not in _INLINE:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unread:
            while self._unread.pop() != tag:
                pass
        elif tag not in _INLINE:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(data)


def from_html(html: str) -> str:
    """Text without tags and scripts, cleaned as by `clean`."""
    reader = _Reader()
    # A tag that never closes would be looked for again from each `<` on: 3 s for 18 kB of "<a/".
    end = html.rfind(">") + 1
    reader.feed(html[:end] + _TAG_BEGINS.split(html[end:], maxsplit=1)[0])
    reader.close()
    return clean("".join(reader.pieces))


def clean(text: str) -> str:
    """One line, without control characters, lone surrogates and marks of direction."""
    kept = (c for c in text if c not in _MARKS_OF_DIRECTION and unicodedata.category(c) != "Cs")
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in kept).split())


def shorten(text: str, most: int) -> str:
    """At most that many characters, cut between two words where there are any, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text.rfind(" ", 0, most)
    return text[: cut if cut > most // 2 else most - 1].rstrip(" ,;:.-–—") + "…"
