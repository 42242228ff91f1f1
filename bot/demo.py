"""The demo's database as the playground shows it: who is there, in which channels, and the ledger beside them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.playground.directory import PLATFORM, Person, Role, Room
from bot.playground.host import LedgerLine
from outreach.book import demo
from outreach.database import Database, Session, sqlite_path
from outreach.events import Place
from outreach.ledger.reasons import in_words
from outreach.models.book import Account, Channel, Contact, Teammate
from outreach.models.ledger import Decision, Touch
from outreach.models.post import Delivery
from outreach.store import accounts, channels, contacts, record, teammates
from outreach.store.record import RecordedTouch

_ROLES: dict[str, Role] = {"csm": "csm", "manager": "manager", "admin": "admin"}
_TITLES = {"share": "Share", "check-in": "Check-in", "answer": "Answer", "notice": "Notice", "nudge": "Nudge"}


def chat_path(database_url: str) -> Path:
    """The playground's own memory lies beside the ledger, never in it."""
    ledger = sqlite_path(database_url)
    return ledger.with_name(f"{ledger.stem}-chat.db") if ledger else Path("data/demo-chat.db")


class Stage:
    """Reads what the playground asks for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def people(self) -> list[Person]:
        async with self._database.reading() as session:
            ours = [_colleague(teammate) for teammate in await teammates.all_teammates(session)]
            return [*ours, *await _customers(session)]

    async def rooms(self) -> list[Room]:
        async with self._database.reading() as session:
            names = {account.id: account.name for account in await accounts.all_accounts(session, with_churned=True)}
            rows = await channels.of_platform(session, PLATFORM)
        return [_room(row, names.get(row.account_id)) for row in rows if row.kind != channels.DIRECT]

    async def ledger(self, account: str | None) -> list[LedgerLine]:
        async with self._database.reading() as session:
            about = await record.account_named(session, account) if account else None
            account_id = about.id if about else None
            told = await record.newest_touches(session, account_id)
            trouble = await record.troubled_deliveries(session, [row.touch.id or 0 for row in told])
            held = await record.standing_decisions(session, account_id)
        lines = [line for row in told for line in _told(row, trouble.get(row.touch.id or 0), with_name=about is None)]
        return [*lines, *(_held(decision, whose) for decision, whose in held)]


def _colleague(teammate: Teammate) -> Person:
    place = demo.direct_place(teammate)
    role = _ROLES.get(teammate.role, "csm")
    return Person(
        demo.user_id(teammate), teammate.name, role, None, place.workspace, place.external_id, zone=teammate.timezone
    )


async def _customers(session: Session) -> Sequence[Person]:
    """Each sits in every channel of their account."""
    seats: dict[int | None, tuple[str, ...]] = {}
    for row in await channels.of_customers(session, PLATFORM):
        seats[row.account_id] = (*seats.get(row.account_id, ()), row.external_id)
    theirs = {account.id: account for account in await accounts.all_accounts(session)}
    everybody = [contact for contact in await contacts.all_contacts(session) if contact.account_id in theirs]
    return [_customer(contact, theirs[contact.account_id], seats.get(contact.account_id, ())) for contact in everybody]


def _customer(contact: Contact, account: Account, seats: tuple[str, ...]) -> Person:
    user, zone = demo.user_id(contact), contact.timezone or account.timezone
    return Person(user, contact.name, "customer", account.name, demo.CUSTOMERS, f"dm:{user}", seats, zone)


def _room(channel: Channel, account: str | None) -> Room:
    place: Place = channels.place_of(channel)
    return Room(place.external_id, place.workspace, channel.name, place.kind, account)


def _told(row: RecordedTouch, trouble: Delivery | None, *, with_name: bool) -> Iterator[LedgerLine]:
    touch = row.touch
    at = touch.happened_at or touch.approved_at or touch.proposed_at
    if at is None:
        return
    title = _title(row)
    yield LedgerLine(
        at=at,
        state=str(touch.state),
        title=f"{row.account.name}: {title}" if with_name else title,
        why=_why(touch),
        who=_who(row),
        kind="touch",
        due_at=touch.due_at,
        zone=touch.zone,
    )
    if trouble is not None:
        why = trouble.problem or "Nobody knows whether it arrived."
        yield LedgerLine(at, str(trouble.state), f"Delivery of: {title}", why, _who(row), "delivery")


def _title(row: RecordedTouch) -> str:
    touch = row.touch
    if touch.direction == "in":
        return "Their words"
    if touch.origin == "person":
        return f"{touch.medium.capitalize()} by {row.author.name}" if row.author else "Words of ours"
    kind = _TITLES.get(touch.purpose, touch.purpose.capitalize())
    return f"{kind}: {row.item.title}" if row.item else kind


def _why(touch: Touch) -> str:
    ended = in_words(touch.ended_because) if touch.ended_because else ""
    return " · ".join(part for part in (touch.why, ended) if part)


def _who(row: RecordedTouch) -> str:
    whom = row.contact.name if row.contact else row.account.name
    if row.touch.direction == "in" or row.author is None:
        return whom
    return f"{row.author.name} to {whom}"


def _held(decision: Decision, account: Account) -> LedgerLine:
    times = f" · {decision.count} times" if decision.count > 1 else ""
    return LedgerLine(
        at=decision.first_at,
        state=decision.code,
        title=f"{account.name}: {decision.rhythm} held back",
        why=in_words(decision.code, decision.facts) + times,
        who=account.name,
        kind="decision",
        due_at=decision.until,
        zone=account.timezone,
    )
