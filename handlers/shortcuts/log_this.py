"""`Log this`: a message as a contact with the account whose channel it stands in."""

from handlers.commands import log
from handlers.shortcuts.chosen import chosen, excerpt, whose
from handlers.work import OpenForm, Work


async def log_this(work: Work) -> OpenForm:
    _, account = await whose(work)
    event = chosen(work)
    said = f"{event.author}: {event.text}" if event.author else event.text
    return OpenForm(log.form(account, "message", excerpt(said)))
