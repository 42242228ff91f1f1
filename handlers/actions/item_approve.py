"""`Approve`: asks the front-page question and the value question; both answers are needed."""

from collections.abc import Mapping

from content import library
from handlers import records
from handlers.arguments import value
from handlers.library import item_pressed
from handlers.replies import strong, told
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput, Stale
from outreach.messages import Form, Input, text
from outreach.models.library import Item

_YES, _NO = "yes", "no"
_PERSONAL = "personal"


async def ask(work: Work) -> OpenForm:
    item = await item_pressed(work)
    if item.state == "approved" and not library.has_moved_on(item):
        raise Stale(f"“{item.title}” is already approved, by {item.approved_by}.")
    question = "Would you be glad to see this attributed to you on a front page?"
    front_page = Input("front_page", question, "choice", options=((_YES, "Yes"), (_NO, "No")))
    return OpenForm(
        Form(
            title="Approve",
            action="item.approve",
            inputs=(front_page, *_value_questions(item)),
            submit="Approve",
            values={"item": str(item.id)},
            intro=text(item.title),
        )
    )


def _value_questions(item: Item) -> tuple[Input, ...]:
    """A personal recommendation claims nothing about them, so only the gain is asked for."""
    first: Mapping[str, str] = item.reasons[0] if item.reasons else {}
    gain = Input("gain", "What is in it for them?", "lines", first.get("gain", ""))
    if item.kind == _PERSONAL:
        return (gain,)
    topic = first.get("topic") or ("" if first else next(iter(item.topics), ""))
    on = Input("topic", "For whoever cares about", value=topic, optional=bool(first), hint="A topic of theirs")
    return (on, Input("why", "Why does it matter to them?", "lines", first.get("why", "")), gain)


async def approve(work: Work) -> Reply:
    """The form's answer."""
    item = await item_pressed(work)
    if not value(work, "gain"):
        raise BadInput(f"“{item.title}” stays a draft: say what is in it for them.", field="gain")
    await _keep_reason(work, item)
    by, front_page = work.staff.name, value(work, "front_page") == _YES
    await library.approve(work.session, item, by=by, front_page=front_page, now=work.now)
    deed = await records.note(work, "item.approve", undo=records.reversal("item", item.id))
    words = f" “{item.title}” is proposed to whoever it fits from now on."
    return told(strong("Approved."), words, controls=(records.undo_button(deed),))


async def _keep_reason(work: Work, item: Item) -> None:
    """Unless the item says it already."""
    why, gain, topic = value(work, "why"), value(work, "gain"), value(work, "topic")
    is_said = any((one.get("why"), one.get("gain")) == (why, gain) for one in item.reasons)
    if item.kind != _PERSONAL and not is_said:
        await library.add_reason(work.session, item, bound_to="topic", value=topic, why=why, gain=gain)
