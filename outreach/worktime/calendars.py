"""Which days are no working days somewhere: weekends, public holidays, and our own quiet season."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import holidays

MonthDay = tuple[int, int]
Season = tuple[MonthDay, MonthDay]

QUIET_SEASON: Season = ((12, 20), (1, 3))
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True)
class Closed:
    """Why nothing is sent on a day; `name` is for people ("Good Friday", "Saturday")."""

    kind: Literal["weekend", "holiday"]
    name: str


@dataclass(frozen=True)
class WorkCalendar:
    """The days off of one place: ISO 3166 codes (DE, BB) and an IANA zone.

    `quiet_season` is from and until, both inclusive, and may run over New Year; None switches it off.
    """

    country: str | None
    subdivision: str | None = None
    zone: str = "UTC"
    quiet_season: Season | None = QUIET_SEASON

    def __post_init__(self) -> None:
        for month, day in self.quiet_season or ():
            date(2024, month, day)  # a leap year, so that 29 February may begin a season

    @property
    def known(self) -> bool:
        """Whether the country, and the subdivision where one is given, have known holidays."""
        law = _holidays_of(self.country)
        return law is not None and (not self.subdivision or _code(law, self.subdivision) is not None)

    def holiday(self, on: date) -> str | None:
        """The public holiday's name, in English; None where the country is not known.

        An unknown subdivision leaves the holidays of the whole country.
        """
        law = _holidays_of(self.country, self.subdivision)
        return law.get(on) if law is not None else None

    def is_weekend(self, on: date) -> bool:
        """By the country's own custom (Friday and Saturday in Egypt), else Saturday and Sunday.

        Where the law rests on Sunday alone (Hong Kong), offices are closed on Saturday as well.
        """
        law = _holidays_of(self.country)
        if law is None:
            return on.weekday() in (_SATURDAY, _SUNDAY)
        return law.is_weekend(on) or (on.weekday() == _SATURDAY and law.is_weekend(on + timedelta(days=1)))

    def is_quiet_season(self, on: date) -> bool:
        if self.quiet_season is None:
            return False
        first, last = self.quiet_season
        today = (on.month, on.day)
        return first <= today <= last if first <= last else today >= first or today <= last

    def why_closed(self, on: date) -> Closed | None:
        """None on a day when we may write. Our quiet season counts as a holiday."""
        if name := self.holiday(on):
            return Closed("holiday", name)
        if self.is_weekend(on):
            return Closed("weekend", f"{on:%A}")
        return Closed("holiday", "quiet season") if self.is_quiet_season(on) else None


@lru_cache(maxsize=512)
def _holidays_of(country: str | None, subdivision: str | None = None) -> holidays.HolidayBase | None:
    """The library's calendar, which fills in and keeps each year on first use."""
    code = (country or "").strip().upper()
    try:
        national = holidays.country_holidays(code, language="en_US")
    except NotImplementedError:
        return None
    region = _code(national, subdivision)
    return holidays.country_holidays(code, subdiv=region, language="en_US") if region else national


def _code(law: holidays.HolidayBase, subdivision: str | None) -> str | None:
    """The library's spelling of a subdivision given as BB, de-bb or Bavaria."""
    asked = (subdivision or "").strip().casefold().removeprefix(f"{law.country.casefold()}-")
    codes = {code.casefold(): code for code in law.subdivisions}
    names = {name.casefold(): code for name, code in law.subdivisions_aliases.items()}
    return codes.get(asked) or names.get(asked)
