"""What can be typed, and one command in full. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from content.pages.lines import listed, page
from outreach.messages import Footer, Heading, Message, Part, Run, paragraph, text


@dataclass(frozen=True)
class CommandLine:
    """`shape` as it is written behind the command word."""

    name: str
    shape: str
    summary: str
    examples: tuple[str, ...] = ()


# By what somebody has in mind who opens the list; what is in none of them is everyday work.
_EVERYDAY = "Everyday"
_GROUPS: Mapping[str, tuple[str, ...]] = {
    _EVERYDAY: ("my-day", "account", "why", "share", "checkin", "remember", "log", "undo"),
    "What customers want": ("requests", "request", "promise", "answers", "noticed", "prefer", "pause", "resume"),
    "When things go wrong": ("complaint", "goodwill", "themes", "notice"),
    "Library and channels": ("library", "add", "link", "unlink"),
    "Me": ("away", "back", "digest", "help"),
}


def help_page(commands: Sequence[CommandLine], word: str) -> Message:
    return page(
        Heading(text("What you can type")),
        *(part for title in _GROUPS for part in _group(title, commands, word)),
        Footer(text(f"Names need no quotes and may be shortened. For more about one: {word} help share")),
    )


def _group(title: str, commands: Sequence[CommandLine], word: str) -> Iterator[Part | tuple[Part, ...]]:
    """In the order in which they stand above."""
    order = _GROUPS[title]
    known = {name for names in _GROUPS.values() for name in names}
    of_it = [one for one in commands if one.name in order or (title == _EVERYDAY and one.name not in known)]
    of_it.sort(key=lambda one: order.index(one.name) if one.name in order else len(order))
    if of_it:
        yield paragraph(Run(title, bold=True))
        lines = [text(Run(f"{word} {one.shape}".strip(), code=True), f": {one.summary}") for one in of_it]
        yield listed(lines, len(lines))


def command_page(one: CommandLine, word: str) -> Message:
    examples = [text(Run(f"{word} {example}", code=True)) for example in one.examples]
    return page(
        Heading(text(f"{word} {one.shape}".strip())),
        paragraph(f"{one.summary}."),
        (paragraph(Run("For example", bold=True)), *listed(examples)) if examples else (),
    )
