"""`manifest`, as it is typed."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.slack.manifest import manifest as slack_manifest
from bot.teams.manifest import manifest as teams_manifest
from bot.teams.manifest import package
from handlers.routes import usages
from tests.bot.cli.conftest import Verb

APP_ID, ADDRESS = "0f1e2d3c-4b5a-4678-9abc-def012345678", "https://concierge.example.com"


def made_for_slack(*, over_sockets: bool) -> dict[str, object]:
    given = {} if over_sockets else {"public_url": ADDRESS}
    return slack_manifest(Settings.model_validate(given), usages(), over_sockets=over_sockets)


@pytest.mark.parametrize(
    ("arguments", "given", "cure"),
    [
        (("slack",), {}, "PUBLIC_URL=https://concierge.example.com, or add --socket-mode"),
        (("teams",), {"PUBLIC_URL": ADDRESS}, "TEAMS_APP_ID is not set: set it to the Microsoft app id"),
        (("teams",), {"TEAMS_APP_ID": APP_ID}, "such as PUBLIC_URL=https://concierge.example.com"),
        (("teams",), {"TEAMS_APP_ID": "mine", "PUBLIC_URL": ADDRESS}, "TEAMS_APP_ID is no Microsoft app id"),
    ],
    ids=["slack without an address", "no app id", "teams without an address", "no guid"],
)
def test_what_is_missing_is_one_sentence_with_its_cure(
    verb: Verb, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], given: dict[str, str], cure: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    done = verb("manifest", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert cure in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_slack_is_printed_alone_on_stdout(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", f"{ADDRESS}/")
    done = verb("manifest", "slack")
    assert (done.exit_code, json.loads(done.stdout)) == (0, made_for_slack(over_sockets=False))
    assert "From a manifest" in done.stderr


def test_slack_goes_over_sockets_once_there_is_an_app_token(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    assert json.loads(verb("manifest", "slack").stdout) == made_for_slack(over_sockets=True)


def test_slack_is_written_where_it_is_wanted(verb: Verb, tmp_path: Path) -> None:
    done = verb("manifest", "slack", "--socket-mode", "--out", "slack.json")
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads((tmp_path / "slack.json").read_text("utf-8")) == made_for_slack(over_sockets=True)


def test_teams_is_a_zip_and_is_told_where_it_goes(verb: Verb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PUBLIC_URL", ADDRESS)
    monkeypatch.setenv("TEAMS_APP_ID", APP_ID.upper())
    settings = Settings.model_validate({"public_url": ADDRESS, "teams_app_id": APP_ID})
    done = verb("manifest", "teams")
    assert done.exit_code == 0
    assert (tmp_path / "concierge-teams.zip").read_bytes() == package(teams_manifest(settings, usages()))
    assert "Upload a custom app" in done.stderr


def test_a_place_that_cannot_be_written_says_so(verb: Verb) -> None:
    done = verb("manifest", "slack", "--socket-mode", "--out", "no-folder/slack.json")
    assert done.exit_code == 2
    assert "choose another place with --out" in done.stderr


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_help_has_examples_and_exit_codes(verb: Verb, platform: str) -> None:
    shown = verb("manifest", platform, "--help").stdout
    assert f"python -m bot manifest {platform}" in shown
    assert "2 wrong usage or settings" in shown
