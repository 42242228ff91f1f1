"""`unlink`, said inside a channel: it is nobody's from now on."""

from handlers import linking, records
from handlers.commands.link import shared_place
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.store import accounts, channels


async def unlink(work: Work) -> Reply:
    channel = await channels.by_place(work.session, shared_place(work, "unlink"))
    if channel is None or channel.account_id is None:
        raise BadInput("This channel is not linked to any account.")
    account = await accounts.by_id(work.session, channel.account_id)
    await linking.release(work, channel)
    undo = records.reversal("link", channel.id, account.id)
    deed = await records.note(work, "unlink", account_id=account.id, undo=undo)
    words = f" #{channel.name} is no longer {account.name}'s channel, and nothing is written there unasked."
    return told(strong("Unlinked."), words, controls=(records.undo_button(deed),))
