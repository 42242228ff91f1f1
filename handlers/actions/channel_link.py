"""Confirms whose channel it is: a suggestion from its name, or a move from one account to another."""

from handlers.arguments import number, value
from handlers.commands.link import is_settled, linked, linked_unless_doubtful
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.store import accounts, channels


async def link_channel(work: Work) -> Reply:
    channel = await channels.by_id(work.session, number(work, "channel"))
    account = await accounts.by_id(work.session, number(work, "account"))
    in_spite = value(work, "in_spite") == "yes"
    if channel.account_id == account.id and (not in_spite or is_settled(channel, account)):
        return told(f"#{channel.name} is already {account.name}'s channel.")
    if str(channel.account_id or "") != value(work, "from"):
        raise Stale(f"Nothing was changed: #{channel.name} was linked elsewhere meanwhile. Look again inside it.")
    # Whoever moves it from one account to another was asked who sits there.
    was_asked = in_spite or channel.account_id is not None
    return await (linked if was_asked else linked_unless_doubtful)(work, channel, account)
