"""`Write a help item`: customers help themselves with what so many asked; a draft until somebody approves it."""

from content.library import NewItem
from content.library import add as add_item
from content.pages.library import item_page
from handlers import records
from handlers.arguments import value
from handlers.facts import topics_of
from handlers.library import item_line
from handlers.replies import strong, told
from handlers.themes.informing import names_left
from handlers.themes.pressing import pressed
from handlers.themes.writing import draft_of
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput, Stale
from outreach.messages import Form, Input, Message, text
from outreach.models.themes import Theme
from outreach.store import themes

# Knowledge about the product.
_KIND = "product"
_READ_BY_ALL = ("title", "context", "why", "gain")


async def ask(work: Work) -> OpenForm:
    theme = await _without_item(work)
    words, names = await draft_of(work, theme)
    taken = f"Names were taken out: {', '.join(names)}. " if names else ""
    agreed = "One sentence they would agree with."
    inputs = (
        Input("title", "Title", value=theme.name),
        Input("context", "What they can do", "lines", words, hint="Their questions, and answers that were approved."),
        Input("link", "Link", value="", optional=True),
        Input("topics", "Topics", value="", optional=True, hint="month-end close, audit trail"),
        Input("why", "Why it matters to them", "lines", optional=True, hint=agreed),
        Input("gain", "What is in it for them", "lines", optional=True, hint="One sentence, from their side."),
        Input("language", "Language", value="en", hint="en, de, fr …"),
    )
    intro = text(
        f"{taken}It is a draft: nobody reads it before somebody approves it. Write it so that it helps anybody."
    )
    return OpenForm(Form("A help item", "theme.write", inputs, "Add as a draft", {"theme": str(theme.id)}, intro))


async def submit(work: Work) -> Reply:
    """The form's answer: the draft on its page, where it is approved as any other."""
    theme = await _without_item(work)
    for field in _READ_BY_ALL:
        if left := await names_left(work, theme, value(work, field)):
            raise BadInput(f"Not added: it names {', '.join(left)}, and everybody may read it.", field=field)
    new = NewItem(
        title=value(work, "title"),
        kind=_KIND,
        context=value(work, "context"),
        link=value(work, "link") or None,
        topics=tuple(topics_of(value(work, "topics"))),
        why=value(work, "why"),
        gain=value(work, "gain"),
        language=value(work, "language").casefold() or "en",
    )
    item = await add_item(work.session, new, by=work.staff.name, now=work.now)
    theme.item_id = item.id
    await themes.put(work.session, theme)
    await records.note(work, "theme.write")
    head = told(strong("Added as a draft."), " It is shared with nobody before somebody approves it.").message
    return Reply(Message((*head.parts, *item_page(item_line(item)).parts)))


async def _without_item(work: Work) -> Theme:
    theme = await pressed(work)
    if theme.item_id is not None:
        raise Stale("A help item was written from it already: open the theme to see it.")
    return theme
