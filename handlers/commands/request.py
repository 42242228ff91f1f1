"""`request NAME TEXT`: something a customer asked for, noted by a colleague."""

from handlers.arguments import account, arguments
from handlers.replies import told
from handlers.requests.forms import opening_form
from handlers.work import OpenForm, Reply, Work
from outreach.events import Command
from outreach.messages import Button


async def request(work: Work) -> OpenForm | Reply:
    """Opens the form. Where a message cannot open one, a button does."""
    found, words = await account(work, arguments(work), "request Acme an export of the audit trail")
    values = {"account": str(found.id)}
    if isinstance(work.event, Command) and work.event.opens is None:
        press = Button("Describe it", "request.open", {**values, "text": words}, "primary")
        return told("One more press:", controls=(press,))
    return OpenForm(await opening_form(work, found, words, values))
