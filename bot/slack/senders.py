"""Who acted and where, as far as a payload vouches for it: whatever it leaves open is the customer's side. Pure."""

from bot.slack.installed import PLATFORM, Installed
from bot.slack.payloads import Raw, maybe, part
from outreach.events import Actor, Place, PlaceKind

# What Slack calls channels whose names it does not tell.
_NAMELESS = frozenset({"directmessage", "privategroup", "fail"})


def actor_of(ours: Installed, user: str, team: str | None, name: str = "") -> Actor:
    """Of our own company is not yet a full member: guests are too, so Slack is asked.

    It is asked as well about another workspace of our company, about an Enterprise Grid's id, which leaves the person's
    own team open, and, where we are on a Grid or another one is ours too, about every other team, which may be ours.
    """
    if team and ours.is_ours(team):
        return Actor(PLATFORM, ours.home, user, name, is_vague=True)
    is_vague = not team or team.startswith("E") or _may_be_ours(ours, team)
    return Actor(PLATFORM, team or "", user, name, is_vague=is_vague)


def _may_be_ours(ours: Installed, team: str) -> bool:
    return ours.organisation is not None or any(each == team or each.startswith("E") for each in ours.relatives)


def ourselves(ours: Installed) -> Actor:
    """For what happened without anybody's name: nobody gains anything by being us."""
    return Actor(PLATFORM, ours.home, ours.bot_user_id, "")


def sender_of(event: Raw) -> str | None:
    """Whose company the author of a message belongs to. In a mention `team` is always ours, so it says nothing."""
    named = maybe(event, "user_team") or maybe(event, "source_team")
    return named or (maybe(event, "team") if event.get("type") != "app_mention" else None)


def channel_of(body: Raw, ours: Installed, channel: str, *, thread: str | None = None, name: str = "") -> Place:
    """A channel as an event tells of it; a direct conversation only where messages come from one."""
    return Place(PLATFORM, ours.workspace, channel, name, _kind(body, channel), thread)


def spot_of(ours: Installed, channel: Raw, thread: str | None = None) -> Place:
    """Where a command was typed or a message chosen: nothing says who reads there, and a direct conversation may be
    one between two people, in which we cannot write."""
    channel_id, name = maybe(channel, "id") or "", maybe(channel, "name") or ""
    kind: PlaceKind = "private" if channel_id.startswith("D") else "shared"
    is_named = name not in _NAMELESS and not name.startswith("mpdm")
    return Place(PLATFORM, ours.workspace, channel_id, name if is_named else "", kind, thread)


def page_of(ours: Installed, user: str) -> Place:
    """The page that is theirs alone."""
    return Place(PLATFORM, ours.workspace, user, kind="private")


def thread_of(message: Raw) -> str | None:
    """The message that leads its thread, unless it is this very one."""
    thread = maybe(message, "thread_ts")
    return thread if thread != maybe(message, "ts") else None


def _kind(body: Raw, channel: str) -> PlaceKind:
    """With one person of another company it is still between us two, though Slack calls that shared as well."""
    if is_direct(part(body, "event")):
        return "direct"
    if channel.startswith("D"):
        return "private"
    return "team" if body.get("is_ext_shared_channel") is False else "shared"


def is_direct(event: Raw) -> bool:
    """Whether a message was written to us alone."""
    if event.get("type") != "message":
        return False
    channel = maybe(event, "channel") or ""
    return event.get("channel_type") == "im" or channel.startswith("D")
