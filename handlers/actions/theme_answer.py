"""What a department answers in its channel: it accepts, passes on, plans, says how it goes, and that it is done.

Whoever is at home there may press, teammate or not; a colleague notes the same on the theme's page, on their word.
"""

from datetime import date

from handlers import records
from handlers.arguments import value
from handlers.dates import last_day
from handlers.themes import handing
from handlers.themes.informing import names_left
from handlers.themes.pressing import briefly, pressed, speaks_for, words_given
from handlers.work import OpenForm, Outcome, Reply, Work
from outreach.desk.themes import S, Verb, may
from outreach.errors import BadInput
from outreach.messages import Form, Input, say
from outreach.models.themes import Theme


async def accept(work: Work) -> Outcome:
    """Theirs from this press on; the form asks for the plan."""
    theme, who = await _answered(work)
    if who is None:
        return None
    if theme.state != S.ACCEPTED:
        if (stale := _stale("accept", theme)) is not None:
            return stale
        await handing.accept(work, theme, who)
        await _note(work, "theme.accept")
    return _plan_form(theme)


async def ask_plan(work: Work) -> Outcome:
    """`New date`, `Say the plan`."""
    theme, who = await _answered(work)
    if who is None:
        return None
    return _stale("plan", theme) or _plan_form(theme)


def _plan_form(theme: Theme) -> OpenForm:
    on = theme.plan_on.isoformat() if theme.plan_on else ""
    inputs = (
        Input("plan", "What is planned", "lines", theme.plan or ""),
        Input("on", "Done by", "date", on),
    )
    form = Form(f"Plan: {briefly(theme.name)}", "theme.plan", inputs, "Save", {"theme": str(theme.id)})
    return OpenForm(form, is_for_newcomers=True)


async def plan(work: Work) -> Outcome:
    """The form's answer."""
    theme, who = await _answered(work)
    if who is None:
        return None
    if (stale := _stale("plan", theme)) is not None:
        return stale
    try:
        words, on = words_given(work, "plan"), _day(work)
    except BadInput as problem:
        return _refused(work, problem, "Press Accept or New date again.")
    await handing.plan(work, theme, words, on, who)
    await _note(work, "theme.plan")
    return _reply(f"Noted: by {on.isoformat()}. You are asked then how it goes.")


def _day(work: Work) -> date:
    """Raises BadInput for what is no day to come."""
    try:
        return last_day(value(work, "on"), work.today)
    except BadInput as problem:
        raise BadInput(str(problem), field="on") from None


async def pass_on(work: Work) -> Outcome:
    """`Not ours: it is for …`"""
    theme, who = await _answered(work)
    if who is None:
        return None
    if (stale := _stale("pass on", theme)) is not None:
        return stale
    try:
        department = await handing.department_named(work, value(work, "choice"))
        await handing.pass_on(work, theme, department, who)
    except BadInput as problem:
        return _refused(work, problem, "")
    await _note(work, "theme.pass_on")
    return _reply(f"Passed on to {department.name}, in #{department.channel}.")


async def on_track(work: Work) -> Outcome:
    theme, who = await _answered(work)
    if who is None:
        return None
    if (stale := _stale("progress", theme)) is not None:
        return stale
    await handing.on_track(work, theme, who)
    await _note(work, "theme.on_track")
    return _reply("Good: noted.")


async def ask_done(work: Work) -> Outcome:
    theme, who = await _answered(work)
    if who is None:
        return None
    if (stale := _stale("done", theme)) is not None:
        return stale
    read = "Each customer affected reads it, once their CSM has looked at it. Name no customer."
    inputs = (
        Input("done", "What is different now", "lines", hint=read),
        Input("root_cause", "Root cause", "lines", hint="For us alone."),
    )
    form = Form(f"Done: {briefly(theme.name)}", "theme.done", inputs, "Done", {"theme": str(theme.id)})
    return OpenForm(form, is_for_newcomers=True)


async def done(work: Work) -> Outcome:
    """The form's answer."""
    theme, who = await _answered(work)
    if who is None:
        return None
    if (stale := _stale("done", theme)) is not None:
        return stale
    try:
        words, root_cause = words_given(work, "done"), words_given(work, "root_cause")
        if left := await names_left(work, theme, words):
            raise BadInput(f"Not done yet: what customers read names {', '.join(left)}. Leave that out.", field="done")
    except BadInput as problem:
        return _refused(work, problem, "Press Done again.")
    drafts = await handing.finish(work, theme, words, root_cause, who)
    await _note(work, "theme.done")
    return _reply(f"Done, thank you. {drafts} drafts wait for whoever looks after these customers.")


async def _answered(work: Work) -> tuple[Theme, str | None]:
    theme = await pressed(work)
    return theme, await speaks_for(work, theme)


def _stale(verb: Verb, theme: Theme) -> Reply | None:
    """In words, for somebody who may be no teammate: an error would tell them nothing."""
    return None if may(verb, theme.state) else _reply(f"Nothing was changed: this is {theme.state} by now.")


def _refused(work: Work, problem: BadInput, cure: str) -> Reply:
    """A teammate's form stays open with it; whoever is none reads it."""
    if work.who.teammate is not None:
        raise problem
    return _reply(f"{problem} {cure}".strip())


def _reply(words: str) -> Reply:
    """Holds no fact of a customer's."""
    return Reply(say(words), is_for_newcomers=True)


async def _note(work: Work, verb: str) -> None:
    if work.who.teammate is not None:
        await records.note(work, verb)
