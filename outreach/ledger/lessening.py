"""One of several people in a channel wants less: it is quiet there while the others are asked, and then less, unless
their CSM settles it otherwise."""

from datetime import datetime

from outreach.database import Session
from outreach.ledger.reasons import Code
from outreach.models.book import Hold
from outreach.store import errands, holds, turns

# Due when nobody has settled it in time; as long as it is open, the others are being asked.
ASKING = "terms.less"


async def ask(  # noqa: PLR0913 - where, on whose word and how long
    session: Session, account_id: int, channel_id: int, *, by: str, until: datetime, now: datetime
) -> Hold:
    hold = await holds.place(
        session,
        Hold(
            account_id=account_id,
            channel_id=channel_id,
            code=Code.SNOOZED,
            because=f"{by} wants less, and the others are being asked",
            placed_by=by,
            placed_at=now,
            until=until,
        ),
    )
    assert hold.id is not None
    await errands.arrange(session, ASKING, hold.id, until)
    await turns.rearm(session, account_id, now)
    return hold


async def asked_in(session: Session, account_id: int, channel_id: int | None, now: datetime) -> Hold | None:
    """The pause there during which the others are being asked."""
    standing = [hold for hold in await asked_of(session, account_id, now) if hold.channel_id == channel_id]
    return standing[-1] if standing else None


async def asked_of(session: Session, account_id: int, now: datetime) -> list[Hold]:
    paused = [hold for hold in await holds.live(session, account_id, now) if hold.code == Code.SNOOZED]
    return [hold for hold in paused if await errands.open_of(session, ASKING, hold.id or 0)]


async def end(session: Session, hold: Hold, *, by: str, because: str, now: datetime) -> None:
    """The pause is over: `because` of what was settled."""
    await holds.lift(session, [hold], by=by, now=now)
    await errands.drop(session, (ASKING,), hold.id or 0, now, because)
    await turns.rearm(session, hold.account_id, now)


async def apply_to_all(session: Session, hold: Hold, now: datetime) -> Hold:
    """Less for the whole channel, on the word of whoever wanted it."""
    less = Hold(
        account_id=hold.account_id,
        channel_id=hold.channel_id,
        code=Code.ASKED_FOR_LESS,
        placed_by=hold.placed_by,
        placed_at=now,
    )
    placed = await holds.place(session, less)
    await turns.rearm(session, hold.account_id, now)
    return placed
