"""Whether a channel is still our company's alone, asked right before something internal is written there."""

import time
from collections.abc import Callable

from bot.slack.attempts import asking, said
from bot.slack.calls import Workspaces
from bot.slack.channels import companies_in
from bot.slack.memory import Memory
from bot.slack.payloads import part
from outreach.errors import Refused
from outreach.events import Place

# For the few messages that go there one after the other; a channel is shared by hand.
_BELIEVED_SECONDS = 5.0


class Insiders:
    def __init__(self, workspaces: Workspaces, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._workspaces = workspaces
        self._confirmed: Memory[tuple[str, str], bool] = Memory(monotonic)

    async def confirm(self, place: Place) -> None:
        """Raises Refused unless Slack says that no other company is in a team's channel, and what else keeps it from
        being asked. Any other place is not asked about: what goes there is meant for whoever reads it."""
        key = (place.workspace, place.external_id)
        if place.kind != "team" or self._confirmed.recall(key):
            return
        client = await self._workspaces.client(place.workspace)
        with asking(place.name):
            channel = part(said(await client.conversations_info(channel=place.external_id)), "channel")
        if companies_in(channel, await self._workspaces.installation(place.workspace)) != ():
            name = f"#{place.name.lstrip('#')}" if place.name else "This channel"
            raise Refused(
                "not_permitted",
                f"{name} is shared with other companies, or Slack does not say that it is not, and this is for our "
                "own team: send it to another channel.",
            )
        self._confirmed.keep(key, True, _BELIEVED_SECONDS)
