"""`Nudge`: a manager asks a CSM to look at something; once per matter and day, in their direct channel."""

from collections.abc import Mapping

from content.names import called
from handlers import records
from handlers.arguments import number, value
from handlers.replies import told
from handlers.telling import tell
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.ledger import keys
from outreach.messages import Button, Message, Run, buttons, say
from outreach.models.book import Account
from outreach.store import accounts, teammates

_MATTERS: Mapping[str, str] = {
    "renewal": "renews soon, and nobody has spoken with them for a while",
    "waiting": "waits for an answer",
    "undecided": "had a proposal that ran out undecided",
    "promise": "was promised something, and its day is over",
    "unclear": "may or may not have got a message: somebody has to look",
}


async def nudge(work: Work) -> Reply:
    account = await accounts.by_id(work.session, number(work, "account"))
    teammate = await teammates.by_id(work.session, number(work, "teammate"))
    matter = _MATTERS.get(value(work, "kind"))
    if matter is None:
        raise BadInput("That button is from an earlier version. Open the digest again.")
    assert teammate.id is not None
    key = keys.nudge(f"{value(work, 'kind')}-{work.today.isoformat()}", account.id or 0, teammate.id)
    if not await tell(work, teammate, _message(work, account, matter), key, is_urgent=True):
        raise BadInput(f"{teammate.name} has no direct conversation with {work.house.product} yet: tell them yourself.")
    await records.note(work, "digest.nudge", account_id=account.id)
    return told(f"{called(teammate.name)} is asked about {account.name}.")


def _message(work: Work, account: Account, matter: str) -> Message:
    values = {"account": str(account.id)}
    said = say(f"{called(work.staff.name)} asks you to look at ", Run(account.name, bold=True), f": it {matter}.")
    controls = buttons(Button("Open", "account.open", values), Button("I spoke with them", "touch.log", values))
    return said + Message((controls,))
