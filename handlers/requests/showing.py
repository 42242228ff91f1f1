"""Gathers what the pages of requests show."""

from collections.abc import Iterator, Sequence
from datetime import date

from content.evidence import first_name
from content.names import called
from content.pages.lines import joined, when
from content.pages.moments import counted
from content.pages.requests import OptionLine, RequestLine, RequestList, RequestPage, request_page, requests_page
from handlers.requests.case import Case, case_of
from handlers.requests.choosing import terms_of
from handlers.work import Work
from outreach.desk import requests as rules
from outreach.desk.requests import MOVES
from outreach.messages import Message
from outreach.models.book import Account
from outreach.models.desk import Request
from outreach.models.ledger import TouchState
from outreach.store import accounts, channels, requests
from outreach.worktime import zones
from scheduler import requests as life
from scheduler.digests import staff_of


async def page_of(work: Work, case: Case) -> Message:
    return request_page(await facts_of(work, case))


async def facts_of(work: Work, case: Case) -> RequestPage:
    request, standing = case.request, life.standing(case.request)
    options = await requests.options_of(work.session, case.request_id)
    return RequestPage(
        line=await line_of(work, case),
        account_id=request.account_id,
        asked=await _asked(work, case),
        opened_by=request.opened_by,
        past=tuple(_past(case, work.staff.timezone)),
        options=tuple(
            OptionLine(one.id or 0, one.number, one.title, terms_of(one, "en"), one.chosen_at is not None)
            for one in options
        ),
        verbs=tuple(verb for verb in MOVES if rules.may(verb, standing)),
        owner=case.owner.name if case.owner else "",
        for_whom=request.for_whom or "",
        is_kept_out=life.is_kept_out(request),
        is_settled=standing.is_settled,
        is_purchase=request.kind == "purchase",
        draft_id=await _draft(work, case),
        ticket_url=request.ticket_url,
        ticket_ref=request.ticket_ref,
    )


async def line_of(work: Work, case: Case) -> RequestLine:
    request, standing = case.request, life.standing(case.request)
    return RequestLine(
        request_id=case.request_id,
        account=case.account.name,
        text=case.text,
        who=called(case.owner.name) if case.owner else "",
        state=rules.in_words(standing),
        next_step="send the draft that waits" if await _draft(work, case) else rules.next_step(standing),
        days=rules.age(request.opened_at, work.now, zones.zone(work.staff.timezone)),
        due_on=request.due_on,
        is_late=is_late(case, case.today(work)),
        note=f"for {request.for_whom}" if request.for_whom else "private" if request.is_private else "",
    )


def is_late(case: Case, today: date) -> bool:
    request = case.request
    return request.settled_at is None and rules.is_late(life.standing(request).state, request.due_on, today)


async def _asked(work: Work, case: Case) -> str:
    request = case.request
    channel = await channels.by_id(work.session, request.channel_id) if request.channel_id else None
    where = "" if channel is None else "in private" if channel.kind == channels.DIRECT else f"#{channel.name}"
    return joined(first_name(case.contact), when(request.opened_at, work.staff.timezone), where)


def _past(case: Case, zone: str) -> Iterator[str]:
    """What happened, in the order of the states."""
    request = case.request
    yield f"Opened {when(request.opened_at, zone)} ({request.opened_by})"
    steps = (
        ("They were told who has it", request.acknowledged_at),
        ("Options offered", request.offered_at),
        ("They chose", request.chosen_at),
        ("In hand", request.in_hand_at),
        ("Done, and they were asked", request.honoured_at),
    )
    yield from (f"{what} {when(at, zone)}" for what, at in steps if at is not None)
    if request.reopened:
        yield f"Reopened {counted(request.reopened, 'time')}"
    if request.settled_at is not None and request.state == "declined":
        yield f"Declined {when(request.settled_at, zone)} ({request.settled_by}): {request.declined_because or ''}"
    elif request.settled_at is not None:
        yield f"Settled {when(request.settled_at, zone)} ({request.settled_by})"
    if request.minutes is not None:
        yield f"It took {counted(request.minutes, 'minute')}"


async def _draft(work: Work, case: Case) -> int | None:
    said = await requests.sayings(work.session, case.request_id)
    waiting = [touch for touch in said if touch.state == TouchState.PROPOSED and touch.origin == "desk"]
    return waiting[-1].id if waiting else None


async def list_of(work: Work, whose: str) -> Message:
    """`whose`: mine, all, or an account's id."""
    found = await _found(work, whose)
    cases = [await case_of(work, request) for request in found]
    lines = [await line_of(work, case) for case in cases]
    lines.sort(key=lambda line: (not line.is_late, line.due_on or date.max, -line.days, line.request_id))
    return requests_page(RequestList(lines, await _of_whom(work, whose), {"whose": whose}, work.house.command))


async def _found(work: Work, whose: str) -> Sequence[Request]:
    if whose.isdecimal():
        return await requests.open_of(work.session, int(whose))
    everything = await requests.all_open(work.session)
    if whose == "all":
        return [request for request, _ in everything]
    assert work.staff.id is not None
    mine = (await staff_of(work.session, work.now)).looked_after_by(work.staff)
    return [request for request, account in everything if _is_of(request, account, mine)]


def _is_of(request: Request, account: Account, mine: frozenset[int]) -> bool:
    """Those they have, and those of accounts they look after."""
    return request.owner_id in mine or account.csm_id in mine


async def _of_whom(work: Work, whose: str) -> str:
    if whose.isdecimal():
        return f"of {(await accounts.by_id(work.session, int(whose))).name}"
    return "" if whose == "all" else "of yours"
