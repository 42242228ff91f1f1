"""Tells a colleague at once, in their direct conversation, what should not wait for their morning."""

from collections.abc import Sequence

from handlers.work import Work
from outreach.ledger import keys
from outreach.messages import Button, Message, Run, buttons, say
from outreach.models.book import Account, Teammate
from outreach.store import teammates
from scheduler import telling
from scheduler.telling import News

_IN_CHARGE = ("manager", "admin")


async def tell(work: Work, teammate: Teammate, message: Message, key: str, *, is_urgent: bool = False) -> bool:
    """Once per key. False where it stays in their day alone: no conversation with us yet, or enough for one day."""
    return await telling.tell(work.session, work.house.planning, teammate, News(key, message, is_urgent), work.now)


async def tell_about(
    work: Work,
    account: Account,
    kind: str,
    *words: str | Run,
    about: str | None = None,
    controls: Sequence[Button] = (),
) -> None:
    """To whoever is concerned: once per `kind` and event, or per what it is `about`."""
    message = say(*words)
    message = message + Message((buttons(*controls),)) if controls else message
    for teammate in await concerned(work, account):
        assert teammate.id is not None
        await tell(work, teammate, message, keys.news(kind, about or work.event.key, teammate.id))


async def tell_those_in_charge(work: Work, kind: str, *words: str | Run) -> None:
    """What is about no account of ours: once per `kind` and event."""
    for teammate in await in_charge(work):
        assert teammate.id is not None
        await tell(work, teammate, say(*words), keys.news(kind, work.event.key, teammate.id))


async def concerned(work: Work, account: Account) -> Sequence[Teammate]:
    """The CSM, or whoever stands in for them; where nobody looks after an account, the managers, else everybody."""
    present = await looking_after(work, account)
    if present is not None and present.left_on is None:
        return (present,)
    return await in_charge(work)


async def in_charge(work: Work) -> Sequence[Teammate]:
    """The managers and admins; where there are none, everybody."""
    everybody = await teammates.all_teammates(work.session)
    return [one for one in everybody if one.role in _IN_CHARGE] or everybody


async def looking_after(work: Work, account: Account) -> Teammate | None:
    """The CSM, or whoever stands in for them today."""
    return await telling.looking_after(work.session, account, work.now)
