"""`Hand over`: a card in a department's own channel, with the facts and a note."""

from handlers import records
from handlers.arguments import value
from handlers.replies import strong, told
from handlers.themes import handing
from handlers.themes.pressing import LONGEST, briefly, pressed
from handlers.work import OpenForm, Reply, Work
from outreach.desk.themes import move
from outreach.errors import BadInput
from outreach.messages import Button, Form, Input, text
from outreach.store import themes


async def ask(work: Work) -> OpenForm:
    theme = await pressed(work)
    move("hand over", theme.state)
    options = tuple((one.slug, f"{one.name}: {one.takes}"[:75]) for one in work.house.planning.departments)
    if not options:
        raise BadInput("No department is known yet. Put them into content/departments.yaml.")
    inputs = (
        Input("department", "To whom", "choice", options[0][0], options),
        Input(
            "note", "What they should know", "lines", optional=True, hint="What was tried, since when, who knows more."
        ),
    )
    intro = text("They see which accounts it affects, how often, and what customers say. Customers see nothing of it.")
    values = {"theme": str(theme.id)}
    return OpenForm(Form(f"Hand over: {briefly(theme.name)}", "theme.hand_over", inputs, "Hand over", values, intro))


async def submit(work: Work) -> Reply:
    """The form's answer."""
    theme = await pressed(work)
    if not (await themes.belonging(work.session, (theme.id or 0,))).get(theme.id or 0):
        raise BadInput("Nothing was handed over: no message of this theme is confirmed yet.")
    department = await handing.department_named(work, value(work, "department"))
    note = " ".join(value(work, "note").split())[:LONGEST]
    await handing.hand_over(work, theme, department, note)
    deed = await records.note(work, "theme.hand_over", undo=records.reversal("theme_handed", theme.id))
    days = work.house.desk.department_answers
    words = (
        f" {department.name} has “{theme.name}” in #{department.channel}. They are reminded after {days} working days."
    )
    opens = Button("Open", "theme.open", {"theme": str(theme.id)})
    return told(strong("Handed over."), words, controls=(opens, records.undo_button(deed)))
