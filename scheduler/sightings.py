"""What was noticed, in the shapes that pages show: for the clock's lists and for people's."""

from dataclasses import dataclass

from content.evidence import first_name
from content.pages.noticed import Found
from outreach.database import Session
from outreach.models.book import Account, Contact
from outreach.models.ledger import Touch
from outreach.models.listening import Noticed
from outreach.store import contacts, noticed
from outreach.store.oversight import Team

# As many as one message can hold beside their buttons.
MOST = 10


@dataclass(frozen=True)
class Waiting:
    """What waits for a look: the weightiest of it, and how many there are in all."""

    found: tuple[Found, ...]
    count: int


async def waiting(session: Session, team: Team, zone: str) -> Waiting:
    """At the accounts of that team; times are told in `zone`."""
    first = await noticed.open_in(session, team, MOST)
    told = [
        found(one.noticed, one.touch, one.account, await _contact(session, one.touch), zone, one.words or "")
        for one in first
    ]
    return Waiting(tuple(told), await noticed.count_open(session, team) if len(told) == MOST else len(told))


def found(  # noqa: PLR0913 - a finding is told with everything it rests on
    noticed: Noticed, touch: Touch, account: Account, contact: Contact | None, zone: str, words: str
) -> Found:
    assert noticed.id is not None
    assert touch.id is not None
    return Found(
        noticed_id=noticed.id,
        touch_id=touch.id,
        account_id=touch.account_id,
        account=account.name,
        kind=noticed.kind,
        because=noticed.because,
        at=touch.happened_at or noticed.noticed_at,
        zone=zone,
        who=first_name(contact),
        words=words,
        begins=noticed.begins,
        ends=noticed.ends,
    )


async def _contact(session: Session, touch: Touch) -> Contact | None:
    return await contacts.by_id(session, touch.contact_id) if touch.contact_id else None
