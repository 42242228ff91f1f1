"""`Open a request`: from what a customer said, or from a colleague's own words."""

from dataclasses import replace

from handlers import records
from handlers.arguments import number, value
from handlers.replies import strong, told
from handlers.requests import forms
from handlers.requests.case import case_of
from handlers.requests.informing import open_button
from handlers.requests.opening import open_request
from handlers.work import OpenForm, Reply, Work
from outreach.errors import Stale
from outreach.models.book import Account
from outreach.models.ledger import Touch
from outreach.store import accounts, channels, contacts, noticed, requests, texts, touches
from outreach.worktime import zones
from scheduler.requests import Opening


async def ask(work: Work) -> OpenForm | Reply:
    """One message is one request: what was opened already is shown."""
    touch = await _touch(work)
    if touch is None:
        account = await accounts.by_id(work.session, number(work, "account"))
        return OpenForm(await forms.opening_form(work, account, value(work, "text"), {"account": str(account.id)}))
    assert touch.id is not None
    if (known := await requests.by_touch(work.session, touch.id)) is not None:
        case = await case_of(work, known)
        return told("That was opened as a request already.", controls=(open_button(case),))
    account = await accounts.by_id(work.session, touch.account_id)
    words = " ".join((await texts.body_of(work.session, touch.text_id) or "").split())
    return OpenForm(await forms.opening_form(work, account, words, {"touch": str(touch.id)}))


async def _touch(work: Work) -> Touch | None:
    """None where it is about an account in general."""
    if value(work, "account") and not value(work, "touch"):
        return None
    found = await touches.by_id(work.session, number(work, "touch" if value(work, "touch") else "choice"))
    if found is None:
        raise Stale("That is no longer on record: nothing was opened.")
    return found


async def submit(work: Work) -> Reply:
    """The form's answer: the customer reads who has it, unless it is kept out of the channel."""
    touch = await _touch(work)
    account = await accounts.by_id(work.session, touch.account_id if touch else number(work, "account"))
    opening = await _opening(work, account)
    opening = await _from_touch(work, opening, touch) if touch else await _from_nowhere(work, opening)
    request = await open_request(work, opening)
    if touch is not None:
        await _accept(work, touch)
    case = await case_of(work, request)
    undo = records.reversal("request", request.id)
    deed = await records.note(work, "request.open", account_id=account.id, undo=undo)
    said = "They read who has it and by when." if request.acknowledged_at else "Nothing was written to them."
    words = f" {account.name}: “{case.text}”. {said}"
    return told(strong("Opened."), words, controls=(open_button(case), records.undo_button(deed)))


async def _accept(work: Work, touch: Touch) -> None:
    """Whatever made us think that they ask for something was right."""
    assert touch.id is not None
    assert work.staff.id is not None
    await noticed.accept(work.session, touch.id, ("request", "buying"), by_id=work.staff.id, now=work.now)


async def _opening(work: Work, account: Account) -> Opening:
    for_whom = value(work, "for_whom") or None
    return Opening(
        account=account,
        words=forms.words_given(work),
        by=work.staff.name,
        owner=await forms.owner_given(work),
        for_whom=for_whom,
        is_private=forms.is_private(work),
        due_on=forms.due_given(work, zones.local_date(work.now, zones.zone(account.timezone))),
    )


async def _from_touch(work: Work, opening: Opening, touch: Touch) -> Opening:
    channel = await channels.by_id(work.session, touch.channel_id) if touch.channel_id else None
    is_direct = channel is not None and channel.kind == channels.DIRECT
    return replace(
        opening,
        channel=channel,
        contact=await contacts.by_id(work.session, touch.contact_id) if touch.contact_id else None,
        touch=touch,
        thread=None if is_direct else touch.thread or touch.external_ref,
        is_private=opening.is_private or is_direct,
    )


async def _from_nowhere(work: Work, opening: Opening) -> Opening:
    assert opening.account.id is not None
    usual = (await channels.for_outreach(work.session, [opening.account.id])).get(opening.account.id)
    return replace(opening, channel=usual, contact=await forms.contact_given(work, opening.account))
