"""`Close`: what it was and what prevents it next time, or that they wanted to be heard; then the closing words."""

from collections.abc import Sequence

from content.pages.complaints import decision_buttons
from handlers import records
from handlers.arguments import value
from handlers.complaints.closing import close
from handlers.complaints.reading import pressed
from handlers.replies import strong, told
from handlers.replying import show
from handlers.work import OpenForm, Reply, Work
from outreach.desk.complaints import Stage, expect, read_closing
from outreach.messages import Button, Form, Input
from outreach.models.book import Channel
from outreach.models.desk import Complaint
from outreach.store import accounts
from scheduler.errands.complaints import place_for

_OUTCOMES = (("right", "It was made right"), ("heard", "Heard, nothing to fix"))
_ASK = (("fixed", "Yes, if something was made right"), ("yes", "Yes"), ("no", "No"))
_FIELDS = ("outcome", "root_cause", "department", "made_right", "prevents", "minutes", "ask")


async def ask(work: Work) -> OpenForm:
    complaint = await pressed(work)
    expect(complaint, Stage.OPEN, Stage.UNCONFIRMED)
    account = await accounts.by_id(work.session, complaint.account_id)
    place = await place_for(work.session, complaint, account)
    where = f"#{place.name}" if isinstance(place, Channel) and place.kind != "direct" else "their conversation with us"
    asks_where = where if isinstance(place, Channel) else f"{place}, so you are reminded to ask them yourself"
    form = Form(
        title="Close the complaint",
        action="complaint.close",
        inputs=tuple(_inputs(complaint, asks_where)),
        submit="Close",
        values={"complaint": str(complaint.id)},
    )
    return OpenForm(form)


def _inputs(complaint: Complaint, asks_where: str) -> Sequence[Input]:
    """Where there is nothing to fix the four questions may stay empty, so the form itself asks for none of them."""
    read = "They read it in the closing words, which you see first."
    days = "Ask them in two days whether it is right"
    return (
        Input("outcome", "How it ended", "choice", "right", _OUTCOMES),
        Input("root_cause", "Root cause", "lines", complaint.root_cause or "", optional=True),
        Input("department", "Department responsible", value=complaint.department or "", optional=True),
        Input("made_right", "What was made right", "lines", complaint.made_right or "", optional=True, hint=read),
        Input("prevents", "What prevents it next time", "lines", complaint.prevents or "", optional=True, hint=read),
        Input("minutes", "Minutes it took", optional=True, hint="45"),
        Input("ask", days, "choice", "fixed", _ASK, hint=f"Once, in your name: {asks_where}."),
    )


async def submit(work: Work) -> Reply:
    """The form's answer."""
    complaint = await pressed(work)
    draft = await close(work, complaint, read_closing({name: value(work, name) for name in _FIELDS}))
    undo = records.reversal("closing", complaint.id)
    deed = await records.note(work, "complaint.close", account_id=complaint.account_id, undo=undo)
    account = await accounts.by_id(work.session, complaint.account_id)
    words = f" Shares to {account.name} wait until you let them go on."
    controls: tuple[Button, ...] = (
        *decision_buttons({"complaint": str(complaint.id)}),
        records.undo_button(deed),
    )
    if draft is None:
        words += " Nothing of ours can be written to them about it: tell them yourself that it is closed."
        return told(strong("Closed."), words, controls=controls)
    closed = told(strong("Closed."), words, " Below are your closing words for them.", controls=controls)
    return Reply(closed.message + (await show(work, draft)).message)
