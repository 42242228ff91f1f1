"""Gives goodwill: at once within a CSM's allowance, else by a manager's yes; the words for the customer are a draft."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from content.catalog import GoodwillGiven
from content.drafting import signature
from content.evidence import first_name
from content.names import called
from content.pages.goodwill import GoodwillLine
from content.pages.moments import date_words
from handlers.arguments import number, value
from handlers.work import Work
from outreach.desk.goodwill import left_of, money, month_of
from outreach.errors import BadInput, Stale
from outreach.ledger import keys
from outreach.models.book import Account, Channel, Teammate
from outreach.models.desk import Complaint, Goodwill, Request
from outreach.models.ledger import Touch
from outreach.store import accounts, channels, contacts, goodwill, teammates, touches
from outreach.worktime import zones
from scheduler import answering
from scheduler.answering import Saying
from scheduler.errands.complaints import place_for
from scheduler.requests import is_kept_out

LONGEST = 200
DECIDES = ("manager", "admin")


@dataclass(frozen=True)
class Cause:
    """What it makes right: a complaint or a request, or nothing on record."""

    account: Account
    matter: Complaint | Request | None = None

    @property
    def complaint_id(self) -> int | None:
        return self.matter.id if isinstance(self.matter, Complaint) else None

    @property
    def request_id(self) -> int | None:
        return self.matter.id if isinstance(self.matter, Request) else None

    @property
    def is_private(self) -> bool:
        return isinstance(self.matter, Request) and is_kept_out(self.matter)

    @property
    def values(self) -> dict[str, str]:
        given = {"complaint": self.complaint_id, "request": self.request_id, "account": self.account.id}
        return {name: str(one) for name, one in given.items() if one is not None}


async def cause_pressed(work: Work) -> Cause:
    matter: Complaint | Request | None = None
    if value(work, "complaint"):
        matter = await goodwill.complaint(work.session, number(work, "complaint"))
    elif value(work, "request"):
        matter = await goodwill.request(work.session, number(work, "request"))
    account_id = matter.account_id if matter else number(work, "account")
    return Cause(await accounts.by_id(work.session, account_id), matter)


async def cause_of(work: Work, given: Goodwill) -> Cause:
    matter: Complaint | Request | None = None
    if given.complaint_id is not None:
        matter = await goodwill.complaint(work.session, given.complaint_id)
    elif given.request_id is not None:
        matter = await goodwill.request(work.session, given.request_id)
    return Cause(await accounts.by_id(work.session, given.account_id), matter)


async def left_to(work: Work, teammate: Teammate) -> Decimal:
    """What they may still give this month without asking."""
    assert teammate.id is not None
    start, end = month_of(work.now, zones.zone(teammate.timezone))
    return left_of(work.house.desk.goodwill, await goodwill.spent_between(work.session, teammate.id, start, end))


async def put_on_record(work: Work, cause: Cause, amount: Decimal, what: str) -> Goodwill:
    """Spent where the allowance holds it, granted by themselves where a manager gives it, asked for else."""
    words = " ".join(what.split()).rstrip(".")
    if not words:
        raise BadInput("Say what they get, as they would call it: a month of the archive module.", field="what")
    if len(words) > LONGEST:
        raise BadInput(f"Say what they get in {LONGEST} characters: it has {len(words)}.", field="what")
    is_within = amount <= await left_to(work, work.staff)
    decides = work.staff.role in DECIDES
    assert work.staff.id is not None
    assert cause.account.id is not None
    row = Goodwill(
        teammate_id=work.staff.id,
        account_id=cause.account.id,
        complaint_id=cause.complaint_id,
        request_id=cause.request_id,
        amount=amount,
        what=words,
        state="spent" if is_within else "granted" if decides else "asked",
        asked_at=work.now,
        decided_at=work.now if decides and not is_within else None,
        decided_by_id=work.staff.id if decides and not is_within else None,
    )
    return await goodwill.put(work.session, row)


async def draft_words(work: Work, given: Goodwill, author: Teammate) -> Touch | None:
    """What the customer reads, for its author to send. None where no channel of theirs may hold it."""
    assert given.id is not None
    cause = await cause_of(work, given)
    channel = await _channel(work, cause)
    if channel is None or cause.is_private:
        return None
    key, written = await words_of(work, given.id)
    if written is not None:
        return written
    contact_id = cause.matter.contact_id if cause.matter else None
    contact = await contacts.by_id(work.session, contact_id) if contact_id else None
    entry = GoodwillGiven(
        csm=signature(author),
        what=given.what,
        contact=first_name(contact),
        is_trouble=cause.complaint_id is not None,
        language=(contact.language if contact else None) or cause.account.language,
    )
    is_there = cause.matter is not None and cause.matter.channel_id == channel.id
    saying = Saying(
        key=key,
        account=cause.account,
        channel=channel,
        message=work.house.renderer.render(entry),
        why=f"goodwill: {given.what}",
        contact=contact,
        thread=cause.matter.thread if cause.matter and is_there else None,
    )
    draft = await answering.draft(work.session, work.house.planning, saying, author, work.now)
    draft.answers_id = cause.matter.touch_id if cause.matter else None
    work.session.add(draft)
    return draft


async def words_of(work: Work, goodwill_id: int) -> tuple[str, Touch | None]:
    """The draft that stands, or was sent; else the key of the next one."""
    for before in count():
        key = keys.goodwill(goodwill_id, before)
        known = await touches.by_key(work.session, key)
        if known is None or known.state in touches.ON_RECORD:
            return key, known
    raise AssertionError("count() does not end")


async def _channel(work: Work, cause: Cause) -> Channel | None:
    """Where the matter was spoken of, as long as it is theirs, else their usual one; a complaint stays where it was
    made."""
    assert cause.account.id is not None
    if isinstance(cause.matter, Complaint):
        place = await place_for(work.session, cause.matter, cause.account)
        return place if isinstance(place, Channel) else None
    if cause.matter is not None and cause.matter.channel_id is not None:
        channel = await channels.by_id(work.session, cause.matter.channel_id)
        if channel.account_id == cause.account.id and _may_hold(channel):
            return channel
    usual = (await channels.for_outreach(work.session, [cause.account.id])).get(cause.account.id)
    return usual if usual is not None and _may_hold(usual) else None


def _may_hold(channel: Channel) -> bool:
    return channels.is_open(channel) and not channel.is_mixed


async def asked_for(work: Work) -> Goodwill:
    """What a manager's press is about. Raises Stale when it is decided."""
    found = await goodwill.by_id(work.session, number(work, "goodwill"))
    if found is None or found.state == "taken back":
        raise Stale("Nothing was changed: it was taken back.")
    if found.state != "asked":
        raise Stale(f"Nothing was changed: it is already {await became(work, found)}.")
    return found


async def line_of(work: Work, given: Goodwill) -> GoodwillLine:
    account = await accounts.by_id(work.session, given.account_id)
    by = await teammates.by_id(work.session, given.teammate_id)
    return GoodwillLine(
        goodwill_id=given.id or 0,
        account=account.name,
        amount=money(given.amount, work.house.desk.currency),
        what=given.what,
        by=called(by.name),
        on=date_words(zones.local_date(given.asked_at, zones.zone(work.staff.timezone))),
        became="" if given.state == "asked" else await became(work, given),
    )


async def became(work: Work, given: Goodwill) -> str:
    """given; granted by Marco."""
    if given.state == "spent":
        return "given"
    decider = await teammates.by_id(work.session, given.decided_by_id) if given.decided_by_id else None
    return f"{given.state} by {called(decider.name)}" if decider else given.state
