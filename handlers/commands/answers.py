"""`answers [WORDS]`: what is kept for being answered again, with who approved it."""

from collections.abc import Sequence

from content.pages.answers import AnswersPage, answers_page
from handlers.arguments import arguments
from handlers.replies import shown
from handlers.replying.keeping import just_answered, line_of
from handlers.work import Reply, Work
from outreach.listening.stems import stems
from outreach.messages import Message
from outreach.store import answers
from outreach.store.answers import Known


async def list_answers(work: Work) -> Reply:
    return shown(await page_of(work, arguments(work)))


async def open_answers(work: Work) -> Reply:
    """The same page, behind a button."""
    return shown(await look(work))


async def look(work: Work) -> Message:
    return await page_of(work, "")


async def page_of(work: Work, searched: str) -> Message:
    found = _about(searched, await answers.live(work.session))
    return answers_page(
        AnswersPage(
            found=[await line_of(work, one) for one in found],
            searched=searched,
            offered=() if searched else await just_answered(work),
            command=work.house.command,
        )
    )


def _about(searched: str, known: Sequence[Known]) -> Sequence[Known]:
    """Those that hold any of these words, those with most of them first."""
    wanted = set(stems(searched))
    if not wanted:
        return known
    hits = [(len(wanted & set(stems(f"{one.question} {one.words}"))), one) for one in known]
    return [one for count, one in sorted(hits, key=lambda pair: -pair[0]) if count]
