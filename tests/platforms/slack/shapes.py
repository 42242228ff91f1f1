"""How Slack writes down what it keeps: messages, channels, people, views and files as JSON."""

from tests.platforms.slack.records import Channel, File, Installation, Json, Person, Post, View
from tests.platforms.slack.workspace import APP_ID, BOT_NAME, Workspace


def message(workspace: Workspace, post: Post, *, with_metadata: bool = False) -> Json:
    shown: Json = {"type": "message", "ts": post.ts, "text": post.text, "team": post.team}
    if post.username:
        shown |= {"subtype": "bot_message", "username": post.username, "icons": {"image_48": post.picture or ""}}
    elif post.user:
        shown["user"] = post.user
    if post.bot_id:
        shown |= {"bot_id": post.bot_id, "app_id": APP_ID, "bot_profile": _bot_profile(post)}
    if post.blocks:
        shown["blocks"] = post.blocks
    if post.edited_ts:
        shown["edited"] = {"user": post.user or post.bot_id, "ts": post.edited_ts}
    if with_metadata and post.metadata:
        shown["metadata"] = post.metadata
    if post.reactions:
        shown["reactions"] = [{"name": name, "users": who, "count": len(who)} for name, who in post.reactions.items()]
    return shown | _thread_of(workspace, post)


def _thread_of(workspace: Workspace, post: Post) -> Json:
    if post.thread_ts:
        return {"thread_ts": post.thread_ts}
    replies = [
        other
        for other in workspace.channels[post.channel].posts
        if other.thread_ts == post.ts and not other.is_deleted and other.seen_by is None
    ]
    if not replies:
        return {}
    writers = list(dict.fromkeys(reply.user or reply.bot_id or "" for reply in replies))
    return {
        "thread_ts": post.ts,
        "reply_count": len(replies),
        "reply_users": writers,
        "reply_users_count": len(writers),
        "latest_reply": replies[-1].ts,
    }


def _bot_profile(post: Post) -> Json:
    return {"id": post.bot_id, "app_id": APP_ID, "name": BOT_NAME, "team_id": post.team, "deleted": False, "icons": {}}


def channel(workspace: Workspace, shown: Channel, installation: Installation) -> Json:
    if shown.kind == "im":
        user = next(member for member in shown.members if member != installation.bot_user)
        return {"id": shown.id, "is_im": True, "user": user, "is_archived": False, "is_org_shared": False}
    teams = [shown.host, *shown.connected]
    return {
        "id": shown.id,
        "name": shown.name,
        "name_normalized": shown.name,
        "is_channel": shown.kind == "public",
        "is_group": shown.kind == "private",
        "is_im": False,
        "is_mpim": shown.kind == "mpim",
        "is_private": shown.kind != "public",
        "is_archived": shown.is_archived,
        "is_general": shown.name == "general",
        "is_shared": shown.is_ext_shared,
        "is_ext_shared": shown.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": bool(shown.invited),
        "pending_shared": list(shown.invited),
        "is_member": installation.bot_user in shown.members,
        "context_team_id": installation.team,
        "conversation_host_id": shown.host,
        "shared_team_ids": teams,
        "connected_team_ids": [team for team in teams if team != installation.team] if shown.is_ext_shared else [],
        "internal_team_ids": [],
        "num_members": len(shown.members),
    }


def person(workspace: Workspace, shown: Person, installation: Installation, *, with_email: bool) -> Json:
    """What users.info says; people of other companies come without locale, and with less where they are strangers."""
    is_home = workspace.is_home(shown, installation)
    is_stranger = not is_home and not workspace.shares_channel(shown, installation)
    profile = {"real_name": shown.name, "display_name": shown.name, "team": shown.team, "image_48": ""}
    if with_email and shown.email and not is_stranger:
        profile["email"] = shown.email
    said: Json = {
        "id": shown.id,
        "team_id": shown.team,
        "name": shown.name.lower().replace(" ", "."),
        "real_name": shown.name,
        "deleted": shown.is_deleted,
        "is_bot": shown.is_bot,
        "is_app_user": False,
        "profile": profile,
    }
    if not is_home:
        return said | {"is_stranger": is_stranger}
    said |= {"tz": shown.zone, "is_admin": shown.is_admin, "is_owner": False, "is_restricted": shown.is_guest}
    said |= {"is_ultra_restricted": False, "locale": shown.locale}
    enterprise = workspace.teams[shown.team].enterprise
    if enterprise:
        said["enterprise_user"] = {"id": shown.id, "enterprise_id": enterprise, "teams": [shown.team]}
    return said


def view(workspace: Workspace, shown: View, values: Json | None = None) -> Json:
    content = shown.content
    return {
        "id": shown.id,
        "team_id": workspace.people[shown.user].team,
        "type": content["type"],
        "blocks": shown.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "external_id": content.get("external_id", ""),
        "state": {"values": values or {}},
        "hash": shown.hash,
        "title": content.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "previous_view_id": shown.previous,
        "root_view_id": shown.root,
        "app_id": APP_ID,
        "app_installed_team_id": shown.installation.team,
        "bot_id": shown.installation.bot_id,
    }


def file(shown: File) -> Json:
    return {
        "id": shown.id,
        "name": shown.name,
        "title": shown.title or shown.name,
        "size": len(shown.content),
        "mimetype": "image/png" if shown.name.endswith(".png") else "application/octet-stream",
        "channels": shown.channels,
    }
