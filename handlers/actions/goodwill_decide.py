"""`Yes`, `No` and `Ask`: a manager decides on goodwill beyond a CSM's allowance, and the CSM hears of it."""

from content.names import called
from handlers import records
from handlers.arguments import value
from handlers.goodwill import giving
from handlers.replies import strong, told
from handlers.telling import tell
from handlers.work import OpenForm, Reply, Work
from outreach.desk.goodwill import money
from outreach.errors import BadInput
from outreach.ledger import keys
from outreach.messages import Button, Form, Input, Message, Run, buttons, paragraph
from outreach.models.book import Teammate
from outreach.models.desk import Goodwill
from outreach.models.trust import Deed
from outreach.store import goodwill, teammates

LONGEST = 300
_OTHERS = Button("Goodwill", "goodwill.open")


async def grant(work: Work) -> Reply:
    given = await giving.asked_for(work)
    await _decide(work, given, "granted")
    csm = await teammates.by_id(work.session, given.teammate_id)
    draft = await giving.draft_words(work, given, csm)
    controls = (Button("See the draft", "reply.show", {"draft": str(draft.id)}),) if draft else ()
    await _tell(work, given, "granted", " Tell them in your own words." if draft is None else "", controls)
    deed = await _note(work, given, "goodwill.grant", undo=True)
    return told(strong("Granted."), f" {called(csm.name)} tells them.", controls=(records.undo_button(deed), _OTHERS))


async def ask_why_not(work: Work) -> OpenForm:
    given = await giving.asked_for(work)
    reason = Input("reason", "Why not?", "lines", hint="Their CSM reads it.")
    return OpenForm(Form("No goodwill", "goodwill.refuse", (reason,), "Refuse", {"goodwill": str(given.id)}))


async def refuse(work: Work) -> Reply:
    """The form's answer."""
    given = await giving.asked_for(work)
    reason = _words(work, "reason", "Nothing was decided: say in a few words why not.")
    await _decide(work, given, "refused")
    await _tell(work, given, "refused", f" “{reason}”")
    await _note(work, given, "goodwill.refuse")
    csm = await teammates.by_id(work.session, given.teammate_id)
    return told(strong("Refused."), f" {called(csm.name)} is told why.", controls=(_OTHERS,))


async def ask_question(work: Work) -> OpenForm:
    given = await giving.asked_for(work)
    question = Input("question", "What do you want to know?", "lines")
    return OpenForm(Form("Ask first", "goodwill.ask", (question,), "Ask", {"goodwill": str(given.id)}))


async def question(work: Work) -> Reply:
    """The form's answer. It still waits for a yes or a no."""
    given = await giving.asked_for(work)
    words = _words(work, "question", "Nothing was asked: write your question.")
    await _tell(work, given, "question", f" “{words}” Tell {called(work.staff.name)}; it waits until then.")
    csm = await teammates.by_id(work.session, given.teammate_id)
    return told(strong("Asked."), f" {called(csm.name)} reads your question; it waits for your yes or no.")


async def _decide(work: Work, given: Goodwill, state: goodwill.State) -> None:
    given.state, given.decided_at, given.decided_by_id = state, work.now, work.staff.id
    await goodwill.put(work.session, given)


async def _note(work: Work, given: Goodwill, verb: str, *, undo: bool = False) -> Deed:
    reversal = records.reversal("goodwill", given.id) if undo else None
    return await records.note(work, verb, account_id=given.account_id, undo=reversal)


async def _tell(work: Work, given: Goodwill, kind: str, words: str, controls: tuple[Button, ...] = ()) -> None:
    """The CSM who asked, unless they decided themselves."""
    csm: Teammate = await teammates.by_id(work.session, given.teammate_id)
    if csm.id is None or csm.id == work.staff.id:
        return
    line = await giving.line_of(work, given)
    verbs = {"granted": "granted", "refused": "did not grant", "question": "asks about"}
    sum_ = money(given.amount, work.house.desk.currency)
    head = Run(f"{called(work.staff.name)} {verbs[kind]} {sum_} goodwill for {line.account}", bold=True)
    message = Message((paragraph(head, f" ({given.what}).{words}"), *((buttons(*controls),) if controls else ())))
    about = f"{given.id}:{work.event.key}" if kind == "question" else str(given.id)
    await tell(work, csm, message, keys.news(f"goodwill-{kind}", about, csm.id))


def _words(work: Work, name: str, missing: str) -> str:
    words = " ".join(value(work, name).split())
    if not words:
        raise BadInput(missing, field=name)
    if len(words) > LONGEST:
        raise BadInput(f"Say it in {LONGEST} characters: it has {len(words)}.", field=name)
    return words
