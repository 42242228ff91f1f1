"""Markdown in, a `Message` out, and foreign words made literal on the way in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from outreach.messages import Bullets, Divider, Footer, Heading, Message, Paragraph, Part, Quote, Run, Text

# Every ASCII punctuation mark may be escaped, so all are: no list of the dangerous ones can be incomplete.
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
# "{{ floor }}. Ask there" would become a numbered list; a digit written as an entity never does.
_DIGIT = re.compile(r"^[0-9]", re.MULTILINE)
# Control characters; marks that turn the reading direction of everything after them (a name ending in U+202E
# would mirror our own words); and the noncharacters that rendering keeps for itself.
_REMOVED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t]+")
_MANY_LINES = re.compile(r"\n{3,}")
# A paragraph that begins so is small print. A value cannot begin so: its `^` is escaped.
SMALL_PRINT = "^ "

_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
_LISTS = ("bullet_list_open", "ordered_list_open")


class Markdown(str):
    """Markdown that a person wrote and a person approved: parsed, never escaped."""

    __slots__ = ()


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (the name markdown-it calls)
        """Absolute web addresses only; what names anything else stays literal text."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and bool(parts.netloc)


_READER = _Reader("commonmark", {"html": False}).enable("strikethrough")


def literal(value: str) -> str:
    """The characters of a value as a reader will see them: one space between words, at most one empty line,
    nothing that breaks storage (lone surrogates, NUL) or reaches beyond the value (controls of direction)."""
    lines = _SURROGATES.sub("\ufffd", value).splitlines()
    tidy = "\n".join(_BLANKS.sub(" ", _REMOVED.sub("", line)).strip() for line in lines)
    return _MANY_LINES.sub("\n\n", tidy).strip()


def escape(value: str) -> str:
    """Markdown that parses to exactly `literal(value)`, wherever in a paragraph it stands."""
    marked = _PUNCTUATION.sub(r"\\\g<0>", literal(value))
    return _DIGIT.sub(lambda digit: f"&#{ord(digit[0])};", marked).replace("\n", "\\\n")


def parse(markdown: str) -> Message:
    """CommonMark and ~~strikethrough~~ as parts. HTML stays text, pictures become links, `^ ` begins small print."""
    tokens = _READER.parse(_SURROGATES.sub("\ufffd", markdown))
    return Message(tuple(part for block, held in _blocks(tokens) if (part := _part(block, held))))


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Each block at this depth: the token that opens it, and the tokens within."""
    depth = start = 0
    for at, token in enumerate(tokens):
        if depth == 0:
            start = at
        depth += token.nesting
        if depth == 0:
            yield tokens[start], tokens[start + 1 : at]


def _part(block: Token, held: Sequence[Token]) -> Part | None:
    if block.type == "hr":
        return Divider()
    if block.type in _LISTS:
        items = tuple(_items(held))
        return Bullets(items, ordered=block.type == "ordered_list_open") if items else None
    words = _flow(held) if block.type == "blockquote_open" else _words(block, held)
    if not words:
        return None
    if block.type == "paragraph_open" and held[0].content.startswith(SMALL_PRINT):
        return Footer(_without(SMALL_PRINT, words))
    kinds: dict[str, type[Heading | Quote]] = {"heading_open": Heading, "blockquote_open": Quote}
    return kinds.get(block.type, Paragraph)(words)


def _items(tokens: Sequence[Token]) -> Iterator[Text]:
    """The items of a list; those of lists inside it follow their parent, on the same level."""
    for _, item in _blocks(tokens):
        blocks = list(_blocks(item))
        own = [block for block in blocks if block[0].type not in _LISTS]
        if words := _joined(own):
            yield words
        for block, held in blocks:
            if block.type in _LISTS:
                yield from _items(held)


def _flow(tokens: Sequence[Token]) -> Text:
    return _joined(_blocks(tokens))


def _joined(blocks: Iterable[tuple[Token, Sequence[Token]]]) -> Text:
    """Several blocks as one text, a line each: a quote and a list item have room for one."""
    lines = [line for block, held in blocks for line in _lines(block, held) if line]
    return _merged(run for at, line in enumerate(lines) for run in ((Run("\n"), *line) if at else line))


def _lines(block: Token, held: Sequence[Token]) -> Iterator[Text]:
    if block.type in _LISTS:
        yield from ((Run("• "), *item) for item in _items(held))
    elif block.type == "blockquote_open":
        yield _flow(held)
    else:
        yield _words(block, held)


def _words(block: Token, held: Sequence[Token]) -> Text:
    """The text of a paragraph, a heading or a block of code."""
    if block.type in ("fence", "code_block"):
        return _merged([Run(block.content.rstrip("\n"), code=True)])
    return _merged(_runs(held[0].children or [])) if held else ()


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    depth: Counter[str] = Counter()
    link: str | None = None
    for token in tokens:
        if token.tag in _STYLES:
            depth[_STYLES[token.tag]] += token.nesting
        elif token.tag == "a":
            link = str(token.attrs["href"]) if token.nesting > 0 else None
        else:
            yield Run(
                _characters(token),
                bold=depth["bold"] > 0,
                italic=depth["italic"] > 0,
                strike=depth["strike"] > 0,
                code=token.type == "code_inline",
                link=link or (str(token.attrs["src"]) if token.type == "image" else None),
            )


def _characters(token: Token) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            return "".join(run.text for run in _runs(token.children or [])) or str(token.attrs["src"])
        case _:
            return token.content


def _merged(runs: Iterable[Run]) -> Text:
    """Neighbours in one style become one run; nothing but blanks is no text."""
    merged = tuple(
        Run("".join(run.text for run in same), *style)
        for style, same in groupby(runs, key=lambda run: (run.bold, run.italic, run.strike, run.code, run.link))
    )
    filled = tuple(run for run in merged if run.text)
    return filled if any(run.text.strip() for run in filled) else ()


def _without(start: str, words: Text) -> Text:
    first, *rest = words
    opened = Run(first.text.removeprefix(start), first.bold, first.italic, first.strike, first.code, first.link)
    return _merged([opened, *rest])
