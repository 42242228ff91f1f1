"""`Tell …`: drafts for those who have not heard that it is done."""

from content.pages.moments import counted
from handlers import records
from handlers.replies import told
from handlers.themes.informing import tell_everybody, untold
from handlers.themes.pressing import pressed
from handlers.work import Reply, Work
from outreach.desk.themes import S
from outreach.errors import Stale
from outreach.messages import Button


async def tell(work: Work) -> Reply:
    theme = await pressed(work)
    if theme.state != S.DONE:
        raise Stale(f"Nothing was written: “{theme.name}” is {theme.state}.")
    if not await untold(work, theme):
        raise Stale("Nothing was written: a word is on its way to everybody whom it affected.")
    drafts = await tell_everybody(work, theme, theme.progress or theme.name)
    await records.note(work, "theme.tell")
    words = f"{counted(drafts, 'draft')} made. Each waits for whoever looks after that customer."
    return told(words, controls=(Button("Open", "theme.open", {"theme": str(theme.id)}),))
