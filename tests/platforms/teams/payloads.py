"""Activities as files: what Teams sends for each kind of event and sender, for whoever reads them."""

import json
from pathlib import Path

from tests.platforms.teams.cards import Json

FOLDER = Path(__file__).parents[2] / "payloads" / "teams"


def names() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("*.json"))


def payload(name: str) -> Json:
    found: Json = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found


def record(name: str, activity: Json) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(activity, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
