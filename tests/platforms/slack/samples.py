"""The sample payloads of tests/payloads/slack: one per kind of event and sender, by Slack's documented shapes."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.platforms.slack.outbox import Kind
from tests.platforms.slack.records import Json

SAMPLES = Path(__file__).parents[2] / "payloads" / "slack"
# Who is who in them.
OUR_TEAM, THEIR_TEAM, THEIR_ENTERPRISE = "T061EG9R6", "T0ACME0001", "E0UMBRA001"
Sender = Literal["home", "guest", "external", "grid", "bot", "nobody"]


@dataclass(frozen=True)
class Sample:
    name: str
    about: str
    kind: Kind
    sender: Sender
    payload: Json


def read_samples() -> list[Sample]:
    paths = sorted(SAMPLES.glob("*.json"))
    return [Sample(path.stem, **json.loads(path.read_text(encoding="utf-8"))) for path in paths]
