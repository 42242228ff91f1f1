"""What the ledger and the book hold about one account, in the shapes that curation and questions read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from content.curation import Candidate, Known, Reason, Shared, Subject
from outreach.database import Session
from outreach.models.book import Account, Contact, Fact
from outreach.models.ledger import Purpose, Touch
from outreach.models.library import Item
from outreach.store import contacts, facts, touches


@dataclass(frozen=True)
class Evidence:
    """`shares` and `check_ins` oldest first; `people` by id, in the order of the book."""

    subject: Subject
    known: tuple[Known, ...]
    shares: tuple[Shared, ...]
    check_ins: tuple[Shared, ...]
    people: Mapping[int, Contact]

    def addressee(self, fact: Known | None) -> Contact | None:
        """Whose words they were, else the account's first contact."""
        if fact is not None and fact.contact_id is not None:
            return self.people[fact.contact_id]
        return next(iter(self.people.values()), None)


async def gather(session: Session, account: Account) -> Evidence:
    assert account.id is not None
    people = {person.id: person for person in await contacts.of_account(session, account.id) if person.id is not None}
    used = await facts.used_by(session, account.id)
    asked = [touch for touch in await touches.of_account(session, account.id) if touch.purpose == Purpose.CHECK_IN]
    return Evidence(
        subject=Subject(
            account.segment, account.stage, account.language, await touches.declined_items(session, account.id)
        ),
        known=tuple(_known(await facts.of_account(session, account.id), people)),
        shares=tuple(
            _shared(touch, item.id or 0, item.kind, item.link, used)
            for touch, item in await touches.shares_of(session, account.id)
        ),
        check_ins=tuple(_shared(touch, 0, touch.purpose, None, used) for touch in reversed(asked)),
        people=people,
    )


def candidate_of(item: Item) -> Candidate:
    assert item.id is not None
    return Candidate(
        id=item.id,
        slug=item.slug,
        kind=item.kind,
        title=item.title,
        state=item.state,
        language=item.language,
        link=item.link,
        context=item.context,
        body=item.body,
        topics=frozenset(item.topics),
        segments=frozenset(item.segments),
        stages=frozenset(item.stages),
        reasons=tuple(_reason(raw) for raw in item.reasons),
        publish_from=item.publish_from,
        publish_until=item.publish_until,
        added_on=item.added_at.date(),
    )


def _reason(raw: Mapping[str, str]) -> Reason:
    on = next(name for name in ("topic", "segment", "stage") if name in raw)
    return Reason(on, raw[on], raw["why"], raw["gain"])


def _known(rows: Iterable[Fact], people: Mapping[int, Contact]) -> Iterable[Known]:
    """Words of somebody who has left are not said back to their colleagues."""
    for fact in rows:
        if fact.contact_id is not None and fact.contact_id not in people:
            continue
        assert fact.id is not None
        contact = people.get(fact.contact_id) if fact.contact_id is not None else None
        yield Known(
            id=fact.id,
            version=fact.version,
            kind=fact.kind,
            text=fact.text,
            said_on=fact.said_on,
            source=fact.source,
            topics=frozenset(fact.topics),
            who=first_name(contact) or None,
            contact_id=fact.contact_id,
            valid_until=fact.valid_until,
        )


def _shared(touch: Touch, item_id: int, kind: str, link: str | None, used: Iterable[tuple[int, int]]) -> Shared:
    on = touch.happened_at or touch.due_at or touch.proposed_at
    return Shared(
        item_id=item_id,
        kind=kind,
        link=link,
        on=on.date() if on else date.min,
        fact_ids=frozenset(fact_id for touch_id, fact_id in used if touch_id == touch.id),
    )


def first_name(contact: Contact | None) -> str:
    """What a person is called in a greeting; a name written family first has no sure first name, so all of it."""
    if contact is None:
        return ""
    words = contact.name.split()
    return words[0] if words and words[0].isascii() else contact.name
