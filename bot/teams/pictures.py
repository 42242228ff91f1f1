"""Pictures that travel with a message: as `data:` addresses, within a card or beside it. Pure."""

from base64 import b64encode

from bot.teams.elements import Element

CARRIED = "attachment:"
# Teams shows these three.
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def kind_of(content: bytes) -> str | None:
    return next((kind for start, kind in _KINDS.items() if content.startswith(start)), None)


def address(content: bytes) -> str:
    """Its bytes as an address; for what `kind_of` knows."""
    return f"data:{kind_of(content)};base64,{b64encode(content).decode('ascii')}"


def beside(name: str, content: bytes) -> Element:
    """An attachment of its own, next to the card."""
    return {"contentType": kind_of(content), "contentUrl": address(content), "name": name}
