"""The manifest from which Slack creates the app. Pure."""

from collections.abc import Sequence

from bot.presentation import CHOICES, COLOUR, DESCRIPTION, NAME, SUMMARY
from bot.settings import BadSetting, Settings
from bot.slack.subscriptions import EVENTS, SCOPES_OF_EVENTS
from content.pages.help import CommandLine

# Events, commands, buttons, forms and shortcuts all come in by one door; people install by the other.
EVENTS_PATH, REDIRECT_PATH = "/slack/events", "/slack/oauth_redirect"

# What our own calls take besides the events; docs/slack.md says which call.
_SCOPES_OF_CALLS = (
    "chat:write",
    "chat:write.customize",
    "commands",
    "files:write",
    "im:write",
    "users:read",
    "users:read.email",
)

# Slack's limit for a command.
_COMMAND_LONGEST = 32


def scopes() -> list[str]:
    """Every scope of the bot's token, in order."""
    return sorted({*_SCOPES_OF_CALLS, *(scope for needed in SCOPES_OF_EVENTS.values() for scope in needed)})


def manifest(settings: Settings, usages: Sequence[CommandLine], *, over_sockets: bool) -> dict[str, object]:
    """Raises BadSetting where the settings do not say what Slack has to know. `over_sockets`: events come over Socket
    Mode, and Slack needs no address of ours."""
    if len(settings.command) > _COMMAND_LONGEST:
        raise BadSetting(f"COMMAND is too long for Slack: shorten it to {_COMMAND_LONGEST} characters, such as /cs.")
    address = _address(settings, over_sockets=over_sockets)
    door = {} if over_sockets else {"url": f"{address}{EVENTS_PATH}"}
    return {
        "display_information": {
            "name": NAME,
            "description": SUMMARY,
            "long_description": DESCRIPTION,
            "background_color": COLOUR,
        },
        "features": _features(settings.command, usages, door),
        "oauth_config": _oauth(address),
        "settings": _reception(door),
    }


def _address(settings: Settings, *, over_sockets: bool) -> str | None:
    if settings.public_url is None and not over_sockets:
        raise BadSetting(
            "PUBLIC_URL is not set, so Slack would not know where to send events: set it to the https address of this "
            "Concierge, such as PUBLIC_URL=https://concierge.example.com, or add --socket-mode, which needs none."
        )
    return settings.public_url.rstrip("/") if settings.public_url else None


def _features(command: str, usages: Sequence[CommandLine], door: dict[str, str]) -> dict[str, object]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": NAME, "always_online": True},
        "shortcuts": [
            {"type": "message", "callback_id": choice.name, "name": choice.label, "description": choice.summary}
            for choice in CHOICES
        ],
        "slash_commands": [
            {
                "command": command,
                **door,
                "description": _first(usages),
                "usage_hint": f"[{' | '.join(one.name for one in usages)}]",
                # Names of people and channels come with their ids, which two people cannot share.
                "should_escape": True,
            }
        ],
    }


def _first(usages: Sequence[CommandLine]) -> str:
    """What the command does when nothing follows it."""
    return next(one.summary for one in usages if not one.shape)


def _oauth(address: str | None) -> dict[str, object]:
    redirects = {"redirect_urls": [f"{address}{REDIRECT_PATH}"]} if address else {}
    return {**redirects, "scopes": {"bot": scopes()}}


def _reception(door: dict[str, str]) -> dict[str, object]:
    requests = {"request_url": door["url"]} if door else {}
    return {
        "event_subscriptions": {**requests, "bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True, **requests},
        "org_deploy_enabled": True,
        "socket_mode_enabled": not door,
        "token_rotation_enabled": False,
    }
