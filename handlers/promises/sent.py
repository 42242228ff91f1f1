"""What follows once a colleague has sent a draft: a promise is kept or moved with the words, others are noticed."""

from content.five_marks import own_words
from handlers.promises.noticing import notice_in, take_back
from handlers.promises.speaking import KEPT, read
from handlers.rewriting import message_of
from handlers.work import Work
from outreach.desk.promises import Stage
from outreach.models.ledger import Touch
from outreach.store import promises
from scheduler import promises as life

# Requests and notices have dates of their own.
_OWN_WORDS = "answer:"
_THEY_WERE_TOLD = "kept, and they were told"


async def sent(work: Work, draft: Touch) -> None:
    about = read(draft)
    promise = await promises.find(work.session, about[0]) if about is not None else None
    if about is not None and promise is not None and promise.state == Stage.OPEN:
        if about[1] == KEPT:
            await life.end(work.session, work.house.planning, promise, Stage.DONE, _THEY_WERE_TOLD, work.now)
        else:
            await life.tell_date(work.session, promise, work.now)
    elif draft.key.startswith(_OWN_WORDS):
        await notice_in(work, draft, own_words(await message_of(work, draft)))


async def unsent(work: Work, draft: Touch) -> None:
    """Taken back: so they were told nothing, and nothing was promised to them."""
    about = read(draft)
    promise = await promises.find(work.session, about[0]) if about is not None else None
    if about is None or promise is None:
        await take_back(work, draft)
    elif about[1] == KEPT and promise.ended_because == _THEY_WERE_TOLD:
        await life.take_up_again(work.session, promise, work.now)
    elif about[1] != KEPT and about[2] is not None and promise.state == Stage.OPEN:
        await life.untell(work.session, promise, about[2], work.now)
