"""Whom bad news is about, as a colleague writes it and as the book has it now."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from rapidfuzz import process

from handlers.work import Work
from outreach.book import names
from outreach.book.names import Named
from outreach.book.spelling import one_of, quoted
from outreach.desk.notices import Audience, By, folded
from outreach.errors import BadInput, ConciergeError
from outreach.models.book import Account, Segment
from outreach.store import accounts, lookups, signals

_ENTITLEMENT = "entitlement"
_ALIKE = 60
_LISTED = 8
_APART = re.compile(r"[,;\n]")
_NOUNS: Mapping[By, str] = {
    "segment": "segment",
    "stage": "stage",
    "topic": "topic",
    "product": "product",
    "accounts": "account",
}


async def understand(work: Work, by: By, words: str) -> Audience:
    """Raises BadInput for a name that nobody has, with those that are like it."""
    if not words.strip():
        raise BadInput(f"Whom does it affect? Write each {_NOUNS[by]}, with a comma between two.", field="whom")
    if by == "accounts":
        return Audience(by, tuple(dict.fromkeys(await _accounts(work, words))))
    known = await _known(work, by)
    return Audience(by, tuple(dict.fromkeys(_named(word, by, known) for word in _split(words))))


def _split(words: str) -> list[str]:
    return [part.strip(" \t“”\"'") for part in _APART.split(words) if part.strip(" \t“”\"'")]


def _named(word: str, by: By, known: Mapping[str, str]) -> str:
    """`known`: in small letters, and as people write it."""
    if folded(word) in known:
        return folded(word)
    fact = f"No account has the {_NOUNS[by]} {quoted(word)}."
    if not known:
        cure = f"No account has any {_NOUNS[by]}: choose them another way."
    elif nearest := process.extractOne(folded(word), list(known), score_cutoff=_ALIKE):
        cure = f"Did you mean {known[nearest[0]]}?"
    else:
        cure = f"There is {one_of(list(known.values()), _LISTED)}."
    raise BadInput(f"{fact} {cure}", field="whom")


async def _known(work: Work, by: By) -> Mapping[str, str]:
    if by == "segment":
        return {segment.value: segment.value for segment in Segment}
    if by == "product":
        held = await signals.open_of_kind(work.session, _ENTITLEMENT, work.now)
        return _spelled(signal.title for signal in held)
    everybody = await accounts.all_accounts(work.session)
    if by == "stage":
        return _spelled(account.stage for account in everybody if account.stage)
    return _spelled(topic for account in everybody for topic in account.topics)


def _spelled(words: Iterable[str]) -> dict[str, str]:
    return {folded(word): word for word in sorted(words)}


async def _accounts(work: Work, words: str) -> list[str]:
    """A name may hold a comma itself, so the longest run of pieces that is a name counts."""
    everybody = [
        Named(row.id, row.name, tuple(filter(None, (row.external_id, row.domain))))
        for row in await lookups.account_names(work.session)
    ]
    pieces, found = _split(words), []
    while pieces:
        taken, account_id = _longest(pieces, everybody)
        found.append(str(account_id))
        pieces = pieces[taken:]
    return found


def _longest(pieces: Sequence[str], everybody: Sequence[Named]) -> tuple[int, int]:
    for count in range(min(len(pieces), 4), 1, -1):
        asked = ", ".join(pieces[:count])
        if exact := [one for one in everybody if one.name.casefold() == asked.casefold()]:
            return count, exact[0].id
    try:
        return 1, names.find(pieces[0], everybody).id
    except ConciergeError as unknown:
        raise BadInput(str(unknown), field="whom") from None


async def affected(work: Work, audience: Audience) -> list[Account]:
    """As the book is at this moment, by name; whoever is no customer any more only where they were named."""
    everybody = await accounts.all_accounts(work.session, with_churned=audience.by == "accounts")
    products = await _products(work) if audience.by == "product" else {}
    return [account for account in everybody if audience.affects(account, products.get(account.id or 0, ()))]


async def _products(work: Work) -> Mapping[int, Collection[str]]:
    found: dict[int, list[str]] = {}
    for signal in await signals.open_of_kind(work.session, _ENTITLEMENT, work.now):
        found.setdefault(signal.account_id, []).append(signal.title)
    return found


async def written(work: Work, audience: Audience) -> str:
    """As it would be typed again."""
    if audience.by != "accounts":
        return ", ".join(audience.values)
    known = await accounts.by_ids(work.session, [int(value) for value in audience.values])
    return "; ".join(account.name for account in sorted(known.values(), key=lambda account: account.name))


async def in_words(work: Work, audience: Audience) -> str:
    """every account in the segment mid; Acme and Globex"""
    said = await written(work, audience)
    return said if audience.by == "accounts" else f"every account with the {_NOUNS[audience.by]} {said}"
