"""How a request lives: every change of it is made here, with what the clock has to see to afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from outreach.database import Session
from outreach.desk import requests as rules
from outreach.desk.requests import Mover, Standing, Verb
from outreach.ledger import proposals, situations
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.desk import Option, Request, RequestState
from outreach.models.ledger import Touch, TouchState
from outreach.store import accounts, errands, requests, teammates, texts
from outreach.worktime import zones
from scheduler.digests import staff_of
from scheduler.planning import Planning
from scheduler.telling import looking_after

S = RequestState
DUE, SILENCE, ACKNOWLEDGE = "request.due", "request.silence", "request.acknowledge"
_DAY = timedelta(days=1)
_YEAR = 366
_STAMPS: Mapping[Verb, str] = {
    "acknowledge": "acknowledged_at",
    "offer": "offered_at",
    "choose": "chosen_at",
    "take in hand": "in_hand_at",
    "honour": "honoured_at",
}


@dataclass(frozen=True)
class Opening:
    """`words`: what they want, "" where nothing may be kept. `touch` and `thread`: where they said it, if they did.
    `by`: "their own words", or the colleague who wrote it down."""

    account: Account
    words: str
    by: str
    owner: Teammate | None
    channel: Channel | None = None
    contact: Contact | None = None
    touch: Touch | None = None
    thread: str | None = None
    kind: str = "request"
    for_whom: str | None = None
    is_private: bool = False
    due_on: date | None = None


async def begin(session: Session, planning: Planning, opening: Opening, now: datetime) -> Request:
    assert opening.account.id is not None
    request = await requests.add(
        session,
        Request(
            account_id=opening.account.id,
            channel_id=opening.channel.id if opening.channel else None,
            contact_id=opening.contact.id if opening.contact else None,
            touch_id=opening.touch.id if opening.touch else None,
            thread=opening.thread,
            text_id=await texts.keep(session, opening.words, None) if opening.words else None,
            kind=opening.kind,
            for_whom=opening.for_whom,
            is_private=opening.is_private,
            owner_id=opening.owner.id if opening.owner else None,
            opened_at=now,
            opened_by=opening.by,
        ),
    )
    if opening.due_on is not None:
        await promise(session, request, opening.due_on, now)
    elif at := await _reply_due_at(session, planning, request, now):
        assert request.id is not None
        await errands.arrange(session, ACKNOWLEDGE, request.id, at)
    return request


async def hears_by(session: Session, planning: Planning, request: Request, now: datetime) -> datetime | None:
    """When the first reply to this account is promised for, in its owner's working time."""
    return await _within(session, planning, request, now, 1.0)


async def _reply_due_at(session: Session, planning: Planning, request: Request, now: datetime) -> datetime | None:
    return await _within(session, planning, request, now, planning.desk.nudge_at)


async def _within(
    session: Session, planning: Planning, request: Request, now: datetime, part: float
) -> datetime | None:
    account = await accounts.by_id(session, request.account_id)
    owner = await in_charge(session, request, account, now)
    promised = planning.desk.reply_within.get(account.segment)
    if owner is None or promised is None:
        return None
    return (await staff_of(session, now)).availability(owner).add_working_time(now, promised * part)


async def in_charge(session: Session, request: Request, account: Account, now: datetime) -> Teammate | None:
    """Its owner, or whoever stands in for them today; the account's CSM where its owner has left."""
    owner = await teammates.by_id(session, request.owner_id) if request.owner_id else None
    if owner is None or owner.left_on is not None:
        return await looking_after(session, account, now)
    today = zones.local_date(now, zones.zone(owner.timezone))
    if owner.cover_id is None or owner.id is None or not await teammates.away_on(session, owner.id, today):
        return owner
    return await teammates.by_id(session, owner.cover_id)


def standing(request: Request) -> Standing:
    return Standing(RequestState(request.state), request.settled_at is not None, request.settled_by)


def is_kept_out(request: Request) -> bool:
    """A surprise, or for somebody else: it never shows in a shared channel."""
    return request.is_private or request.for_whom is not None


async def move(session: Session, request: Request, verb: Verb, by: Mover, now: datetime) -> None:
    """Raises Stale and NotAllowed, with the reason in words."""
    request.state = rules.move(verb, standing(request), by)
    if stamp := _STAMPS.get(verb):
        setattr(request, stamp, now)
    await requests.save(session, request)


async def promise(session: Session, request: Request, due_on: date, now: datetime) -> None:
    """The date they are given, on the account's own calendar; another one takes its place."""
    assert request.id is not None
    account = await accounts.by_id(session, request.account_id)
    await errands.drop(session, (DUE, ACKNOWLEDGE), request.id, now, "another date")
    midnight = zones.at_local(due_on + _DAY, time(0), zones.zone(account.timezone))
    await errands.arrange(session, DUE, request.id, midnight, about=f"{due_on.isoformat()}:{now:%Y%m%dT%H%M%S}")
    request.due_on = due_on
    await requests.save(session, request)


async def choose(  # noqa: PLR0913 - which, on whose word, and when
    session: Session, request: Request, option: Option, by: str, mover: Mover, now: datetime
) -> None:
    """`by`: the customer's name, or a colleague's who notes it on their word."""
    await move(session, request, "choose", mover, now)
    option.chosen_at, option.chosen_by = now, by
    session.add(option)
    await session.flush()


async def unchoose(session: Session, request: Request, option_id: int) -> bool:
    """A slip of ours: the same options are open again. False where another one was chosen meanwhile."""
    taken = await requests.chosen(session, request.id or 0)
    if taken is None or taken.id != option_id:
        return False
    taken.chosen_at, taken.chosen_by = None, None
    request.state, request.chosen_at = RequestState.OFFERED, None
    session.add(taken)
    await requests.save(session, request)
    return True


async def offer_again(session: Session, request: Request) -> None:
    """A slip of ours: the options they were offered are open as before."""
    request.state = RequestState.OFFERED
    await requests.save(session, request)


async def honour_after_all(session: Session, request: Request, now: datetime) -> None:
    """They said no and take it back: it was done. That it came back once stays on record."""
    request.state, request.honoured_at = RequestState.HONOURED, now
    await requests.save(session, request)


async def unanswer(session: Session, request: Request, honoured_at: datetime | None) -> None:
    """A slip of ours: it is done, and waits for their word. `honoured_at`: since when, where it is in hand again."""
    assert request.id is not None
    if honoured_at is not None:
        request.state, request.honoured_at, request.reopened = RequestState.HONOURED, honoured_at, request.reopened - 1
    request.settled_at, request.settled_by = None, None
    await requests.save(session, request)
    await requests.keep_open(session, request.text_id)


async def wait_for_word(session: Session, planning: Planning, request: Request, now: datetime) -> None:
    """Silence counts from now."""
    assert request.id is not None
    at = await silent_until(session, planning, request, now)
    await errands.arrange(session, SILENCE, request.id, at, about=now.isoformat())


async def honour(session: Session, planning: Planning, request: Request, now: datetime) -> None:
    """Done, and they were asked; silence settles it."""
    await move(session, request, "honour", "staff", now)
    assert request.id is not None
    await errands.drop(session, (ACKNOWLEDGE,), request.id, now, "done")
    await wait_for_word(session, planning, request, now)


async def silent_until(session: Session, planning: Planning, request: Request, since: datetime) -> datetime:
    """The end of the so-manieth working day there after `since`: silence over the holidays is no consent."""
    account = await accounts.by_id(session, request.account_id)
    calendar = situations.calendar_of(account, account.timezone, planning.rules)
    on, left = zones.local_date(since, zones.zone(account.timezone)), planning.desk.silence_settles
    for _ in range(_YEAR):
        on += _DAY
        left -= calendar.why_closed(on) is None
        if left <= 0:
            break
    return zones.at_local(on + _DAY, time(0), zones.zone(account.timezone))


async def settle(  # noqa: PLR0913 - what, by whose word, and when
    session: Session, planning: Planning, request: Request, said_by: str, mover: Mover, now: datetime
) -> None:
    """`said_by` is for the record: Dana Whitfield, silence, Priya Nair."""
    await move(session, request, "settle", mover, now)
    await close(session, planning, request, said_by, now)


async def decline(session: Session, planning: Planning, request: Request, by: str, now: datetime) -> None:
    await move(session, request, "decline", "staff", now)
    await close(session, planning, request, by, now)


async def close(session: Session, planning: Planning, request: Request, by: str, now: datetime) -> None:
    """Whatever its state: nothing waits for it any more, and its words begin to expire."""
    assert request.id is not None
    request.settled_at, request.settled_by = now, by
    await requests.save(session, request)
    await errands.drop(session, (DUE, SILENCE, ACKNOWLEDGE), request.id, now, f"settled by {by}")
    await put_away(session, request, "the request is over", now)
    await texts.let_go(session, request.text_id, (now + planning.keep_for).date())


async def reopen(session: Session, request: Request, mover: Mover, now: datetime) -> None:
    """In hand again, and looked after again."""
    await move(session, request, "reopen", mover, now)
    request.settled_at, request.settled_by, request.honoured_at = None, None, None
    request.reopened += 1
    await requests.save(session, request)
    await _go_on(session, request, "reopened", now)


async def untell(session: Session, request: Request, verb: Verb, now: datetime) -> None:
    """What was sent about it is taken back: it stands as before, unless something has come of it since."""
    if request.state != rules.MOVES[verb].to or (request.settled_at is not None and verb != "decline"):
        return
    if verb in _STAMPS:
        setattr(request, _STAMPS[verb], None)
    stamps = {S.IN_HAND: request.in_hand_at, S.CHOSEN: request.chosen_at, S.OFFERED: request.offered_at}
    came_to = {state for state, at in (*stamps.items(), (S.ACKNOWLEDGED, request.acknowledged_at)) if at is not None}
    request.state = rules.furthest(came_to | ({S.IN_HAND} if request.reopened else set()))
    request.settled_at, request.settled_by = None, None
    await requests.save(session, request)
    await _go_on(session, request, "taken back", now)


async def _go_on(session: Session, request: Request, because: str, now: datetime) -> None:
    """Its words are kept again, and a date to come is looked after again."""
    assert request.id is not None
    await requests.keep_open(session, request.text_id)
    await errands.drop(session, (SILENCE,), request.id, now, because)
    account = await accounts.by_id(session, request.account_id)
    if request.due_on is not None and request.due_on >= zones.local_date(now, zones.zone(account.timezone)):
        await promise(session, request, request.due_on, now)


async def put_away(session: Session, request: Request, because: str, now: datetime) -> None:
    """Drafts about it that nobody has sent."""
    assert request.id is not None
    for touch in await requests.sayings(session, request.id):
        if touch.state == TouchState.PROPOSED:
            await proposals.end(session, touch, TouchState.CANCELLED, because, now)
