"""A message as plain words between single spaces, where each place still knows where it stood in the original."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

# Slack takes 40,000 characters and Teams 28 kB; what a message is about stands in its first pages.
LONGEST = 4_000
# Signs add up, so a long mail is weighed in pieces: five short remarks are not one outburst.
PIECE = 400

_LINK = r"(?:https?://|www\.)\S+"
_MENTION = r"<?@[\w.\-]+>?"
_WORD = r"[\w\u0300-\u036f]+(?:['’`´\-][\w\u0300-\u036f]+)*"
_TOKEN = re.compile(
    rf"(?P<link>{_LINK})|(?P<mention>{_MENTION})|(?P<word>{_WORD})|(?P<mark>[.,!?:;…]+)|(?P<other>[^\s#_])"
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n\s*")
_APOSTROPHES = str.maketrans(dict.fromkeys("’`´", "'"))


@dataclass(frozen=True)
class Said:
    """`plain` begins and ends with a blank: " my app can't sync . " ; links stand as §, mentions as @."""

    text: str
    plain: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From places in `plain` to places in `text`; blanks at the edges are left out."""
        first = bisect_right(self.starts, start + (self.plain[start] == " ")) - 1
        last = max(bisect_left(self.starts, end) - 1, first)
        return self.spans[first][0], self.spans[last][1]


def read(text: str, offset: int = 0) -> Said:
    """`offset`: where this piece begins in the message, so that spans index the message."""
    words: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    at = 1
    for token in _TOKEN.finditer(text):
        word = _plain(token)
        words.append(word)
        starts.append(at)
        spans.append((token.start() + offset, token.end() + offset))
        at += len(word) + 1
    return Said(text, f" {' '.join(words)} ", tuple(starts), tuple(spans))


def read_plain(text: str) -> str:
    return read(text).plain


def _plain(token: re.Match[str]) -> str:
    if token.lastgroup == "word":
        word = token[0].translate(_APOSTROPHES)
        return word.lower() if word.isascii() else unicodedata.normalize("NFC", word).lower()
    if token.lastgroup == "link":
        return "§"
    return "@" if token.lastgroup == "mention" else token[0]


def pieces(text: str) -> list[Said]:
    """The message in stretches of whole sentences, each short enough to be weighed alone."""
    text = text[:LONGEST]
    if len(text) <= PIECE:
        return [read(text)]
    cuts, last, best = [0], 0, 0
    for match in _SENTENCE_END.finditer(text):
        if match.end() - last > PIECE and best > last:
            cuts.append(best)
            last = best
        best = match.end()
    return [read(text[start:end], start) for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
