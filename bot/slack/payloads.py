"""Slack's payloads, read with care: what is not there, or not of its kind, is said so. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime

Raw = Mapping[str, object]

_NOTHING: Raw = {}
# These two come when the authorization they speak of is gone already; they are sent to nobody but us.
FAREWELLS = frozenset({"app_uninstalled", "tokens_revoked"})


class Unreadable(Exception):
    """A payload without something that its kind always has: nothing that Slack documents."""


def part(raw: Raw, *path: str) -> Raw:
    """The object at the end of that path, empty where there is none."""
    found: object = raw
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else _NOTHING


def maybe(raw: Raw, *path: str) -> str | None:
    """The text at the end of that path; None where there is none, or an empty one."""
    found = part(raw, *path[:-1]).get(path[-1])
    return found if isinstance(found, str) and found else None


def needed(raw: Raw, *path: str) -> str:
    """Raises Unreadable."""
    found = maybe(raw, *path)
    if found is None:
        raise Unreadable(".".join(path))
    return found


def parts(raw: Raw, name: str) -> list[Raw]:
    """The objects of the list of that name."""
    found = raw.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def moment(timestamp: str | None, now: datetime) -> datetime:
    """Slack's `seconds.micros` as an instant; now, where there is none."""
    try:
        return datetime.fromtimestamp(float(timestamp), UTC) if timestamp else now
    except (ValueError, OverflowError, OSError):
        return now


def installation_of(body: Raw) -> str | None:
    """Our workspace that this is for, or the whole organisation's id. None when the payload does not say.

    A payload's own `team_id` is often the customer's: an event names ours in its authorizations, a press as the team
    of the message, a view as the team that installed us.
    """
    if body.get("type") == "event_callback":
        authorizations = parts(body, "authorizations")
        if authorizations:
            return _installing(authorizations[0])
        return _installing(body) if maybe(body, "event", "type") in FAREWELLS else None
    if "command" in body:
        return _installing(body)
    if body.get("is_enterprise_install") in (True, "true"):
        return maybe(body, "enterprise", "id")
    return maybe(body, "view", "app_installed_team_id") or maybe(body, "team", "id")


def _installing(raw: Raw) -> str | None:
    is_org_wide = raw.get("is_enterprise_install") in (True, "true")
    return maybe(raw, "enterprise_id" if is_org_wide else "team_id")
