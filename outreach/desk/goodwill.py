"""Goodwill: sums as people type them, and what a CSM may still give this month without asking. Pure."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from outreach.errors import BadInput
from outreach.worktime import zones

_MIDNIGHT = time(0)
LARGEST = Decimal(1_000_000)
_CENTS = Decimal("0.01")
_SUM = re.compile(r"(?P<sum>\d[\d., '’\u00a0\u202f]*\d|\d)\s*(?P<thousands>k\b)?", re.IGNORECASE)
_SIGNS = re.compile(r"[$€£¥]|\b(?:usd|eur|gbp|chf|dollars?|euros?|pounds?)\b", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[., '’\u00a0\u202f]\d{3})+")


def amount_of(words: str) -> Decimal:
    """`$300`, `1,000.50`, `1.000,50 €`, `2k`. Raises BadInput for what is no sum, nothing, or beyond all reason."""
    bare = _SIGNS.sub(" ", words).strip()
    found = _SUM.fullmatch(bare)
    if found is None:
        raise BadInput(f"“{words.strip()[:40]}” is no amount. Write it like 300, $300 or 1,000.50.", field="amount")
    amount = _number(found["sum"], words) * (1000 if found["thousands"] else 1)
    if amount <= 0:
        raise BadInput("An amount of nothing makes nothing right: give more than 0.", field="amount")
    if amount > LARGEST:
        raise BadInput(f"{amount:,} is more than anybody gives as goodwill: write it again.", field="amount")
    return amount.quantize(_CENTS)


def _number(digits: str, words: str) -> Decimal:
    """The last point or comma begins the cents when one or two digits follow it, unless it groups thousands."""
    said = re.sub(r"[ '’\u00a0\u202f]", "", digits)
    whole, mark, rest = _split(said)
    is_plain = re.fullmatch(r"\d+|" + _GROUPED.pattern, whole) and mark not in whole if mark else True
    if not is_plain or (mark and not re.fullmatch(r"\d{1,2}", rest)):
        cure = "Write it like 300, 1,000 or 1,000.50."
        raise BadInput(f"“{words.strip()[:40]}” could be several amounts. {cure}", field="amount")
    return Decimal(f"{re.sub('[.,]', '', whole)}.{rest or '0'}")


def _split(said: str) -> tuple[str, str, str]:
    at = max(said.rfind("."), said.rfind(","))
    if at < 0 or _groups_alone(said):
        return said, "", ""
    return said[:at], said[at], said[at + 1 :]


def _groups_alone(said: str) -> bool:
    """1,000 and 1.000.000: one kind of mark, three digits behind each. 0.001 is no thousand of anything."""
    return re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+", said) is not None


def left_of(allowance: Decimal, spent: Decimal) -> Decimal:
    return max(allowance - spent, Decimal(0))


def month_of(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The calendar month there that holds `now`, half-open."""
    today = zones.local_date(now, zone)
    start = today.replace(day=1)
    end = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return zones.at_local(start, _MIDNIGHT, zone), zones.at_local(end, _MIDNIGHT, zone)


def money(amount: Decimal, currency: str) -> str:
    """$300, $1,000.50"""
    whole = amount == amount.to_integral_value()
    return f"{currency}{amount:,.0f}" if whole else f"{currency}{amount:,.2f}"
