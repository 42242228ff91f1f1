"""The manifests against the platforms' own schemas and types, and against what the docs tell about them."""

import io
import json
import os
import re
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.presentation import CHOICES
from bot.settings import BadSetting, Settings, described
from bot.slack import subscriptions
from bot.slack.manifest import manifest as slack_manifest
from bot.slack.manifest import scopes
from bot.teams import icons
from bot.teams.manifest import PERMISSIONS, package
from bot.teams.manifest import manifest as teams_manifest
from bot.versions import CONCIERGE
from handlers.routes import usages
from tests.clients import npm

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("CONCIERGE_TEST_DATA", ROOT.parent / "shared" / "data"))
SLACK_SCHEMA = DATA / "schemas" / "slack-manifest-2.0.0.json"
APP_ID, ADDRESS = "0f1e2d3c-4b5a-4678-9abc-def012345678", "https://concierge.example.com"


@pytest.fixture(autouse=True)
def _an_empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in described():
        monkeypatch.delenv(name, raising=False)


def settings(**given: str) -> Settings:
    return Settings.model_validate({"public_url": ADDRESS, "teams_app_id": APP_ID, **given})


def nowhere() -> Settings:
    return Settings.model_validate({"teams_app_id": APP_ID})


def over_http() -> dict[str, Any]:
    return slack_manifest(settings(), usages(), over_sockets=False)


def over_sockets() -> dict[str, Any]:
    return slack_manifest(nowhere(), usages(), over_sockets=True)


def for_teams(*, with_slash: bool = False) -> dict[str, Any]:
    return teams_manifest(settings(), usages(), with_slash=with_slash)


def told(page: str) -> list[str]:
    """The first column of the table about permissions: what stands in backticks at the start of a row."""
    return re.findall(r"^\| `([\w:.]+)` \|", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)


# Slack


@pytest.mark.skipif(
    not SLACK_SCHEMA.exists(), reason=f"no schemas in {DATA}; set CONCIERGE_TEST_DATA to the data folder"
)
@pytest.mark.parametrize("made", [over_http, over_sockets])
def test_slacks_schema_accepts_the_manifest(made: Any) -> None:
    judge = jsonschema.Draft7Validator(json.loads(SLACK_SCHEMA.read_text("utf-8")))
    assert [problem.message for problem in judge.iter_errors(made())] == []
    assert list(judge.iter_errors({**made(), "display_information": {"name": "x" * 36}})) != []


@pytest.mark.emulator
@npm.needs("@slack/web-api", "typescript")
@pytest.mark.parametrize("made", [over_http, over_sockets])
def test_slacks_own_types_accept_every_scope_and_event(made: Any, tmp_path: Path) -> None:
    assert npm.compiler_complaints(_typed(made()), tmp_path) == ""


@pytest.mark.emulator
@npm.needs("@slack/web-api", "typescript")
def test_slacks_own_types_know_what_is_no_event(tmp_path: Path) -> None:
    made = over_sockets()
    made["settings"]["event_subscriptions"]["bot_events"].append("channel_renamed")
    assert '"channel_renamed"' in npm.compiler_complaints(_typed(made), tmp_path)


def _typed(made: dict[str, Any]) -> str:
    imported = "import type { AppsManifestCreateArguments as Call } from '@slack/web-api';"
    return f"{imported}\nexport const made: Call['manifest'] = {json.dumps(made)};\n"


def test_docs_explain_each_scope_and_no_other() -> None:
    assert told("slack.md") == scopes()


def test_every_event_has_the_scopes_it_takes() -> None:
    made = over_http()
    asked = set(made["oauth_config"]["scopes"]["bot"])
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert {scope for event in events for scope in subscriptions.SCOPES_OF_EVENTS[event]} <= asked
    assert len(events) == len(set(events))


def test_every_kind_of_message_is_heard_by_one_listener() -> None:
    assert "message" in subscriptions.payload_types()
    assert not [kind for kind in subscriptions.payload_types() if "." in kind]
    assert subscriptions.UNASKED not in subscriptions.EVENTS


def test_over_http_every_door_is_ours() -> None:
    addresses = re.findall(r"https?://[^\"]+", json.dumps(over_http()))
    assert set(addresses) == {f"{ADDRESS}/slack/events", f"{ADDRESS}/slack/oauth_redirect"}
    assert over_http()["settings"]["socket_mode_enabled"] is False


def test_over_sockets_no_address_is_needed() -> None:
    assert "http" not in json.dumps(over_sockets())
    assert over_sockets()["settings"]["socket_mode_enabled"] is True


def test_the_command_is_the_one_that_was_set_and_hints_at_every_route() -> None:
    made = slack_manifest(settings(command="/care"), usages(), over_sockets=False)
    (command,) = made["features"]["slash_commands"]  # type: ignore[index]
    assert command["command"] == "/care"
    assert re.findall(r"[\w-]+", command["usage_hint"]) == [one.name for one in usages()]


def test_a_command_too_long_for_slack_is_refused_with_the_cure() -> None:
    with pytest.raises(BadSetting, match="such as /cs"):
        slack_manifest(settings(command=f"/{'c' * 32}"), usages(), over_sockets=False)


@pytest.mark.parametrize("page", ["slack", "teams"])
def test_the_menu_of_a_message_offers_the_same_on_both(page: str) -> None:
    shortcuts = (
        over_http()["features"]["shortcuts"] if page == "slack" else for_teams()["composeExtensions"][0]["commands"]
    )
    assert [one["callback_id" if page == "slack" else "id"] for one in shortcuts] == [one.name for one in CHOICES]


# Teams


@pytest.mark.emulator
@npm.needs("@microsoft/app-manifest")
@pytest.mark.parametrize("with_slash", [False, True])
def test_microsofts_schema_accepts_the_manifest(with_slash: bool) -> None:
    made = for_teams(with_slash=with_slash)
    judge = _microsofts(made["manifestVersion"])
    assert [problem.message for problem in judge.iter_errors(made)] == []
    assert list(judge.iter_errors({**made, "id": "no guid"})) != []


@pytest.mark.emulator
@npm.needs("@microsoft/app-manifest")
def test_what_slash_takes_is_unknown_to_the_older_manifest() -> None:
    made = for_teams(with_slash=True) | {"manifestVersion": "1.25"}
    assert list(_microsofts("1.25").iter_errors(made)) != []


def _microsofts(version: str) -> jsonschema.Draft4Validator:
    schemas = npm.package("@microsoft/app-manifest") / "build" / "json-schemas" / "teams"
    return jsonschema.Draft4Validator(
        json.loads((schemas / f"v{version}" / "MicrosoftTeams.schema.json").read_text("utf-8"))
    )


def test_docs_explain_each_permission_and_no_other() -> None:
    assert told("teams.md") == list(PERMISSIONS)
    asked = for_teams()["authorization"]["permissions"]["resourceSpecific"]
    assert [one["name"] for one in asked] == list(PERMISSIONS)


@pytest.mark.parametrize("with_slash", [False, True])
def test_menus_are_as_short_as_teams_wants_and_lead_to_help(with_slash: bool) -> None:
    known = {one.name for one in usages()}
    for menu in for_teams(with_slash=with_slash)["bots"][0]["commandLists"]:
        titles = [command["title"] for command in menu["commands"]]
        assert len(titles) <= 12
        assert titles[-1] == "help"
        assert set(titles) <= known


def test_beside_customers_the_menu_says_nothing_about_them() -> None:
    personal, beside = for_teams()["bots"][0]["commandLists"]
    assert personal["scopes"] == ["personal"]
    assert [command["title"] for command in beside["commands"]] == ["link", "unlink", "help"]


def test_behind_a_slash_the_channel_has_the_whole_list_in_private() -> None:
    bot = for_teams(with_slash=True)["bots"][0]
    assert bot["supportsTargetedMessages"] is True
    assert [menu.get("triggers") for menu in bot["commandLists"]] == [None, ["slash"]]
    assert "triggers" not in json.dumps(for_teams())


def test_the_package_holds_the_manifest_and_both_icons_and_is_always_the_same() -> None:
    made = package(for_teams())
    assert made == package(for_teams())
    with zipfile.ZipFile(io.BytesIO(made)) as bundle:
        assert bundle.testzip() is None
        assert bundle.namelist() == ["manifest.json", "color.png", "outline.png"]
        held = json.loads(bundle.read("manifest.json"))
        assert held == for_teams()
        assert [_size(bundle.read(held["icons"][name])) for name in ("color", "outline")] == [(192, 192), (32, 32)]


def test_icons_are_solid_and_see_through_as_microsoft_wants() -> None:
    assert {alpha for *_, alpha in _pixels(icons.color())} == {255}
    edge, *_ = drawn = _pixels(icons.outline())
    assert edge == (255, 255, 255, 0)
    assert {pixel[:3] for pixel in drawn} == {(255, 255, 255)}
    assert max(alpha for *_, alpha in drawn) == 255


def _size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _pixels(png: bytes) -> Sequence[tuple[int, ...]]:
    image = pytest.importorskip("PIL.Image", reason="Pillow, which reads the icons back, is not installed")
    with image.open(io.BytesIO(png)) as opened:
        return [tuple(pixel) for pixel in opened.convert("RGBA").get_flattened_data()]


def test_the_version_is_this_programs() -> None:
    assert for_teams()["version"] == CONCIERGE
