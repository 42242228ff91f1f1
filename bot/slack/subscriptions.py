"""What Slack tells us unasked: the manifest subscribes to these events, and each of them has a listener."""

from collections.abc import Mapping

_CHANNELS = ("channels:read", "groups:read")
_INVITATIONS = ("conversations.connect:read",)

# Each event as the manifest spells it, with the scopes it takes. One without a listener would be answered with
# 404, which Slack counts as a failed delivery.
SCOPES_OF_EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "app_home_opened": (),
    "member_joined_channel": _CHANNELS,
    "member_left_channel": _CHANNELS,
    "channel_rename": ("channels:read",),
    "channel_archive": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_left": ("channels:read",),
    "group_rename": ("groups:read",),
    "group_archive": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "channel_shared": _CHANNELS,
    "channel_unshared": _CHANNELS,
    "channel_id_changed": _CHANNELS,
    "shared_channel_invite_received": _INVITATIONS,
    "shared_channel_invite_accepted": _INVITATIONS,
    "app_uninstalled": (),
    "tokens_revoked": (),
}

EVENTS: tuple[str, ...] = tuple(SCOPES_OF_EVENTS)

# Comes without a subscription and without an event inside: `type` stands at the top of the payload.
UNASKED = "app_rate_limited"


def payload_types() -> frozenset[str]:
    """Events as their payloads' `type` names them: every `message.…` arrives as `message`."""
    return frozenset(event.partition(".")[0] for event in EVENTS)
