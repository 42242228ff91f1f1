"""Reads from the ledger what the rules need to know about one contact that might be made."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from outreach.database import Session
from outreach.ledger.policies import HoldFact, Limits, Situation
from outreach.ledger.reasons import Code
from outreach.ledger.rota import Absence, rota_of
from outreach.ledger.terms import Term, governing
from outreach.models.book import Account, Channel, Hold
from outreach.models.ledger import Purpose, Touch
from outreach.store import accounts, contacts, holds, pasts, preferences
from outreach.store.channels import TEAM
from outreach.store.pasts import Word, Written
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


@dataclass(frozen=True)
class Past:
    """What the ledger holds about an account, whatever is about to be said to it."""

    holds: Sequence[Hold] = ()
    last_word: Word | None = None
    written: Sequence[Written] = ()
    shared_at: Sequence[datetime] = ()
    terms: Sequence[Term] = ()

    @property
    def spoke_at(self) -> datetime | None:
        return self.last_word.at if self.last_word else None

    def written_in(self, channel_id: int | None) -> tuple[datetime, ...]:
        """When we wrote unasked in this channel, or anywhere to the account when it has none."""
        in_reach = {channel_id, None}
        return tuple(one.at for one in self.written if channel_id is None or one.channel_id in in_reach)

    def written_to(self, contact_id: int | None) -> tuple[datetime, ...]:
        return tuple(one.at for one in self.written if contact_id is not None and one.contact_id == contact_id)

    @property
    def unanswered(self) -> int:
        """Unprompted messages since the last word by people."""
        spoke_at = self.spoke_at
        return sum(spoke_at is None or one.at > spoke_at for one in self.written)


async def recall(session: Session, account_ids: Collection[int], at: datetime) -> Mapping[int, Past]:
    """Of each of these accounts, as of `at`."""
    held = await holds.live_of(session, account_ids, at)
    words = await pasts.last_words(session, account_ids)
    written = await pasts.written(session, account_ids)
    shared_at = await pasts.shared_at(session, account_ids)
    wanted = await terms_of_all(session, account_ids)
    return {
        one: Past(held.get(one, ()), words.get(one), written.get(one, ()), shared_at.get(one, ()), wanted.get(one, ()))
        for one in account_ids
    }


async def terms_of_all(session: Session, account_ids: Collection[int]) -> Mapping[int, Sequence[Term]]:
    """How each of these accounts, and the people there, want to be written to."""
    return {
        one: [
            Term(row.kind, row.value, row.contact_id, contact.name if contact else "the account")
            for row, contact in rows
        ]
        for one, rows in (await preferences.live_of(session, account_ids)).items()
    }


async def terms_for(
    session: Session, account: Account, contact_id: int | None, *, in_channel: bool = True
) -> tuple[Term, ...]:
    """What counts for one message to that person."""
    assert account.id is not None
    wanted = (await terms_of_all(session, [account.id])).get(account.id, ())
    return governing(wanted, contact_id, in_channel=in_channel)


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
    asked = Asked(account, channel, purpose, at, await local_zone(session, account, contact_id), contact_id, touch)
    past = (await recall(session, [account.id], at))[account.id]
    return situation(asked, past, (await rota_of(session, [account], at)).absence(account, at), rules)


@dataclass(frozen=True)
class Asked:
    """One contact that might be made, in the zone of whoever would read it."""

    account: Account
    channel: Channel | None
    purpose: Purpose
    at: datetime
    zone: str
    contact_id: int | None = None
    touch: Touch | None = None


def situation(asked: Asked, past: Past, absence: Absence, rules: Rules) -> Situation:
    """The same from what is known already. Pure."""
    account, channel, touch = asked.account, asked.channel, asked.touch
    channel_id = channel.id if channel else None
    # Our quiet season is about what can wait; bad news knows their own days off only.
    kept = replace(rules, quiet_season=None) if asked.purpose is Purpose.NOTICE else rules
    waits = past.last_word is not None and past.last_word.origin == "customer"
    return Situation(
        purpose=asked.purpose,
        at=asked.at,
        zone=zones.zone(asked.zone),
        calendar=calendar_of(account, asked.zone, kept),
        holds=tuple(_holds(past.holds, channel_id, asked.contact_id)),
        unprompted_at=past.written_in(channel_id),
        shared_at=tuple(past.shared_at),
        unanswered=past.unanswered,
        customer_waits_since=past.spoke_at if waits else None,
        talked_at=past.spoke_at,
        has_channel=channel is not None and channel.kind != TEAM,
        channel_gone=channel is not None and channel.gone_at is not None,
        channel_mixed=channel is not None and channel.is_mixed,
        channel_unread=channel is not None and channel.not_to_be_read,
        is_approved=touch is None or (touch.approved_hash is not None and touch.approved_hash == touch.message_hash),
        is_churned=account.stage == accounts.CHURNED,
        csm_away_until=absence.until,
        has_cover=absence.has_cover,
        deadline_at=touch.deadline_at if touch else None,
        terms=governing(past.terms, asked.contact_id, in_channel=channel is not None),
        written_to_them_at=past.written_to(asked.contact_id),
    )


_WISHES = (Code.OPTED_OUT, Code.SNOOZED, Code.ASKED_FOR_LESS)


def _holds(rows: Sequence[Hold], channel_id: int | None, contact_id: int | None) -> Iterator[HoldFact]:
    """The unit of contact is the channel: anybody's wish there governs it. A wish to be left alone outlives the
    channel it was said in, which may be archived or replaced by another: it holds for the whole account."""
    for hold in rows:
        elsewhere = hold.channel_id is not None and channel_id is not None and hold.channel_id != channel_id
        if hold.code in _WISHES:
            elsewhere = False
        somebody_else = hold.contact_id is not None and channel_id is None and hold.contact_id != contact_id
        if not elsewhere and not somebody_else:
            yield HoldFact(Code(hold.code), hold.until, hold.because)
