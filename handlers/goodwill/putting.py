"""Puts goodwill on record as somebody asks for it, and says what comes of it."""

from content.names import called
from content.pages.goodwill import decision_parts
from handlers import records
from handlers.goodwill import giving
from handlers.goodwill.giving import Cause
from handlers.replies import strong, told
from handlers.replying import show
from handlers.telling import in_charge, tell
from handlers.work import Reply, Work
from outreach.desk.goodwill import amount_of, money
from outreach.ledger import keys
from outreach.messages import Form, Input, Message, Run, buttons, paragraph, text
from outreach.models.book import Teammate
from outreach.models.desk import Goodwill
from scheduler import digests


async def form(work: Work, cause: Cause) -> Form:
    desk = work.house.desk
    left = money(await giving.left_to(work, work.staff), desk.currency)
    intro = text(f"{left} are left to you this month without asking. Beyond that a manager decides.")
    fields = (
        Input("amount", f"What it costs us, in {desk.currency}", hint="200 or 1,000.50"),
        Input("what", "What they get", hint="a month of the archive module"),
    )
    return Form(f"Goodwill: {cause.account.name}", "goodwill.give", fields, "Give", cause.values, intro)


async def put(work: Work, cause: Cause, amount: str, what: str) -> Reply:
    given = await giving.put_on_record(work, cause, amount_of(amount), what)
    undo = records.reversal("goodwill", given.id)
    deed = await records.note(work, "goodwill.give", account_id=cause.account.id, undo=undo)
    sum_ = money(given.amount, work.house.desk.currency)
    if given.state == "asked":
        whom = await _ask_managers(work, given)
        words = f" {sum_} for {cause.account.name} is more than is left to you this month: {whom}."
        return told(strong("Asked for."), words, controls=(records.undo_button(deed),))
    left = money(await giving.left_to(work, work.staff), work.house.desk.currency)
    head = paragraph(strong("On record:"), f" {sum_} for {cause.account.name}. {left} are left to you this month.")
    draft = await giving.draft_words(work, given, work.staff)
    if draft is None:
        words = f" Tell {cause.account.name} yourself: no channel of theirs may hold it."
        return Reply(Message((head, paragraph(words.strip()), buttons(records.undo_button(deed)))))
    page = await show(work, draft)
    return Reply(Message((head, buttons(records.undo_button(deed)), *page.message.parts)))


async def _ask_managers(work: Work, given: Goodwill) -> str:
    """Told once; it also stands in their digest until they have decided."""
    line = await giving.line_of(work, given)
    message = Message((paragraph(Run(f"{line.by} asks you to decide", bold=True)), *decision_parts(line)))
    asked = await _managers(work)
    for manager in asked:
        assert manager.id is not None
        await tell(work, manager, message, keys.news("goodwill", str(given.id), manager.id))
    return f"{called(asked[0].name)} decides" if len(asked) == 1 else "a manager decides"


async def _managers(work: Work) -> list[Teammate]:
    staff = await digests.staff_of(work.session, work.now)
    manager = staff.manager_of(work.staff)
    return [manager] if manager is not None else [one for one in await in_charge(work) if one.id != work.staff.id]
