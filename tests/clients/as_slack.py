"""What Slack tells and npm's `emulate` leaves out, put in: who is of another company, buttons, signatures. Pure."""

import json
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

Json = dict[str, object]

TEAM, APP, BOT, BOT_USER = "T000000001", "A0CONCIERGE", "B0CONCIERGE", "U0CONCIERGE"
SIGNING_SECRET = "a-secret-between-emulate-and-the-app"
# Who is said to be of another company, and the channel that is said to be shared with it.
FOREIGNER, FOREIGN_TEAM, SHARED = "dana", "T0ACME", "ext-acme"


def sign(body: bytes) -> Mapping[str, str]:
    at = str(int(time.time()))
    signature = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=at, body=body) or ""
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}


def complete(told: Json, foreigner: str, shared: str) -> Json:
    """An event with its envelope; `foreigner` and `shared` are ids."""
    event = told.get("event")
    assert isinstance(event, dict)
    authorization = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
    completed: Json = {
        "event_time": int(time.time()),
        **told,
        "api_app_id": APP,
        "authorizations": [{**authorization, "is_enterprise_install": False}],
        "event_context": f"ec-{told['event_id']}",
        "is_ext_shared_channel": _channel_of(event) == shared,
    }
    if event.get("type") == "message":
        kind = "im" if str(event["channel"]).startswith("D") else "channel"
        team = FOREIGN_TEAM if event.get("user") == foreigner else TEAM
        more = {"channel_type": kind, "event_ts": event.get("ts"), "team": team, "user_team": team, "source_team": team}
        completed["event"] = {**event, **more}
    return completed


def press(name: str, user: str, channel: str, posted: Json, label: str) -> bytes:
    """A button of a message, as the body of a request; `posted` is what the message's post was answered."""
    message, ts = section(posted, "message"), posted["ts"]
    blocks = [block for block in rows(message, "blocks") if block["type"] == "actions"]
    buttons = [one for block in blocks for one in rows(block, "elements") if one["type"] == "button"]
    (button,) = (one for one in buttons if section(one, "text")["text"] == label)
    pressed = {
        "type": "block_actions",
        "api_app_id": APP,
        "team": {"id": TEAM},
        "user": {"id": user, "name": name, "team_id": TEAM},
        "trigger_id": f"{time.monotonic_ns()}.1.a",
        "channel": {"id": channel, "name": "directmessage"},
        "container": {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False},
        "message": message,
        "actions": [{**button, "action_ts": ts}],
    }
    return urlencode({"payload": json.dumps(pressed)}).encode()


def _channel_of(event: Mapping[str, object]) -> object:
    """Reactions name it further in."""
    item = event.get("item")
    return item.get("channel") if isinstance(item, dict) else event.get("channel")


def complete_answer(answer: Json) -> Json:
    """Of a person and a channel Slack always says whether they are ours alone, and of a message which app wrote it."""
    return {name: _COMPLETING[name](each) if name in _COMPLETING else each for name, each in answer.items()}


def _person_as_slack_tells(told: object) -> object:
    if not isinstance(told, dict):
        return told
    foreign: Json = {"team_id": FOREIGN_TEAM, "is_stranger": True} if told.get("name") == FOREIGNER else {}
    return {"is_restricted": False, "is_ultra_restricted": False, "is_app_user": False, **told, **foreign}


def _channel_as_slack_tells(told: object) -> object:
    if not isinstance(told, dict):
        return told
    is_shared = told.get("name") == SHARED
    return {"is_shared": is_shared, "is_ext_shared": is_shared, "is_org_shared": False, **told}


def _messages_as_slack_tells(told: object) -> object:
    return [_message_as_slack_tells(each) for each in told] if isinstance(told, list) else told


def _message_as_slack_tells(told: object) -> object:
    if not isinstance(told, dict) or told.get("user") != BOT_USER:
        return told
    return {**told, "bot_id": BOT, "app_id": APP}


_COMPLETING: Mapping[str, Callable[[object], object]] = {
    "user": _person_as_slack_tells,
    "channel": _channel_as_slack_tells,
    "message": _message_as_slack_tells,
    "messages": _messages_as_slack_tells,
}


def section(held: Json, name: str) -> Json:
    part = held[name]
    assert isinstance(part, dict)
    return part


def rows(held: Json, name: str) -> list[Json]:
    found = held[name]
    assert isinstance(found, list)
    return found
