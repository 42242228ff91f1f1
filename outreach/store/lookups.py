"""Many rows at once by what others call them: what an import asks of the book, a batch at a time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.book import Account, Channel, ChannelLink, Contact, Fact, Teammate
from outreach.models.ledger import Turn


class AccountName(NamedTuple):
    id: int
    external_id: str
    name: str
    domain: str | None


async def account_names(session: Session) -> Sequence[AccountName]:
    """Every account, churned ones too, without the rest of its row: names are matched over the whole book."""
    query = select(col(Account.id), col(Account.external_id), col(Account.name), col(Account.domain))
    rows = (await session.exec(query.order_by(col(Account.id)))).all()
    return [AccountName(key or 0, external_id, name, domain) for key, external_id, name, domain in rows]


async def accounts_by_external_id(session: Session, external_ids: Iterable[str]) -> Mapping[str, Account]:
    query = select(Account).where(col(Account.external_id).in_(set(external_ids)))
    return {account.external_id: account for account in (await session.exec(query)).all()}


async def accounts_with_turns(session: Session, account_ids: Iterable[int]) -> Sequence[int]:
    query = select(Turn.account_id).where(col(Turn.account_id).in_(set(account_ids))).distinct()
    return (await session.exec(query.order_by(col(Turn.account_id)))).all()


async def everybody(session: Session) -> Sequence[Teammate]:
    """Those who have left as well: their e-mail and id stay theirs."""
    return (await session.exec(select(Teammate).order_by(col(Teammate.id)))).all()


async def contacts_alike(session: Session, external_ids: Iterable[str], emails: Iterable[str]) -> Sequence[Contact]:
    query = select(Contact).where(col(Contact.external_id).in_(set(external_ids)) | col(Contact.email).in_(set(emails)))
    return (await session.exec(query.order_by(col(Contact.id)))).all()


async def all_contacts(session: Session) -> Sequence[Contact]:
    """Those who have left as well."""
    return (await session.exec(select(Contact).order_by(col(Contact.id)))).all()


async def channels_called(session: Session, external_ids: Iterable[str]) -> Sequence[Channel]:
    """On any platform and in any workspace."""
    query = select(Channel).where(col(Channel.external_id).in_(set(external_ids)))
    return (await session.exec(query.order_by(col(Channel.id)))).all()


async def workspaces(session: Session, platform: str) -> Sequence[str]:
    """Those in which we know a channel."""
    query = select(Channel.workspace).where(col(Channel.platform) == platform).distinct()
    return (await session.exec(query)).all()


async def ended_links(session: Session, channel_ids: Iterable[int]) -> set[tuple[int, int]]:
    """(channel id, account id) of links that somebody ended."""
    query = select(ChannelLink).where(
        col(ChannelLink.channel_id).in_(set(channel_ids)), col(ChannelLink.ended_at).is_not(None)
    )
    return {(link.channel_id, link.account_id) for link in (await session.exec(query)).all()}


async def facts_saying(session: Session, account_ids: Iterable[int], texts: Iterable[str]) -> Sequence[Fact]:
    """Removed ones as well: what somebody struck out, a file does not bring back."""
    query = select(Fact).where(col(Fact.account_id).in_(set(account_ids)), col(Fact.text).in_(set(texts)))
    return (await session.exec(query.order_by(col(Fact.id)))).all()


async def facts_from(session: Session, account_ids: Iterable[int], source_ref: str) -> Mapping[int, Fact]:
    """The newest fact with this reference per account, removed ones as well."""
    query = select(Fact).where(col(Fact.account_id).in_(set(account_ids)), col(Fact.source_ref) == source_ref)
    return {fact.account_id: fact for fact in (await session.exec(query.order_by(col(Fact.id)))).all()}
