"""`Track it`: one press where the words and the day are known, else a form; also for what was promised elsewhere."""

from handlers.arguments import number, value
from handlers.promises import forms
from handlers.promises.case import Case, pressed
from handlers.promises.opening import begin, track
from handlers.work import OpenForm, Reply, Work
from outreach.desk.promises import Stage, expect
from outreach.store import accounts, promises, texts
from outreach.worktime import zones


async def ask(work: Work) -> Reply | OpenForm:
    if not value(work, "promise"):
        account = await accounts.by_id(work.session, number(work, "account"))
        return OpenForm(forms.new_form(account, value(work, "text"), ""))
    case = await pressed(work)
    expect(case.promise, Stage.NOTICED)
    if case.text and case.promise.due_on is not None:
        return await track(work, case)
    return OpenForm(forms.tracking_form(case))


async def submit(work: Work) -> Reply:
    """The form's answer."""
    if not value(work, "promise"):
        account = await accounts.by_id(work.session, number(work, "account"))
        today = zones.local_date(work.now, zones.zone(account.timezone))
        return await begin(work, account, forms.words_given(work), forms.due_given(work, today))
    case = await pressed(work)
    expect(case.promise, Stage.NOTICED)
    return await track(work, await _filled_in(work, case))


async def _filled_in(work: Work, case: Case) -> Case:
    """A date that does not stand in their message is one that they were not told."""
    words, due_on = forms.words_given(work), forms.due_given(work, case.today(work))
    if words != case.text:
        forgotten, case.promise.text_id = case.promise.text_id, await texts.keep(work.session, words, None)
        await promises.put(work.session, case.promise)
        await texts.forget(work.session, forgotten)
    case.promise.due_on = due_on
    return Case(case.promise, case.account, words, case.asked, case.contact)
