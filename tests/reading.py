"""Messages as a colleague reads them, controls included, and held against a file. RECORD_GOLDENS=1 writes it anew."""

import os
from pathlib import Path

from outreach.messages import Button, Buttons, Choice, LinkButton, Message, Part, Quote

GOLDENS = Path(__file__).parent / "golden" / "pages"


def transcript(message: Message | None) -> str:
    """One paragraph per part; `→ Label (action value …)` for what can be pressed."""
    assert message is not None
    return "\n".join(_read(part) for part in message.parts) + "\n"


def golden(name: str, message: Message | None) -> tuple[str, str]:
    """What it reads like, and what it should read like."""
    file, read = GOLDENS / f"{name}.txt", transcript(message)
    if os.environ.get("RECORD_GOLDENS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(read, encoding="utf-8")
    return read, file.read_text("utf-8")


def actions(message: Message | None) -> list[tuple[str, dict[str, str]]]:
    """Everything that can be pressed, in order."""
    assert message is not None
    rows = (part.buttons for part in message.parts if isinstance(part, Buttons))
    return [(one.action, dict(one.values)) for row in rows for one in row if isinstance(one, Button | Choice)]


def _read(part: Part) -> str:
    if isinstance(part, Buttons):
        return f"   → {' · '.join(_control(one) for one in part.buttons)}"
    if isinstance(part, Quote):
        return Message((part,)).fallback
    return Message((part,)).fallback or "---"


def _control(one: Button | LinkButton | Choice) -> str:
    if isinstance(one, LinkButton):
        return f"{one.label} ({one.link})"
    return f"{one.label} ({' '.join([one.action, *one.values.values()])})"
