"""`Edit`: the words of a proposal in a form, as Markdown; what is saved is what will be sent, word for word."""

import re

from content.markdown_writing import edited, is_editable, written
from handlers import records
from handlers.arguments import value
from handlers.proposing import open_touch, proposal_message
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput, Stale
from outreach.ledger import proposals
from outreach.messages import Form, Input, Message, Paragraph, Run, paragraph, text
from outreach.models.ledger import Touch
from outreach.store import accounts, lookups, texts

# What a form's field holds on every platform.
LONGEST = 3_000
_SHORTEST_NAME = 4


async def ask(work: Work) -> OpenForm:
    touch = await open_touch(work)
    message = await _message(work, touch)
    account = await accounts.by_id(work.session, touch.account_id)
    words = Input("words", "Message", "lines", written(message), hint="**bold**, [words](https://link)")
    intro = text("What you save is what is sent, word for word. The small print is added again by itself.")
    return OpenForm(Form(f"Edit: {account.name}", "touch.edit", (words,), "Save", {"touch": str(touch.id)}, intro))


async def save(work: Work) -> Reply:
    """The form's answer. It stays a proposal: its CSM reads it once more and presses Send.

    Raises BadInput for what cannot be sent: the form stays open with what was typed.
    """
    touch = await open_touch(work)
    words = value(work, "words")
    original = await _message(work, touch)
    message = edited(words, original)
    if problem := _problem(words, message):
        raise BadInput(f"Not saved: {problem}.", field="words")
    if message != original:
        keep_until = ((touch.deadline_at or work.now) + work.house.planning.keep_for).date()
        await proposals.revise(work.session, touch, message, keep_until=keep_until, edited=True)
        # What sent it back has been looked at.
        touch.ended_because = None
        await records.note(work, "touch.edit", account_id=touch.account_id, touch_id=touch.id)
    page = await proposal_message(work, touch)
    return Reply(Message((*await _warnings(work, touch, words), *page.parts)))


async def _message(work: Work, touch: Touch) -> Message:
    message = await texts.message_of(work.session, touch.text_id)
    if message is None:
        raise Stale("Nothing was done: the words of this proposal are no longer kept.")
    return message


def _problem(words: str, message: Message) -> str | None:
    if not any(is_editable(part) for part in message.parts):
        return "there is nothing left to send"
    if len(words) > LONGEST:
        return f"it has {len(words):,} characters and {LONGEST:,} are the most: shorten it by {len(words) - LONGEST:,}"
    return None


async def _warnings(work: Work, touch: Touch, words: str) -> list[Paragraph]:
    """A customer's name in another one's channel is noticed before it is sent, by whoever reads this."""
    return [
        paragraph(Run("Look again:", bold=True), f" it names {other.name}, which is another customer.")
        for other in await lookups.account_names(work.session)
        if other.id != touch.account_id and len(other.name) >= _SHORTEST_NAME and _is_named(other.name, words)
    ]


def _is_named(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
