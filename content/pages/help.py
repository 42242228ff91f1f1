"""What can be typed, and one command in full. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.pages.lines import listed, page
from outreach.messages import Footer, Heading, Message, Run, paragraph, text


@dataclass(frozen=True)
class CommandLine:
    """`shape` as it is written behind the command word."""

    name: str
    shape: str
    summary: str
    examples: tuple[str, ...] = ()


def help_page(commands: Sequence[CommandLine], word: str) -> Message:
    lines = [text(Run(f"{word} {one.shape}".strip(), code=True), f": {one.summary}") for one in commands]
    return page(
        Heading(text("What you can type")),
        listed(lines, len(lines)),
        Footer(text(f"Names need no quotes and may be shortened. For more about one: {word} help share")),
    )


def command_page(one: CommandLine, word: str) -> Message:
    examples = [text(Run(f"{word} {example}", code=True)) for example in one.examples]
    return page(
        Heading(text(f"{word} {one.shape}".strip())),
        paragraph(f"{one.summary}."),
        (paragraph(Run("For example", bold=True)), *listed(examples)) if examples else (),
    )
