"""Which account a row means: by its id elsewhere, or by its exact name."""

from collections.abc import Iterable
from typing import Self

from outreach.book.spelling import quoted
from outreach.database import Session
from outreach.errors import Ambiguous, NotFound
from outreach.store import lookups
from outreach.store.lookups import AccountName


class KnownAccounts:
    """The whole book by id and name, read once: files of contacts, channels and facts do not change it."""

    def __init__(self, accounts: Iterable[AccountName]) -> None:
        self.all = list(accounts)
        self._by_external_id = {account.external_id: account for account in self.all}
        self._by_name: dict[str, list[AccountName]] = {}
        for account in self.all:
            self._by_name.setdefault(_folded(account.name), []).append(account)
        self._names = {account.id: account.name for account in self.all}

    @classmethod
    async def read(cls, session: Session) -> Self:
        return cls(await lookups.account_names(session))

    def name_of(self, account_id: int | None) -> str | None:
        return self._names.get(account_id) if account_id is not None else None

    def find(self, external_id: str | None, name: str | None = None) -> AccountName:
        """Raises NotFound or Ambiguous. An id that leads nowhere is not helped by the name beside it: the row may
        mean an account that we do not have, and the wrong customer is the worst mistake."""
        if external_id is not None:
            return self._by_id(external_id)
        found = self._by_name.get(_folded(name or ""), [])
        if not found:
            raise NotFound(f"no account is called {quoted(name or '')}; import the accounts first, or correct the name")
        if len(found) > 1:
            ids = ", ".join(account.external_id for account in found[:5])
            raise Ambiguous(f"{len(found)} accounts are called {quoted(name or '')}; give the account's id ({ids})")
        return found[0]

    def _by_id(self, external_id: str) -> AccountName:
        found = self._by_external_id.get(external_id)
        if found is None:
            cure = "import the accounts first, or correct the id"
            raise NotFound(f"no account has the id {quoted(external_id)}; {cure}")
        return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
