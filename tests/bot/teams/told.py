"""What Teams told, from the recorded payloads, changed as a test needs it."""

from datetime import UTC, datetime

from bot.teams.activity import Activity, Us
from bot.teams.inbound import read
from bot.teams.repeats import Repeats
from outreach.events import Event
from tests.platforms.teams.cards import Json
from tests.platforms.teams.payloads import payload
from tests.platforms.teams.tenant import APP, HOME

US = Us(HOME, APP)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TOLD_AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CARRIED: Json = {"concierge": {"action": "touch.send", "values": {"touch": "7"}, "press": "p1"}}
FORM: Json = {
    "concierge": {
        "action": "touch.edit",
        "values": {"touch": "7"},
        "press": "p2",
        "form": True,
        "inputs": {"words": "words", "note": "note"},
    },
    "words": "Hello",
    "stray": "x",
}


def activity(name: str, /, **changes: object) -> Activity:
    return Activity({**payload(name), **changes}, US, NOW)


def events(name: str, /, **changes: object) -> list[Event]:
    return read(activity(name, **changes), Repeats())


def only(name: str, /, **changes: object) -> Event:
    (event,) = events(name, **changes)
    return event


def sender(name: str, /, **changes: object) -> Json:
    return {**payload(name)["from"], **changes}


def executed(data: Json, **changes: object) -> Json:
    value = {"action": {"type": "Action.Execute", "verb": "touch.send", "data": data}, "trigger": "manual"}
    return {"value": value, **changes}
