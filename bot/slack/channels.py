"""What Slack knows of a channel and an event about it leaves out: its name, and who else sits in it."""

import asyncio
import logging
from dataclasses import replace

from bot.slack.attempts import BROKEN, said
from bot.slack.calls import Workspaces
from bot.slack.installed import Installed
from bot.slack.payloads import Raw, maybe, part
from outreach.errors import DeliveryProblem
from outreach.events import ChannelChanged, PlaceKind

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
    return _completed(event, part(told, "channel"), ours)


def companies_in(channel: Raw, ours: Installed) -> tuple[str, ...] | None:
    """The other companies that `conversations.info` shows in a channel; None where it does not say plainly.

    Other workspaces of our company are no other company, where Slack names everybody who shares it.
    """
    if others := tuple(team for team in _ids(channel, "connected_team_ids") if ours.is_foreign(team)):
        return others
    if channel.get("is_ext_shared") is False:
        return ()
    everybody = _ids(channel, "shared_team_ids")
    everybody += [host] if (host := maybe(channel, "conversation_host_id")) else []
    is_related = not ours.relatives.isdisjoint(everybody)
    return () if is_related and not any(ours.is_foreign(team) for team in everybody) else None


def _completed(event: ChannelChanged, channel: Raw, ours: Installed) -> ChannelChanged:
    others, name = companies_in(channel, ours), event.name or maybe(channel, "name") or ""
    connected = others if others is not None else event.connected
    kind: PlaceKind = "shared"
    if others == () and event.change not in ("shared", "accepted"):
        kind = event.place.kind if channel.get("is_ext_shared") is False else "team"
    return replace(event, name=name, connected=connected, place=replace(event.place, name=name, kind=kind))


def _ids(channel: Raw, name: str) -> list[str]:
    found = channel.get(name)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
