"""Puts on record what a teammate did by hand, and how it could be taken back."""

from handlers.work import Work
from outreach.messages import Button
from outreach.models.trust import Deed
from outreach.store import deeds


async def note(
    work: Work, verb: str, *, account_id: int | None = None, touch_id: int | None = None, undo: str | None = None
) -> Deed:
    """`undo` as `reversal` writes it, or None for what cannot be taken back."""
    assert work.staff.id is not None
    deed = Deed(
        teammate_id=work.staff.id, verb=verb, account_id=account_id, touch_id=touch_id, undo=undo, done_at=work.now
    )
    return await deeds.record(work.session, deed)


def reversal(kind: str, *ids: int | None) -> str:
    """`hold:12,13`: which of our undoings applies, and to what."""
    return f"{kind}:{','.join(str(number or 0) for number in ids)}"


def read_reversal(undo: str) -> tuple[str, tuple[int, ...]]:
    kind, _, ids = undo.partition(":")
    return kind, tuple(int(number) for number in ids.split(",") if number)


def undo_button(deed: Deed) -> Button:
    return Button("Undo", "deed.undo", {"deed": str(deed.id)})
