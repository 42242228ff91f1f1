"""`Use this answer`: what was approved before takes the place of the draft's own answer."""

from handlers import records
from handlers.arguments import number
from handlers.replying import show
from handlers.replying.drafting import answer, question
from handlers.replying.pressing import draft_pressed
from handlers.work import Reply, Work
from outreach.errors import Stale
from outreach.ledger import proposals
from outreach.store import answers, touches


async def use(work: Work) -> Reply:
    draft = await draft_pressed(work)
    serving = {one.row.id: one for one in await answers.serving(work.session, draft.account_id)}
    known = serving.get(number(work, "answer"))
    inbound = await touches.by_id(work.session, draft.answers_id) if draft.answers_id else None
    if known is None or inbound is None:
        raise Stale("Nothing was changed: that answer is no longer there for them.")
    message = work.house.renderer.render(answer(work, await question(work, inbound), known.words))
    keep_until = ((draft.deadline_at or work.now) + work.house.planning.keep_for).date()
    await proposals.revise(work.session, draft, message, keep_until=keep_until, edited=False)
    await records.note(work, "reply.use", account_id=draft.account_id, touch_id=draft.id)
    return await show(work, draft)
