"""`add LINK`: something worth sharing, as a draft; it is shared once somebody has approved it."""

import re

from content.library import NewItem
from content.library import add as add_item
from content.pages.library import item_page
from handlers import records
from handlers.arguments import arguments, value
from handlers.facts import topics_of
from handlers.library import KIND_LABELS, item_line
from handlers.replies import strong, told
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput
from outreach.events import Command
from outreach.messages import Button, Form, Input, Message

# What a chat client may put around a link.
_WRAPPED = re.compile(r"^<?(https?://[^\s|>]+)(?:\|[^>]*)?>?$")


async def add(work: Work) -> OpenForm | Reply:
    """Opens the form. Where a message cannot open one, a button does."""
    link = _link(arguments(work))
    if isinstance(work.event, Command) and work.event.opens is None:
        return told("One more press:", controls=(Button("Describe it", "item.add", {"link": link}, "primary"),))
    return OpenForm(form(link))


async def ask(work: Work) -> OpenForm:
    """The form behind that button."""
    return OpenForm(form(value(work, "link")))


def _link(words: str) -> str:
    """Empty for something without a link. Raises BadInput for what is no web address."""
    if not words:
        return ""
    match = _WRAPPED.match(words)
    if match is None:
        raise BadInput(f"“{words}” is no link; it begins with https://. Leave it out for something without one.")
    return match[1]


def form(link: str, why: str = "") -> Form:
    kinds = tuple(KIND_LABELS.items())
    agreed = "One sentence they would agree with."
    return Form(
        title="Add to the library",
        action="item.add",
        inputs=(
            Input("title", "Title", value=""),
            Input("link", "Link", value=link, optional=True),
            Input("kind", "What it is", "choice", "industry", kinds),
            Input("context", "Context", "lines", hint="What matters about it, and whose trend it is."),
            Input("topics", "Topics", hint="month-end close, audit trail"),
            Input("why", "Why it matters to them", "lines", why, optional=True, hint=agreed),
            Input("gain", "What is in it for them", "lines", optional=True, hint="One sentence, from their side."),
            Input("language", "Language", value="en", hint="en, de, fr …"),
        ),
        submit="Add as a draft",
    )


async def submit(work: Work) -> Reply:
    """The form's answer."""
    new = NewItem(
        title=value(work, "title"),
        kind=value(work, "kind"),
        context=value(work, "context"),
        link=value(work, "link") or None,
        topics=tuple(topics_of(value(work, "topics"))),
        why=value(work, "why"),
        gain=value(work, "gain"),
        language=value(work, "language").casefold() or "en",
    )
    item = await add_item(work.session, new, by=work.staff.name, now=work.now)
    await records.note(work, "item.add")
    head = told(strong("Added as a draft."), " It is shared with nobody before somebody approves it.").message
    return Reply(Message((*head.parts, *item_page(item_line(item)).parts)))
