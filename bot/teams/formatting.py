"""A neutral message as what an activity to Teams holds: one Adaptive Card 1.5 and the same in plain words. Pure.

A picture that comes as bytes stands in the card while that stays within 25 kB, else next to it while all of it stays
within 80 kB, else its description stands there, which says in words what it shows.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from bot.teams import pictures
from bot.teams.elements import SMALL_PRINT, TITLE, Element, columns, container, is_web, line_block, paragraphs
from bot.teams.presses import Presses, refreshed
from outreach.errors import Refused
from outreach.messages import (
    Bullets,
    Buttons,
    Divider,
    Fields,
    Footer,
    Heading,
    Image,
    Message,
    Paragraph,
    Part,
    Quote,
    Refresh,
    Run,
    Text,
    text,
)
from outreach.ports import Author

CARD = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"
# Teams' page of November 2026 allows 100 KB of UTF-16, older copies of it 28 KB: a card stays below the smaller figure
# and the whole below the larger.
CARD_BYTES, ACTIVITY_BYTES = 25_000, 80_000

TOO_LONG = (
    "message_too_long",
    "The message is longer than Teams takes (25 kB with its layout): shorten it, then send again.",
)
_STYLES: dict[type[Part], Element] = {Heading: TITLE, Paragraph: {}, Footer: SMALL_PRINT}

Spot = Literal["card", "beside", "words"]


@dataclass(frozen=True)
class Rendered:
    """`summary` is the whole message in plain words, for notifications and screen readers; `beside` are pictures next
    to the card."""

    summary: str
    card: Element
    beside: tuple[Element, ...] = ()

    @property
    def activity(self) -> Element:
        """What is posted, or put in the place of a post: it has no `text`, which Teams would read as Markdown."""
        shown: Element = {"contentType": CARD, "content": self.card}
        return {
            "type": "message",
            "summary": self.summary,
            "attachmentLayout": "list",
            "attachments": [shown, *self.beside],
        }


def render(
    message: Message,
    press: str,
    *,
    author: Author | None = None,
    attachments: Mapping[str, bytes] | None = None,
    readers: Sequence[str] = (),
) -> Rendered:
    """`press` is carried by every press in it; `readers` (Teams' own ids) are those before whom it is drawn anew when
    they come across it, where the message says how. Raises Refused when it is longer than Teams takes; nothing is
    cut."""
    drawing = _Drawing(message, press, author, attachments or {}, tuple(readers))
    spots = _spots(drawing)
    rendered = drawing.rendered(spots, with_submit=False)
    if not _fits(rendered):
        if readers:
            return render(message, press, author=author, attachments=attachments)
        raise Refused(*TOO_LONG)
    # Any client of the last years knows Action.Execute; for older ones only where there is room.
    careful = drawing.rendered(spots, with_submit=True)
    return careful if _fits(careful) else rendered


def card_size(card: Element) -> int:
    """Bytes of its JSON."""
    return len(_written(card).encode("utf-8", "surrogatepass"))


def refuse_too_long(card: Element) -> Element:
    """The same card; raises Refused when Teams would not take it."""
    if card_size(card) > CARD_BYTES:
        raise Refused(*TOO_LONG)
    return card


def card_of(body: list[Element], **more: object) -> Element:
    return {"type": "AdaptiveCard", "version": VERSION, "msteams": {"width": "Full"}, **more, "body": body}


@dataclass(frozen=True)
class _Drawing:
    message: Message
    press: str
    author: Author | None
    attachments: Mapping[str, bytes]
    readers: tuple[str, ...]

    def rendered(self, spots: Mapping[str, Spot], *, with_submit: bool) -> Rendered:
        presses = Presses(self.press, _choice_ids(), with_submit)
        page = _Page(presses, self.attachments, spots)
        body = [*_author(self.author), *page.body(self.message)]
        anew = [part for part in self.message.parts if isinstance(part, Refresh)] if self.readers else []
        more: Element = {"refresh": refreshed(anew[-1], self.readers, presses)} if anew else {}
        beside = [pictures.beside(name, self.attachments[name]) for name, spot in spots.items() if spot == "beside"]
        return Rendered(_summary(self.message, self.author), card_of(body, **more), tuple(beside))


@dataclass(frozen=True)
class _Page:
    presses: Presses
    attachments: Mapping[str, bytes]
    spots: Mapping[str, Spot] = field(default_factory=dict)

    def body(self, message: Message) -> list[Element]:
        shown: list[Element] = []
        is_divided = False
        for part in message.parts:
            if isinstance(part, Divider):
                is_divided = bool(shown)
                continue
            elements = list(self._part(part))
            if elements and is_divided:
                elements[0] = {**elements[0], "separator": True, "spacing": "Medium"}
                is_divided = False
            shown += elements
        return shown

    def _part(self, part: Part) -> Iterator[Element]:
        """Nothing for a link to unfold, as a card shows no previews, nor for what draws it anew."""
        match part:
            case Heading(text=words) | Paragraph(text=words) | Footer(text=words):
                yield from paragraphs(words, _STYLES[type(part)])
            case Quote(text=words):
                yield from _boxed(paragraphs(words), style="emphasis")
            case Bullets(items=items, ordered=ordered):
                yield from _boxed([line for mark, item in _marked(items, ordered) for line in _bullet(mark, item)])
            case Fields(pairs=pairs):
                yield from (_pair(label, value) for label, value in pairs)
            case Image():
                yield self._image(part)
            case Buttons(buttons=controls):
                yield from self.presses.rows(controls)

    def _image(self, image: Image) -> Element:
        name = image.source.removeprefix(pictures.CARRIED)
        if name == image.source:
            return _picture(image.source, image.alt) if is_web(image.source) else _described(image.alt)
        match self.spots.get(name, "words"):
            case "card":
                return _picture(pictures.address(self.attachments[name]), image.alt)
            case "beside":
                return line_block(text(f"Picture below: {image.alt}"), SMALL_PRINT)
        return _described(image.alt)


def _spots(drawing: _Drawing) -> dict[str, Spot]:
    """Where each picture stands, in their order: the first place in which everything fits."""
    spots: dict[str, Spot] = {}
    for name in _carried(drawing.message, drawing.attachments):
        for spot in ("card", "beside", "words"):
            spots[name] = spot
            if _fits(drawing.rendered(spots, with_submit=False)):
                break
    return spots


def _carried(message: Message, attachments: Mapping[str, bytes]) -> list[str]:
    named = [part.source for part in message.parts if isinstance(part, Image)]
    names = [source.removeprefix(pictures.CARRIED) for source in named if source.startswith(pictures.CARRIED)]
    return [name for name in dict.fromkeys(names) if pictures.kind_of(attachments.get(name, b""))]


def _fits(rendered: Rendered) -> bool:
    whole = len(_written(rendered.activity).encode("utf-16-le", "surrogatepass"))
    return card_size(rendered.card) <= CARD_BYTES and whole <= ACTIVITY_BYTES


def _written(element: Element) -> str:
    return json.dumps(element, ensure_ascii=False, separators=(",", ":"))


def _choice_ids() -> Iterator[str]:
    yield "choice"
    for number in count(2):
        yield f"choice-{number}"


def _speaker(author: Author) -> str:
    return f"{author.name} via Concierge"


def _summary(message: Message, author: Author | None) -> str:
    return f"{_speaker(author)}\n\n{message.fallback}" if author else message.fallback


def _author(author: Author | None) -> Iterator[Element]:
    """On Teams everything comes from the bot, so that its first line says for whom it speaks."""
    if author is None:
        return
    line = line_block(text(Run(author.name, bold=True), " via Concierge"))
    if author.picture and is_web(author.picture):
        face: Element = {
            "type": "Image",
            "url": author.picture,
            "altText": "",
            "style": "Person",
            "width": "24px",
        }
        yield columns(("auto", [face]), ("stretch", [line]))
    else:
        yield line


def _marked(items: tuple[Text, ...], ordered: bool) -> Iterator[tuple[str, Text]]:
    for number, item in enumerate(items, 1):
        yield (f"{number}." if ordered else "•"), item


def _bullet(mark: str, item: Text) -> list[Element]:
    first, *rest = paragraphs((Run(f"{mark} "), *item))
    return [{**first, "spacing": "Small"}, *rest]


def _boxed(items: list[Element], **more: object) -> Iterator[Element]:
    if items:
        yield container(items, **more)


def _pair(label: str, value: Text) -> Element:
    name = paragraphs(text(label), {"isSubtle": True})
    return columns(("1", name), ("3", paragraphs(value)), spacing="Small")


def _picture(url: str, alt: str) -> Element:
    return {"type": "Image", "url": url, "altText": alt}


def _described(alt: str) -> Element:
    return line_block(text(f"Picture: {alt}"), SMALL_PRINT)
