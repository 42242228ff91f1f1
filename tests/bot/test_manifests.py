"""What deployments read is held against the settings."""

import json
import subprocess
from datetime import time
from pathlib import Path

import pytest

from bot.settings import Settings, described
from tests.clients import npm

ROOT = Path(__file__).parents[2]
APP = json.loads((ROOT / "app.json").read_text("utf-8"))
# The platform gives these itself, or they make sense on one's own machine only.
LEFT_OUT = {"DATABASE_URL", "DEMO_DATABASE_URL", "PORT", "SLACK_API_URL", "TEAMS_ALLOW_ANONYMOUS"} | {
    "TEAMS_LOGIN_URL",
    "TEAMS_METADATA_URL",
}


@pytest.fixture(autouse=True)
def _an_empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in described():
        monkeypatch.delenv(name, raising=False)


def default(name: str) -> str:
    value = Settings.model_fields[name.lower()].default
    if value is None:
        return ""
    return f"{value:%H:%M}" if isinstance(value, time) else str(value).lower() if value is False else str(value)


def test_app_json_offers_every_setting_in_its_own_words() -> None:
    offered = {name: entry["description"] for name, entry in APP["env"].items()}
    assert offered == {name: words for name, words in described().items() if name not in LEFT_OUT}


def test_app_json_has_the_defaults_and_listens_to_the_router() -> None:
    values = {name: entry["value"] for name, entry in APP["env"].items() if "value" in entry}
    assert values.pop("HOST") == "0.0.0.0"
    assert values == {name: default(name) for name in values}


def test_whatever_app_json_sets_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, entry in APP["env"].items():
        monkeypatch.setenv(name, entry.get("value", ""))
    assert Settings().host == "0.0.0.0"


def test_what_has_no_value_may_be_left_out() -> None:
    given = {name for name, entry in APP["env"].items() if "value" in entry or "generator" in entry}
    assert set(APP["env"]) - given == {name for name, entry in APP["env"].items() if entry.get("required") is False}
    assert APP["env"]["SECRET_KEY"]["generator"] == "secret"


def test_app_json_has_what_a_deployment_needs() -> None:
    known = {"name", "description", "keywords", "env", "formation", "addons", "buildpacks", "scripts"}
    assert set(APP) == known
    assert APP["scripts"] == {"postdeploy": "python -m bot migrate"}
    assert APP["formation"]["web"]["quantity"] == 1
    assert [addon.partition(":")[0] for addon in APP["addons"]] == ["heroku-postgresql"]


def test_the_procfile_serves() -> None:
    assert (ROOT / "Procfile").read_text() == "web: python -m bot serve\n"


def test_the_example_lists_every_setting_with_its_words_and_default() -> None:
    wanted = [f"# {words}\n#{name}={default(name)}" for name, words in described().items()]
    _, *listed = (ROOT / ".env.example").read_text("utf-8").strip().split("\n\n")
    assert listed == wanted


_JUDGE = """
const App = require(process.argv[1]);
const app = new App(require("fs").readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify((app.errors || []).map((error) => error.property)));
"""


@pytest.mark.emulator
@npm.needs("app.json")
def test_herokus_own_reader_takes_app_json(tmp_path: Path) -> None:
    """It is of 2015, when `formation` was a list; all else it still judges."""

    def objections(app: object) -> list[str]:
        (tmp_path / "app.json").write_text(json.dumps(app), "utf-8")
        run = [str(one) for one in (npm.NODE, "-e", _JUDGE, npm.package("app.json"), tmp_path / "app.json")]
        return list(json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout))

    assert objections(APP) == ["formation"]
    without = {name: value for name, value in APP.items() if name != "formation"}
    assert objections(without) == []
    assert objections({**without, "name": 7}) == ["name"]
