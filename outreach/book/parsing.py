"""One cell of text to one value; what cannot be read says why and how to write it."""

import re
from collections.abc import Callable, Mapping
from datetime import time
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_EMAIL = re.compile(r"[^@\s,;<>()\[\]\"]+@[^@\s,;<>()\[\]\"]+\.[^@\s.,;<>()\[\]\"]{2,}")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::00)?\s*(?:([ap])\.?m?\.?)?", re.IGNORECASE)
_CURRENCY = re.compile(r"[\s'’]|[$€£¥₹]|\b(?:US|CA|AU|NZ)(?=\$)|(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])")
_UNITS = {"k": 1_000, "m": 1_000_000}
_MOST_MONEY = Decimal("999999999999.99")  # what NUMERIC(14, 2) holds


class BadCell(ValueError):
    """Continues the sentence "renewal_date '31/02/2026' …" with the fact and the cure."""


def text(cell: str) -> str:
    """Stays what it is, formulas included; only blanks around it go (a leading tab is part of the value)."""
    return cell.strip(" \u00a0")


def identifier(cell: str) -> str:
    """An id of the other system. Its letters keep their case: Salesforce ids of 15 differ by it alone."""
    return cell.strip()


def first_identifier(cell: str) -> str:
    """HubSpot lists all associated ids with semicolons, the primary one first."""
    return re.split(r"[;,]", cell.strip(" ;,"))[0].strip()


def email(cell: str) -> str:
    address = cell.strip().lower()
    if not _EMAIL.fullmatch(address):
        raise BadCell("is not an e-mail address; write name@company.com")
    return address


def person(cell: str) -> str:
    """Somebody of ours by e-mail, name or id: an e-mail in lower case, anything else as it stands."""
    value = text(cell)
    return value.lower() if "@" in value else value


@lru_cache(maxsize=4096)
def domain(cell: str) -> str:
    """`https://www.Acme.com/about` is `acme.com`."""
    host = re.sub(r"^[a-z]+://", "", cell.strip().lower()).split("/")[0].split(":")[0]
    host = host.removeprefix("www.").rstrip(".")
    if "." not in host or re.search(r"[\s@,;]", host):
        raise BadCell("is not a web domain; write acme.com")
    return host


def one_of(words: Mapping[str, str]) -> Callable[[str], str]:
    """A parser for a fixed choice; keys are all accepted spellings, compared without case and punctuation."""
    spellings = {_letters(word): meaning for word, meaning in words.items()}
    cure = ", ".join(dict.fromkeys(words.values()))

    def choose(cell: str) -> str:
        meaning = spellings.get(_letters(cell))
        if meaning is None:
            raise BadCell(f"is not known here; write one of: {cure}")
        return meaning

    return choose


def _letters(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


@lru_cache(maxsize=4096)
def words(cell: str) -> tuple[str, ...]:
    """A list with `;` or `,` between its words: lower case, each once, in the order given."""
    found = (" ".join(word.casefold().split()) for word in re.split(r"[;,\n]", cell))
    return tuple(dict.fromkeys(word for word in found if word))


@lru_cache(maxsize=4096)
def one_word(cell: str) -> str:
    return " ".join(cell.casefold().split())


def score(cell: str) -> int:
    value = cell.strip().removesuffix(".0")
    if value not in {"1", "2", "3", "4", "5"}:
        raise BadCell("is not a whole number from 1 (cold) to 5 (warm)")
    return int(value)


@lru_cache(maxsize=4096)
def money(cell: str) -> Decimal:
    """`$410,000`, `€1.234,50`, `410000.00`, `USD 410k`: the amount, two decimals, without its currency."""
    digits = _CURRENCY.sub("", cell)
    unit = _UNITS.get(digits[-1:].lower(), 1)
    digits = digits[:-1] if unit > 1 else digits
    if not re.fullmatch(r"[+-]?\d[\d.,]*", digits):
        raise BadCell("is not an amount; write 410000.00")
    try:
        # "1.250M" is a million and a quarter; without the letter it would be one thousand.
        amount = Decimal(digits if unit > 1 and "," not in digits else _with_decimal_point(digits)) * unit
    except InvalidOperation:
        raise BadCell("is not an amount; write 410000.00") from None
    if not 0 <= amount <= _MOST_MONEY:
        raise BadCell("cannot be an amount per year; write it without sign, such as 410000.00")
    return amount.quantize(Decimal("0.01"))


def _with_decimal_point(digits: str) -> str:
    """Tells thousands from decimals: money has at most two of the latter, so `1.234` is one thousand."""
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        decimal, thousands = (",", ".") if comma > dot else (".", ",")
        return _grouped(digits, thousands, decimal)
    mark = "," if comma >= 0 else "."
    whole, _, rest = digits.partition(mark)
    if digits.count(mark) > 1 or (len(rest) == 3 and len(whole.lstrip("+-")) <= 3 and whole.strip("+-0")):
        return _grouped(digits, mark, "")
    return digits.replace(",", ".")


def _grouped(digits: str, thousands: str, decimal: str) -> str:
    whole, _, rest = digits.partition(decimal) if decimal else (digits, "", "")
    groups = whole.split(thousands)
    # Indian groups of two (4,10,000) are fine; the last one before the decimals has three everywhere.
    sizes = [len(group) for group in groups[1:-1]]
    if len(groups[-1]) != 3 or not set(sizes) <= {2, 3} or len(groups[0].lstrip("+-")) > 3:
        raise BadCell("has its separators in odd places; write 410000.00")
    return "".join(groups) + (f".{rest}" if rest else "")


@lru_cache(maxsize=4096)
def clock(cell: str) -> time:
    """A local time of day: `08:30`, `9`, `5:30 pm`."""
    match = _CLOCK.fullmatch(cell.strip())
    if not match:
        raise BadCell("is not a time of day; write 08:30")
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise BadCell("is not a time of day; write 17:30 or 5:30 pm")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise BadCell("is not a time of day; write 08:30")
    return time(hour, minute)


def hours(cell: str) -> tuple[time, time]:
    """`09:00-17:30`, also with a dash or `to`."""
    ends = re.split(r"\s*(?:-|–|—|\bto\b)\s*", cell.strip())
    if len(ends) != 2:
        raise BadCell("is not a span of hours; write 09:00-17:30")
    return clock(ends[0]), clock(ends[1])
