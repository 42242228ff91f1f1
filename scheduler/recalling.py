"""Finds what was answered before to a question like this, for this account and nobody else's eyes."""

from dataclasses import dataclass

from content.names import called
from content.pages.moments import counted, date_words
from outreach.database import Session
from outreach.listening.similarity import SAME_QUESTION, Index
from outreach.store import answers, teammates
from outreach.store.answers import Known


@dataclass(frozen=True)
class Recalled:
    """An approved answer, who approved it and on which date; `shared` are the words that made us think of it."""

    known: Known
    approver: str
    on: str
    shared: tuple[str, ...] = ()

    @property
    def answer_id(self) -> int:
        assert self.known.row.id is not None
        return self.known.row.id

    @property
    def line(self) -> str:
        """Approved by Marco on 3 Nov, used 4 times"""
        used = self.known.row.uses
        times = f"used {counted(used, 'time')}" if used else "not used yet"
        return f"Approved by {self.approver} on {self.on}, {times}"

    @property
    def clause(self) -> str:
        return f"{self.approver} approved on {self.on}"


async def recall(session: Session, account_id: int, words: str) -> Recalled | None:
    """The nearest one that may be said to this account; None when none is near enough to be the same question."""
    known = {one.row.id or 0: one for one in await answers.serving(session, account_id)}
    if not known or not words.strip():
        return None
    nearest = Index.of((key, one.question) for key, one in known.items()).nearest(words, limit=1)
    if not nearest or nearest[0].score < SAME_QUESTION:
        return None
    return await recalled(session, known[nearest[0].key], nearest[0].shared)


async def recalled(session: Session, known: Known, shared: tuple[str, ...] = ()) -> Recalled:
    approver = await teammates.by_id(session, known.row.approved_by_id)
    return Recalled(known, called(approver.name), date_words(known.row.approved_at.date()), shared)
