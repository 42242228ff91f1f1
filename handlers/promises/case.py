"""A promise with everything that is needed to speak about it."""

from dataclasses import dataclass
from datetime import date

from content.evidence import first_name
from handlers.arguments import number
from handlers.work import Work
from outreach.models.book import Account, Contact
from outreach.models.desk import Promise
from outreach.models.ledger import Touch
from outreach.store import accounts, contacts, promises, texts, touches
from outreach.worktime import zones


@dataclass(frozen=True)
class Case:
    """`asked`: the message of theirs that it was an answer to, as far as that is known; `contact` said it. `text` is
    what was promised, "" where no words are kept."""

    promise: Promise
    account: Account
    text: str
    asked: Touch | None = None
    contact: Contact | None = None

    @property
    def promise_id(self) -> int:
        assert self.promise.id is not None
        return self.promise.id

    @property
    def language(self) -> str:
        return (self.contact.language if self.contact else None) or self.account.language

    @property
    def called(self) -> str:
        """Their first name; "" for nobody in particular."""
        return first_name(self.contact)

    def today(self, work: Work) -> date:
        """Theirs."""
        return zones.local_date(work.now, zones.zone(self.account.timezone))


async def case_of(work: Work, promise: Promise) -> Case:
    asked = await _asked(work, promise)
    contact = await contacts.by_id(work.session, asked.contact_id) if asked is not None and asked.contact_id else None
    return Case(
        promise=promise,
        account=await accounts.by_id(work.session, promise.account_id),
        text=await texts.body_of(work.session, promise.text_id) or "",
        asked=asked,
        contact=contact if contact is not None and contact.left_on is None else None,
    )


async def pressed(work: Work) -> Case:
    """Raises NotFound."""
    return await case_of(work, await promises.by_id(work.session, number(work, "promise")))


async def _asked(work: Work, promise: Promise) -> Touch | None:
    """What leads the thread, where that is a message of theirs."""
    said = await touches.by_id(work.session, promise.touch_id) if promise.touch_id else None
    if said is not None and said.answers_id is not None:
        return await touches.by_id(work.session, said.answers_id)
    if promise.thread is None or promise.channel_id is None:
        return None
    leads = await touches.by_ref(work.session, promise.channel_id, promise.thread)
    return leads if leads is not None and leads.direction == "in" else None
