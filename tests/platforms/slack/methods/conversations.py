"""conversations.* of our fake Slack."""

import base64
import binascii
from typing import TypeVar

from tests.platforms.slack import shapes
from tests.platforms.slack.calls import Call, Method, SlackError
from tests.platforms.slack.payloads import announce_channel, announce_member
from tests.platforms.slack.records import Channel, Json, Post

T = TypeVar("T")
_SCOPES = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


def history(call: Call) -> Json:
    """Newest first, replies left out."""
    channel = _readable(call)
    posts = [post for post in _between(call, channel.posts) if not post.is_reply or post.is_broadcast]
    return _page(call, posts[::-1]) | {"pin_count": 0}


def replies(call: Call) -> Json:
    """Oldest first, led by the message that started the thread, which stands there whatever `oldest` says."""
    channel, root = _readable(call), call.need("ts")
    thread = [post for post in channel.posts if root in (post.ts, post.thread_ts) and not post.is_deleted]
    head = next((post for post in thread if post.ts == root), None)
    if head is None:
        raise SlackError("thread_not_found")
    later = [post for post in _between(call, thread) if post is not head]
    return _page(call, [head, *later])


def info(call: Call) -> Json:
    channel = call.channel()
    call.require(f"{_SCOPES[channel.kind]}:read")
    return {"channel": shapes.channel(call.workspace, channel, call.installation)}


def members(call: Call) -> Json:
    channel = call.channel()
    call.require(f"{_SCOPES[channel.kind]}:read")
    page, cursor = _cut(call, sorted(channel.members))
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def list_channels(call: Call) -> Json:
    """Every channel the bot may see; `types` as Slack names them."""
    kinds = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
    wanted = [kinds[name] for name in (call.text("types") or "public_channel").split(",")]
    call.require(*(f"{_SCOPES[kind]}:read" for kind in wanted))
    bot, team = call.installation.bot_user, call.installation.team
    seen = [
        channel
        for channel in call.workspace.channels.values()
        if channel.kind in wanted and (bot in channel.members or (channel.kind == "public" and team == channel.host))
    ]
    if call.flag("exclude_archived"):
        seen = [channel for channel in seen if not channel.is_archived]
    page, cursor = _cut(call, seen)
    shown = [shapes.channel(call.workspace, channel, call.installation) for channel in page]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def open_direct(call: Call) -> Json:
    call.require("im:write")
    user = call.need("users")
    person = call.workspace.people.get(user)
    if "," in user or person is None:
        raise SlackError("user_not_found")
    if not call.workspace.can_write_to(person, call.installation):
        raise SlackError("user_disabled" if person.is_deleted else "user_not_visible")
    channel = call.workspace.direct(person, call.installation)
    shown = shapes.channel(call.workspace, channel, call.installation)
    return {"channel": shown if call.flag("return_im") else {"id": channel.id}}


def join(call: Call) -> Json:
    call.require("channels:join")
    channel, bot = call.channel(), call.installation.bot_user
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    warned = {"warning": "already_in_channel"} if bot in channel.members else {}
    if not warned:
        channel.members.add(bot)
        announce_member(call.workspace, channel, call.workspace.people[bot], joined=True)
    return {"channel": shapes.channel(call.workspace, channel, call.installation), **warned}


def leave(call: Call) -> Json:
    channel, bot = call.channel(), call.installation.bot_user
    if bot not in channel.members:
        return {"not_in_channel": True}
    announce_channel(call.workspace, channel, "left", actor_id=bot)
    channel.members.discard(bot)
    return {}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.require(f"{_SCOPES[channel.kind]}:history")
    if call.installation.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _between(call: Call, posts: list[Post]) -> list[Post]:
    """Later than `oldest` and earlier than `latest`, the edges only if `inclusive`."""
    oldest, latest = float(call.text("oldest") or 0), float(call.text("latest") or "inf")
    edges = (oldest, latest) if call.flag("inclusive") else ()
    return [
        post
        for post in posts
        if post.seen_by is None
        and not post.is_deleted
        and (oldest < float(post.ts) < latest or float(post.ts) in edges)
    ]


def _page(call: Call, posts: list[Post]) -> Json:
    page, cursor = _cut(call, posts)
    with_metadata = call.flag("include_all_metadata")
    shown = [shapes.message(call.workspace, post, with_metadata=with_metadata) for post in page]
    return {"messages": shown, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def _cut(call: Call, everything: list[T]) -> tuple[list[T], str]:
    """One page and the cursor of the next, empty behind the last."""
    limit = max(1, min(call.number("limit", 100), 999))
    try:
        start = int(base64.b64decode(call.text("cursor")).decode().removeprefix("next:") or 0)
    except (ValueError, binascii.Error):
        raise SlackError("invalid_cursor") from None
    end = start + limit
    return everything[start:end], base64.b64encode(f"next:{end}".encode()).decode() if end < len(everything) else ""


METHODS: dict[str, Method] = {
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.list": list_channels,
    "conversations.open": open_direct,
    "conversations.join": join,
    "conversations.leave": leave,
}
