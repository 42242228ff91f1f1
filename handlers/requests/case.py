"""A request with everything that is needed to speak about it."""

from dataclasses import dataclass
from datetime import date

from content.drafting import signature
from content.evidence import first_name
from handlers.work import Work
from outreach.events import Action, ChannelMessage
from outreach.models.book import Account, Contact, Teammate
from outreach.models.desk import Request
from outreach.store import accounts, channels, contacts, requests, texts
from outreach.worktime import zones
from scheduler.requests import in_charge


@dataclass(frozen=True)
class Case:
    """`contact` asked; `owner` has it today. `text` is what they want, "" where none of it is kept."""

    request: Request
    account: Account
    contact: Contact | None
    owner: Teammate | None
    text: str

    @property
    def request_id(self) -> int:
        assert self.request.id is not None
        return self.request.id

    @property
    def language(self) -> str:
        return (self.contact.language if self.contact else None) or self.account.language

    @property
    def zone(self) -> str:
        return (self.contact.timezone if self.contact else None) or self.account.timezone

    @property
    def speaks_for(self) -> str:
        return signature(self.owner)

    @property
    def called(self) -> str:
        """Their first name; "" for nobody in particular."""
        return first_name(self.contact)

    def today(self, work: Work) -> date:
        """Theirs."""
        return zones.local_date(work.now, zones.zone(self.account.timezone))


async def case_of(work: Work, request: Request) -> Case:
    account = await accounts.by_id(work.session, request.account_id)
    return Case(
        request=request,
        account=account,
        contact=await contacts.by_id(work.session, request.contact_id) if request.contact_id else None,
        owner=await in_charge(work.session, request, account, work.now),
        text=await texts.body_of(work.session, request.text_id) or "",
    )


async def case(work: Work, request_id: int) -> Case:
    """Raises NotFound."""
    return await case_of(work, await requests.by_id(work.session, request_id))


async def is_theirs(work: Work, request: Request) -> bool:
    """Whether whoever acts speaks for the customer who asked: one of their people, in a place of theirs alone."""
    is_known = work.who.teammate is None and work.who.account_id == request.account_id
    return is_known and await _is_their_place(work, request)


async def is_unknown_there(work: Work, request: Request) -> bool:
    """Whether it is somebody in their place whom the book does not know: a colleague may note it on their word."""
    who = work.who
    is_unknown = who.teammate is None and who.account_id is None and not work.event.actor.is_home
    return is_unknown and await _is_their_place(work, request)


async def _is_their_place(work: Work, request: Request) -> bool:
    if not isinstance(work.event, Action | ChannelMessage):
        return False
    channel = await channels.by_place(work.session, work.event.place)
    return channel is not None and channel.account_id == request.account_id and not channel.is_mixed
