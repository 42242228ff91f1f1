"""The app package that people load into Teams: its manifest, and the zip around it. Pure."""

import io
import json
import re
import zipfile
from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlsplit

from bot.presentation import CHOICES, COLOUR, DESCRIPTION, NAME, SUMMARY
from bot.settings import BadSetting, Settings
from bot.teams import icons
from bot.versions import CONCIERGE
from content.pages.help import CommandLine

_SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v{}/MicrosoftTeams.schema.json"

# Shared channels came with 1.25. Slash commands came with 1.29, and not every tenant has them yet.
_VERSION, _VERSION_WITH_SLASH = "1.25", "1.29"

# Granted by the owner of each team or chat; docs/teams.md explains each.
PERMISSIONS = ("ChannelMember.Read.Group", "ChannelMessage.Read.Group", "ChatMessage.Read.Chat")

_MENU_LONGEST = 12
# Only these make sense in a channel alone.
_OF_CHANNELS = ("link", "unlink")
# Customers read along where this menu opens, so it offers nothing about them.
_BESIDE_CUSTOMERS = (*_OF_CHANNELS, "help")

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# The earliest moment a zip knows: the same settings give the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
# Where zips keep what Unix permits: a file that everybody reads.
_READABLE = 0o100644 << 16

Trigger = Literal["mention", "slash"]


def manifest(settings: Settings, usages: Sequence[CommandLine], *, with_slash: bool = False) -> dict[str, object]:
    """Raises BadSetting where the settings do not say what Teams has to know. `with_slash`: commands can also be typed
    behind a slash, seen by nobody else; takes a newer manifest."""
    app_id, address = _app_id(settings), _address(settings)
    version = _VERSION_WITH_SLASH if with_slash else _VERSION
    return {
        "$schema": _SCHEMA.format(version),
        "manifestVersion": version,
        "version": CONCIERGE,
        "id": app_id,
        "developer": {"name": NAME, "websiteUrl": address, "privacyUrl": address, "termsOfUseUrl": address},
        "name": {"short": NAME},
        "description": {"short": SUMMARY, "full": DESCRIPTION},
        "icons": {"color": icons.COLOR, "outline": icons.OUTLINE},
        "accentColor": COLOUR,
        "bots": [_bot(app_id, usages, with_slash=with_slash)],
        "composeExtensions": [_choices(app_id)],
        "supportsChannelFeatures": "tier1",
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "validDomains": [urlsplit(address).netloc],
        # `resource` means nothing here, but permissions are refused without one.
        "webApplicationInfo": {"id": app_id, "resource": address},
        "authorization": {
            "permissions": {"resourceSpecific": [{"name": name, "type": "Application"} for name in PERMISSIONS]}
        },
    }


def package(described: dict[str, object]) -> bytes:
    """The zip: the manifest and its two icons."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, held in (
            ("manifest.json", json.dumps(described, ensure_ascii=False, indent=2).encode()),
            (icons.COLOR, icons.color()),
            (icons.OUTLINE, icons.outline()),
        ):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.external_attr = _READABLE
            bundle.writestr(entry, held, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _app_id(settings: Settings) -> str:
    if settings.teams_app_id is None:
        raise BadSetting(
            "TEAMS_APP_ID is not set: set it to the Microsoft app id of your Azure bot "
            "(Azure portal, the bot, Configuration)."
        )
    if _GUID.fullmatch(settings.teams_app_id) is None:
        raise BadSetting(
            "TEAMS_APP_ID is no Microsoft app id: write it like 00000000-0000-0000-0000-000000000000, "
            "as the Azure portal shows it."
        )
    return settings.teams_app_id.lower()


def _address(settings: Settings) -> str:
    if settings.public_url is None:
        raise BadSetting(
            "PUBLIC_URL is not set: set it to the https address under which Teams reaches this Concierge, "
            "such as PUBLIC_URL=https://concierge.example.com."
        )
    return settings.public_url.rstrip("/")


def _bot(app_id: str, usages: Sequence[CommandLine], *, with_slash: bool) -> dict[str, object]:
    alone = [one for one in usages if one.name not in _OF_CHANNELS]
    beside = [one for one in usages if one.name in _BESIDE_CUSTOMERS]
    menus = [_menu(("personal",), alone), _menu(("team", "groupChat"), beside)]
    targeted: dict[str, object] = {}
    if with_slash:
        # What is typed behind a slash is seen by nobody else, so there the whole list may be offered.
        first = [one for one in usages if one.name in _OF_CHANNELS]
        menus = [_menu(("personal",), alone), _menu(("team", "groupChat"), [*first, *alone], ("slash",))]
        targeted = {"supportsTargetedMessages": True}
    return {
        "botId": app_id,
        "scopes": ["personal", "team", "groupChat"],
        "supportsFiles": False,
        "isNotificationOnly": False,
        **targeted,
        "commandLists": menus,
    }


def _menu(
    scopes: Sequence[str], commands: Sequence[CommandLine], triggers: Sequence[Trigger] = ()
) -> dict[str, object]:
    listed = {"scopes": list(scopes), "commands": [_entry(one) for one in _shortened(commands)]}
    return {**listed, "triggers": list(triggers)} if triggers else listed


def _shortened(commands: Sequence[CommandLine]) -> Sequence[CommandLine]:
    """As many as Teams shows; `help`, which tells the rest, is always among them."""
    help_ = [one for one in commands if one.name == "help"]
    return [*[one for one in commands if one.name != "help"][: _MENU_LONGEST - len(help_)], *help_]


def _entry(one: CommandLine) -> dict[str, str]:
    shape = f"{one.shape}: " if one.shape not in ("", one.name) else ""
    return {"title": one.name, "description": f"{shape}{one.summary}"}


def _choices(app_id: str) -> dict[str, object]:
    """What the menu of a message offers: each opens a form that the bot is asked for."""
    return {
        "botId": app_id,
        "commands": [
            {
                "id": choice.name,
                "type": "action",
                "title": choice.label,
                "description": choice.summary,
                "context": ["message"],
                "fetchTask": True,
            }
            for choice in CHOICES
        ],
    }
