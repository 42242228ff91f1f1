"""Who a platform user is; who is not known is a customer."""

from sqlalchemy import func
from sqlmodel import col, select

from outreach.database import Session
from outreach.events import Actor, Place
from outreach.models.book import Contact, Identity, Teammate
from outreach.store import channels
from outreach.trust.identity import Who


async def by_user(session: Session, platform: str, workspace: str, external_id: str) -> Identity | None:
    query = select(Identity).where(
        col(Identity.platform) == platform,
        col(Identity.workspace) == workspace,
        col(Identity.external_id) == external_id,
    )
    return (await session.exec(query)).one_or_none()


async def resolve(session: Session, actor: Actor) -> Who:
    """Staff only when the platform vouches for our own workspace, we know them as a teammate, and they are still
    here. Writes nothing."""
    identity = await by_user(session, actor.platform, actor.workspace, actor.external_id)
    if identity is None:
        return Who()
    if identity.teammate_id is not None and actor.is_home:
        teammate = await session.get(Teammate, identity.teammate_id)
        if teammate is not None and teammate.left_on is None:
            return Who(identity.id, teammate=teammate, audience="staff")
    contact = await session.get(Contact, identity.contact_id) if identity.contact_id is not None else None
    return Who(identity.id, contact=contact, account_id=contact.account_id if contact else None)


async def is_known(session: Session, actor: Actor) -> bool:
    """Whether we know which of our people, or of theirs, this user is."""
    identity = await by_user(session, actor.platform, actor.workspace, actor.external_id)
    return identity is not None and (identity.teammate_id is not None or identity.contact_id is not None)


async def acquaint(session: Session, actor: Actor, place: Place) -> None:
    """Somebody not known yet, whose address the platform vouches for: a full member of our company is the teammate,
    anybody else the contact, who has that address; where nobody or more than one has it, they stay unknown.

    Whoever administers another company's workspace decides which addresses its people have. So somebody from there is
    a contact only where they were let in: in a channel that is linked to that contact's account, and to theirs alone.
    """
    if actor.email is None or await is_known(session, actor):
        return
    teammate_id = await _id_by_email(session, Teammate, actor.email) if actor.is_home else None
    contact_id = await _id_by_email(session, Contact, actor.email) if not actor.is_home else None
    if contact_id is not None and not await _is_let_in(session, contact_id, place):
        return
    if teammate_id is None and contact_id is None:
        return
    identity = await ensure(session, actor.platform, actor.workspace, actor.external_id, actor.name)
    if teammate_id is not None:
        await bind_teammate(session, identity, teammate_id)
    elif contact_id is not None:
        await bind_contact(session, identity, contact_id)


async def _is_let_in(session: Session, contact_id: int, place: Place) -> bool:
    contact, channel = await session.get(Contact, contact_id), await channels.by_place(session, place)
    if contact is None or channel is None or channel.is_mixed:
        return False
    return channel.account_id == contact.account_id


async def _id_by_email(session: Session, kind: type[Teammate | Contact], email: str) -> int | None:
    """Of the only one who is still there and has it, whatever the case."""
    query = select(kind.id).where(func.lower(col(kind.email)) == email.strip().lower(), col(kind.left_on).is_(None))
    found = (await session.exec(query)).all()
    return found[0] if len(found) == 1 else None


async def ensure(session: Session, platform: str, workspace: str, external_id: str, name: str = "") -> Identity:
    """The user's row, made on first sight; the name follows the platform's."""
    identity = await by_user(session, platform, workspace, external_id)
    if identity is None:
        identity = Identity(platform=platform, workspace=workspace, external_id=external_id, name=name)
    elif name:
        identity.name = name
    session.add(identity)
    await session.flush()
    return identity


async def accounts_in(session: Session, platform: str, workspace: str) -> set[int]:
    """The accounts whose contacts we know in that company's workspace."""
    query = (
        select(Contact.account_id)
        .join(Identity, col(Identity.contact_id) == col(Contact.id))
        .where(col(Identity.platform) == platform, col(Identity.workspace) == workspace)
    )
    return set((await session.exec(query)).all())


async def bind_teammate(session: Session, identity: Identity, teammate_id: int) -> None:
    """From now on this user is one of us, as far as the platform vouches for them, and nobody's contact."""
    identity.teammate_id, identity.contact_id = teammate_id, None
    session.add(identity)
    await session.flush()


async def bind_contact(session: Session, identity: Identity, contact_id: int) -> None:
    identity.contact_id, identity.teammate_id = contact_id, None
    session.add(identity)
    await session.flush()
