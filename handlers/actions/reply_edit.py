"""`Edit` on a draft: its words in a form, as Markdown; what is saved is what will be sent, word for word."""

from content.markdown_writing import written
from handlers import records
from handlers.arguments import value
from handlers.replying import show
from handlers.replying.pressing import draft_pressed
from handlers.rewriting import message_of, rewrite
from handlers.work import OpenForm, Reply, Work
from outreach.messages import Form, Input, text
from outreach.store import accounts


async def ask(work: Work) -> OpenForm:
    draft = await draft_pressed(work)
    account = await accounts.by_id(work.session, draft.account_id)
    body = written(await message_of(work, draft))
    words = Input("words", "Message", "lines", body, hint="**bold**, [words](https://link)")
    intro = text("What you save is what is sent, word for word. Small print and buttons are added again by themselves.")
    return OpenForm(Form(f"Edit: {account.name}", "reply.edit", (words,), "Save", {"draft": str(draft.id)}, intro))


async def save(work: Work) -> Reply:
    """The form's answer: the page again, with the marks of the new words."""
    draft = await draft_pressed(work)
    if await rewrite(work, draft, value(work, "words")):
        await records.note(work, "reply.edit", account_id=draft.account_id, touch_id=draft.id)
    return await show(work, draft)
