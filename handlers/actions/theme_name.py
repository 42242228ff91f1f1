"""`Name it`: what a theme is called, to colleagues and departments."""

from handlers import records
from handlers.replies import shown
from handlers.themes.pressing import LONGEST_NAME, pressed, words_given
from handlers.themes.showing import page_of
from handlers.work import OpenForm, Reply, Work
from outreach.messages import Form, Input
from outreach.store import themes


async def ask(work: Work) -> OpenForm:
    theme = await pressed(work)
    name = Input("name", "What is it about?", value=theme.name[:LONGEST_NAME], hint="Export timeouts")
    return OpenForm(Form("Name the theme", "theme.name", (name,), "Save", {"theme": str(theme.id)}))


async def save(work: Work) -> Reply:
    """The form's answer."""
    theme = await pressed(work)
    theme.name = words_given(work, "name", LONGEST_NAME)
    await themes.put(work.session, theme)
    await records.note(work, "theme.name")
    return shown(await page_of(work, theme))
