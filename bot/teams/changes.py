"""What happens to channels, teams, chats and to us in them, as neutral events. Pure."""

from collections.abc import Iterator, Mapping

from bot.teams.activity import Activity, part, rows, word
from outreach.events import Change, ChannelChanged, Event, Installed, Place

_OF_CHANNELS: Mapping[str, Change] = {
    "channelRenamed": "renamed",
    "channelDeleted": "deleted",
    "channelRestored": "unarchived",
    "channelShared": "shared",
    "channelUnshared": "unshared",
}
# Each happens to every channel of the team.
_OF_TEAMS: Mapping[str, Change] = {
    "teamDeleted": "deleted",
    "teamHardDeleted": "deleted",
    "teamArchived": "archived",
    "teamUnarchived": "unarchived",
    "teamRestored": "unarchived",
}
_SHARING = {"channelShared": "sharedWithTeams", "channelUnshared": "unsharedFromTeams"}
_MEMBERS: Mapping[str, Change] = {"membersAdded": "joined", "membersRemoved": "left"}


def read(activity: Activity) -> list[Event]:
    if not activity.conversation_id:
        return []
    if activity.kind == "installationUpdate":
        return list(_installation(activity))
    return list(_update(activity))


def affected_team(activity: Activity) -> str | None:
    """The team with all of whose channels the same has happened as with its first one, or None."""
    if activity.kind == "installationUpdate":
        return activity.team if word(activity.raw, "action") == "remove" else None
    if activity.change in _OF_TEAMS:
        return activity.team
    return activity.team if _ours(activity) and not activity.change.startswith("channel") else None


def sharing(activity: Activity) -> frozenset[str]:
    """The other companies with which a channel is now shared, or no longer is."""
    teams = rows(activity.channel_data, _SHARING.get(activity.change, ""))
    return frozenset(word(each, "tenantId").casefold() for each in teams) - {"", activity.us.tenant_id.casefold()}


def _installation(activity: Activity) -> Iterator[Event]:
    """An upgrade changes nothing. That we are in a channel is told beside it."""
    match word(activity.raw, "action"):
        case "add":
            yield Installed(_key(activity), activity.at, activity.actor, activity.place)
        case "remove" if not activity.is_personal:
            yield _changed(activity, activity.place, "left")


def _update(activity: Activity) -> Iterator[Event]:
    if activity.is_personal:
        return
    change = activity.change
    if change in _OF_CHANNELS or change == "channelCreated":
        yield from _of_channel(activity, activity.channel or activity.conversation_id)
    elif change in _OF_TEAMS or change == "teamRenamed":
        yield _changed(activity, _first(activity), _OF_TEAMS.get(change, "renamed"))
    elif topic := word(activity.raw, "topicName"):
        yield _changed(activity, activity.place_at(activity.conversation_id, name=topic), "renamed")
    elif ours := _ours(activity):
        at = activity.channel if change.startswith("channel") else None
        yield _changed(activity, activity.place_at(at or activity.conversation_id), ours)


def _of_channel(activity: Activity, channel: str) -> Iterator[Event]:
    """With another team of our own a channel is shared without anybody noticing."""
    change, place = activity.change, activity.place_at(channel)
    if change == "channelCreated":
        if _is_open_to_us(activity):
            yield _changed(activity, place, "joined")
    elif change not in _SHARING or sharing(activity):
        yield _changed(activity, place, _OF_CHANNELS[change])


def _changed(activity: Activity, place: Place, change: Change) -> ChannelChanged:
    return ChannelChanged(_key(activity), activity.at, activity.actor, place, change, place.name)


def _first(activity: Activity) -> Place:
    """A team's first channel has the team's id."""
    return activity.place_at(activity.team or activity.conversation_id)


def _ours(activity: Activity) -> Change | None:
    """What happened to us there; other people's coming and going is followed by looking at rosters."""
    for name, change in _MEMBERS.items():
        if any(activity.us.is_bot(word(each, "id")) for each in rows(activity.raw, name)):
            return change
    return None


def _is_open_to_us(activity: Activity) -> bool:
    """Into shared and private channels we have to be let."""
    return word(part(activity.channel_data, "channel"), "type").casefold() not in ("shared", "private")


def _key(activity: Activity) -> str:
    which = activity.id or activity.at.isoformat()
    return f"event:{activity.conversation_id}:{which}:{activity.kind}:{activity.change}"
