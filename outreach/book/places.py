"""Time zones, countries and languages as exports write them, to the codes that we keep."""

import importlib.resources
import re
import unicodedata
import zoneinfo
from functools import lru_cache

from outreach.book.parsing import BadCell
from outreach.worktime import zones

# Names beside those of tzdata's own list.
_ALSO_CALLED = {
    "usa": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "united kingdom": "GB", "great britain": "GB", "britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "deutschland": "DE", "osterreich": "AT", "schweiz": "CH", "suisse": "CH", "espana": "ES", "italia": "IT",
    "the netherlands": "NL", "holland": "NL", "czechia": "CZ", "turkiye": "TR", "republic of ireland": "IE",
    "uae": "AE", "south korea": "KR", "korea": "KR", "republic of korea": "KR", "korea republic of": "KR",
    "north korea": "KP", "viet nam": "VN", "russian federation": "RU", "ivory coast": "CI", "macao": "MO",
    "burma": "MM", "myanmar": "MM", "brasil": "BR", "swaziland": "SZ", "eswatini": "SZ", "macedonia": "MK",
    "taiwan province of china": "TW", "hong kong sar": "HK", "iran islamic republic of": "IR",
    "dr congo": "CD", "democratic republic of the congo": "CD", "republic of the congo": "CG",
    "bosnia": "BA", "cabo verde": "CV", "timor leste": "TL", "central african republic": "CF",
}  # fmt: skip
_ALPHA_3 = {
    "usa": "US", "gbr": "GB", "deu": "DE", "fra": "FR", "esp": "ES", "ita": "IT", "nld": "NL", "bel": "BE",
    "che": "CH", "aut": "AT", "irl": "IE", "prt": "PT", "pol": "PL", "cze": "CZ", "swe": "SE", "nor": "NO",
    "dnk": "DK", "fin": "FI", "can": "CA", "mex": "MX", "bra": "BR", "arg": "AR", "chl": "CL", "col": "CO",
    "aus": "AU", "nzl": "NZ", "jpn": "JP", "kor": "KR", "chn": "CN", "ind": "IN", "sgp": "SG", "zaf": "ZA",
    "isr": "IL", "are": "AE", "tur": "TR",
}  # fmt: skip
_LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "francais": "fr", "spanish": "es",
    "espanol": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "portugues": "pt", "dutch": "nl",
    "nederlands": "nl", "polish": "pl", "swedish": "sv", "norwegian": "no", "danish": "da", "finnish": "fi",
    "czech": "cs", "turkish": "tr", "japanese": "ja", "chinese": "zh", "korean": "ko", "hebrew": "he",
    "arabic": "ar", "hindi": "hi", "ukrainian": "uk", "russian": "ru", "greek": "el", "hungarian": "hu",
    "romanian": "ro",
}  # fmt: skip


@lru_cache(maxsize=4096)
def timezone(cell: str) -> str:
    """An IANA name with a place in it, or UTC. Also read from Salesforce's `(GMT+01:00) … (Europe/Berlin)`
    and HubSpot's `europe_slash_berlin`. `EST` and `GMT+1` are refused: they know no summer."""
    value = cell.strip()
    if in_brackets := re.search(r"\(([A-Za-z_]+/[A-Za-z_/+-]+)\)", value):
        value = in_brackets[1]
    name = _zones().get(value.replace("_slash_", "/").replace(" ", "_").casefold())
    if name and (name == "UTC" or ("/" in name and not name.startswith("Etc/"))):
        return name
    if name:
        raise BadCell("names no place, so it knows no summer time; write one like America/New_York")
    raise BadCell(_unknown_zone(value))


@lru_cache(maxsize=4096)
def _unknown_zone(value: str) -> str:
    """Remembered, since looking for the nearest name takes a millisecond and bad zones come in thousands."""
    try:
        zones.zone(value)
    except zones.UnknownZone as unknown:
        return str(unknown).split("”", 1)[-1].strip().rstrip(".")
    return "is no time zone; zones are written like Europe/Berlin"


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones()}


@lru_cache(maxsize=4096)
def country(cell: str) -> str:
    """ISO 3166 alpha-2, from the code or an English name."""
    codes, names = _countries()
    value = cell.strip()
    if value.upper() in codes:
        return value.upper()
    name = _plain(value)
    code = _ALSO_CALLED.get(name) or _ALPHA_3.get(name) or names.get(name)
    if code is None:
        raise BadCell("is not a country we know; write its two letters, such as DE or US")
    return code


@lru_cache(maxsize=1)
def _countries() -> tuple[frozenset[str], dict[str, str]]:
    """All codes, and all names, from the list that comes with the pinned time zones."""
    table = importlib.resources.files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return frozenset(code for code, _ in rows), {_plain(name): code for code, name in rows}


@lru_cache(maxsize=4096)
def subdivision(cell: str) -> str:
    """A state or province as it stands; of an ISO 3166-2 code (`DE-BY`) the part behind the country."""
    value = cell.strip()
    match = re.fullmatch(r"[A-Za-z]{2}-([A-Za-z0-9]{1,3})", value)
    return match[1].upper() if match else value


@lru_cache(maxsize=1024)
def language(cell: str) -> str:
    """The language's two letters: `de` for `de-AT`, `de_DE`, `German`, `German (Austria)`."""
    name = _plain(re.sub(r"\(.*\)", "", cell))
    if name in _LANGUAGES:
        return _LANGUAGES[name]
    match = re.fullmatch(r"([a-z]{2})(?:[-_](?:[a-z]{2,4}|\d{3}))*", cell.strip().lower())
    if not match:
        raise BadCell("is not a language we know; write its two letters, such as en or de")
    return match[1]


def _plain(name: str) -> str:
    """Lower case, no accents, no punctuation: `Côte d’Ivoire` is `cote d ivoire`."""
    bare = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    kept = "".join(c if c.isalnum() else "" if unicodedata.combining(c) or c == "." else " " for c in bare)
    return " ".join(kept.split())
