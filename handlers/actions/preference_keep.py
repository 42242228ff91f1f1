"""`Keep` on what was noticed: how a customer wants to be written to, heeded from now on."""

from content.pages.terms import kept
from handlers import records
from handlers.listening.judging import finding
from handlers.replies import told
from handlers.terms import keeping
from handlers.terms.keeping import Source
from handlers.terms.showing import page_button
from handlers.work import Reply, Work
from outreach.errors import BadInput, Stale
from outreach.ledger.terms import what
from outreach.listening.preferences import read
from outreach.models.listening import Noticed
from outreach.store import accounts, contacts, noticed, texts, touches


async def keep(work: Work) -> Reply:
    found = await finding(work)
    touch = await touches.by_id(work.session, found.touch_id)
    account = await accounts.by_id(work.session, found.account_id)
    contact = await contacts.by_id(work.session, touch.contact_id) if touch and touch.contact_id else None
    wanted = read(await _words(work, found))
    if wanted is None:
        example = f"{work.house.command} prefer {account.name} not on Mondays"
        raise BadInput(f"What they want cannot be read for certain. Write it down yourself: {example}")
    values = keeping.values_of(wanted, work.house.planning.rules.limits.less_every.days)
    source = Source(contact.name if contact else "somebody there", found.touch_id, work.staff.id)
    rows = await keeping.keep(work, account, contact, values, source)
    assert work.staff.id is not None
    await noticed.accept(work.session, found.touch_id, ("preference",), by_id=work.staff.id, now=work.now)
    if not rows:
        raise Stale("That is heeded already: nothing was changed.")
    undo = records.reversal("preference", *(row.id for row in rows))
    deed = await records.note(work, "preference.keep", account_id=account.id, touch_id=found.touch_id, undo=undo)
    said = "; ".join(what(row.kind, row.value) for row in rows)
    controls = (page_button(account), records.undo_button(deed))
    return told(*kept(f"{contact.name if contact else account.name}: {said}."), controls=controls)


async def _words(work: Work, found: Noticed) -> str:
    touch = await touches.by_id(work.session, found.touch_id)
    words = await texts.body_of(work.session, touch.text_id) if touch else None
    if words is None:
        raise Stale(f"Their words are no longer kept. Write down what they want: {work.house.command} prefer NAME …")
    return words
