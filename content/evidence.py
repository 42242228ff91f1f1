"""What the ledger and the book hold about one account, in the shapes that curation and questions read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from content.curation import Candidate, Known, Reason, Shared, Subject
from content.names import called
from outreach.database import Session
from outreach.models.book import Account, Contact, Fact
from outreach.models.ledger import Purpose
from outreach.models.library import Item
from outreach.store import contacts, facts, pasts
from outreach.store.pasts import Given


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
    return (await gather_all(session, [account]))[account.id]


async def gather_all(session: Session, whose: Iterable[Account]) -> Mapping[int, Evidence]:
    """By the account's id."""
    wanted = {account.id: account for account in whose if account.id is not None}
    people = await contacts.of_accounts(session, wanted)
    known = await facts.of_accounts(session, wanted)
    used = await facts.used_by(session, wanted)
    given = await pasts.given(session, wanted)
    asked = await pasts.asked(session, wanted)
    declined = await pasts.declined(session, wanted)
    return {
        one: Evidence(
            subject=Subject(account.segment, account.stage, account.language, frozenset(declined.get(one, ()))),
            known=tuple(_known(known.get(one, ()), there := _by_id(people.get(one, ())))),
            shares=tuple(_shared(each, used) for each in given.get(one, ())),
            check_ins=tuple(_check_in(touch_id, on, used) for touch_id, on in asked.get(one, ())),
            people=there,
        )
        for one, account in wanted.items()
    }


def _by_id(people: Iterable[Contact]) -> Mapping[int, Contact]:
    return {person.id: person for person in people if person.id is not None}


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


def _shared(given: Given, used: Mapping[int, Iterable[int]]) -> Shared:
    return Shared(given.item_id, given.kind, given.link, given.on, frozenset(used.get(given.touch_id, ())))


def _check_in(touch_id: int, on: date, used: Mapping[int, Iterable[int]]) -> Shared:
    return Shared(0, Purpose.CHECK_IN, None, on, frozenset(used.get(touch_id, ())))


def first_name(contact: Contact | None) -> str:
    """What a contact is called in a greeting; "" for nobody."""
    return called(contact.name) if contact else ""
