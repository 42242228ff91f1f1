"""`New theme`: it is something of its own, with a name."""

from handlers import records
from handlers.arguments import value
from handlers.replies import strong, told
from handlers.themes import judging
from handlers.themes.pressing import LONGEST_NAME, member_pressed, subject_chosen, words_given
from handlers.work import OpenForm, Reply, Work
from outreach.errors import Stale
from outreach.messages import Button, Form, Input, text
from outreach.store import spoken, themes
from outreach.store.spoken import Subject


async def ask(work: Work) -> OpenForm:
    subject = await _subject(work)
    found = (await spoken.of(work.session, (subject,))).get(subject)
    if found is None:
        raise Stale("That message is no longer on record, or it was none.")
    name = Input("name", "What is it about?", hint="Export timeouts")
    values = {"member": value(work, "member")} if value(work, "member") else {"choice": value(work, "choice")}
    words = found.words or "its words are not kept"
    intro = text(f"{found.account.name}: {words}"[:500])
    return OpenForm(Form("New theme", "theme.new", (name,), "Begin", values, intro))


async def begin(work: Work) -> Reply:
    """The form's answer."""
    name = words_given(work, "name", LONGEST_NAME)
    theme = await judging.begin(work, name, await _subject(work))
    deed = await records.note(work, "theme.new", undo=records.reversal("theme_begun", theme.id))
    opens = Button("Open", "theme.open", {"theme": str(theme.id)})
    said = f" “{theme.name}” has its first message. What is like it is suggested as it comes."
    return told(strong("Begun."), said, controls=(opens, records.undo_button(deed)))


async def _subject(work: Work) -> Subject:
    if value(work, "member"):
        _, member = await member_pressed(work)
        return themes.subject_of(member)
    return subject_chosen(work)
