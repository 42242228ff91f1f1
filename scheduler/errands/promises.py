"""What the clock sees to about promises: somebody is asked whether it is one, and nobody waits for an old date."""

from datetime import date

from content.pages import promises as pages
from outreach.desk.promises import Stage, is_untold
from outreach.ledger import keys
from outreach.messages import Message
from outreach.models.book import Account, Teammate
from outreach.models.desk import Promise
from outreach.store import accounts, errands, promises, teammates
from outreach.worktime import zones
from scheduler.digests import staff_of
from scheduler.errands.duty import Duty, Outcome
from scheduler.promised import line_of
from scheduler.promises import in_charge
from scheduler.telling import News, tell


async def ask(duty: Duty) -> Outcome:
    """Whoever gave it, once, and about everything that they are to be asked just as soon."""
    promise = await promises.find(duty.session, duty.subject_id)
    if promise is None or promise.state != Stage.NOTICED:
        return "not needed"
    owner = await teammates.by_id(duty.session, promise.owner_id)
    if owner.left_on is not None:
        return "nobody to ask"
    waiting = [
        one for one in await promises.noticed_of(duty.session, promise.owner_id) if await _is_to_be_asked(duty, one)
    ]
    lines = [await _line(duty, one, owner) for one in waiting]
    message = pages.ask_message(lines)
    is_told = await _tell(duty, owner, message, f"{promise.id}", is_urgent=False)
    for other in waiting:
        if other.id != promise.id:
            await errands.drop(duty.session, (promises.ASK,), other.id or 0, duty.now, f"asked with {promise.id}")
    return "asked" if is_told else "in their day"


async def _is_to_be_asked(duty: Duty, promise: Promise) -> bool:
    return bool(await errands.open_of(duty.session, promises.ASK, promise.id or 0))


async def remind_today(duty: Duty) -> Outcome:
    """Promised and due on the same day: no morning named it."""
    case = await _running(duty)
    if case is None or case[0].due_on != _today(duty, case[1]):
        return "not needed"
    promise, _, person = case
    if person is None:
        return "nobody to tell"
    message = pages.today_message(await _line(duty, promise, person))
    about = f"{promise.id}:{promise.due_on}"
    return "told" if await _tell(duty, person, message, about, is_urgent=False) else "in their day"


async def chase_untold(duty: Duty) -> Outcome:
    """The day they reckon with has begun, and nobody has told them of the new one."""
    case = await _untold(duty)
    if not isinstance(case, tuple):
        return case
    promise, person = case
    message = pages.untold_message(await _line(duty, promise, person), is_over=False)
    return "told" if await _tell(duty, person, message, _about(promise), is_urgent=True) else "in their day"


async def tell_manager(duty: Duty) -> Outcome:
    """The day they reckon with is over, and they were left waiting."""
    case = await _untold(duty, to_manager=True)
    if not isinstance(case, tuple):
        return case
    promise, manager = case
    message = pages.untold_message(await _line(duty, promise, manager), is_over=True)
    return "told" if await _tell(duty, manager, message, _about(promise), is_urgent=True) else "in their digest"


async def _untold(duty: Duty, *, to_manager: bool = False) -> tuple[Promise, Teammate] | Outcome:
    """Whom to tell, at their next hour of work; else the word for why not, or when to ask again."""
    case = await _running(duty)
    if case is None or not is_untold(case[0]):
        return "not needed"
    promise, _, person = case
    staff = await staff_of(duty.session, duty.now)
    if to_manager:
        person = staff.manager_of(await teammates.by_id(duty.session, promise.owner_id))
    if person is None:
        return "nobody to tell"
    at = staff.availability(person).next_working_instant(duty.now)
    return at if at is not None and at > duty.now else (promise, person)


async def _running(duty: Duty) -> tuple[Promise, Account, Teammate | None] | None:
    promise = await promises.find(duty.session, duty.subject_id)
    if promise is None or promise.state != Stage.OPEN:
        return None
    account = await accounts.by_id(duty.session, promise.account_id)
    return promise, account, await in_charge(duty.session, promise, account, duty.now)


async def _line(duty: Duty, promise: Promise, reader: Teammate) -> pages.PromiseLine:
    account = await accounts.by_id(duty.session, promise.account_id)
    return await line_of(duty.session, promise, account, duty.now, reader.timezone)


def _today(duty: Duty, account: Account) -> date:
    return zones.local_date(duty.now, zones.zone(account.timezone))


def _about(promise: Promise) -> str:
    return f"{promise.id}:{promise.told_on}:{promise.due_on}"


async def _tell(duty: Duty, teammate: Teammate, message: Message, about: str, *, is_urgent: bool) -> bool:
    assert teammate.id is not None
    news = News(keys.news(duty.errand.kind, about, teammate.id), message, is_urgent)
    return await tell(duty.session, duty.planning, teammate, news, duty.now)
