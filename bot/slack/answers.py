"""How an act may be answered, and a form opened on it: what Slack lends us for minutes, as one opaque string."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class AnswerTo:
    """Where whoever acted can be answered. `url` is the act's response_url: five uses in half an hour.

    `trigger` may open one modal within three seconds. `view` is the modal they acted in, on which another is pushed;
    `is_home` when they acted on their App Home, where only a modal can be shown at once.
    """

    url: str | None = None
    trigger: str | None = None
    view: str | None = None
    is_home: bool = False


@dataclass(frozen=True)
class Opens:
    """The right to show one form within three seconds; `view` is the modal on top of which it goes."""

    trigger: str
    view: str | None = None


def encode(given: AnswerTo | Opens) -> str:
    return json.dumps({name: value for name, value in asdict(given).items() if value}, separators=(",", ":"))


def answer_to(opaque: str | None) -> AnswerTo:
    """Nothing to answer by, where it is none of ours."""
    raw = _parsed(opaque)
    return AnswerTo(_text(raw, "url"), _text(raw, "trigger"), _text(raw, "view"), raw.get("is_home") is True)


def opens(opaque: str | None) -> Opens | None:
    """None where it is none of ours."""
    raw = _parsed(opaque)
    trigger = _text(raw, "trigger")
    return Opens(trigger, _text(raw, "view")) if trigger else None


def _parsed(opaque: str | None) -> dict[str, object]:
    try:
        raw = json.loads(opaque or "{}")
    except ValueError:
        return {}
    return raw if isinstance(raw, dict) else {}


def _text(raw: dict[str, object], name: str) -> str | None:
    value = raw.get(name)
    return value if isinstance(value, str) and value else None
