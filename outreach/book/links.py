"""Whose channel this could be, by its name: a suggestion that a person confirms, never a link."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from outreach.book.spelling import without_legal_form, words

# What teams put around a customer's name, in the languages of our customers.
_DECORATION = frozenset(
    {
        "ext", "extern", "external", "shared", "share", "connect", "customer", "customers", "cust", "client",
        "clients", "kunde", "kunden", "geteilt", "partner", "support", "success", "cs", "csm", "slack", "teams",
        "team", "chat", "channel", "general", "allgemein",
    }
)  # fmt: skip
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "gob", "ne", "or"})


@dataclass(frozen=True, slots=True)
class Known:
    """An account as far as its channels' names tell."""

    id: int
    name: str
    domain: str | None = None


class Suggestions:
    """All accounts by what their channels may be called; made once, asked for many channels.

    `ours` are the names we go by ourselves, as in `acme-ourcompany`.
    """

    def __init__(self, accounts: Iterable[Known], ours: Collection[str] = ()) -> None:
        self._ours = {joined for name in ours for joined in _spellings(name)}
        self._whole: dict[str, set[int]] = {}
        self._beginning: dict[str, set[int]] = {}
        for account in accounts:
            self._add(account)

    def _add(self, account: Known) -> None:
        for whole in (*_spellings(account.name), *_labels(account.domain)):
            self._whole.setdefault(whole, set()).add(account.id)
        name = without_legal_form(words(account.name))
        for count in range(1, len(name)):
            self._beginning.setdefault("".join(name[:count]), set()).add(account.id)

    def of(self, channel_name: str) -> int | None:
        """The one account whose whole name (or domain) is left when some decoration is taken off; else the one
        whose name begins so. Of `ext-acme` with an Acme and an Acme Labs: Acme."""
        kept = list(self._undecorated(words(channel_name)))
        for name, _ in kept:
            if accounts := self._whole.get(name):
                return _only(accounts)
        for name, is_bare in kept:
            if is_bare and (accounts := self._beginning.get(name)):
                return _only(accounts)
        return None

    def _undecorated(self, name: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
        """The name joined, first whole, then with less and less around it; true for the one without decoration.

        Step by step, since a customer may be called Shared Success.
        """
        leading = next((i for i, word in enumerate(name) if not self._decorates(word)), len(name))
        trailing = next((i for i, word in enumerate(reversed(name)) if not self._decorates(word)), len(name))
        cuts = sorted((i + j, i, j) for i in range(leading + 1) for j in range(trailing + 1) if i + j < len(name))
        for taken, i, j in cuts:
            yield "".join(name[i : len(name) - j]), taken > 0 and (i, j) == (leading, trailing)

    def _decorates(self, word: str) -> bool:
        return word in _DECORATION or word in self._ours


def suggest(channel_name: str, accounts: Iterable[Known], ours: Collection[str] = ()) -> int | None:
    """The id of the account that `ext-acme`, `acme-shared`, `acme_ext` or `Acme – Shared` names, if exactly one
    fits."""
    return Suggestions(accounts, ours).of(channel_name)


def _only(accounts: set[int]) -> int | None:
    return next(iter(accounts)) if len(accounts) == 1 else None


def _spellings(name: str) -> set[str]:
    """Channels write Fjell & Fjord as `fjell-fjord` or `fjellfjord`, and Acme GmbH with or without the GmbH."""
    whole = words(name)
    return {"".join(whole), "".join(without_legal_form(whole))} - {""}


def _labels(domain: str | None) -> tuple[str, ...]:
    """`acme` of acme.com and of acme.co.uk; nothing of shop.acme.com, whose first label is no name."""
    labels = (domain or "").split(".")
    is_plain = len(labels) == 2 or (len(labels) == 3 and labels[1] in _SECOND_LEVEL)
    return ("".join(words(labels[0])),) if is_plain and labels[0] else ()


def label_of(address: str) -> str | None:
    """What the company behind an e-mail address calls itself: `concierge` of priya@concierge.example."""
    return next(iter(_labels(address.rpartition("@")[2])), None)
