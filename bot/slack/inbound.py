"""What Slack tells us unasked, as neutral events: pure, and whatever is not certain counts against the sender."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.slack.installed import PLATFORM, Installed
from bot.slack.mrkdwn import mentions, words_of
from bot.slack.payloads import Raw, maybe, moment, needed, part, parts
from bot.slack.senders import actor_of, channel_of, is_direct, ourselves, page_of, sender_of, thread_of
from outreach.events import (
    Actor,
    Change,
    ChannelChanged,
    ChannelMessage,
    Event,
    HomeOpened,
    MessageChanged,
    Place,
    Reaction,
)

# Other subtypes are Slack's own words ("has joined the channel") or another bot's.
_SAID = frozenset({None, "file_share", "thread_broadcast", "me_message"})
_TOMBSTONE = "tombstone"


@dataclass(frozen=True)
class Told:
    """One event with its envelope, and who we are there."""

    body: Raw
    event: Raw
    ours: Installed
    now: datetime

    @property
    def key(self) -> str:
        return f"event:{needed(self.body, 'event_id')}"

    @property
    def at(self) -> datetime:
        return moment(maybe(self.event, "event_ts") or maybe(self.event, "ts"), self.now)

    def actor(self, user: str | None, team: str | None) -> Actor:
        return actor_of(self.ours, user, team) if user else ourselves(self.ours)

    def place(self, channel: str, thread: str | None = None, name: str = "") -> Place:
        return channel_of(self.body, self.ours, channel, thread=thread, name=name)

    def is_us(self, user: str | None) -> bool:
        return user == self.ours.bot_user_id


def event_of(body: Raw, ours: Installed, now: datetime) -> Event | None:
    """None for what has no meaning for us. Raises Unreadable."""
    told = Told(body, part(body, "event"), ours, now)
    read = _READING.get(maybe(told.event, "type") or "")
    return read(told) if read is not None else None


def _message(told: Told) -> Event | None:
    match told.event.get("subtype"):
        case "message_changed":
            return _changed(told)
        case "message_deleted":
            return _deleted(told)
        case subtype if subtype in _SAID:
            return _said(told)
    return None


def _said(told: Told) -> ChannelMessage | None:
    message = told.event
    user = maybe(message, "user")
    if user is None or told.is_us(user) or _is_by_bot(message):
        return None
    channel, ts = needed(message, "channel"), needed(message, "ts")
    text = maybe(message, "text") or ""
    addressed = message.get("type") == "app_mention" or is_direct(message)
    return ChannelMessage(
        # Slack tells a mention twice, as a mention and as a message.
        f"message:{channel}:{ts}",
        moment(ts, told.now),
        told.actor(user, sender_of(message)),
        told.place(channel, thread_of(message)),
        words_of(text, told.ours.bot_user_id),
        ts,
        mentions_us=addressed or mentions(text, told.ours.bot_user_id),
    )


def _is_by_bot(message: Raw) -> bool:
    return maybe(message, "bot_id") is not None or message.get("subtype") == "bot_message"


def _changed(told: Told) -> MessageChanged | None:
    """A link that was unfolded and an answer that was counted are changes too, of which the words know nothing."""
    message, before = part(told.event, "message"), part(told.event, "previous_message")
    user = maybe(message, "user") or maybe(before, "user")
    is_gone = message.get("subtype") == _TOMBSTONE
    if user is None or told.is_us(maybe(before, "user") or user) or _is_by_bot(message) or _is_by_bot(before):
        return None
    if not is_gone and message.get("text") == before.get("text"):
        return None
    words = None if is_gone else words_of(maybe(message, "text") or "", told.ours.bot_user_id)
    # A tombstone is Slack's; whose words they were stands in what was there before.
    author = maybe(before, "user") if is_gone else user
    change = _change(told, message, author or user, sender_of(before if is_gone else message), words)
    return replace(change, mentions_us=not is_gone and mentions(maybe(message, "text") or "", told.ours.bot_user_id))


def _deleted(told: Told) -> MessageChanged | None:
    before = part(told.event, "previous_message")
    user = maybe(before, "user")
    if user is None or told.is_us(user) or _is_by_bot(before):
        return None
    message = {**before, "ts": needed(told.event, "deleted_ts")}
    return _change(told, message, user, sender_of(before), None)


def _change(told: Told, message: Raw, user: str, team: str | None, words: str | None) -> MessageChanged:
    place = told.place(needed(told.event, "channel"), thread_of(message))
    return MessageChanged(told.key, told.at, told.actor(user, team), place, needed(message, "ts"), words)


def _reaction(told: Told) -> Reaction | None:
    """It says who by their id alone."""
    item, user = part(told.event, "item"), needed(told.event, "user")
    if item.get("type") != "message" or told.is_us(user):
        return None
    place = told.place(needed(item, "channel"))
    emoji, added = needed(told.event, "reaction"), told.event.get("type") == "reaction_added"
    return Reaction(told.key, told.at, told.actor(user, None), place, needed(item, "ts"), emoji, added)


def _home(told: Told) -> HomeOpened | None:
    if told.event.get("tab") != "home":
        return None
    user = needed(told.event, "user")
    return HomeOpened(told.key, told.at, told.actor(user, None), page_of(told.ours, user))


def _membership(change: Change) -> Callable[[Told], ChannelChanged | None]:
    def read(told: Told) -> ChannelChanged | None:
        """Only our own; who invited us is who acted."""
        if not told.is_us(maybe(told.event, "user")):
            return None
        return _channel(told, change, needed(told.event, "channel"), told.actor(maybe(told.event, "inviter"), None))

    return read


def _life(change: Change) -> Callable[[Told], ChannelChanged]:
    def read(told: Told) -> ChannelChanged:
        """`channel` is an id, or an object with the name as it is from now on."""
        named = part(told.event, "channel")
        channel = maybe(named, "id") or needed(told.event, "channel")
        actor = told.actor(maybe(told.event, "user") or maybe(told.event, "actor_id"), None)
        return _channel(told, change, channel, actor, name=maybe(named, "name") or "")

    return read


def _shared(told: Told) -> ChannelChanged | None:
    """With another workspace of our company is with no customer."""
    other = maybe(told.event, "connected_team_id")
    if other in told.ours.relatives:
        return None
    connected = (other,) if other and told.ours.is_foreign(other) else None
    return _channel(told, "shared", needed(told.event, "channel"), ourselves(told.ours), connected=connected)


def _unshared(told: Told) -> ChannelChanged:
    """Nobody is left only where Slack says that it is not shared any more."""
    connected = () if told.event.get("is_ext_shared") is False else None
    return _channel(told, "unshared", needed(told.event, "channel"), ourselves(told.ours), connected=connected)


def _moved(told: Told) -> ChannelChanged:
    becomes = needed(told.event, "new_channel_id")
    return _channel(told, "moved", needed(told.event, "old_channel_id"), ourselves(told.ours), becomes=becomes)


def _invited(told: Told) -> ChannelChanged | None:
    channel, invite = part(told.event, "channel"), part(told.event, "invite")
    team = maybe(invite, "inviting_team", "id")
    if team in told.ours.relatives:
        return None
    actor = told.actor(maybe(invite, "inviting_user", "id"), team)
    name, connected = maybe(channel, "name") or "", (team,) if team and told.ours.is_foreign(team) else None
    return _channel(told, "invited", needed(channel, "id"), actor, name=name, connected=connected)


def _accepted(told: Told) -> ChannelChanged | None:
    """As long as it waits for an administrator's approval, nobody is connected."""
    channel, user = part(told.event, "channel"), part(told.event, "accepting_user")
    teams = [*(maybe(team, "id") for team in parts(told.event, "teams_in_channel")), maybe(user, "team_id")]
    others = tuple(dict.fromkeys(team for team in teams if team and told.ours.is_foreign(team)))
    if not others and not told.ours.relatives.isdisjoint(teams):
        return None
    actor = told.actor(maybe(user, "id"), maybe(user, "team_id"))
    connected = others if others and told.event.get("approval_required") is not True else None
    name = maybe(channel, "name") or ""
    return _channel(told, "accepted", needed(channel, "id"), actor, name=name, connected=connected)


def _channel(  # noqa: PLR0913 - a change, where, by whom, and the three things it may say
    told: Told,
    change: Change,
    channel: str,
    actor: Actor,
    *,
    name: str = "",
    becomes: str | None = None,
    connected: tuple[str, ...] | None = None,
) -> ChannelChanged:
    """Where other companies sit customers read, whatever the envelope says of a moment ago."""
    place = told.place(channel, name=name)
    if connected or change in ("shared", "invited", "accepted"):
        place = Place(PLATFORM, place.workspace, channel, name)
    return ChannelChanged(told.key, told.at, actor, place, change, name, becomes, connected)


_READING: Mapping[str, Callable[[Told], Event | None]] = {
    "message": _message,
    "app_mention": _said,
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
    "app_home_opened": _home,
    "member_joined_channel": _membership("joined"),
    "member_left_channel": _membership("left"),
    "channel_left": _life("left"),
    "group_left": _life("left"),
    "channel_rename": _life("renamed"),
    "group_rename": _life("renamed"),
    "channel_archive": _life("archived"),
    "group_archive": _life("archived"),
    "channel_unarchive": _life("unarchived"),
    "group_unarchive": _life("unarchived"),
    "channel_deleted": _life("deleted"),
    "group_deleted": _life("deleted"),
    "channel_shared": _shared,
    "channel_unshared": _unshared,
    "channel_id_changed": _moved,
    "shared_channel_invite_received": _invited,
    "shared_channel_invite_accepted": _accepted,
}
