"""The words of all requests and complaints that are kept, ready to be compared: one memory per database."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from weakref import WeakKeyDictionary

from outreach.database import Session
from outreach.listening.grouping import LOOKED_AT
from outreach.listening.similarity import Index, Match
from outreach.store import spoken
from outreach.store.spoken import Spoken, Subject

Found = Sequence[Match[Subject]]


class Memory:
    """Grows by what was opened since the last look; what is no longer kept is dropped with the day.

    It may be behind: whatever it finds is compared with what the rows say now.
    """

    def __init__(self) -> None:
        self._index: Index[Subject] = Index()
        self._said: dict[Subject, bytes] = {}
        self._newest = {"request": 0, "complaint": 0}
        self._checked_on: date | None = None

    async def nearest(self, session: Session, new: Spoken, today: date) -> tuple[Found, Mapping[Subject, Spoken]]:
        """Best first, with what each of them is."""
        await self._catch_up(session, today)
        while True:
            found = self._index.nearest(new.words, LOOKED_AT, {new.subject})
            rows = await spoken.of(session, (match.key for match in found))
            behind = [match.key for match in found if not self._is_current(match.key, rows.get(match.key))]
            if not behind:
                return found, rows
            for key in behind:
                self._keep(key, rows[key].words if key in rows else "")

    async def _catch_up(self, session: Session, today: date) -> None:
        """Words expire by the date, so that once a day all are looked through."""
        if self._checked_on != today:
            kept = await spoken.after(session, 0, 0)
            for gone in [key for key in self._said if key not in kept]:
                self._keep(gone, "")
            self._checked_on = today
        else:
            kept = await spoken.after(session, self._newest["request"], self._newest["complaint"])
        for key, words in kept.items():
            if self._said.get(key) != _digest(words):
                self._keep(key, words)
            self._newest[key.kind] = max(self._newest[key.kind], key.id)

    def _is_current(self, key: Subject, row: Spoken | None) -> bool:
        return row is not None and bool(row.words) and self._said[key] == _digest(row.words)

    def _keep(self, key: Subject, words: str) -> None:
        """ "" forgets it."""
        if key in self._said:
            self._index.remove(key)
            del self._said[key]
        if words:
            self._index.add(key, words)
            self._said[key] = _digest(words)


def _digest(words: str) -> bytes:
    return blake2b(words.encode(errors="surrogatepass"), digest_size=8).digest()


# A demo, a simulation and what they were copied from live in one process, each with words of its own.
MEMORIES: WeakKeyDictionary[object, Memory] = WeakKeyDictionary()


def memory_of(session: Session) -> Memory:
    return MEMORIES.setdefault(session.get_bind().engine, Memory())
