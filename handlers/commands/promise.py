"""`promise [NAME TEXT by DATE]`: tracks what was promised on the phone; alone, everything that has to be kept."""

from handlers.arguments import account, arguments
from handlers.promises import forms
from handlers.promises.opening import begin
from handlers.promises.showing import list_of
from handlers.replies import shown, told
from handlers.work import OpenForm, Reply, Work
from outreach.desk.promises import split_date
from outreach.events import Command
from outreach.messages import Button, Message
from outreach.worktime import zones

_EXAMPLE = "promise Acme the export fix by Friday"


async def promise(work: Work) -> Reply | OpenForm:
    """Asks for what is missing. Where a message cannot open a form, a button does."""
    if not arguments(work):
        return shown(await look(work))
    found, words = await account(work, arguments(work), _EXAMPLE)
    what, due = split_date(words)
    if what and due:
        today = zones.local_date(work.now, zones.zone(found.timezone))
        return await begin(work, found, what, forms.read_due(due, today))
    if isinstance(work.event, Command) and work.event.opens is None:
        press = Button("Describe it", "promise.track", {"account": str(found.id), "text": what}, "primary")
        return told("One more press:", controls=(press,))
    return OpenForm(forms.new_form(found, what, due))


async def open_list(work: Work) -> Reply:
    return shown(await look(work))


async def look(work: Work) -> Message:
    return await list_of(work)
