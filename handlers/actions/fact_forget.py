"""`Forget`: strikes out a fact; nothing is said to them on its strength any more."""

from content.pages.moments import counted
from handlers import records
from handlers.arguments import number, value
from handlers.facts import by_id, strike_out
from handlers.replies import strong, told
from handlers.work import Reply, Work


async def forget(work: Work) -> Reply:
    fact = await by_id(work, number(work, "fact" if value(work, "fact") else "choice"))
    stopped = await strike_out(work, fact)
    undo = records.reversal("forget", fact.id)
    deed = await records.note(work, "fact.forget", account_id=fact.account_id, undo=undo)
    rested = f" {counted(stopped, 'message')} that rested on it {'was' if stopped == 1 else 'were'} put away."
    words = f" “{fact.text}”.{rested if stopped else ''}"
    return told(strong("Forgotten."), words, controls=(records.undo_button(deed),))
