"""Turns rows of the ledger into the lines that pages show."""

from collections.abc import Iterable, Sequence

from content.evidence import first_name
from content.names import called
from content.pages.lines import ContactLine
from outreach.database import Session
from outreach.ledger.reasons import in_words
from outreach.messages import Buttons, Footer, Message
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import accounts, contacts, drafts, items, teammates, texts

_SPOKEN = {"call": "a call", "meeting": "a meeting", "email": "an e-mail"}


async def contact_lines(session: Session, touches: Iterable[Touch]) -> Sequence[ContactLine]:
    return [await contact_line(session, touch) for touch in touches]


async def contact_line(session: Session, touch: Touch) -> ContactLine:
    """With the words of it, as long as they are kept."""
    assert touch.id is not None
    account = await accounts.by_id(session, touch.account_id)
    contact = await contacts.by_id(session, touch.contact_id) if touch.contact_id else None
    author = await teammates.by_id(session, touch.author_id) if touch.author_id else None
    return ContactLine(
        touch_id=touch.id,
        at=touch.happened_at or touch.due_at,
        zone=touch.zone or (contact.timezone if contact else None) or account.timezone,
        what=await title_of(session, touch),
        account=account.name,
        account_id=touch.account_id,
        state=touch.state,
        direction="in" if touch.direction == "in" else "out",
        who=first_name(contact),
        by=called(author.name) if author else "",
        why=touch.why,
        medium=touch.medium,
        seen=(touch.message_hash or "")[:12],
        words=await words_of(session, touch),
        note=_note(touch),
        is_wish=touch.origin == "wish",
    )


async def title_of(session: Session, touch: Touch) -> str:
    """What a contact is called: the item's title, else what kind of contact it was."""
    if touch.item_id is not None and (item := await items.by_id(session, touch.item_id)):
        return item.title
    if touch.origin == "wish":
        return "their wish"
    if touch.key.startswith("introduction:"):
        return "our introduction"
    if touch.purpose == Purpose.TALK:
        spoken = _SPOKEN.get(touch.medium)
        return spoken or ("a message" if touch.direction == "out" else "their message")
    answer = "an answer" if touch.origin == drafts.DESK else "an answer by the bot"
    return {Purpose.CHECK_IN: "a check-in", Purpose.ANSWER: answer}.get(Purpose(touch.purpose), touch.purpose)


async def words_of(session: Session, touch: Touch) -> str:
    """What was or will be said, as plain text without its small print; "" once it is forgotten."""
    if touch.direction == "in" or touch.origin == "person":
        return await texts.body_of(session, touch.text_id) or ""
    message = await texts.message_of(session, touch.text_id)
    return bare(message).fallback if message else ""


def bare(message: Message) -> Message:
    """Without small print and buttons."""
    return Message(tuple(part for part in message.parts if not isinstance(part, Footer | Buttons)))


def _note(touch: Touch) -> str:
    if touch.state == TouchState.RECALLED or (touch.state == TouchState.MADE and touch.ended_because):
        return f"taken back ({touch.ended_because})"
    if touch.state in (TouchState.MADE, TouchState.PROPOSED, TouchState.APPROVED):
        return f"override: {touch.override}" if touch.override else ""
    return in_words(touch.ended_because) if touch.ended_because else ""
