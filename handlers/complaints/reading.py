"""Gathers what is known of a complaint, for whoever reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.names import called
from content.pages.complaints import Closed, ComplaintLine, ComplaintPage
from content.pages.lines import when
from content.pages.noticed import Found
from handlers.arguments import number
from handlers.glancing import glance
from handlers.work import Work
from outreach.desk.complaints import NONE_AFTER_ALL, SECOND_WITHIN, Standing, stage_of
from outreach.desk.goodwill import money
from outreach.errors import Stale
from outreach.ledger.reasons import Code
from outreach.models.book import Account, Contact, Hold, Teammate
from outreach.models.desk import Complaint
from outreach.models.ledger import Touch
from outreach.models.listening import Noticed
from outreach.store import (
    accounts,
    channels,
    complaints,
    contacts,
    errands,
    glances,
    goodwill,
    holds,
    teammates,
    texts,
    touches,
)
from scheduler import sightings


@dataclass(frozen=True)
class News:
    """What an alert tells besides the complaint: what `also` was noticed in the same message, and the words with which
    they say now (`latest`) that it is not right; "" for a press."""

    also: tuple[Noticed, ...] = ()
    latest: str = ""


async def pressed(work: Work) -> Complaint:
    """The one that a press is about. Raises Stale where it is no longer on record."""
    found = await complaints.by_id(work.session, number(work, "complaint"))
    if found is None:
        raise Stale("That complaint is no longer on record: nothing was changed.")
    return found


async def line_of(work: Work, complaint: Complaint, account: Account) -> ComplaintLine:
    assert complaint.id is not None
    owner = await teammates.by_id(work.session, complaint.owner_id) if complaint.owner_id else None
    return ComplaintLine(
        complaint_id=complaint.id,
        account=account.name,
        stage=stage_of(complaint),
        opened_at=complaint.opened_at,
        who=await _who(work, complaint),
        words=await texts.body_of(work.session, complaint.text_id) or "",
        owner=called(owner.name) if owner else "",
        because=complaint.closed_because or "",
    )


async def page_of(
    work: Work, complaint: Complaint, reader: Teammate, told_because: tuple[str, ...] = (), news: News | None = None
) -> ComplaintPage:
    """`news`: what is told with it, where it interrupts somebody."""
    news = news or News()
    account = await accounts.by_id(work.session, complaint.account_id)
    said = await touches.by_id(work.session, complaint.touch_id) if complaint.touch_id else None
    noticed = await complaints.finding(work.session, complaint)
    answer = await complaints.first_answer(work.session, complaint)
    hold = await holds.by_id(work.session, complaint.hold_id) if complaint.hold_id else None
    return ComplaintPage(
        line=await line_of(work, complaint, account),
        account_id=complaint.account_id,
        now=work.now,
        zone=reader.timezone,
        glance=await glance(work, account, but=said, complaints_but=1 if complaint.closed_at is None else 0),
        kind=complaint.kind,
        sign=noticed.because if noticed else "",
        touch_id=complaint.touch_id,
        can_draft=said is not None and await _is_open(work, complaint),
        lapses_at=hold.until if hold else None,
        confirmed_by=await _name(work, complaint.confirmed_by_id),
        answered_at=answer.happened_at if answer else None,
        answered_by=await _name(work, answer.author_id if answer else None),
        goodwill=await _goodwill(work, complaint),
        closed=await _closed(work, complaint, reader) if complaint.closed_at else None,
        reopened=complaint.reopened,
        told_because=told_because,
        also=await _also(work, said, account, reader, news.also) if said is not None else (),
        latest=news.latest if work.house.keep_inbound else "",
        is_held_longer=await _is_held_longer(work, complaint, hold),
    )


async def _also(
    work: Work, said: Touch, account: Account, reader: Teammate, also: Sequence[Noticed]
) -> tuple[Found, ...]:
    words = await texts.body_of(work.session, said.text_id) or ""
    contact = await contacts.by_id(work.session, said.contact_id) if said.contact_id else None
    return tuple(sightings.found(one, said, account, contact, reader.timezone, words) for one in also)


async def _is_held_longer(work: Work, complaint: Complaint, hold: Hold | None) -> bool:
    """Whether another complaint of theirs holds the same back beyond this one's own hold."""
    if hold is None or hold.until is None:
        return False
    others = [one for one in await holds.live(work.session, complaint.account_id, work.now) if one.id != hold.id]
    return any(one.code == Code.OPEN_COMPLAINT and (one.until is None or one.until > hold.until) for one in others)


async def standing_of(work: Work, complaint: Complaint, account: Account) -> Standing:
    rank = await glances.rank(work.session, account)
    since = complaint.opened_at - SECOND_WITHIN
    return Standing(
        relationship=account.relationship,
        arr_known=account.arr is not None,
        above=rank.above,
        accounts=rank.customers,
        lately=await complaints.count_others(work.session, complaint, since, NONE_AFTER_ALL),
        reopened=complaint.reopened,
    )


async def who_said(work: Work, complaint: Complaint) -> Contact | None:
    """None as well for somebody who has left since: they are not written to by name."""
    contact = await contacts.by_id(work.session, complaint.contact_id) if complaint.contact_id else None
    return contact if contact is not None and contact.left_on is None else None


async def _who(work: Work, complaint: Complaint) -> str:
    contact = await contacts.by_id(work.session, complaint.contact_id) if complaint.contact_id else None
    who = contact.name if contact else "Somebody there" if complaint.touch_id else "Put on record by a colleague"
    if complaint.channel_id is None:
        return who
    channel = await channels.by_id(work.session, complaint.channel_id)
    return f"{who} in their direct conversation" if channel.kind == channels.DIRECT else f"{who} in #{channel.name}"


async def _is_open(work: Work, complaint: Complaint) -> bool:
    if complaint.channel_id is None:
        return False
    channel = await channels.by_id(work.session, complaint.channel_id)
    return channels.is_open(channel) and not channel.is_mixed and channel.account_id == complaint.account_id


async def _goodwill(work: Work, complaint: Complaint) -> tuple[str, ...]:
    """What was given, and what a manager still decides or has refused."""
    given = await goodwill.of_complaint(work.session, complaint.id or 0)
    currency = work.house.desk.currency
    became = {one.id: "" if one.state in goodwill.GIVEN else f" ({one.state})" for one in given}
    return tuple(f"{money(one.amount, currency)}: {one.what}{became[one.id]}" for one in given)


async def _name(work: Work, teammate_id: int | None) -> str:
    found = await teammates.by_id(work.session, teammate_id) if teammate_id else None
    return called(found.name) if found else ""


async def _closed(work: Work, complaint: Complaint, reader: Teammate) -> Closed:
    assert complaint.closed_at is not None
    return Closed(
        at=complaint.closed_at,
        by=await _name(work, complaint.closed_by_id),
        root_cause=complaint.root_cause or "",
        department=complaint.department or "",
        made_right=complaint.made_right or "",
        prevents=complaint.prevents or "",
        minutes=complaint.minutes,
        asked=await _asked(work, complaint, reader),
    )


async def _asked(work: Work, complaint: Complaint, reader: Teammate) -> str:
    if complaint.is_right:
        return "yes"
    if complaint.asked_at is not None:
        return f"asked {when(complaint.asked_at, reader.timezone)}, no answer so far"
    assert complaint.id is not None
    coming = await errands.open_of(work.session, complaints.ASK, complaint.id)
    return f"they will be asked, from {when(coming[0].due_at, reader.timezone)} on" if coming else "not asked"
