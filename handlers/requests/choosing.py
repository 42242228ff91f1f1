"""What follows once a customer has chosen, or has said that nothing is right."""

from collections.abc import Sequence

from content.catalog import AlreadyChosen, ChoiceConfirmed, NoneChosen, OptionsOver
from content.drafting import signature
from content.standing import terms
from handlers.confirming import sure
from handlers.requests.case import Case
from handlers.requests.informing import inform, quoted
from handlers.requests.speaking import say
from handlers.work import Work
from outreach.desk.requests import Mover
from outreach.messages import Button
from outreach.models.desk import Option, RequestState
from outreach.store import requests
from scheduler import requests as life

_OFFERABLE = (RequestState.OPENED, RequestState.ACKNOWLEDGED)
_CHOSEN = (RequestState.CHOSEN, RequestState.IN_HAND)


async def settle_on(work: Work, case: Case, option: Option) -> bool:
    """Their choice, confirmed in words where they made it; False where no choice is open any more."""
    if not await is_open(work, case, option):
        await _explain(work, case, option)
        return False
    await life.choose(work.session, case.request, option, _by(work), _mover(work), work.now)
    entry = ChoiceConfirmed(
        csm=case.speaks_for,
        title=option.title,
        terms=terms_of(option, case.language),
        contact=case.called,
        noted_by=noted_by(work),
        language=case.language,
    )
    # The same option may be chosen again, after a slip was taken back.
    about = f"{option.id}:{work.now.isoformat()}"
    await say(work, case, entry, "chosen", about, by=_by(work))
    words = f": {_by(work)} chose “{option.title}” for {quoted(case)}. Next: take it in hand."
    take = Button("Take in hand", "request.take", {"request": str(case.request_id)}, "primary")
    await inform(work, case, "chosen", words, about=about, controls=(take,))
    return True


async def none_of_these(work: Work, case: Case, round_: int) -> bool:
    options = await requests.options_of(work.session, case.request_id, round_)
    if not options or not await is_open(work, case, options[0]):
        await _explain(work, case, options[0] if options else None)
        return False
    await life.move(work.session, case.request, "none of these", _mover(work), work.now)
    entry = NoneChosen(csm=case.speaks_for, noted_by=noted_by(work), language=case.language)
    about = f"{round_}:{work.now.isoformat()}"
    await say(work, case, entry, "none", about, by=_by(work))
    words = f": for {quoted(case)} none of the {len(options)} options is right. Ask what would be, or offer others."
    again = Button("Offer options", "request.offer", {"request": str(case.request_id)})
    await inform(work, case, "none", words, about=about, controls=(again,))
    return True


async def tell_of_stranger(work: Work, case: Case, option: Option) -> None:
    """They believe that they have chosen: once per option, a colleague learns of it and may note it."""
    if not await is_open(work, case, option):
        return
    who = work.event.actor.name or "Somebody there"
    words = (
        f": {who}, whom nobody has put on record, pressed “{option.title}” for {quoted(case)}. It does not count yet."
    )
    note = Button("Note it, on their word", "request.choose", {"option": str(option.id)} | sure())
    await inform(work, case, "stranger", words, about=str(option.id), controls=(note,))


async def is_open(work: Work, case: Case, option: Option) -> bool:
    """Of the newest round, before a choice. What stands in their channel was offered, whoever sent it how."""
    request = case.request
    if request.settled_at is not None or option.round != await requests.newest_round(work.session, case.request_id):
        return False
    if request.state in _OFFERABLE and (request.offered_at is None or request.offered_at < option.offered_at):
        await life.move(work.session, request, "offer", "staff", work.now)
    return request.state == RequestState.OFFERED


async def _explain(work: Work, case: Case, option: Option | None) -> None:
    """Once per option: a second press is answered, a tenth is not."""
    if work.who.teammate is not None:
        return
    taken = await requests.chosen(work.session, case.request_id)
    if case.request.settled_at is None and case.request.state in _CHOSEN and taken is not None:
        entry: AlreadyChosen | OptionsOver
        entry = AlreadyChosen(csm=case.speaks_for, title=taken.title, language=case.language)
    else:
        entry = OptionsOver(csm=case.speaks_for, language=case.language)
    await say(work, case, entry, "over", (option.id or 0) if option else 0, by=_by(work))


def terms_of(option: Option, language: str) -> str:
    return terms(option.price, option.lead, option.conditions, language)


def titles(options: Sequence[Option]) -> Sequence[str]:
    return [option.title for option in options]


def _mover(work: Work) -> Mover:
    return "staff" if work.who.teammate is not None else "customer"


def noted_by(work: Work) -> str:
    """The colleague who says so for them, as customers know them; "" where they said it themselves."""
    return signature(work.who.teammate) if work.who.teammate is not None else ""


def _by(work: Work) -> str:
    """A colleague notes it on their word."""
    if work.who.teammate is not None:
        return f"{work.who.teammate.name}, on their word"
    return work.contact.name if work.contact else work.event.actor.name
