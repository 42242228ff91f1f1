"""What Slack knows of a channel and an event about it leaves out: its name, and who else sits in it."""

import asyncio
import logging
from dataclasses import replace

from bot.slack.attempts import BROKEN, said
from bot.slack.calls import Workspaces
from bot.slack.payloads import Raw, maybe, part
from outreach.errors import DeliveryProblem
from outreach.events import ChannelChanged

log = logging.getLogger(__name__)

# Slack waits three seconds for its 200, and what is looked up is committed with the event.
_WITHIN_SECONDS = 1.5
_WORTH_A_LOOK = frozenset({"joined", "unarchived", "shared", "unshared", "moved", "accepted"})


async def looked_at(workspaces: Workspaces, event: ChannelChanged) -> ChannelChanged:
    """The event as it came, where Slack does not say more in time."""
    if event.change not in _WORTH_A_LOOK:
        return event
    try:
        async with asyncio.timeout(_WITHIN_SECONDS):
            client = await workspaces.client(event.place.workspace)
            told = said(await client.conversations_info(channel=event.becomes or event.place.external_id))
            ours = await workspaces.installation(event.place.workspace)
    except (DeliveryProblem, *BROKEN) as problem:
        log.info("channel.unseen channel=%s problem=%s", event.place.external_id, type(problem).__name__)
        return event
    channel = part(told, "channel")
    teams = channel.get("connected_team_ids")
    others = (
        [team for team in teams if isinstance(team, str) and not ours.is_ours(team)] if isinstance(teams, list) else []
    )
    return _completed(event, channel, tuple(others))


def _completed(event: ChannelChanged, channel: Raw, others: tuple[str, ...]) -> ChannelChanged:
    """Where other companies sit is only what Slack says plainly."""
    is_shared = channel.get("is_ext_shared")
    name = event.name or maybe(channel, "name") or ""
    connected = others if others else () if is_shared is False else event.connected
    kind = event.place.kind if is_shared is False and event.change not in ("shared", "accepted") else "shared"
    return replace(event, name=name, connected=connected, place=replace(event.place, name=name, kind=kind))
