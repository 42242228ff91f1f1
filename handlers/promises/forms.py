"""What colleagues fill in about promises, and what they wrote."""

from datetime import date

from content.pages.moments import day_words
from handlers.arguments import value
from handlers.dates import last_day
from handlers.promises.case import Case
from handlers.work import Work
from outreach.desk.promises import LONGEST
from outreach.errors import BadInput
from outreach.listening.promises import due_of
from outreach.messages import Form, Input, text
from outreach.models.book import Account


def tracking_form(case: Case) -> Form:
    due = case.promise.due_on
    inputs = (
        Input("text", "What was promised", "lines", case.text, hint="Say it so that they find themselves in it."),
        Input("due", "By when", value=due.isoformat() if due else "", hint="Friday, 3 Dec, 2 weeks"),
    )
    values = {"promise": str(case.promise_id)}
    return Form(f"A promise: {case.account.name}", "promise.track", inputs, "Track it", values)


def new_form(account: Account, words: str, due: str) -> Form:
    inputs = (
        Input("text", "What was promised", "lines", words, hint="Say it so that they find themselves in it."),
        Input("due", "By when", value=due, hint="Friday, 3 Dec, 2 weeks"),
    )
    return Form(f"A promise: {account.name}", "promise.track", inputs, "Track it", {"account": str(account.id)})


def moving_form(case: Case) -> Form:
    told = case.promise.told_on or case.promise.due_on
    inputs = (
        Input("due", "The new date", hint="Friday, 3 Dec, 2 weeks"),
        Input("because", "Why, in your words", "lines", optional=True, hint="They read it."),
    )
    before = f"They reckon with {day_words(told)}. " if told else ""
    intro = text(f"{before}You see what they will read before it is sent.")
    values = {"promise": str(case.promise_id)}
    return Form(f"A new date: {case.account.name}", "promise.move", inputs, "Save", values, intro)


def words_given(work: Work) -> str:
    """Raises BadInput for none, and for too many."""
    given = " ".join(value(work, "text").split())
    if not given:
        raise BadInput("Nothing was tracked: say in a few words what was promised.", field="text")
    if len(given) > LONGEST:
        raise BadInput(f"That has {len(given):,} characters and {LONGEST} are the most: shorten it.", field="text")
    return given


def due_given(work: Work, today: date) -> date:
    """Raises BadInput for none, and for what is no day to come."""
    given = value(work, "due")
    if not given:
        raise BadInput("Nothing was saved: give a day, such as Friday or 3 Dec.", field="due")
    return read_due(given, today)


def read_due(words: str, today: date) -> date:
    """As promises are read in a message: "next week" ends with that week."""
    try:
        return due_of(f"by {words}", today) or last_day(words, today)
    except BadInput as problem:
        raise BadInput(str(problem), field="due") from None
