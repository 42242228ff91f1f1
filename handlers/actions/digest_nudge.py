"""`Nudge`: a manager asks a CSM to look at something; once per matter and day, in their direct channel."""

from collections.abc import Mapping

from content.names import called
from handlers import records
from handlers.arguments import number, value
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.ledger import keys
from outreach.messages import Button, Message, Run, buttons, say
from outreach.models.book import Account
from outreach.models.post import Priority
from outreach.store import accounts, channels, deliveries, teammates, texts

_MATTERS: Mapping[str, str] = {
    "renewal": "renews soon, and nobody has spoken with them for a while",
    "waiting": "waits for an answer",
    "undecided": "had a proposal that ran out undecided",
    "unclear": "may or may not have got a message: somebody has to look",
}


async def nudge(work: Work) -> Reply:
    account = await accounts.by_id(work.session, number(work, "account"))
    teammate = await teammates.by_id(work.session, number(work, "teammate"))
    matter = _MATTERS.get(value(work, "kind"))
    if matter is None:
        raise BadInput("That button is from an earlier version. Open the digest again.")
    assert teammate.id is not None
    direct = await channels.direct_to(work.session, teammate.id)
    if direct is None:
        raise BadInput(f"{teammate.name} has no direct conversation with {work.house.product} yet: tell them yourself.")
    await deliveries.queue(
        work.session,
        key=keys.nudge(f"{value(work, 'kind')}-{work.today.isoformat()}", account.id or 0, teammate.id),
        channel=direct,
        message_text_id=await _text(work, account, matter),
        priority=Priority.ALERT,
        ready_at=work.now,
        now=work.now,
    )
    await records.note(work, "digest.nudge", account_id=account.id)
    return told(f"{called(teammate.name)} is asked about {account.name}.")


async def _text(work: Work, account: Account, matter: str) -> int:
    values = {"account": str(account.id)}
    said = say(f"{called(work.staff.name)} asks you to look at ", Run(account.name, bold=True), f": it {matter}.")
    controls = buttons(Button("Open", "account.open", values), Button("I spoke with them", "touch.log", values))
    keep_until = (work.now + work.house.planning.keep_for).date()
    return await texts.keep(work.session, (said + Message((controls,))).to_json(), keep_until)
