"""views.* of our fake Slack: modals in a stack of at most three, and home pages."""

import json

from tests.platforms.slack import shapes
from tests.platforms.slack.blocks import faults_in_view, with_ids
from tests.platforms.slack.calls import Call, Method, SlackError
from tests.platforms.slack.records import Json, View
from tests.platforms.slack.workspace import Workspace

TRIGGER_SECONDS, HIGHEST_STACK, LARGEST_VIEW = 3, 3, 250_000


def open_view(call: Call) -> Json:
    user, content = _redeem(call), read_view(call.structure("view"))
    view = call.workspace.new_view(user, call.installation, content)
    call.workspace.modals[user] = [view]
    return _shown(call.workspace, view)


def push_view(call: Call) -> Json:
    user, content = _redeem(call), read_view(call.structure("view"))
    stack = call.workspace.modals.get(user, [])
    push(call.workspace, stack, content)
    return _shown(call.workspace, stack[-1])


def update_view(call: Call) -> Json:
    content, external = read_view(call.structure("view")), call.text("external_id")
    view = call.workspace.views.get(call.text("view_id"))
    if external:
        known = call.workspace.views.values()
        view = next((one for one in known if one.content.get("external_id") == external), None)
    if view is None or view not in call.workspace.modals.get(view.user, []):
        raise SlackError("not_found")
    if call.text("hash") not in ("", view.hash):
        raise SlackError("hash_conflict")
    view.content, view.hash = content, call.workspace.next_id("156.")
    return _shown(call.workspace, view)


def publish_view(call: Call) -> Json:
    workspace, installation, user = call.workspace, call.installation, call.need("user_id")
    content = read_view(call.structure("view"))
    if content["type"] != "home":
        raise SlackError("invalid_arguments")
    if user not in workspace.people or not workspace.is_home(workspace.people[user], installation):
        raise SlackError("user_not_found")
    place = (installation.team, user)
    existing = workspace.homes.get(place)
    if existing is not None and call.text("hash") not in ("", existing.hash):
        raise SlackError("hash_conflict")
    workspace.homes[place] = workspace.new_view(user, installation, content)
    return _shown(workspace, workspace.homes[place])


def read_view(content: object) -> Json:
    """The view as it will stand. Raises what Slack says of one that cannot."""
    found = faults_in_view(content)
    if found or not isinstance(content, dict):
        raise SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {fault}" for fault in found]})
    if len(json.dumps(content)) > LARGEST_VIEW:
        raise SlackError("view_too_large")
    return content | {"blocks": with_ids(content["blocks"], "v")}


def push(workspace: Workspace, stack: list[View], content: Json) -> None:
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= HIGHEST_STACK:
        raise SlackError("push_limit_reached")
    top = stack[-1]
    stack.append(workspace.new_view(top.user, top.installation, content, below=top))


def _redeem(call: Call) -> str:
    """Whose trigger it was; a trigger is good once, and for three seconds."""
    assert call.installation
    trigger = call.workspace.triggers.get(call.need("trigger_id"))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.is_used:
        raise SlackError("exchanged_trigger_id")
    if (call.workspace.now() - trigger.at).total_seconds() > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    # A view that is refused does not use the trigger up.
    read_view(call.structure("view"))
    trigger.is_used = True
    return trigger.user


def _shown(workspace: Workspace, view: View) -> Json:
    return {"view": shapes.view(workspace, view)}


METHODS: dict[str, Method] = {
    "views.open": open_view,
    "views.push": push_view,
    "views.update": update_view,
    "views.publish": publish_view,
}
