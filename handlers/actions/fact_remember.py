"""`Remember this`: keeps something they said, or a colleague noted, as a fact with its source."""

from collections.abc import Mapping

from handlers import records
from handlers.arguments import number, value
from handlers.facts import KINDS, LONGEST, add, noted, topics_of
from handlers.replies import strong, told
from handlers.work import OpenForm, Reply, Work
from outreach.errors import BadInput, Stale
from outreach.messages import Form, Input
from outreach.models.book import Fact, FactKind
from outreach.models.ledger import Touch
from outreach.store import accounts, contacts, texts, touches
from outreach.worktime import zones

_LABELS: Mapping[str, str] = {
    FactKind.NOTE: "Something they said",
    FactKind.GOAL: "A goal of theirs",
    FactKind.REQUEST: "Something they asked for",
    FactKind.TOPIC: "A topic they want to hear about",
}


async def ask(work: Work) -> OpenForm:
    touch = await _touch(work)
    words = await texts.body_of(work.session, touch.text_id)
    if words is None:
        command = work.house.command
        raise Stale(f"Their words are no longer kept. Write down what you remember: {command} remember NAME …")
    return OpenForm(form(words, {"touch": str(touch.id)}))


def form(words: str, values: Mapping[str, str], kind: str = FactKind.NOTE) -> Form:
    """About what is on record (`touch` among the values), else about an `account`."""
    before = "on 3 Nov you asked for …" if kind == FactKind.REQUEST else "on 3 Nov you said …"
    hint = f"It is said back to them, so keep their words. It goes on after “{before}”."
    return Form(
        title="Remember this",
        action="fact.remember",
        inputs=(
            Input("text", _LABELS[kind], "lines", " ".join(words.split())[:LONGEST], hint=hint),
            Input("kind", "What it is", "choice", kind, tuple((each, _LABELS[each]) for each in KINDS)),
            Input("topics", "Topics", value="", optional=True, hint="month-end close, audit trail"),
        ),
        submit="Remember",
        values=values,
    )


async def remember(work: Work) -> Reply:
    """The form's answer."""
    if value(work, "kind") not in KINDS:
        raise BadInput("Nothing was remembered: say whether it is a note, a goal, a request or a topic.", field="kind")
    fact = await add(work, await (_noted(work) if value(work, "account") else _fact(work, await _touch(work))))
    undo = records.reversal("fact", fact.id)
    deed = await records.note(work, "fact.remember", account_id=fact.account_id, undo=undo)
    words = f" “{fact.text}”. What is sent to them may rest on it."
    return told(strong("Remembered."), words, controls=(records.undo_button(deed),))


async def _touch(work: Work) -> Touch:
    found = await touches.by_id(work.session, number(work, "touch" if value(work, "touch") else "choice"))
    if found is None:
        raise Stale("That is no longer on record: nothing was changed.")
    return found


async def _noted(work: Work) -> Fact:
    """By the teammate who chose the words: nobody can say any more who spoke them."""
    account = await accounts.by_id(work.session, number(work, "account"))
    fact = noted(work, account, value(work, "kind"), value(work, "text"))
    fact.topics = topics_of(value(work, "topics")) or fact.topics
    return fact


async def _fact(work: Work, touch: Touch) -> Fact:
    """Their own words count as such; a logged conversation is a colleague's note of it."""
    account = await accounts.by_id(work.session, touch.account_id)
    contact = await contacts.by_id(work.session, touch.contact_id) if touch.contact_id else None
    text, kind = value(work, "text"), value(work, "kind")
    is_theirs = touch.direction == "in"
    return Fact(
        account_id=touch.account_id,
        contact_id=touch.contact_id,
        kind=kind,
        text=text,
        topics=topics_of(value(work, "topics")) or (topics_of(text) if kind == FactKind.TOPIC else []),
        said_by=(contact.name if contact else None) if is_theirs else work.staff.name,
        said_on=zones.local_date(touch.happened_at or work.now, zones.zone(account.timezone)),
        source="message" if is_theirs else "csm",
        source_ref=f"touch:{touch.id}",
    )
