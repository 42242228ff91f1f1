"""Which workspaces let us in."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.trust import Installation


async def by_workspace(session: Session, platform: str, workspace: str) -> Installation | None:
    """None where nobody let us in, or took it back."""
    query = select(Installation).where(col(Installation.platform) == platform, col(Installation.workspace) == workspace)
    found = (await session.exec(query)).one_or_none()
    return found if found is not None and found.removed_at is None else None


async def live(session: Session, platform: str) -> Sequence[Installation]:
    """Oldest first."""
    query = select(Installation).where(col(Installation.platform) == platform, col(Installation.removed_at).is_(None))
    return (await session.exec(query.order_by(col(Installation.id)))).all()


async def keep(session: Session, installation: Installation) -> Installation:
    """A workspace that installs us again has one row, with its newest token."""
    query = select(Installation).where(
        col(Installation.platform) == installation.platform, col(Installation.workspace) == installation.workspace
    )
    known = (await session.exec(query)).one_or_none()
    if known is None:
        session.add(installation)
        await session.flush()
        return installation
    for name, value in installation.model_dump(exclude={"id"}).items():
        setattr(known, name, value)
    session.add(known)
    await session.flush()
    return known


async def remove(session: Session, platform: str, workspace: str, now: datetime) -> None:
    """Its token is forgotten at once. Removing what is gone changes nothing."""
    found = await by_workspace(session, platform, workspace)
    if found is not None:
        found.removed_at, found.sealed_token = now, ""
        session.add(found)
        await session.flush()
