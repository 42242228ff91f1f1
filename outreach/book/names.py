"""Who is meant by a name somebody typed: one account or teammate, or a sentence that says which it could be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from outreach.book.spelling import key, one_of, quoted, words
from outreach.database import Session
from outreach.errors import Ambiguous, BadInput, NotFound
from outreach.models.book import Account, Teammate
from outreach.store import accounts, lookups, teammates

_ALIKE = 70  # of 100: harbour finds Harborline, and rio does not become Hoolio
_NEAR_THE_BEST = 20
_LONGEST = 200  # characters; comparing more would only be slow
_FEWEST_LETTERS = 2  # one letter is the beginning of too many names
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’", "‚": "‘", "«": "»", "»": "«", "”": "”", "’": "’"}


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be meant. `aliases` (its id elsewhere, a domain, an e-mail) count only when given whole."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """`how`: the name itself, or the beginning of no other name."""

    id: int
    name: str
    how: Literal["exact", "prefix"]


def find(query: str, candidates: Iterable[Named], noun: str = "account") -> Match:
    """Exact, else the one name that begins so. A likely misspelling is offered and never acted on.

    Raises NotFound, Ambiguous, or BadInput when nothing was typed.
    """
    asked = query.strip()[:_LONGEST]
    everybody = list(candidates)
    if not asked:
        raise BadInput(f"Which {noun}? Write its name.")
    if exact := _exact(asked, everybody):
        return _only(asked, exact, "exact")
    if beginning := _beginning(key(asked), everybody):
        return _only(asked, beginning, "prefix")
    raise NotFound(_unknown(asked, everybody, noun))


def _exact(asked: str, everybody: Sequence[Named]) -> list[Named]:
    """As it was written first: ids may differ by case alone, and Acme Inc. is not Acme GmbH."""
    if same := [one for one in everybody if asked in (one.name, *one.aliases)]:
        return same
    folded = asked.casefold()
    if alike := [one for one in everybody if folded in (name.casefold() for name in (one.name, *one.aliases))]:
        return alike
    wanted = key(asked)
    return [one for one in everybody if wanted and key(one.name) == wanted]


def _beginning(wanted: str, everybody: Sequence[Named]) -> list[Named]:
    if len(wanted) < _FEWEST_LETTERS:
        return []
    return [one for one in everybody if key(one.name).startswith(wanted)]


def _only(asked: str, found: Sequence[Named], how: Literal["exact", "prefix"]) -> Match:
    if len(found) > 1:
        raise Ambiguous(f"{quoted(asked)} could be {_listed(found)}. {_cure(found)}")
    return Match(found[0].id, found[0].name, how)


def _listed(found: Sequence[Named]) -> str:
    twins = len({one.name for one in found}) < len(found)
    return one_of([f"{one.name} ({one.aliases[0]})" if twins and one.aliases else one.name for one in found])


def _cure(found: Sequence[Named]) -> str:
    if len({one.name for one in found}) < len(found):
        return "Write the id behind the name instead."
    return "Write more of the name."


def _unknown(asked: str, everybody: Sequence[Named], noun: str) -> str:
    if not everybody:
        return f"No {noun} is known yet. Import them with `python -m bot import {noun}s FILE`."
    fact = f"No {noun} is called {quoted(asked)}."
    guesses = alike(asked, everybody)
    return f"{fact} Did you mean {one_of(guesses)}?" if guesses else f"{fact} Check the spelling."


def alike(asked: str, everybody: Sequence[Named], most: int = 3) -> list[str]:
    """The names most like it, best first; none when nothing comes near."""
    wanted = key(asked[:_LONGEST])
    if len(wanted) <= _FEWEST_LETTERS:
        return []
    keys = {one.name: key(one.name) for one in everybody}
    found = process.extract(wanted, keys, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=most)
    return [name for _, score, name in found if score >= found[0][1] - _NEAR_THE_BEST]


def split_name(text: str, candidates: Iterable[Named], noun: str = "account") -> tuple[Match, str]:
    """The name that a text begins with, and the rest: `Acme Labs until Friday` is Acme Labs, `until Friday`.

    Of several beginnings that are names the longest counts; one that merely begins a name counts when nothing else
    does. Where the next word may belong to the name or not, Ambiguous asks for quotation marks.
    """
    everybody = list(candidates)
    if (between := _between_quotes(text.strip())) is not None:
        return find(between[0], everybody, noun), between[1]
    heads = list(_heads(text, everybody))
    for head, rest in heads:
        if exact := _exact(head, everybody):
            _refuse_doubt(head, rest, exact, everybody)
            return _only(head, exact, "exact"), rest
    for head, rest in heads:
        if beginning := _beginning(key(head), everybody):
            return _only(head, beginning, "prefix"), rest
    return find(_most_telling([head for head, _ in heads], everybody), everybody, noun), ""


def _between_quotes(text: str) -> tuple[str, str] | None:
    closing = _QUOTES.get(text[:1])
    if closing is None:
        return None
    # `„Acme”` is as common as `„Acme“`: whichever mark closes first.
    ends = [text.find(mark, 1) for mark in {closing, "”" if text[0] == "„" else closing}]
    end = min((end for end in ends if end > 0), default=-1)
    return (text[1:end], text[end + 1 :].strip()) if end > 0 else None


def _heads(text: str, everybody: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """The text cut behind each word that a name could end with, the longest beginning first."""
    # Two words more than the longest name has: a legal form may be written out, or `&` stand by itself.
    most = max((len(one.name.split()) for one in everybody), default=0) + 2
    parts = text[: _LONGEST * 10].split(maxsplit=most)
    for count in range(min(most, len(parts)), 0, -1):
        yield " ".join(parts[:count]), text.split(maxsplit=count)[count] if len(text.split()) > count else ""


def _refuse_doubt(head: str, rest: str, exact: Sequence[Named], everybody: Sequence[Named]) -> None:
    """`Acme Lab` with an Acme and an Acme Labs: the wrong customer would be the worst of mistakes."""
    more = " ".join(words(f"{head} {rest.split(maxsplit=1)[0]}")) if rest else ""
    if not more or more == key(head):
        return
    others = [one for one in everybody if one not in exact and key(one.name).startswith(more)]
    if others:
        written = quoted(f"{head} {rest.split(maxsplit=1)[0]}")
        raise Ambiguous(f"{written} could be {_listed([*exact, *others])}. Put the name in quotation marks.")


def _most_telling(heads: Sequence[str], everybody: Sequence[Named]) -> str:
    """The beginning that comes nearest to any name; else the first word."""
    keys = [key(one.name) for one in everybody]
    scored = [
        (process.extractOne(key(head), keys, scorer=fuzz.ratio, score_cutoff=_ALIKE), head) for head in reversed(heads)
    ]
    best = max(((found[1], head) for found, head in scored if found), key=lambda pair: pair[0], default=None)
    return best[1] if best else next(reversed(heads), "")


async def account(session: Session, query: str) -> Account:
    """By name, by its id in the CRM or by its domain; accounts that have churned as well."""
    return await accounts.by_id(session, find(query, await _accounts(session)).id)


async def split_account(session: Session, text: str) -> tuple[Account, str]:
    """`split_name` over the whole book."""
    match, rest = split_name(text, await _accounts(session))
    return await accounts.by_id(session, match.id), rest


async def teammate(session: Session, query: str) -> Teammate:
    """By name, e-mail or id, of those who have not left."""
    everybody = await teammates.all_teammates(session)
    known = [Named(one.id or 0, one.name, tuple(filter(None, (one.email, one.external_id)))) for one in everybody]
    return await teammates.by_id(session, find(query, known, noun="teammate").id)


async def _accounts(session: Session) -> list[Named]:
    return [
        Named(row.id, row.name, tuple(filter(None, (row.external_id, row.domain))))
        for row in await lookups.account_names(session)
    ]
