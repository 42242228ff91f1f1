"""chat.* and reactions.* of our fake Slack."""

import json

from tests.platforms.slack import shapes
from tests.platforms.slack.blocks import faults_in, with_ids
from tests.platforms.slack.calls import Call, Method, SlackError
from tests.platforms.slack.payloads import announce_changed, announce_deleted, announce_post, announce_reaction
from tests.platforms.slack.records import Channel, Json, Post

LONGEST_TEXT, LARGEST_METADATA = 40_000, 16_384


def post_message(call: Call) -> Json:
    call.require("chat:write", *(["chat:write.customize"] if _customised(call) else []))
    channel = _where(call)
    _admit(call, channel)
    post = _compose(call, channel)
    post.is_broadcast = call.flag("reply_broadcast")
    post.unfurls = call.flag("unfurl_links", True)
    call.workspace.keep(post)
    announce_post(call.workspace, post)
    shown = shapes.message(call.workspace, post, with_metadata=True)
    return {"channel": channel.id, "ts": post.ts, "message": shown}


def post_ephemeral(call: Call) -> Json:
    call.require("chat:write")
    channel, reader = call.channel(), call.need("user")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.installation.bot_user not in channel.members:
        raise SlackError("not_in_channel" if channel.kind == "public" else "channel_not_found")
    if reader not in channel.members:
        raise SlackError("user_not_in_channel")
    post = _compose(call, channel)
    post.seen_by, post.metadata = reader, None
    call.workspace.keep(post)
    return {"message_ts": post.ts}


def update(call: Call) -> Json:
    call.require("chat:write")
    channel = call.channel()
    post = _own(call, channel, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")
    text, blocks = check_words(call)
    before = shapes.message(call.workspace, post)
    metadata = _metadata(call)
    blocks = with_ids(blocks, f"b{post.ts[-4:]}")
    is_same = (text, blocks) == (post.text, post.blocks)
    post.text, post.blocks = text, blocks
    post.metadata = metadata or post.metadata
    post.texts.append(text)
    if not is_same:
        post.edited_ts = call.workspace.next_ts()
    announce_changed(call.workspace, post, before)
    shown = shapes.message(call.workspace, post)
    return {"channel": channel.id, "ts": post.ts, "text": text, "message": shown}


def delete(call: Call) -> Json:
    call.require("chat:write")
    channel = call.channel()
    post = _own(call, channel, "cant_delete_message")
    post.is_deleted = True
    announce_deleted(call.workspace, post)
    return {"channel": channel.id, "ts": post.ts}


def get_permalink(call: Call) -> Json:
    channel, ts = call.channel(), call.need("message_ts")
    if channel.find(ts) is None:
        raise SlackError("message_not_found")
    domain = call.workspace.teams[call.installation.team].domain
    return {
        "channel": channel.id,
        "permalink": f"https://{domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}",
    }


def add_reaction(call: Call) -> Json:
    return _react(call, added=True)


def remove_reaction(call: Call) -> Json:
    return _react(call, added=False)


def _react(call: Call, *, added: bool) -> Json:
    call.require("reactions:write")
    channel, emoji, bot = call.channel(), call.need("name"), call.installation.bot_user
    post = channel.find(call.need("timestamp"))
    if post is None:
        raise SlackError("message_not_found")
    if bot not in channel.members:
        raise SlackError("not_in_channel")
    if (bot in post.reactions.get(emoji, [])) == added:
        raise SlackError("already_reacted" if added else "no_reaction")
    set_reaction(post, emoji, bot, added)
    announce_reaction(call.workspace, post, bot, emoji, added=added)
    return {}


def set_reaction(post: Post, emoji: str, user: str, added: bool) -> None:
    who = [one for one in post.reactions.pop(emoji, []) if one != user] + ([user] if added else [])
    if who:
        post.reactions[emoji] = who


def _where(call: Call) -> Channel:
    """A channel, or a person whose direct conversation is meant."""
    workspace, asked = call.workspace, call.need("channel")
    if asked[0] not in "UW":
        return call.channel()
    person = workspace.people.get(asked)
    if person is None or not workspace.can_write_to(person, call.installation):
        raise SlackError("channel_not_found")
    return workspace.direct(person, call.installation)


def _admit(call: Call, channel: Channel) -> None:
    installation, workspace = call.installation, call.workspace
    if channel.is_archived:
        raise SlackError("is_archived")
    if installation.bot_user not in channel.members and "chat:write.public" not in installation.scopes:
        raise SlackError("not_in_channel")
    if installation.bot_user not in channel.members and channel.is_ext_shared:
        raise SlackError("not_in_channel")
    if channel.is_announcement:
        raise SlackError("restricted_action")
    if channel.kind == "im":
        other = next(member for member in channel.members if member != installation.bot_user)
        if not workspace.can_write_to(workspace.people[other], installation):
            raise SlackError("channel_not_found")


def _compose(call: Call, channel: Channel) -> Post:
    text, blocks = check_words(call)
    thread = call.text("thread_ts") or None
    if thread and channel.find(thread) is None:
        raise SlackError("cannot_reply_to_message")
    ts, installation = call.workspace.next_ts(), call.installation
    post = Post(channel.id, ts, text, installation.bot_user, with_ids(blocks, f"b{ts[-4:]}"), thread)
    post.metadata, post.team, post.bot_id = _metadata(call), installation.team, installation.bot_id
    if _customised(call):
        post.username, post.picture = call.text("username") or None, call.text("icon_url") or None
    return post


def check_words(call: Call) -> tuple[str, list[Json]]:
    """The text and blocks of a call. Raises what Slack says of too much or too little of them."""
    text, blocks = call.text("text"), call.structure("blocks", "invalid_blocks_format") or []
    if not text and not blocks:
        raise SlackError("no_text")
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    found = faults_in(blocks) + _missing_files(call, blocks)
    if found:
        raise SlackError(
            "invalid_blocks", errors=found, response_metadata={"messages": [f"[ERROR] {it}" for it in found]}
        )
    return text, blocks


def _missing_files(call: Call, blocks: list[Json]) -> list[str]:
    wanted = [str(block["slack_file"].get("id")) for block in blocks if block.get("slack_file")]
    files = call.workspace.files
    return [f"invalid slack file: {name}" for name in wanted if name not in files or not files[name].is_complete]


def _metadata(call: Call) -> Json | None:
    given = call.structure("metadata", "invalid_metadata_format")
    if not given:
        return None
    if not isinstance(given, dict) or not given.get("event_type") or not isinstance(given.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(given)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return given


def _own(call: Call, channel: Channel, code: str) -> Post:
    post = channel.find(call.need("ts"))
    if post is None:
        raise SlackError("message_not_found")
    if post.bot_id != call.installation.bot_id:
        raise SlackError(code)
    return post


def _customised(call: Call) -> bool:
    return bool(call.text("username") or call.text("icon_url") or call.text("icon_emoji"))


METHODS: dict[str, Method] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
    "reactions.add": add_reaction,
    "reactions.remove": remove_reaction,
}
