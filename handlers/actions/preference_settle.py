"""`Less for all` and `Only for Dana`: what one person's “less” means for a channel."""

from handlers import records
from handlers.replies import strong, told
from handlers.terms import settling
from handlers.work import Reply, Work


async def less_for_all(work: Work) -> Reply:
    hold, account, channel = await settling.open_question(work)
    placed = await settling.less_for_all(work, hold)
    undo = records.reversal("less_for_all", hold.id, placed.id)
    deed = await records.note(work, "preference.less_for_all", account_id=account.id, undo=undo)
    words = f" In #{channel.name} it is less for everybody from now on."
    return told(strong("Settled."), words, controls=(records.undo_button(deed),))


async def only_for_them(work: Work) -> Reply:
    hold, account, channel = await settling.open_question(work)
    rows = await settling.only_for_them(work, hold, account)
    undo = records.reversal("less_for_them", hold.id, *(row.id for row in rows))
    deed = await records.note(work, "preference.only_for_them", account_id=account.id, undo=undo)
    words = f" {hold.placed_by} is written to less often; #{channel.name} goes on as it was."
    return told(strong("Settled."), words, controls=(records.undo_button(deed),))
