"""Says something about a request where it is talked about: at once, or as a draft that a colleague sends."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.catalog import CatalogEntry
from handlers.recalling import recall
from handlers.requests.case import Case
from handlers.work import Work
from outreach.errors import NotAllowed
from outreach.ledger import keys, proposals
from outreach.messages import Button, Message, buttons
from outreach.models.book import Channel
from outreach.models.ledger import Touch, TouchState
from outreach.store import channels, requests
from scheduler import answering
from scheduler.answering import Saying
from scheduler.requests import is_kept_out


@dataclass(frozen=True)
class Spot:
    """Where it is talked about; `thread` is None in a direct conversation, and where there is none yet."""

    channel: Channel
    thread: str | None = None


async def spot_of(work: Work, case: Case) -> Spot | None:
    """None where nothing may be said in writing: no channel of theirs is left, or it is to be kept out of it."""
    if is_kept_out(case.request):
        direct = await _direct(work, case)
        return Spot(direct) if direct else None
    asked_in = await channels.by_id(work.session, case.request.channel_id) if case.request.channel_id else None
    if asked_in is not None and _may_be_used(asked_in, case):
        return Spot(asked_in, await _thread(work, case) if asked_in.kind != channels.DIRECT else None)
    assert case.account.id is not None
    other = (await channels.for_outreach(work.session, [case.account.id])).get(case.account.id)
    return Spot(other) if other is not None and _may_be_used(other, case) else None


def _may_be_used(channel: Channel, case: Case) -> bool:
    return channels.is_open(channel) and channel.account_id == case.account.id and not channel.is_mixed


async def _direct(work: Work, case: Case) -> Channel | None:
    found = await requests.direct_with(work.session, case.request.contact_id) if case.request.contact_id else None
    return found if found is not None and found.account_id == case.account.id else None


async def _thread(work: Work, case: Case) -> str | None:
    """Theirs, else the one that our first words about it began."""
    if case.request.thread is not None:
        return case.request.thread
    said = await requests.sayings(work.session, case.request_id)
    return next((touch.external_ref for touch in said if touch.external_ref), None)


async def say(  # noqa: PLR0913 - what is said about what, on whose word
    work: Work, case: Case, entry: CatalogEntry, what: str, number: int | str = 0, *, by: str
) -> Touch | None:
    """At once, in the bot's name: confirmations only. None where there is no place to say it."""
    spot = await spot_of(work, case)
    if spot is None:
        return None
    saying = _saying(work, case, spot, entry, keys.request(case.request_id, what, number))
    return await answering.say(work.session, work.house.planning, saying, work.now, by=by)


async def draft(work: Work, case: Case, entry: CatalogEntry, what: str, controls: Sequence[Button] = ()) -> Touch:
    """For whoever works to read and send in their name; an earlier draft of the same is put away.

    Raises NotAllowed where there is no place to say it, with the way out.
    """
    spot = await spot_of(work, case)
    if spot is None:
        raise NotAllowed(no_place(case))
    number = await _put_away_earlier(work, case, what)
    saying = _saying(work, case, spot, entry, keys.request(case.request_id, what, number), controls)
    touch = await answering.draft(work.session, work.house.planning, saying, work.staff, work.now)
    touch.answers_id = case.request.touch_id
    work.session.add(touch)
    return touch


def no_place(case: Case) -> str:
    who = case.called or case.account.name
    if is_kept_out(case.request):
        return f"Nothing was written: this is kept out of the channel, and {who} has never written to us in private. "
    return f"Nothing was written: {case.account.name} has no channel that could be used. "


async def _put_away_earlier(work: Work, case: Case, what: str) -> int:
    """How many there were."""
    said = await requests.sayings(work.session, case.request_id)
    same = [touch for touch in said if keys.read_request(touch.key) == (case.request_id, what)]
    for touch in same:
        if touch.state == TouchState.PROPOSED:
            await proposals.end(work.session, touch, TouchState.CANCELLED, "another draft took its place", work.now)
    return len(same)


def _saying(  # noqa: PLR0913 - what is said about what, and where
    work: Work, case: Case, spot: Spot, entry: CatalogEntry, key: str, controls: Sequence[Button] = ()
) -> Saying:
    message = work.house.renderer.render(entry)
    return Saying(
        key=key,
        account=case.account,
        channel=spot.channel,
        message=message + Message((buttons(*controls),)) if controls else message,
        why="they asked for it",
        contact=case.contact,
        thread=spot.thread,
    )


async def correct(work: Work, case: Case, what: str) -> str:
    """What they read of it: stopped, deleted or marked as a mistake; "" where they read nothing."""
    said = await requests.sayings(work.session, case.request_id)
    for touch in (one for one in said if keys.read_request(one.key) == (case.request_id, what)):
        if touch.state == TouchState.APPROVED:
            await proposals.end(work.session, touch, TouchState.CANCELLED, "taken back", work.now)
            return ", and they read nothing of it"
        if touch.state == TouchState.MADE and touch.ended_because is None:
            done = await recall(work, touch)
            return f", and what they read of it is being {'deleted' if done == 'deleted' else 'marked as a mistake'}"
    return ""
