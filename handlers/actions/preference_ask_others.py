"""`Ask the others`: a draft to everybody who writes in a channel in which one of them wants less."""

from handlers import records
from handlers.replying import show
from handlers.terms import asking, settling
from handlers.work import Reply, Work


async def ask(work: Work) -> Reply:
    hold, account, channel = await settling.open_question(work)
    draft = await asking.draft(work, hold, account, channel)
    await records.note(work, "preference.ask_others", account_id=account.id, touch_id=draft.id)
    return await show(work, draft)
