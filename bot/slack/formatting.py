"""A neutral message as Block Kit: pure, and every character of its texts stays a character."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from types import MappingProxyType

from bot.slack.controls import actions
from bot.slack.texts import (
    LONGEST,
    Block,
    escape,
    is_literal,
    is_safe,
    label,
    measured,
    paragraphs,
    pieces,
    quote,
    rich,
    section,
    shortened,
    written_out,
)
from outreach.errors import Refused
from outreach.messages import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Divider,
    Fields,
    Footer,
    Heading,
    Image,
    LinkButton,
    Message,
    Paragraph,
    Part,
    Preview,
    Quote,
    Run,
    Text,
    plain,
    text,
)

CARRIED = "attachment:"
MOST_BLOCKS = 50
LONGEST_TEXT, LONGEST_UPDATE = 40_000, 4_000
_LONGEST_HEADING, _LONGEST_ALT = 150, 2_000
_TORN = re.compile(r"&[a-z]{0,3}$")
_DIVIDER: tuple[Block, ...] = ({"type": "divider"},)
NO_FILES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Rendered:
    """What `chat.postMessage` takes. `text` is all that a screen reader gets, escaped and complete; `unfurl` lets
    Slack show what its links lead to."""

    text: str
    blocks: tuple[Block, ...]
    unfurl: bool = False

    @property
    def brief(self) -> str:
        """The text for `chat.update`, which takes no more than 4,000 characters; the blocks say all of it."""
        if len(self.text) <= LONGEST_UPDATE:
            return self.text
        # What is left of an `&amp;` at the end goes too.
        return f"{_TORN.sub('', self.text[: LONGEST_UPDATE - 1])}…"


def render(message: Message, files: Mapping[str, str] = NO_FILES) -> Rendered:
    """`files` names the uploaded file behind each `attachment:NAME`. Raises Refused for what Slack cannot hold."""
    blocks = message_blocks(message, files)
    if not blocks:
        raise Refused("invalid_message", "There is nothing to send: write something first.")
    words = escape(fallback(message))
    if len(words) > LONGEST_TEXT:
        raise Refused("message_too_long", "The message is longer than 40,000 characters: shorten it, then send again.")
    return Rendered(words, tuple(blocks), unfurl=any(isinstance(part, Preview) for part in message.parts))


def fallback(message: Message) -> str:
    """The whole message as plain text, links of buttons included; what can be pressed when there is nothing else."""
    said = [words for part in message.parts if (words := _spoken(part).strip())]
    return "\n\n".join(said) or " · ".join(_labels(message)) or "…"


def message_blocks(message: Message, files: Mapping[str, str] = NO_FILES, most: int = MOST_BLOCKS) -> list[Block]:
    """At most so many: neighbouring texts are joined, lines left out and headings made bold before it is refused."""
    numbers = count(1)
    blocks = [block for part in message.parts for block in _part(part, numbers, files)]
    for fewer in (_joined, _without_lines, _without_headers):
        if len(blocks) > most:
            blocks = fewer(blocks)
    if len(blocks) > most:
        raise Refused(
            "message_too_long",
            f"The message has {len(blocks)} parts, and Slack shows {most} at most: leave something out.",
        )
    return blocks


def _spoken(part: Part) -> str:
    if isinstance(part, Buttons):
        return "\n".join(f"{one.label} ({one.link})" for one in part.buttons if isinstance(one, LinkButton))
    return Message((part,)).fallback


def _labels(message: Message) -> list[str]:
    rows = (part.buttons for part in message.parts if isinstance(part, Buttons))
    return [one.label for row in rows for one in row if isinstance(one, Button | Choice) and one.label.strip()]


def _part(part: Part, numbers: Iterator[int], files: Mapping[str, str]) -> Iterator[Block]:
    match part:
        case Buttons():
            return actions(part, numbers)
        case Image():
            return _image(part, files)
        case Divider():
            return iter(_DIVIDER)
    return _words(part)


def _words(part: Part) -> Iterator[Block]:
    match part:
        case Heading(text=words):
            return _heading(words)
        case Paragraph(text=words):
            return paragraphs(words)
        case Quote(text=words):
            return (rich(quote(piece)) for piece in pieces(words))
        case Bullets():
            return _bullets(part)
        case Fields(pairs=pairs):
            return paragraphs(_fields(pairs))
        case Footer(text=words):
            return _footer(words)
    return iter(())


def _heading(words: Text) -> Iterator[Block]:
    said = plain(words)
    is_plain = not any(run.link or run.italic or run.strike or run.code for run in words)
    if is_plain and is_literal(said) and said.strip() and len(said) <= _LONGEST_HEADING and "\n" not in said:
        yield {"type": "header", "text": label(said, _LONGEST_HEADING)}
    else:
        yield from paragraphs(tuple(replace(run, bold=True) for run in words))


def _footer(words: Text) -> Iterator[Block]:
    """Small print where it is plain; a link needs rich text."""
    said = plain(words)
    if any(run.link for run in words) or not is_literal(said) or not said.strip() or len(said) > LONGEST:
        yield from paragraphs(words)
    else:
        yield {"type": "context", "elements": [label(said, LONGEST)]}


def _fields(pairs: Sequence[tuple[str, Text]]) -> Text:
    """In one column: the two columns of a section would read what a customer wrote as markup."""
    lines = [text(Run(f"{name}: ", bold=True), *words, "\n") for name, words in pairs]
    return tuple(run for line in lines for run in line)[:-1]


def _bullets(bullets: Bullets) -> Iterator[Block]:
    """In as few lists as hold them; an ordered one goes on counting."""
    style, start = "ordered" if bullets.ordered else "bullet", 0
    while start < len(bullets.items):
        end = _end_of_list(bullets.items, start)
        shown: Block = {
            "type": "rich_text_list",
            "style": style,
            "elements": [section(written_out(item) or text(" ")) for item in bullets.items[start:end]],
        }
        yield rich({**shown, "offset": start} if bullets.ordered and start else shown)
        start = end


def _end_of_list(items: Sequence[Text], start: int) -> int:
    room, end = LONGEST, start
    while end < len(items) and measured(items[end]) <= room:
        room -= measured(items[end])
        end += 1
    if end == start:
        raise Refused(
            "message_too_long",
            f"One entry of a list is longer than {LONGEST:,} characters: shorten it, then send again.",
        )
    return end


def _image(image: Image, files: Mapping[str, str]) -> Iterator[Block]:
    """What Slack cannot load is described."""
    alt = shortened(image.alt.strip() or "Picture", _LONGEST_ALT)
    file = files.get(image.source.removeprefix(CARRIED)) if image.source.startswith(CARRIED) else None
    if file is not None:
        yield {"type": "image", "slack_file": {"id": file}, "alt_text": alt}
    elif is_safe(image.source):
        yield {"type": "image", "image_url": image.source, "alt_text": alt}
    else:
        yield from paragraphs(text(Run(f"Picture: {image.alt}", italic=True)))


def _joined(blocks: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before and before["type"] == block["type"] == "rich_text" and _size(before) + _size(block) < LONGEST:
            joined[-1] = rich(*_elements(before), section(text("\n")), *_elements(block))
        else:
            joined.append(block)
    return joined


def _without_lines(blocks: Sequence[Block]) -> list[Block]:
    return _joined([block for block in blocks if block["type"] != "divider"])


def _without_headers(blocks: Sequence[Block]) -> list[Block]:
    """A heading that is bold text can share the block of what follows."""
    return _joined([_bold(block["text"]) if block["type"] == "header" else block for block in blocks])


def _bold(header: object) -> Block:
    said = header["text"] if isinstance(header, dict) else ""
    return rich(section(text(Run(said, bold=True))))


def _elements(block: Block) -> list[Block]:
    elements = block.get("elements")
    return elements if isinstance(elements, list) else []


def _size(block: Block) -> int:
    return len(str(block.get("text", ""))) + sum(_size(element) for element in _elements(block))
