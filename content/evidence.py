"""What the ledger and the book hold about one account, in the shapes that curation and questions read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content import questions
from content.curation import Candidate, Known, Reason, Shared, Subject
from content.names import called
from content.questions import Question
from outreach.database import Session
from outreach.ledger import situations
from outreach.ledger.terms import Term, language_of
from outreach.models.book import Account, Contact, Fact
from outreach.models.ledger import Purpose
from outreach.models.library import Item
from outreach.store import contacts, facts, pasts, receptions
from outreach.store.pasts import Given
from outreach.store.receptions import Refused


@dataclass(frozen=True)
class Evidence:
    """`shares` and `check_ins` oldest first; `people` by id, in the order of the book; `terms`: how they want it."""

    subject: Subject
    known: tuple[Known, ...]
    shares: tuple[Shared, ...]
    check_ins: tuple[Shared, ...]
    people: Mapping[int, Contact]
    terms: tuple[Term, ...] = ()

    def language_for(self, contact: Contact | None) -> str:
        """The one that they asked for, else the account's."""
        return language_of(self.terms, contact.id if contact else None) or self.subject.language

    def question(self, today: date) -> Question | None:
        """In the language of whoever is asked; which fact it is about decides who that is."""
        first = questions.ask(self.known, self.check_ins, today, self.subject.language)
        if first is None:
            return None
        language = self.language_for(self.addressee(first.fact))
        return questions.ask(self.known, self.check_ins, today, language)

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
    refused = await receptions.unwanted(session, wanted)
    terms = await situations.terms_of_all(session, wanted)
    return {
        one: Evidence(
            subject=_subject(account, declined.get(one, ()), refused.get(one, ()), terms.get(one, ())),
            known=tuple(_known(known.get(one, ()), there := _by_id(people.get(one, ())), terms.get(one, ()))),
            shares=tuple(_shared(each, used) for each in given.get(one, ())),
            check_ins=tuple(_check_in(touch_id, on, used) for touch_id, on in asked.get(one, ())),
            people=there,
            terms=tuple(terms.get(one, ())),
        )
        for one, account in wanted.items()
    }


def _subject(account: Account, declined: Iterable[int], refused: Sequence[Refused], terms: Sequence[Term]) -> Subject:
    languages = {str(term.value["tag"]) for term in terms if term.kind == "language"}
    return Subject(
        segment=account.segment,
        stage=account.stage,
        language=account.language,
        declined=frozenset((*declined, *(one.item_id for one in refused))),
        refused=tuple((one.kind, one.at.date()) for one in refused),
        languages=frozenset(languages - {account.language}),
        only=tuple(term.only for term in terms if term.only),
        unwanted=frozenset[str]().union(*(term.unwanted for term in terms)),
    )


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


def _known(rows: Iterable[Fact], people: Mapping[int, Contact], terms: Sequence[Term]) -> Iterable[Known]:
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
            language=language_of(terms, fact.contact_id),
        )


def _shared(given: Given, used: Mapping[int, Iterable[int]]) -> Shared:
    return Shared(given.item_id, given.kind, given.link, given.on, frozenset(used.get(given.touch_id, ())))


def _check_in(touch_id: int, on: date, used: Mapping[int, Iterable[int]]) -> Shared:
    return Shared(0, Purpose.CHECK_IN, None, on, frozenset(used.get(touch_id, ())))


def first_name(contact: Contact | None) -> str:
    """What a contact is called in a greeting; "" for nobody."""
    return called(contact.name) if contact else ""
