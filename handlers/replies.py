"""Answers to staff, in few words."""

from collections.abc import Sequence

from handlers.work import Reply
from outreach.messages import Button, Choice, LinkButton, Message, Run, buttons, say


def told(*words: str | Run, controls: Sequence[Button | LinkButton | Choice] = (), instead: bool = False) -> Reply:
    """One paragraph, and the presses that make sense next."""
    message = say(*words)
    return Reply(message + Message((buttons(*controls),)) if controls else message, instead=instead)


def shown(page: Message, *, instead: bool = False) -> Reply:
    return Reply(page, instead=instead)


def strong(words: str) -> Run:
    return Run(words, bold=True)
