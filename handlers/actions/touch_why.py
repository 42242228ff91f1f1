"""`Why this`: what a message rests on, who planned it, and which rules stand against it."""

from content.pages.lines import when_for_both
from content.pages.moments import date_words
from content.pages.touch_why import TouchWhy, touch_why_page
from content.pages.why import ComingLine
from handlers.deciding import rules_against
from handlers.explaining import decides, said_by
from handlers.lines import contact_line
from handlers.proposing import touch_pressed
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.ledger.reasons import in_words
from outreach.models.ledger import Touch
from outreach.store import facts, items, turns


async def why(work: Work) -> Reply:
    touch = await touch_pressed(work)
    assert touch.id is not None
    line = await contact_line(work.session, touch)
    rests_on = tuple([await said_by(work.session, fact) for _, fact in await facts.under(work.session, touch.id)])
    held = await rules_against(work, touch, touch.due_at or work.now) if touch.state in turns.LIVE else ()
    return shown(
        touch_why_page(
            TouchWhy(
                coming=ComingLine(line, await decides(work.session, touch, work.staff.timezone), rests_on),
                at=when_for_both(line.at, line.zone, work.staff.timezone) if line.at else "not dated",
                rhythm=_rhythm(work, touch),
                is_live=touch.state in turns.LIVE,
                item=await _item(work, touch),
                against=[in_words(one.code, one.facts) for one in held],
            )
        )
    )


def _rhythm(work: Work, touch: Touch) -> str:
    rhythm = work.house.planning.rhythms.get(touch.rhythm or "")
    return f"the rhythm “{rhythm.name}”: {rhythm.about}" if rhythm else "hand"


async def _item(work: Work, touch: Touch) -> str:
    item = await items.by_id(work.session, touch.item_id) if touch.item_id else None
    if item is None:
        return ""
    approved = f", approved by {item.approved_by}" if item.approved_by else ""
    on = f" on {date_words(item.approved_at.date())}" if item.approved_at else ""
    return f"“{item.title}” ({item.kind}), curated by {item.curated_by}{approved}{on}"
