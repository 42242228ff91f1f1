"""`Same thing`, `Not the same`: a suggestion is judged by a person."""

from handlers import records
from handlers.replies import strong, told
from handlers.themes import judging
from handlers.themes.pressing import member_pressed
from handlers.work import Reply, Work
from outreach.messages import Button

JUDGED = "theme_judged"


async def same(work: Work) -> Reply:
    theme, member = await member_pressed(work)
    chosen = await judging.confirm(work, theme, member)
    undo = records.reversal(JUDGED, *(one.id for one in chosen))
    deed = await records.note(work, "theme.same", account_id=member.account_id, undo=undo)
    trend = f" It is a trend: {theme.trend_because}." if theme.trend_at == work.now else ""
    values = {"theme": str(theme.id)}
    controls = (
        Button("Open", "theme.open", values),
        Button("Name it", "theme.name", values),
        records.undo_button(deed),
    )
    return told(strong("Confirmed."), f" It counts for “{theme.name}”.{trend}", controls=controls)


async def different(work: Work) -> Reply:
    theme, member = await member_pressed(work)
    refused = await judging.refuse(work, theme, member)
    undo = records.reversal(JUDGED, *(one.id for one in refused))
    deed = await records.note(work, "theme.different", account_id=member.account_id, undo=undo)
    back = Button("All themes", "theme.list")
    return told(strong("Not the same."), " It is not suggested again.", controls=(back, records.undo_button(deed)))
