"""`New date`: the promise moves, and they are told before the old day passes."""

from content.pages.moments import day_words
from handlers import records
from handlers.arguments import value
from handlers.promises import forms
from handlers.promises.case import Case, pressed
from handlers.promises.showing import open_button
from handlers.promises.speaking import draft_moved, place_of
from handlers.replies import strong, told
from handlers.replying import show
from handlers.work import OpenForm, Reply, Work
from outreach.desk.promises import Stage, expect
from outreach.errors import BadInput
from scheduler import promises as life


async def ask(work: Work) -> OpenForm:
    case = await pressed(work)
    expect(case.promise, Stage.OPEN)
    return OpenForm(forms.moving_form(case))


async def save(work: Work) -> Reply:
    """The form's answer: what they will read, to be sent in one's own name."""
    case = await pressed(work)
    expect(case.promise, Stage.OPEN)
    before, due_on = case.promise.due_on, forms.due_given(work, case.today(work))
    if due_on == before:
        raise BadInput(f"Nothing was changed: {day_words(due_on)} is its date already.", field="due")
    await life.move(work.session, case.promise, due_on, work.now)
    undo = records.reversal("promise_moved", case.promise_id, before.toordinal() if before else 0)
    await records.note(work, "promise.move", account_id=case.account.id, undo=undo)
    if await place_of(work, case) is None:
        return await _by_hand(work, case)
    return await show(work, await draft_moved(work, case, " ".join(value(work, "because").split())))


async def _by_hand(work: Work, case: Case) -> Reply:
    """No channel holds it: whoever moved it tells them, and says so by moving it."""
    assert case.promise.due_on is not None
    await life.tell_date(work.session, case.promise, work.now)
    words = f" {case.account.name}, by {day_words(case.promise.due_on)}. No channel could be used: tell them yourself."
    return told(strong("Noted."), words, controls=(open_button(case),))
