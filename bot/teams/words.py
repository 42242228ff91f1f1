"""What people wrote, as plain text: Teams tells it with marks of its own, or as a page. Pure."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "pre", "ul", "ol", "table"})
# The message somebody answers stands in front of their own words.
_QUOTED = "http://schema.skype.com/Reply"
_AT = re.compile(r"<at(?:\s[^<>]*)?>(.*?)</at>", re.DOTALL | re.IGNORECASE)
_BLANKS, _LINES = re.compile(r"[ \t]{2,}"), re.compile(r"\n{3,}")


def read_plain(text: str, addressed: Sequence[str] = ()) -> str:
    """`addressed`: the marks by which somebody addressed us, which are no part of what they said; of other people's
    the name stays."""
    for mark in addressed:
        text = text.replace(mark, " ", 1)
    return _tidy(_AT.sub(r"\1", text.replace("&nbsp;", " ")))


def read_page(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return _tidy("".join(reader.pieces))


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\u00a0", " ")
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """A link is written out behind its words when the two differ; pictures are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._quoted = 0
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "blockquote" and (self._quoted or given.get("itemtype") == _QUOTED):
            self._quoted += 1
        match tag:
            case "a":
                self._link = (given.get("href") or "", len(self.pieces))
            case "emoji":
                self._say(given.get("alt") or "")
            case "br":
                self._say("\n")
            case _ if tag in _BLOCKS:
                self._say("\n• " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote" and self._quoted:
            self._quoted -= 1
        elif tag == "a" and self._link is not None:
            (link, start), self._link = self._link, None
            words = "".join(self.pieces[start:])
            if link.startswith(("https://", "http://")) and words.strip() != link:
                self._say(f" ({link})")
        elif tag in _BLOCKS and tag != "li":
            self._say("\n")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, piece: str) -> None:
        if not self._quoted:
            self.pieces.append(piece)
