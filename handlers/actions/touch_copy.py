"""`Copy`: an e-mail draft, ready to be copied into a mail program."""

from content.catalog import EmailDraft
from handlers.lines import bare, title_of
from handlers.proposing import author_name, touch_pressed
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.messages import Button, Message, buttons
from outreach.models.book import Contact
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import accounts, contacts, texts


async def copy(work: Work) -> Reply:
    touch = await touch_pressed(work)
    message = await texts.message_of(work.session, touch.text_id)
    if message is None:
        raise Stale("The words of this one are no longer kept.")
    account = await accounts.by_id(work.session, touch.account_id)
    contact = await contacts.by_id(work.session, touch.contact_id) if touch.contact_id else None
    draft = EmailDraft(
        subject=await _subject(work, touch),
        body=bare(message).fallback,
        csm=await author_name(work, touch),
        to=_address(contact),
        language=account.language,
    )
    sent = Button("I sent it", "touch.sent_by_hand", {"touch": str(touch.id)}, "primary")
    page = work.house.renderer.render(draft)
    return shown(page + Message((buttons(sent),)) if touch.state == TouchState.PROPOSED else page)


async def _subject(work: Work, touch: Touch) -> str:
    return "A question" if touch.purpose == Purpose.CHECK_IN else await title_of(work.session, touch)


def _address(contact: Contact | None) -> str:
    if contact is None:
        return ""
    return f"{contact.name} <{contact.email}>" if contact.email else contact.name
