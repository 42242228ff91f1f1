"""Whether an answer given to one account names anybody: what holds it back, and what a person should look at. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SHORTEST = 3
# What companies are called besides their own name; "Group" in an answer names nobody.
_KINDS_OF_COMPANY = frozenset(
    {"gmbh", "inc", "ltd", "llc", "ag", "se", "kg", "plc", "co", "corp", "corporation", "company", "group", "holding",
     "labs", "limited", "und", "and", "the", "bank", "systems", "services", "partners", "solutions", "international"}
)  # fmt: skip
# First names that are everyday words as well count only with their capital, inside a sentence or not.
_EVERYDAY = frozenset(
    {"will", "mark", "may", "grace", "hope", "rose", "bill", "june", "art", "frank", "rich", "grant", "chase", "dean",
     "drew", "faith", "joy", "max", "pat", "ray", "sue", "guy", "long", "young", "best", "price", "page", "day"}
)  # fmt: skip
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_NUMBER = re.compile(r"(?<!\w)[#$€£]?\d[\d.,:/-]*%?(?!\w)")
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Names:
    """`accounts` are names of customers, `people` of those at the account it was given to, `domains` the account's."""

    accounts: Sequence[str] = ()
    own: str = ""
    people: Sequence[str] = ()
    domains: Sequence[str] = ()


def names_in(words: str, names: Names) -> tuple[str, ...]:
    """Every name that remains, once each: as long as there is one, it serves nobody else."""
    return tuple(dict.fromkeys(_found(words, names)))


def worth_a_look(words: str) -> tuple[str, ...]:
    """Numbers and links: they may be one customer's, and only a person can tell."""
    without = _EMAIL.sub(" ", words)
    links = _LINK.findall(without)
    return tuple(dict.fromkeys((*links, *_NUMBER.findall(_LINK.sub(" ", without)))))


def _found(words: str, names: Names) -> Iterator[str]:
    whole = (name for name in (names.own, *names.accounts, *names.people) if len(name) >= _SHORTEST)
    yield from (name for name in whole if _has(name, words))
    of_company = (part for part in _parts(names.own) if part.casefold() not in _KINDS_OF_COMPANY)
    parts = (*of_company, *(part for person in names.people for part in _parts(person)))
    yield from (part for part in parts if _has(part, words))
    yield from (domain for domain in names.domains if domain and domain.casefold() in words.casefold())
    yield from _EMAIL.findall(words)


def _parts(name: str) -> Iterator[str]:
    yield from (part for part in re.findall(r"[^\W\d_]+", name) if len(part) >= _SHORTEST)


def _has(name: str, words: str) -> bool:
    cased = all(part in _EVERYDAY for part in name.casefold().split())
    return re.search(rf"(?<!\w){re.escape(name)}(?:s|(?=\W)|$)(?!\w)", words, 0 if cased else re.IGNORECASE) is not None
