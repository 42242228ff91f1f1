"""The wall that no setting, person or policy moves: whose channel it is, and whether these are the approved words."""

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from outreach.ledger import keys
from outreach.messages import Bullets, Fields, Footer, Heading, Message, Paragraph, Part, Quote, Text
from outreach.models.book import Channel
from outreach.models.post import Delivery
from outreach.store.channels import TEAM
from outreach.store.dispatch import Candidate

log = logging.getLogger(__name__)

# Nobody reads a message of so many styles and links; what is longer is a mistake, or meant to make a client choke.
_MOST_PIECES = 2_000


@dataclass(frozen=True)
class Cleared:
    """May pass. `message` is None for a delete; `pictures` are the bytes that it names, once they are read."""

    message: Message | None
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Walled:
    """Never sent as it stands."""

    code: str
    cure: str


def check(candidate: Candidate) -> Cleared | Walled:
    """Pure. Compares the channel as it is now, and the stored words, with what the touch is bound to."""
    return _check_place(candidate) or _check_target(candidate) or _check_words(candidate)


def _check_place(candidate: Candidate) -> Walled | None:
    delivery, channel, touch = candidate.delivery, candidate.channel, candidate.touch
    if channel.gone_at is not None:
        return Walled("channel_gone", f"#{channel.name} is gone. Link another channel of theirs: /cs link NAME.")
    # Taking away what stands there tells nobody anything: that is allowed wherever it stands.
    if delivery.op == "delete":
        return None
    if touch is None:
        if _is_a_colleagues(channel) or _is_a_departments(delivery, channel):
            return None
        return Walled("wrong_channel", f"#{channel.name} is not a colleague's own.")
    if channel.is_mixed:
        return Walled("mixed_channel", f"People of two customers sit in #{channel.name}. Use a channel of one of them.")
    if channel.kind == TEAM:
        return Walled("not_shared", f"#{channel.name} is not shared with them. Share it with them, then link it again.")
    if channel.account_id != touch.account_id:
        return Walled("wrong_channel", f"#{channel.name} is not this account's now. Link their channel: /cs link NAME.")
    return None


def _is_a_colleagues(channel: Channel) -> bool:
    """What is about no customer in particular (digests, nudges, tests) is for colleagues only, each in private."""
    return channel.kind == "direct" and channel.teammate_id is not None and channel.account_id is None


def _is_a_departments(delivery: Delivery, channel: Channel) -> bool:
    """What a department is asked names customers: it stands where nobody but our own company reads."""
    return keys.is_for_department(delivery.key) and channel.kind == TEAM and channel.account_id is None


def _check_target(candidate: Candidate) -> Walled | None:
    delivery = candidate.delivery
    if delivery.op != "post" and not delivery.target_ref:
        return Walled("nothing_to_change", "It is not known which message this was to change. Change it by hand.")
    return None


def _check_words(candidate: Candidate) -> Cleared | Walled:
    if candidate.delivery.op == "delete":
        return Cleared(None)
    if candidate.body is None:
        return Walled("text_missing", "Its text is no longer kept, so there is nothing to send. Write it anew.")
    if not _is_approved(candidate, candidate.body):
        return Walled("changed_after_approval", "Its words are not the ones that were approved. Review it once more.")
    try:
        message = _parse(candidate.body)
        if _pieces(message) > _MOST_PIECES:
            return Walled("message_too_long", f"It is made of more than {_MOST_PIECES:,} pieces of text. Shorten it.")
        return Cleared(message)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as broken:
        log.warning("delivery.broken id=%s kind=%s", candidate.delivery.id, type(broken).__name__)
        return Walled("broken_text", "Its stored text cannot be read as a message. Write it anew.")


def _is_approved(candidate: Candidate, body: str) -> bool:
    """Approval binds the words of a new message; replies answer a person at once, and corrections are made by one."""
    delivery, touch = candidate.delivery, candidate.touch
    if touch is None or touch.origin == "reply" or delivery.op != "post":
        return True
    # A lone surrogate has no bytes: it becomes "?", and so never the approved words.
    return touch.approved_hash == hashlib.sha256(body.encode(errors="replace")).hexdigest()


def _pieces(message: Message) -> int:
    return sum(len(text) for part in message.parts for text in _texts(part))


def _texts(part: Part) -> Iterable[Text]:
    match part:
        case Heading(text=words) | Paragraph(text=words) | Quote(text=words) | Footer(text=words):
            return (words,)
        case Bullets(items=items):
            return items
        case Fields(pairs=pairs):
            return tuple(words for _, words in pairs)
    return ()


def _parse(body: str) -> Message:
    message = Message.from_json(body)
    if not message.parts:
        raise ValueError("a message without parts")
    # An escaped backslash is no beginning of an escape.
    escapes = body.replace("\\\\", "").lower()
    if "\\u0000" in escapes:
        raise ValueError("a message with a NUL, which no platform keeps")
    if "\\ud" in escapes:
        # Escaped halves of characters parse, but no platform's client can write them: better found out here, where
        # it fails alone and for certain, than inside a post.
        message.to_json().encode()
    return message
