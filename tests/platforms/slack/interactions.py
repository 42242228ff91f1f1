"""What Slack sends when somebody types a command, presses, submits or chooses a shortcut."""

from tests.platforms.slack import shapes
from tests.platforms.slack.records import Channel, Installation, Json, Person, Post, ResponseUrl, View
from tests.platforms.slack.workspace import APP_ID, Workspace

_TOKEN = "verification-token"
_CHANNEL_NAMES = {"im": "directmessage", "private": "privategroup", "mpim": "mpdm"}


def command_payload(
    workspace: Workspace, person: Person, channel: Channel, url: ResponseUrl, typed: tuple[str, str]
) -> Json:
    """The form of a slash command; every value is text."""
    installation = url.installation
    team = workspace.teams[person.team]
    told = {
        "token": _TOKEN,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": _CHANNEL_NAMES.get(channel.kind, channel.name),
        "user_id": person.id,
        "user_name": _user_name(person),
        "command": typed[0],
        "text": typed[1],
        "api_app_id": APP_ID,
        "is_enterprise_install": str(installation.is_org_wide).lower(),
        "response_url": address(workspace, url),
        "trigger_id": workspace.new_trigger(person.id).id,
    }
    if installation.enterprise:
        told |= {"enterprise_id": installation.enterprise, "enterprise_name": "Grid"}
    return told


def press_on_post(workspace: Workspace, person: Person, post: Post, url: ResponseUrl, action: Json) -> Json:
    """block_actions of a message. An ephemeral comes without the message itself."""
    channel = workspace.channels[post.channel]
    is_private = post.seen_by is not None
    container = {"type": "message", "message_ts": post.ts, "channel_id": channel.id, "is_ephemeral": is_private}
    if post.thread_ts:
        container["thread_ts"] = post.thread_ts
    told = _interaction(workspace, person, url.installation, "block_actions") | {
        "container": container,
        "channel": {"id": channel.id, "name": _CHANNEL_NAMES.get(channel.kind, channel.name)},
        "state": {"values": {}},
        "response_url": address(workspace, url),
        "actions": [action | {"action_ts": workspace.next_ts()}],
    }
    return told if is_private else told | {"message": shapes.message(workspace, post)}


def press_on_view(workspace: Workspace, person: Person, view: View, values: Json, action: Json) -> Json:
    """block_actions of a modal or a home page: no channel, and no response_url."""
    shown = shapes.view(workspace, view, values)
    return _interaction(workspace, person, view.installation, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "view": shown,
        "state": shown["state"],
        "actions": [action | {"action_ts": workspace.next_ts()}],
    }


def submission(workspace: Workspace, person: Person, view: View, values: Json) -> Json:
    """view_submission: `team` is the submitter's own, ours stands in the view."""
    told = _interaction(workspace, person, view.installation, "view_submission")
    team = workspace.teams[person.team]
    told["team"] = {"id": team.id, "domain": team.domain}
    return told | {"view": shapes.view(workspace, view, values), "response_urls": []}


def closing(workspace: Workspace, person: Person, view: View, *, is_cleared: bool) -> Json:
    told = _interaction(workspace, person, view.installation, "view_closed")
    return told | {"view": shapes.view(workspace, view), "is_cleared": is_cleared}


def message_shortcut(workspace: Workspace, person: Person, name: str, post: Post, url: ResponseUrl) -> Json:
    channel = workspace.channels[post.channel]
    return _interaction(workspace, person, url.installation, "message_action") | {
        "callback_id": name,
        "action_ts": workspace.next_ts(),
        "response_url": address(workspace, url),
        "message_ts": post.ts,
        "channel": {"id": channel.id, "name": _CHANNEL_NAMES.get(channel.kind, channel.name)},
        "message": shapes.message(workspace, post),
    }


def global_shortcut(workspace: Workspace, person: Person, installation: Installation, name: str) -> Json:
    told = _interaction(workspace, person, installation, "shortcut")
    return told | {"callback_id": name, "action_ts": workspace.next_ts()}


def address(workspace: Workspace, url: ResponseUrl) -> str:
    return f"{workspace.root}/response/{url.id}"


def _interaction(workspace: Workspace, person: Person, installation: Installation, kind: str) -> Json:
    """`user.team_id` is the presser's organisation, `team` ours."""
    ours, enterprise = workspace.teams[installation.team], installation.enterprise
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": _user_name(person),
            "name": _user_name(person),
            "team_id": person.team,
        },
        "api_app_id": APP_ID,
        "token": _TOKEN,
        "team": {"id": ours.id, "domain": ours.domain} | ({"enterprise_id": enterprise} if enterprise else {}),
        "enterprise": {"id": enterprise, "name": "Grid"} if enterprise else None,
        "is_enterprise_install": installation.is_org_wide,
        "trigger_id": workspace.new_trigger(person.id).id,
    }


def _user_name(person: Person) -> str:
    return person.name.lower().replace(" ", ".")
