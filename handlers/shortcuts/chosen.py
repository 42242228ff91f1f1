"""The message that somebody chose from its menu, and whose channel it stands in."""

from handlers.introducing import is_introduced
from handlers.work import Work
from outreach.errors import BadInput
from outreach.events import Shortcut
from outreach.models.book import Account, Channel
from outreach.store import accounts, channels

# A form's field takes no more on every platform, and nobody reads on.
LONGEST = 1_000


def chosen(work: Work) -> Shortcut:
    assert isinstance(work.event, Shortcut)
    return work.event


async def whose(work: Work) -> tuple[Channel, Account]:
    """Raises BadInput, with the cure, where the channel is nobody's, or its words are not ours to keep."""
    place, command = work.event.place, work.house.command
    if place.is_between_us:
        raise BadInput("Choose a message in a customer's channel: this conversation is nobody's but yours.")
    channel = await channels.by_place(work.session, place)
    if channel is None or channel.account_id is None:
        name = (channel.name if channel else "") or place.name or "this channel"
        raise BadInput(f"#{name} is nobody's channel yet. Type {command} link NAME in it, then choose this again.")
    account = await accounts.by_id(work.session, channel.account_id)
    if channel.is_mixed:
        raise BadInput(f"People of two customers sit in #{channel.name}: type {command} log NAME … for one of them.")
    if channel.not_to_be_read or not await is_introduced(work, channel):
        because = "They asked us not to read" if channel.not_to_be_read else "We have not introduced ourselves yet in"
        raise BadInput(
            f"{because} #{channel.name}, so nothing said there is kept. "
            f"Put it in your own words: {command} log {account.name} …"
        )
    return channel, account


def excerpt(words: str) -> str:
    said = words.strip()
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 2].rstrip()} …"
