"""`link ACCOUNT`, said inside a channel: from now on that channel is theirs."""

from collections.abc import Sequence

from content.pages.moments import listed
from handlers import linking, records
from handlers.arguments import only_account
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.events import Place
from outreach.messages import Button
from outreach.models.book import Account, Channel
from outreach.store import accounts, channels


async def link(work: Work) -> Reply:
    """A channel that is another account's already, that only others' companies share, or that only people of ours
    read, takes a second press."""
    account = await only_account(work, "link Acme")
    channel = await channels.ensure(work.session, shared_place(work, f"link {account.name}"))
    if is_settled(channel, account):
        return told(f"#{channel.name} is already {account.name}'s channel.")
    if channel.account_id not in (None, account.id):
        return await _ask(work, channel, account)
    if work.event.place.kind == channels.TEAM:
        return _ask_though_ours(channel, account)
    return await linked_unless_doubtful(work, channel, account)


def is_settled(channel: Channel, account: Account) -> bool:
    """Theirs, and what is meant for them goes there."""
    return channel.account_id == account.id and not channel.is_mixed and channel.kind != channels.TEAM


async def linked_unless_doubtful(work: Work, channel: Channel, account: Account) -> Reply:
    """Links it at once where, as far as we know, it may well be theirs."""
    if channel.kind == channels.TEAM:
        return _ask_though_ours(channel, account)
    others = await linking.sharers(work, channel, account)
    return _ask_in_spite(channel, account, others) if others else await linked(work, channel, account)


def shared_place(work: Work, example: str) -> Place:
    """Where the command was typed. Raises BadInput for a direct conversation, which is nobody's channel."""
    if work.event.place.is_between_us:
        raise BadInput(f"Type this inside the customer's channel: {work.house.command} {example}")
    return work.event.place


async def _ask(work: Work, channel: Channel, account: Account) -> Reply:
    now = await accounts.by_id(work.session, channel.account_id or 0)
    values = {"channel": str(channel.id), "account": str(account.id), "from": str(now.id)}
    move = Button(
        f"Move it to {account.name}",
        "channel.link",
        values,
        "danger",
        confirm=_question(account),
    )
    words = f" Nothing was changed: it is {now.name}'s channel. Move it only if {now.name} is no longer in it."
    return told(strong(f"#{channel.name}"), words, controls=(move,))


def _ask_though_ours(channel: Channel, account: Account) -> Reply:
    words = f"Nothing was changed. Only people of ours read #{channel.name}, as far as the platform says. "
    return told(words, "Link it anyway?", controls=(_in_spite(channel, account),))


def _in_spite(channel: Channel, account: Account) -> Button:
    values = {"channel": str(channel.id), "account": str(account.id), "from": str(channel.account_id or "")}
    return Button(
        f"Link it to {account.name}",
        "channel.link",
        {**values, "in_spite": "yes"},
        "danger",
        confirm=_question(account),
    )


def _ask_in_spite(channel: Channel, account: Account, others: Sequence[Account]) -> Reply:
    names = listed([other.name for other in others])
    words = f" Nothing was changed: it is shared with {names}, as far as we know, and not with {account.name}. "
    cure = f"Link it only if people of {account.name} sit in it."
    return told(strong(f"#{channel.name}"), words + cure, controls=(_in_spite(channel, account),))


def _question(account: Account) -> str:
    return f"From now on, what is meant for {account.name} is written here. Do people of {account.name} sit here?"


async def linked(work: Work, channel: Channel, account: Account) -> Reply:
    """Links it, and says so."""
    before = channel.account_id
    await linking.link(work, channel, account)
    undo = records.reversal("link", channel.id, before)
    deed = await records.note(work, "link", account_id=account.id, undo=undo)
    words = f" #{channel.name} is {account.name}'s channel. What is meant for them is written there from now on."
    return told(strong("Linked."), words, controls=(records.undo_button(deed),))
