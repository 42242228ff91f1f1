"""What people do with what we show them: commands, presses, chosen messages and forms. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.slack.answers import AnswerTo, Opens, encode
from bot.slack.controls import read_press
from bot.slack.installed import PLATFORM, Installed
from bot.slack.mrkdwn import words_of
from bot.slack.payloads import Raw, maybe, moment, needed, part, parts
from bot.slack.senders import actor_of, page_of, spot_of, thread_of
from bot.slack.views import read_place, read_view
from outreach.errors import BadInput
from outreach.events import Action, Actor, Command, Event, FormSubmitted, HomeOpened, Place, Shortcut

# No button of any version is called so: whoever pressed one that cannot be read is told that it is old.
OUTDATED = "outdated"


def command_of(body: Raw, ours: Installed, now: datetime) -> Command:
    """Raises Unreadable, as all of these do."""
    trigger = needed(body, "trigger_id")
    channel = {"id": needed(body, "channel_id"), "name": maybe(body, "channel_name")}
    return Command(
        _key(trigger),
        now,
        actor_of(ours, needed(body, "user_id"), maybe(body, "team_id"), maybe(body, "user_name") or ""),
        spot_of(ours, channel),
        words_of(maybe(body, "text") or ""),
        opens=encode(Opens(trigger)),
        answer_to=encode(AnswerTo(url=maybe(body, "response_url"))),
    )


def press_of(body: Raw, ours: Installed, now: datetime) -> Action | None:
    """None for what only opens a link."""
    pressed = next(iter(parts(body, "actions")), {})
    try:
        read = read_press(pressed)
    except BadInput:
        read = (OUTDATED, {})
    if read is None:
        return None
    trigger, at = needed(body, "trigger_id"), moment(maybe(pressed, "action_ts"), now)
    action = Action(_key(trigger), at, _actor(body, ours), page_of(ours, needed(body, "user", "id")), *read)
    view = part(body, "view")
    return _in_view(action, view, ours, trigger) if view else _in_message(action, body, ours, trigger)


def _in_view(action: Action, view: Raw, ours: Installed, trigger: str) -> Action:
    """Their page and a form on the screen are seen by nobody else."""
    modal = maybe(view, "id") if view.get("type") == "modal" else None
    return replace(
        action,
        place=_carried(view, ours, action.place),
        opens=encode(Opens(trigger, modal)),
        answer_to=encode(AnswerTo(trigger=trigger, view=modal, is_home=modal is None)),
        is_private=True,
    )


def _in_message(action: Action, body: Raw, ours: Installed, trigger: str) -> Action:
    """An ephemeral message cannot be referred to; a standing one in a direct conversation is one of ours with them."""
    container, message = part(body, "container"), part(body, "message")
    is_ephemeral = container.get("is_ephemeral") is True
    place = spot_of(ours, part(body, "channel"), maybe(container, "thread_ts") or thread_of(message))
    if not place.external_id:
        place = replace(place, external_id=needed(container, "channel_id"))
    if place.is_between_us and not is_ephemeral:
        place = replace(place, kind="direct")
    return replace(
        action,
        place=place,
        ref=None if is_ephemeral else maybe(container, "message_ts") or needed(message, "ts"),
        opens=encode(Opens(trigger)),
        answer_to=encode(AnswerTo(url=maybe(body, "response_url"))),
        is_private=is_ephemeral or place.is_between_us,
    )


def shortcut_of(body: Raw, ours: Installed, now: datetime) -> Shortcut:
    trigger, message = needed(body, "trigger_id"), part(body, "message")
    return Shortcut(
        _key(trigger),
        moment(maybe(body, "action_ts"), now),
        _actor(body, ours),
        spot_of(ours, part(body, "channel"), thread_of(message)),
        needed(body, "callback_id"),
        words_of(maybe(message, "text") or "", ours.bot_user_id),
        needed(message, "ts"),
        maybe(message, "user") or maybe(message, "bot_id") or "",
        opens=encode(Opens(trigger)),
        answer_to=encode(AnswerTo(url=maybe(body, "response_url"))),
    )


def submission_of(body: Raw, ours: Installed, now: datetime) -> FormSubmitted:
    """Where the form was asked for stands in it. Raises BadInput, whose words are for the form to show."""
    view = part(body, "view")
    action, values = read_view(view)
    # Slack gives each press its own trigger. After three seconds without an answer it says that it had trouble and
    # leaves the form open, so the second press of what was done already has another trigger and the same answers.
    key = f"form:{needed(view, 'id')}:{_digest(action, values)}"
    place = _carried(view, ours, page_of(ours, needed(body, "user", "id")))
    return FormSubmitted(key, now, _actor(body, ours), place, action, values)


def refreshing(event: Event) -> HomeOpened | None:
    """Their page shown anew, after what they did there was handled."""
    if event.place.kind != "private" or event.place.external_id != event.actor.external_id:
        return None
    return HomeOpened(f"{event.key}:home", event.at, event.actor, event.place)


def _digest(action: str, values: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps([action, values], sort_keys=True).encode()).hexdigest()[:32]


def _key(trigger: str) -> str:
    return f"trigger:{trigger}"


def _actor(body: Raw, ours: Installed) -> Actor:
    """`user.team_id` is who acted; `team` is where they did."""
    user = part(body, "user")
    return actor_of(ours, needed(user, "id"), maybe(user, "team_id"), maybe(user, "name") or "")


def _carried(view: Raw, ours: Installed, otherwise: Place) -> Place:
    """What a view carries is minutes old: a team's channel may be shared by now."""
    try:
        place = read_place(view)
    except BadInput:
        return otherwise
    if (place.platform, place.workspace) != (PLATFORM, ours.workspace):
        return otherwise
    return replace(place, kind="shared") if place.kind == "team" else place
