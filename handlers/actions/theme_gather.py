"""`Add a message`, `Merge into`, `Set aside`: what belongs together, by hand."""

from handlers import records
from handlers.arguments import number
from handlers.replies import strong, told
from handlers.themes import judging
from handlers.themes.pressing import pressed, subject_chosen
from handlers.work import Reply, Work
from outreach.desk.themes import move
from outreach.errors import Stale
from outreach.messages import Button
from outreach.models.themes import Theme
from outreach.store import themes


async def add(work: Work) -> Reply:
    theme = await pressed(work)
    member = await judging.add(work, theme, subject_chosen(work))
    undo = records.reversal("theme_added", member.id)
    deed = await records.note(work, "theme.add", account_id=member.account_id, undo=undo)
    return told(strong("Added"), f" to “{theme.name}”.", controls=(_opens(theme), records.undo_button(deed)))


async def merge(work: Work) -> Reply:
    """Into the theme that was chosen."""
    theme = await pressed(work)
    into = await themes.by_id(work.session, number(work, "choice"))
    if into is None:
        raise Stale("That theme is no longer on record: nothing was changed.")
    moved = await judging.merge(work, theme, into)
    undo = records.reversal("theme_merged", theme.id, *(one.id for one in moved))
    deed = await records.note(work, "theme.merge", undo=undo)
    words = f" “{theme.name}” is part of “{into.name}”."
    return told(strong("Merged."), words, controls=(_opens(into), records.undo_button(deed)))


async def set_aside(work: Work) -> Reply:
    theme = await pressed(work)
    theme.state = move("set aside", theme.state)
    await themes.put(work.session, theme)
    deed = await records.note(work, "theme.set_aside", undo=records.reversal("theme_set_aside", theme.id))
    return told(strong("Set aside."), f" “{theme.name}” is looked at no more.", controls=(records.undo_button(deed),))


def _opens(theme: Theme) -> Button:
    return Button("Open", "theme.open", {"theme": str(theme.id)})
