"""Confirms whose channel it is: a suggestion from its name, or a move from one account to another."""

from handlers.arguments import number, value
from handlers.commands.link import linked
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.store import accounts, channels


async def link_channel(work: Work) -> Reply:
    channel = await channels.by_id(work.session, number(work, "channel"))
    account = await accounts.by_id(work.session, number(work, "account"))
    if channel.account_id == account.id:
        return told(f"#{channel.name} is already {account.name}'s channel.")
    if str(channel.account_id or "") != value(work, "from"):
        raise Stale(f"Nothing was changed: #{channel.name} was linked elsewhere meanwhile. Look again inside it.")
    return await linked(work, channel, account)
