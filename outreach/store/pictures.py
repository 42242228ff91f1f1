"""Pictures that travel with a message: kept among the texts, under the same expiry, and named in the message."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import date

from outreach.database import Session
from outreach.messages import Image, Message
from outreach.store import texts

_CARRIED = "attachment:"
_NAME = re.compile(r"picture-(\d+)\.png")


async def keep(session: Session, png: bytes, expires_on: date | None) -> str:
    """Returns the `source` under which an `Image` shows it."""
    text_id = await texts.keep(session, b64encode(png).decode("ascii"), expires_on)
    return f"{_CARRIED}picture-{text_id}.png"


async def of_message(session: Session, message: Message) -> Mapping[str, bytes]:
    """By name, the bytes of every picture in it that is still kept; a message without any asks nothing."""
    names = [part.source.removeprefix(_CARRIED) for part in message.parts if isinstance(part, Image)]
    found = {}
    for name in names:
        match = _NAME.fullmatch(name)
        if match and (body := await texts.body_of(session, int(match[1]))):
            found[name] = b64decode(body)
    return found
