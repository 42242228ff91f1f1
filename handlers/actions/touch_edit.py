"""`Edit`: the words of a proposal in a form, as Markdown; what is saved is what will be sent, word for word."""

from content.markdown_writing import written
from handlers import records
from handlers.arguments import value
from handlers.proposing import open_touch, proposal_message
from handlers.rewriting import message_of, others_named, rewrite
from handlers.work import OpenForm, Reply, Work
from outreach.messages import Form, Input, Message, text
from outreach.store import accounts


async def ask(work: Work) -> OpenForm:
    touch = await open_touch(work)
    message = await message_of(work, touch)
    account = await accounts.by_id(work.session, touch.account_id)
    words = Input("words", "Message", "lines", written(message), hint="**bold**, [words](https://link)")
    intro = text("What you save is what is sent, word for word. The small print is added again by itself.")
    return OpenForm(Form(f"Edit: {account.name}", "touch.edit", (words,), "Save", {"touch": str(touch.id)}, intro))


async def save(work: Work) -> Reply:
    """The form's answer. It stays a proposal: its CSM reads it once more and presses Send."""
    touch = await open_touch(work)
    words = value(work, "words")
    if await rewrite(work, touch, words):
        await records.note(work, "touch.edit", account_id=touch.account_id, touch_id=touch.id)
    page = await proposal_message(work, touch)
    return Reply(Message((*await others_named(work, touch.account_id, words), *page.parts)))
