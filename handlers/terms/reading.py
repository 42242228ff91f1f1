"""Reads how an account and its people want to be written to, and what they made of our messages."""

from collections.abc import Sequence

from content import terms
from content.evidence import first_name
from content.names import called
from content.pages.lines import when
from content.pages.terms import PreferenceLine, ReceptionLine, TermsPage, Undecided
from handlers.lines import title_of
from handlers.terms import asking
from handlers.work import Work
from outreach.ledger import lessening
from outreach.ledger.terms import Term
from outreach.models.book import Account, Contact, Hold
from outreach.models.ledger import Purpose
from outreach.models.listening import Preference
from outreach.store import channels, preferences, receptions, teammates
from outreach.store.receptions import Received
from outreach.worktime import zones


async def page_of(work: Work, account: Account) -> TermsPage:
    assert account.id is not None
    undecided = await lessening.asked_of(work.session, account.id, work.now)
    return TermsPage(
        account=account.name,
        account_id=account.id,
        lines=await preference_lines(work, account),
        undecided=tuple([await _undecided(work, hold) for hold in undecided]),
        received=await reception_lines(work, account),
        command=work.house.command,
    )


async def preference_lines(work: Work, account: Account) -> tuple[PreferenceLine, ...]:
    assert account.id is not None
    rows = await preferences.live(work.session, account.id)
    return tuple([await _line(work, account, row, contact) for row, contact in rows])


async def _line(work: Work, account: Account, row: Preference, contact: Contact | None) -> PreferenceLine:
    author = await teammates.by_id(work.session, row.recorded_by_id) if row.recorded_by_id else None
    return PreferenceLine(
        preference_id=row.id or 0,
        term=Term(row.kind, row.value, row.contact_id, contact.name if contact else "Everybody there"),
        said_by=row.said_by,
        on=zones.local_date(row.said_at, zones.zone(account.timezone)),
        written_by=called(author.name) if author else "",
    )


async def reception_lines(work: Work, account: Account, limit: int = 10) -> tuple[ReceptionLine, ...]:
    """Newest first."""
    assert account.id is not None
    found = await receptions.of_account(work.session, account.id, limit)
    return tuple([await _reception(work, account, one) for one in found])


async def _reception(work: Work, account: Account, one: Received) -> ReceptionLine:
    title = await title_of(work.session, one.touch)
    is_item = one.touch.item_id is not None
    return ReceptionLine(
        who=first_name(one.contact) or called(one.identity.name) or "Somebody there",
        kind=one.reception.kind,
        what=f"“{title}”" if is_item else "our check-in" if one.touch.purpose == Purpose.CHECK_IN else title,
        on=zones.local_date(one.reception.received_at, zones.zone(account.timezone)),
        emoji=one.reception.emoji,
    )


async def _undecided(work: Work, hold: Hold) -> Undecided:
    channel = await channels.by_id(work.session, hold.channel_id) if hold.channel_id else None
    place = f" in #{channel.name}" if channel else ""
    until = f" by {when(hold.until, work.staff.timezone)}" if hold.until else ""
    words = f"{hold.placed_by} wants fewer messages{place}. If nobody settles it{until}, it is less for all of them."
    return Undecided(words, asking.decisions(hold))


async def status_lines(work: Work, account: Account, language: str) -> Sequence[str]:
    """What whoever asks has told us themselves, or somebody for all of them; nobody else's wishes are told there."""
    assert account.id is not None
    mine = work.contact.id if work.contact else None
    rows = await preferences.live(work.session, account.id)
    wanted = [(row.kind, row.value) for row, contact in rows if contact is None or contact.id == mine]
    return [terms.status_line(wanted, language)] if wanted else []
