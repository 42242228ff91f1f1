"""Names in the form in which they are compared: case, accents, punctuation and legal forms do not count."""

import unicodedata
from functools import lru_cache

_AND = frozenset({"and", "und", "et", "y", "e", "og", "och", "en"})
_LEGAL_FORMS = frozenset(
    {
        "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lp", "ltd", "limited", "plc",
        "pty", "pte", "pvt", "gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "gbr", "ev", "se", "eg", "sa", "sas",
        "sasu", "sarl", "sl", "slu", "srl", "spa", "sapi", "cv", "bv", "nv", "vof", "ab", "as", "asa", "aps", "oy",
        "oyj", "sro", "spzoo", "kft", "zrt", "doo", "kk", "ltda", "eirl",
    }
)  # fmt: skip
# Written with blanks, each word of these would count as a word of the name.
_SPACED_FORMS = (("sp", "z", "oo"), ("de", "cv"))


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """`Zéphyrine & Söhne S.A.` is zephyrine, sohne, sa: joining words between two others are dropped."""
    bare = unicodedata.normalize("NFKD", name.replace("&", " and ").replace("+", " and ")).casefold()
    letters = "".join(_letter(character) for character in bare)
    found = letters.split()
    return tuple(word for i, word in enumerate(found) if not (0 < i < len(found) - 1 and word in _AND))


def _letter(character: str) -> str:
    if character.isalnum():
        return character
    return "" if unicodedata.combining(character) or character in ".'’‘`´ʼ" else " "


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """The words without the legal form behind them. Empty when the name has neither letters nor digits."""
    return " ".join(without_legal_form(words(name)))


def without_legal_form(name: tuple[str, ...]) -> tuple[str, ...]:
    """At least one word stays: a company may well be called `AG`."""
    while len(name) > 1:
        spaced = next((form for form in _SPACED_FORMS if len(name) > len(form) and name[-len(form) :] == form), None)
        if spaced:
            name = name[: -len(spaced)]
        elif name[-1] in _LEGAL_FORMS:
            name = name[:-1]
        else:
            break
    return name


def quoted(name: str, longest: int = 60) -> str:
    """A name inside a sentence of ours: one line, not too long."""
    line = " ".join(name.split())
    return f"“{line if len(line) <= longest else line[: longest - 1] + '…'}”"


def one_of(names: list[str], most: int = 5) -> str:
    """`Acme, Acme Labs or Globex`; of many, the first and how many more."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
