"""A help item from a theme: its questions without names, and answers that may be given to everybody."""

import re
from collections.abc import Sequence

from content.pages.lines import excerpt
from handlers.themes.informing import names_left
from handlers.work import Work
from outreach.listening.similarity import SAME_THEME, Index
from outreach.models.themes import Theme
from outreach.store import answers, themes
from outreach.store.themes import Belonging

_MOST_QUESTIONS, _MOST_ANSWERS = 3, 2
_SHORT = 200
_LONGEST = 2_500
_TAKEN_OUT = "…"


async def draft_of(work: Work, theme: Theme) -> tuple[str, Sequence[str]]:
    """What customers ask and what may be answered, and the names that were taken out."""
    members = (await themes.belonging(work.session, (theme.id or 0,))).get(theme.id or 0, ())
    asked = [excerpt(one.spoken.words, _SHORT) for one in members if one.spoken.words and not one.spoken.is_kept_out]
    known = await _answers(work, members)
    parts = [*(f"“{one}”" for one in _different(asked)), *known]
    return await _without_names(work, theme, "\n".join(parts)[:_LONGEST])


def _different(asked: Sequence[str]) -> Sequence[str]:
    return list(dict.fromkeys(asked))[:_MOST_QUESTIONS]


async def _answers(work: Work, members: Sequence[Belonging]) -> Sequence[str]:
    """Only those in which, a person said, no name remains."""
    known = {one.row.id or 0: one for one in await answers.live(work.session) if one.row.generalised_at is not None}
    index = Index.of((key, one.question) for key, one in known.items())
    found: dict[int, str] = {}
    for one in members:
        for match in index.nearest(one.spoken.words, 1):
            if match.score >= SAME_THEME:
                found[match.key] = known[match.key].words
    return list(found.values())[:_MOST_ANSWERS]


async def _without_names(work: Work, theme: Theme, words: str) -> tuple[str, Sequence[str]]:
    left = await names_left(work, theme, words)
    for name in sorted(left, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(name)}s?(?!\w)", _TAKEN_OUT, words, flags=re.IGNORECASE)
    return words, left
