"""`Keep`: what a customer told us about themselves, in a form, to be remembered as a goal or a note."""

import re
from dataclasses import replace

from handlers.actions import fact_remember
from handlers.listening.judging import finding
from handlers.work import OpenForm, Reply, Work
from outreach.errors import Stale
from outreach.models.book import FactKind
from outreach.models.listening import Noticed
from outreach.store import noticed, texts, touches

_ENDS = re.compile(r"[.!?…]+(?=\s)|\n+")
_GOAL = re.compile(r"\b(?:goals?|objectives?|targets?|aim(?:s|ing)?|ziele?)\b", re.IGNORECASE)


async def ask(work: Work) -> OpenForm:
    found = await finding(work)
    words = await _sentence(work, found)
    kind = FactKind.GOAL if _GOAL.search(words) else FactKind.NOTE
    values = {"touch": str(found.touch_id), "noticed": str(found.id)}
    return OpenForm(replace(fact_remember.form(words, values, kind), action="finding.keep"))


async def keep(work: Work) -> Reply:
    """The form's answer. What is worth keeping was noticed rightly."""
    found = await finding(work)
    kept = await fact_remember.remember(work)
    assert work.staff.id is not None
    await noticed.accept(work.session, found.touch_id, ("fact",), by_id=work.staff.id, now=work.now)
    return kept


async def _sentence(work: Work, found: Noticed) -> str:
    """The one that the finding rests on."""
    touch = await touches.by_id(work.session, found.touch_id)
    words = await texts.body_of(work.session, touch.text_id) if touch else None
    if words is None:
        command = work.house.command
        raise Stale(f"Their words are no longer kept. Write down what you remember: {command} remember NAME …")
    begins = max((one.end() for one in _ENDS.finditer(words, 0, found.begins + 1)), default=0)
    after = _ENDS.search(words, min(found.ends, len(words)))
    return words[begins : after.end() if after else len(words)].strip()
