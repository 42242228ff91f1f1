"""`undo`: takes back the last thing that can be taken back, and says which; asks first when that is not fresh."""

from datetime import timedelta

from content.pages.lines import ago_words
from handlers.deed_names import name_of
from handlers.records import read_reversal
from handlers.replies import strong, told
from handlers.undoing import Undoable, last, take_back
from handlers.work import Reply, Work
from outreach.messages import Button
from outreach.store import deeds

# Whoever types it means what they have just done; what is older they may have forgotten.
_FRESH = timedelta(minutes=10)


async def undo(work: Work) -> Reply:
    effect = await last(work)
    if effect.at < work.now - _FRESH or await _is_link_behind_another(work, effect):
        return await _ask(work, effect)
    return told(strong("Taken back:"), f" {await take_back(work, effect)}.")


async def _is_link_behind_another(work: Work, effect: Undoable) -> bool:
    """A second `undo` in a row may have been meant for the first thing, and a link decides where messages go."""
    assert work.staff.id is not None
    is_link = read_reversal(effect.undo)[0] == "link"
    return is_link and await deeds.any_undone(work.session, work.staff.id, effect.at)


async def _ask(work: Work, effect: Undoable) -> Reply:
    ids = read_reversal(effect.undo)[1]
    values = {"deed": str(effect.deed.id)} if effect.deed else {"touch": str(ids[0])}
    words = (
        f"Nothing was changed. Next to take back is {await name_of(work, effect)}, {ago_words(work.now - effect.at)}."
    )
    return told(words, " Take it back?", controls=(Button("Take it back", "deed.undo", values, "danger"),))
