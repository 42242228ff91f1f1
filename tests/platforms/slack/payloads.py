"""What Slack tells an app of what happened: Events API envelopes, as Slack Connect shapes them too."""

from tests.platforms.slack import shapes
from tests.platforms.slack.records import Channel, Installation, Json, Person, Post
from tests.platforms.slack.workspace import APP_ID, Workspace

_CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
_MESSAGE_EVENTS = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
_TOKEN = "verification-token"


def announce(
    workspace: Workspace,
    event: Json,
    channel: Channel | None = None,
    *,
    actor: Person | None = None,
    installation: Installation | None = None,
    is_ours: bool = False,
) -> None:
    """Puts an event among the news, if the app is where it happened and asked for it.

    `actor` is who did it: their organisation is the outer `team_id`, unless the envelope `is_ours` anyway.
    """
    installation = installation or (workspace.installation_in(channel) if channel else workspace.home)
    if installation is None or installation.trouble or not _is_subscribed(workspace, event, channel):
        return
    event.setdefault("event_ts", workspace.next_ts())
    outer = installation.team if is_ours or actor is None else actor.team
    workspace.news.append(_envelope(workspace, installation, event, outer, channel))


def _envelope(
    workspace: Workspace, installation: Installation, event: Json, outer: str, channel: Channel | None
) -> Json:
    event_id = workspace.next_id("Ev")
    return {
        "token": _TOKEN,
        "team_id": outer,
        "enterprise_id": workspace.teams[outer].enterprise,
        "context_team_id": channel.host if channel else installation.team,
        "context_enterprise_id": installation.enterprise,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(workspace.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": installation.enterprise,
                "team_id": installation.team,
                "user_id": installation.bot_user,
                "is_bot": True,
                "is_enterprise_install": installation.is_org_wide,
            }
        ],
        "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
        "event_context": f"4-{event_id}",
    }


def _is_subscribed(workspace: Workspace, event: Json, channel: Channel | None) -> bool:
    name = str(event["type"])
    if name == "message" and channel is not None:
        name = f"message.{_MESSAGE_EVENTS[channel.kind]}"
    return workspace.subscribed is None or name in workspace.subscribed


def announce_post(workspace: Workspace, post: Post) -> None:
    """A `message`, and beside it an `app_mention` when it calls the bot."""
    channel = workspace.channels[post.channel]
    actor = workspace.people.get(post.user or "")
    said = shapes.message(workspace, post)
    said |= {"channel": channel.id, "channel_type": _CHANNEL_TYPES[channel.kind], "event_ts": post.ts}
    if post.bot_id is None:
        said["client_msg_id"] = f"00000000-0000-4000-8000-{post.ts.replace('.', '')[-12:]}"
    announce(workspace, said, channel, actor=actor)
    installation = workspace.installation_in(channel)
    if installation is None or actor is None or actor.is_bot or channel.kind == "im":
        return
    if f"<@{installation.bot_user}>" in post.text:
        announce(workspace, _mention(workspace, said, actor, installation), channel, actor=actor, is_ours=True)


def _mention(workspace: Workspace, said: Json, actor: Person, installation: Installation) -> Json:
    mention = {name: value for name, value in said.items() if name != "channel_type"}
    mention |= {"type": "app_mention", "team": installation.team}
    if actor.team != installation.team:
        # An organisation's id stands here where theirs is on Enterprise Grid.
        theirs = workspace.teams[actor.team].enterprise or actor.team
        mention |= {"user_team": theirs, "source_team": theirs}
    return mention


def announce_changed(workspace: Workspace, post: Post, before: Json) -> None:
    now = shapes.message(workspace, post)
    _announce_hidden(workspace, post, {"subtype": "message_changed", "message": now, "previous_message": before})


def announce_deleted(workspace: Workspace, post: Post) -> None:
    before = shapes.message(workspace, post)
    deleted = {"subtype": "message_deleted", "deleted_ts": post.ts, "previous_message": before}
    _announce_hidden(workspace, post, deleted)


def _announce_hidden(workspace: Workspace, post: Post, told: Json) -> None:
    channel, ts = workspace.channels[post.channel], workspace.next_ts()
    event = {"type": "message", "hidden": True, "channel": channel.id, "ts": ts, "event_ts": ts}
    event["channel_type"] = _CHANNEL_TYPES[channel.kind]
    announce(workspace, event | told, channel, actor=workspace.people.get(post.user or ""))


def announce_reaction(workspace: Workspace, post: Post, user: str, emoji: str, *, added: bool) -> None:
    """Says who by their id alone: no organisation stands in it."""
    event: Json = {"type": "reaction_added" if added else "reaction_removed", "user": user, "reaction": emoji}
    event["item"] = {"type": "message", "channel": post.channel, "ts": post.ts}
    if post.user:
        event["item_user"] = post.user
    announce(workspace, event, workspace.channels[post.channel], actor=workspace.people[user])


def announce_member(
    workspace: Workspace, channel: Channel, person: Person, *, joined: bool, inviter: str | None = None
) -> None:
    kind = "member_joined_channel" if joined else "member_left_channel"
    event: Json = {"type": kind, "user": person.id, "channel": channel.id, "team": person.team}
    event["channel_type"] = "G" if channel.kind == "private" else "C"
    if inviter:
        event["inviter"] = inviter
    announce(workspace, event, channel, actor=person)


def announce_channel(workspace: Workspace, channel: Channel, change: str, **told: object) -> None:
    """`change` is the ending of the event's name: rename, archive, unarchive, deleted, left."""
    prefix = "group" if channel.kind == "private" else "channel"
    named = {"id": channel.id, "name": channel.name} if change == "rename" else channel.id
    announce(workspace, {"type": f"{prefix}_{change}", "channel": named, **told}, channel)
