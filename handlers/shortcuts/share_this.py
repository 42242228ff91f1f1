"""`Share this`: what a message links to, as a draft for the library."""

import re

from handlers.commands import add
from handlers.shortcuts.chosen import chosen, excerpt
from handlers.work import OpenForm, Work
from outreach.errors import BadInput

_LINK = re.compile(r"https?://[^\s<>|\"“”]+")
# What ends a sentence or a bracket rather than an address.
_BEHIND = ".,;:!?'…"


async def share_this(work: Work) -> OpenForm:
    """Of several links the first. Raises BadInput for a message without one."""
    words = chosen(work).text
    link = _link(words)
    if not link:
        raise BadInput(
            "That message has no link, so there is nothing to put into the library. Choose one that has, or type "
            f"{work.house.command} add and describe it yourself."
        )
    return OpenForm(add.form(link, why=excerpt(_around(words, link))))


def _link(words: str) -> str:
    found = _LINK.search(words)
    if found is None:
        return ""
    link = found[0].rstrip(_BEHIND)
    return link.rstrip(f"){_BEHIND}") if link.endswith(")") and "(" not in link else link


def _around(words: str, link: str) -> str:
    """What was said about it: the words without the address, and without the brackets it stood in."""
    return " ".join(words.replace(f"({link})", " ").replace(link, " ").split()).strip(" :,-–.")
