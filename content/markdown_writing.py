"""A message as Markdown that a person can edit: the way back from `content.markdown.parse`."""

import re
from collections.abc import Callable

from content.markdown import escape, parse
from outreach.messages import Bullets, Divider, Footer, Heading, Message, Paragraph, Part, Quote, Run, Text

Escape = Callable[[str], str]
# What is markup wherever it stands in a line, and what is markup at its beginning. People read these texts: whatever
# needs more than this is found by parsing it again, and then escaped in full.
_INLINE = re.compile(r"[\\*_`\[\]<~]")
_OPENING = re.compile(r"^(\s*)([#>+=^-]|\d+(?=[.)]))")


def written(message: Message) -> str:
    """Without small print, buttons and pictures: those are not a person's to edit."""
    return "\n\n".join(_part(part) for part in message.parts if is_editable(part))


def is_editable(part: Part) -> bool:
    return isinstance(part, Heading | Paragraph | Bullets | Quote | Divider)


def edited(markdown: str, original: Message) -> Message:
    """What was written, with everything of the original that cannot be edited behind it."""
    said = (Paragraph(part.text) if isinstance(part, Footer) else part for part in parse(markdown).parts)
    return Message((*said, *(part for part in original.parts if not is_editable(part))))


def _part(part: Part) -> str:
    light = _markdown(part, _escaped_lightly)
    return light if parse(light).parts == (part,) else _markdown(part, escape)


def _markdown(part: Part, escaped: Escape) -> str:
    match part:
        case Heading(text=words):
            return f"## {_line(words, escaped)}"
        case Quote(text=words):
            return "\n".join(f"> {line}" for line in _line(words, escaped).splitlines())
        case Bullets(items=items, ordered=ordered):
            marks = (f"{number}. " if ordered else "- " for number in range(1, len(items) + 1))
            return "\n".join(f"{mark}{_item(item, escaped)}" for mark, item in zip(marks, items, strict=True))
        case Paragraph(text=words):
            return _line(words, escaped)
        case _:
            return "---"


def _item(words: Text, escaped: Escape) -> str:
    return _line(words, escaped).replace("\n", "\n   ")


def _line(words: Text, escaped: Escape) -> str:
    return "".join(_run(run, escaped) for run in words)


def _run(run: Run, escaped: Escape) -> str:
    if run.code:
        return f"`{run.text}`"
    # A style does not begin or end with a blank: those stay outside it.
    core = run.text.strip(" ")
    before, _, after = run.text.partition(core) if core else (run.text, "", "")
    said = escaped(core).replace("\\\n", "\n").replace("\n", "\\\n")
    for mark, is_on in (("~~", run.strike), ("*", run.italic), ("**", run.bold)):
        said = f"{mark}{said}{mark}" if is_on and core else said
    return f"{before}{f'[{said}](<{run.link}>)' if run.link and core else said}{after}"


def _escaped_lightly(words: str) -> str:
    lines = [_OPENING.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", line)) for line in words.split("\n")]
    # "1\." rather than "\1.": only punctuation can be escaped.
    return "\n".join(re.sub(r"^(\s*)\\(\d+)([.)])", r"\1\2\\\3", line) for line in lines)
