"""Drafts of what they read about a promise: that it is kept, or that its day is another one."""

from datetime import date
from typing import Final, Literal

from content.catalog import CatalogEntry, PromiseKept, PromiseMoved
from content.drafting import signature
from content.phrases import spoken_date
from content.standing import day
from handlers.promises.case import Case
from handlers.work import Work
from outreach.errors import NotAllowed
from outreach.ledger import keys, proposals
from outreach.models.book import Channel
from outreach.models.ledger import Touch, TouchState
from outreach.store import channels, promises
from outreach.worktime import zones
from scheduler import answering
from scheduler.answering import Saying

KEPT: Final = "kept"
MOVED: Final = "moved"
_What = Literal["kept", "moved"]


async def draft_kept(work: Work, case: Case, done: str = "") -> Touch:
    """Without `done` its author fills in what was done. Raises NotAllowed where there is no place to say it."""
    zone = zones.zone(case.account.timezone)
    made_on = zones.local_date(case.promise.made_at, zone)
    entry = PromiseKept(
        csm=signature(work.staff),
        on=spoken_date(made_on, case.today(work), case.language),
        text=case.text,
        done=done,
        contact=case.called,
        language=case.language,
    )
    return await _draft(work, case, entry, KEPT)


async def draft_moved(work: Work, case: Case, because: str = "") -> Touch:
    promise = case.promise
    assert promise.due_on is not None
    before = promise.told_on if promise.told_on != promise.due_on else None
    entry = PromiseMoved(
        csm=signature(work.staff),
        by=_day(work, case, promise.due_on),
        before=_day(work, case, before) if before else "",
        text=case.text,
        because=because,
        is_later=before is not None and promise.due_on > before,
        contact=case.called,
        language=case.language,
    )
    return await _draft(work, case, entry, f"{MOVED}-{before.isoformat()}" if before else MOVED)


def _day(work: Work, case: Case, on: date) -> str:
    return day(on, case.today(work), case.language)


def read(draft: Touch) -> tuple[int, _What, date | None] | None:
    """Which promise it is about, what it says, and the date that they had before; None for one about none."""
    about = keys.read_promise(draft.key)
    if about is None:
        return None
    what, _, before = about[1].partition("-")
    return about[0], KEPT if what == KEPT else MOVED, date.fromisoformat(before) if before else None


async def waiting(work: Work, case: Case, what: _What | None = None) -> Touch | None:
    """A draft about it that nobody has sent yet: the newest."""
    said = [one for one in await promises.sayings(work.session, case.promise_id) if one.state == TouchState.PROPOSED]
    fitting = [one for one in said if (about := read(one)) is not None and what in (None, about[1])]
    return fitting[-1] if fitting else None


async def put_away(work: Work, case: Case, because: str) -> None:
    """Drafts that say what is no longer so."""
    for touch in await promises.sayings(work.session, case.promise_id):
        if touch.state == TouchState.PROPOSED:
            await proposals.end(work.session, touch, TouchState.CANCELLED, because, work.now)


async def _draft(work: Work, case: Case, entry: CatalogEntry, what: str) -> Touch:
    """For whoever works to read and send in their name; earlier ones are put away."""
    place = await place_of(work, case)
    if place is None:
        raise NotAllowed(no_place(case))
    await put_away(work, case, "another draft took its place")
    before = len(await promises.sayings(work.session, case.promise_id))
    is_there = place.id == case.promise.channel_id
    saying = Saying(
        key=keys.promise(case.promise_id, what, before),
        account=case.account,
        channel=place,
        message=work.house.renderer.render(entry),
        why="we promised it",
        contact=case.contact,
        thread=case.promise.thread if is_there else None,
    )
    draft = await answering.draft(work.session, work.house.planning, saying, work.staff, work.now)
    draft.answers_id = case.asked.id if case.asked is not None and is_there else None
    work.session.add(draft)
    return draft


async def place_of(work: Work, case: Case) -> Channel | None:
    """Where it was given, as long as that is theirs alone, else their usual channel."""
    promise = case.promise
    given_in = await channels.by_id(work.session, promise.channel_id) if promise.channel_id else None
    if given_in is not None and _may_hold(given_in, case):
        return given_in
    if given_in is not None and given_in.kind == channels.DIRECT:
        return None
    usual = (await channels.for_outreach(work.session, [promise.account_id])).get(promise.account_id)
    return usual if usual is not None and _may_hold(usual, case) else None


def _may_hold(channel: Channel, case: Case) -> bool:
    return channels.is_open(channel) and not channel.is_mixed and channel.account_id == case.account.id


def no_place(case: Case) -> str:
    return f"Nothing was written: {case.account.name} has no channel that could be used. Tell them another way."
