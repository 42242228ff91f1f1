"""What the connector refuses before it does anything: broken bodies, sizes, and places the bot may not write to."""

import json
from dataclasses import dataclass

from aiohttp import web

from tests.platforms.teams.cards import CARD, Json
from tests.platforms.teams.faults import problem
from tests.platforms.teams.tenant import Conversation, Tenant

LARGEST_CARD = 28 * 1024
# Teams counts UTF-16, two bytes a letter for most of the world.
LARGEST_MESSAGE = 100 * 1024
LARGEST_PICTURE = 1024 * 1024


@dataclass(frozen=True)
class Said:
    """A request's body, and the message in it, if it is one (and not, say, the sign of typing)."""

    body: Json
    activity: Json | None


async def check(request: web.Request, activity: str | None = None) -> Said | web.Response:
    """`activity` names the field of the body that holds the message, when the body itself is not one."""
    try:
        body = await request.json()
    except ValueError:
        return problem(400, "BadSyntax", "The body is not JSON.")
    if not isinstance(body, dict):
        return problem(400, "BadSyntax", "The body is not an object.")
    found = body if activity is None else body.get(activity)
    if found is None:
        return Said(body, None)
    return _broken(found) or Said(body, found if found.get("type") == "message" else None)


def refusal_of(tenant: Tenant, conversation: Conversation | None) -> web.Response | None:
    """Why the bot may not write or look there; None when it may."""
    if conversation is None or conversation.is_gone:
        return problem(404, "ConversationNotFound", "Conversation not found.")
    if tenant.is_disabled:
        return problem(403, "BotDisabledByAdmin", "The tenant admin disabled this bot.")
    if not conversation.is_open:
        return problem(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
    if conversation.kind == "personal" and conversation.members[0].id in tenant.blocked:
        return problem(403, "ConversationBlockedByUser", "User blocked the conversation with the bot.")
    return None


def _broken(activity: Json) -> web.Response | None:
    kind = activity.get("type")
    if kind is None:
        return problem(400, "BadSyntax", "An activity has a type.")
    if kind != "message":
        return None
    attachments = activity.get("attachments") or []
    if not activity.get("text") and not attachments:
        return problem(400, "BadSyntax", "Activity must have a text or an attachment.")
    if wrong := next((words for each in attachments if (words := _wrong(each))), None):
        return problem(400, "BadSyntax", wrong)
    if any(entity.get("type") is None for entity in activity.get("entities") or []):
        return problem(400, "BadSyntax", "An entity has a type.")
    pictures = [each for each in attachments if _is_picture(each)]
    bare = {**activity, "attachments": [each for each in attachments if each not in pictures]}
    is_big = any(_size(each, "utf-8") > LARGEST_CARD for each in bare["attachments"])
    is_big = is_big or any(len(each["contentUrl"]) * 3 // 4 > LARGEST_PICTURE for each in pictures)
    if is_big or _size(bare, "utf-16-le") > LARGEST_MESSAGE:
        return problem(413, "MessageSizeTooBig", "Message size too large.")
    return None


def _is_picture(attachment: Json) -> bool:
    """One that travels inside the message; such pictures do not count towards its size."""
    return str(attachment.get("contentUrl", "")).startswith("data:image/")


def _wrong(attachment: Json) -> str | None:
    if not attachment.get("contentType"):
        return "An attachment has a content type."
    if attachment["contentType"] != CARD:
        return None
    content = attachment.get("content")
    if not isinstance(content, dict) or content.get("type") != "AdaptiveCard":
        return "An adaptive card is an object of type AdaptiveCard."
    return None if isinstance(content.get("version"), str) else "An adaptive card has a version."


def _size(content: Json, encoding: str) -> int:
    return len(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(encoding))
