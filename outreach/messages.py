"""A message as Concierge thinks of it, before any platform gives it a shape.

Text is made of `Run`s whose characters are literal: no renderer may read markup in them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

_KIND = "part"


@dataclass(frozen=True)
class Run:
    """Characters in one style. `link` is an absolute http(s) address, or nothing."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str | None = None


Text = tuple[Run, ...]


def text(*parts: str | Run) -> Text:
    """Literal text: plain strings and styled runs, in order, empty ones left out."""
    runs = (part if isinstance(part, Run) else Run(part) for part in parts)
    return tuple(run for run in runs if run.text)


def plain(words: Text) -> str:
    """The characters alone; a link is written out behind its words when the two differ."""
    return "".join(_written(run) for run in words)


def _written(run: Run) -> str:
    if run.link and run.link != run.text:
        return f"{run.text} ({run.link})"
    return run.text


@dataclass(frozen=True)
class Heading:
    text: Text


@dataclass(frozen=True)
class Paragraph:
    text: Text


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Quote:
    text: Text


@dataclass(frozen=True)
class Fields:
    """Short label-value pairs, at most ten (Slack's limit for one section)."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Image:
    """A picture: `source` is an https address, or `attachment:NAME` for bytes that travel with the delivery."""

    source: str
    alt: str


@dataclass(frozen=True)
class Divider:
    pass


Style = Literal["primary", "danger", "plain"]


@dataclass(frozen=True)
class Button:
    """A press. `action` names a row of ROUTES; `values` come back with the press, as text."""

    label: str
    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    style: Style = "plain"
    confirm: str | None = None


@dataclass(frozen=True)
class LinkButton:
    label: str
    link: str


@dataclass(frozen=True)
class Choice:
    """A select that acts when a choice is made. `options` are (value, label); the value chosen comes back as
    `values["choice"]`."""

    label: str
    action: str
    options: tuple[tuple[str, str], ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Buttons:
    buttons: tuple[Button | LinkButton | Choice, ...]


@dataclass(frozen=True)
class Footer:
    """The small print: who speaks, and how to get less of it."""

    text: Text


@dataclass(frozen=True)
class Preview:
    """Lets the platform show what lies behind this link, which stands in the message; else it shows nothing."""

    link: str


@dataclass(frozen=True)
class Refresh:
    """What brings this page as it is now: `action` names a row of ROUTES that has a `look`. Shown as nothing; where
    the platform can, the page is drawn anew whenever its reader comes across it."""

    action: str
    values: Mapping[str, str] = field(default_factory=dict)


Part = Heading | Paragraph | Bullets | Quote | Fields | Image | Divider | Buttons | Footer | Preview | Refresh
PARTS: dict[str, type[Part]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "bullets": Bullets,
    "quote": Quote,
    "fields": Fields,
    "image": Image,
    "divider": Divider,
    "buttons": Buttons,
    "footer": Footer,
    "preview": Preview,
    "refresh": Refresh,
}
_NAMES = {kind: name for name, kind in PARTS.items()}
_CONTROLS: dict[str, type[Button | LinkButton | Choice]] = {
    "button": Button,
    "link": LinkButton,
    "choice": Choice,
}


@dataclass(frozen=True)
class Message:
    """What is said, platform-neutral. `parts` in reading order."""

    parts: tuple[Part, ...]

    def __add__(self, more: "Message") -> "Message":
        return Message(self.parts + more.parts)

    @property
    def fallback(self) -> str:
        """The whole message as plain text: for screen readers, notifications and e-mail drafts."""
        return "\n\n".join(line for part in self.parts for line in _fallback(part))

    @property
    def digest(self) -> str:
        """SHA-256 over the stored form: approval binds it, sending checks it."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        return json.dumps([_pack(part) for part in self.parts], ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(stored: str) -> "Message":
        return Message(tuple(_unpack(raw) for raw in json.loads(stored)))


@dataclass(frozen=True)
class Input:
    """One question of a form. `kind` choice needs `options` (value, label)."""

    name: str
    label: str
    kind: Literal["line", "lines", "choice", "date"] = "line"
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Form:
    """Questions put to one person; `action` names the form's row of ROUTES, `values` come back with the answers."""

    title: str
    action: str
    inputs: tuple[Input, ...]
    submit: str = "Save"
    values: Mapping[str, str] = field(default_factory=dict)
    intro: Text = ()


def paragraph(*parts: str | Run) -> Paragraph:
    return Paragraph(text(*parts))


def say(*parts: str | Run) -> Message:
    """A message of one literal paragraph."""
    return Message((paragraph(*parts),))


def buttons(*controls: Button | LinkButton | Choice) -> Buttons:
    return Buttons(controls)


def _fallback(part: Part) -> Iterator[str]:
    match part:
        case Heading(text=words) | Paragraph(text=words) | Footer(text=words):
            yield plain(words)
        case Quote(text=words):
            yield "\n".join(f"> {line}" for line in plain(words).splitlines())
        case Bullets(items=items, ordered=ordered):
            yield "\n".join(f"{f'{number}.' if ordered else '•'} {plain(item)}" for number, item in enumerate(items, 1))
        case Fields(pairs=pairs):
            yield "\n".join(f"{label}: {plain(value)}" for label, value in pairs)
        case Image(alt=alt):
            yield f"[picture: {alt}]"
        case Divider() | Buttons() | Preview() | Refresh():
            return


def _pack(part: Part) -> dict[str, Any]:
    packed = {_KIND: _NAMES[type(part)], **asdict(part)}
    if isinstance(part, Buttons):
        kinds = {kind: name for name, kind in _CONTROLS.items()}
        packed["buttons"] = [{"control": kinds[type(control)], **asdict(control)} for control in part.buttons]
    return packed


def _unpack(raw: dict[str, Any]) -> Part:
    given = dict(raw)
    kind = PARTS[given.pop(_KIND)]
    if "text" in given:
        given["text"] = _runs(given["text"])
    if kind is Bullets:
        given["items"] = tuple(_runs(item) for item in given["items"])
    if kind is Fields:
        given["pairs"] = tuple((label, _runs(value)) for label, value in given["pairs"])
    if kind is Buttons:
        given["buttons"] = tuple(_control(control) for control in given["buttons"])
    return kind(**given)


def _runs(raw: list[dict[str, Any]]) -> Text:
    return tuple(Run(**run) for run in raw)


def _control(raw: dict[str, Any]) -> Button | LinkButton | Choice:
    given = dict(raw)
    kind = _CONTROLS[given.pop("control")]
    if kind is Choice:
        given["options"] = tuple((value, label) for value, label in given["options"])
    return kind(**given)
