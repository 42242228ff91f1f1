"""Reads from the ledger what the rules need to know about one contact that might be made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from outreach.database import Session
from outreach.ledger.policies import HoldFact, Limits, Situation
from outreach.ledger.reasons import Code
from outreach.models.book import Account, Channel, Hold, Teammate
from outreach.models.ledger import Purpose, Touch
from outreach.store import accounts, contacts, holds, teammates, touches
from outreach.worktime import zones
from outreach.worktime.calendars import QUIET_SEASON, Season, WorkCalendar


@dataclass(frozen=True)
class Rules:
    """What the deployment's settings say about enough and about days off."""

    limits: Limits = field(default_factory=Limits)
    quiet_season: Season | None = QUIET_SEASON


async def local_zone(session: Session, account: Account, contact_id: int | None) -> str:
    """The contact's zone, else the account's."""
    contact = await contacts.by_id(session, contact_id) if contact_id else None
    return (contact.timezone if contact else None) or account.timezone


def calendar_of(account: Account, zone: str, rules: Rules) -> WorkCalendar:
    return WorkCalendar(account.country, account.subdivision, zone, rules.quiet_season)


async def load(  # noqa: PLR0913 - each is one side of the contact
    session: Session,
    account: Account,
    channel: Channel | None,
    purpose: Purpose,
    at: datetime,
    rules: Rules,
    *,
    contact_id: int | None = None,
    touch: Touch | None = None,
) -> Situation:
    """`touch` is given when one is about to be sent: its approval and deadline are asked as well."""
    assert account.id is not None
    zone = await local_zone(session, account, contact_id)
    said = await touches.last_by_people(session, account.id)
    said_at = said.happened_at if said else None
    away_until, has_cover = await _absence(session, account, at)
    reach = max(rules.limits.unprompted_within, rules.limits.less_every, rules.limits.share_every)
    channel_id = channel.id if channel else None
    return Situation(
        purpose=purpose,
        at=at,
        zone=zones.zone(zone),
        calendar=calendar_of(account, zone, rules),
        holds=tuple(_holds(await holds.live(session, account.id, at), channel_id, contact_id)),
        unprompted_at=tuple(await touches.unprompted_in(session, account.id, channel_id, at - reach)),
        shared_at=await _shared_at(session, account.id),
        unanswered=await touches.unanswered(session, account.id, said_at),
        customer_waits_since=said_at if said and said.origin == "customer" else None,
        talked_at=said_at,
        has_channel=channel is not None,
        channel_gone=channel is not None and channel.gone_at is not None,
        channel_mixed=channel is not None and channel.is_mixed,
        channel_unread=channel is not None and channel.not_to_be_read,
        is_approved=touch is None or (touch.approved_hash is not None and touch.approved_hash == touch.message_hash),
        is_churned=account.stage == accounts.CHURNED,
        csm_away_until=away_until,
        has_cover=has_cover,
        deadline_at=touch.deadline_at if touch else None,
    )


def _holds(rows: Sequence[Hold], channel_id: int | None, contact_id: int | None) -> Iterator[HoldFact]:
    """The unit of contact is the channel: anybody's wish there governs it, so a person's hold counts wherever
    their account is written to in a shared channel."""
    for hold in rows:
        elsewhere = hold.channel_id is not None and channel_id is not None and hold.channel_id != channel_id
        somebody_else = hold.contact_id is not None and channel_id is None and hold.contact_id != contact_id
        if not elsewhere and not somebody_else:
            yield HoldFact(Code(hold.code), hold.until, hold.because)


async def _shared_at(session: Session, account_id: int) -> tuple[datetime, ...]:
    past = await touches.shares_of(session, account_id)
    return tuple(touch.happened_at for touch, _ in past if touch.happened_at)


async def _absence(session: Session, account: Account, at: datetime) -> tuple[datetime | None, bool]:
    """Until when the CSM is away (the morning after), and whether somebody covers."""
    csm = await teammates.csm_of(session, account)
    if csm is None:
        return None, True
    assert csm.id is not None
    zone = zones.zone(csm.timezone)
    absence = await teammates.away_on(session, csm.id, zones.local_date(at, zone))
    if absence is None:
        return None, True
    return zones.at_local(absence.until_on + timedelta(days=1), csm.work_start, zone), await _is_covered(
        session, csm, at
    )


async def _is_covered(session: Session, csm: Teammate, at: datetime) -> bool:
    """The cover counts only while they are there themselves."""
    if csm.cover_id is None:
        return False
    cover = await teammates.by_id(session, csm.cover_id)
    today = zones.local_date(at, zones.zone(cover.timezone))
    return await teammates.away_on(session, csm.cover_id, today) is None
