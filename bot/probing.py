"""Short questions that doctor asks over the network, and what came of each as a value: nothing here raises."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from socket import gaierror

import aiohttp

from bot import wire
from bot.findings import Finding, failed, warned
from bot.settings import Settings
from outreach.database import Database

_SECONDS = 6.0
_LARGEST = 1_000_000
# Slack and Teams refuse what is five minutes off, in either direction, and a message of unknown fate is looked for no
# longer before its time; half a minute says that a clock runs free, which by tomorrow may be ten times as much.
_CLOCK_WRONG, _CLOCK_LOOSE = timedelta(seconds=120), timedelta(seconds=30)
_CLOCK_CURE = "Let this machine take its time from the network (NTP)."


@dataclass(frozen=True)
class Case:
    """What a platform is examined with. `address` is PUBLIC_URL without a slash at its end, where it is known to lead
    to a Concierge; without `has_book` the database cannot be asked."""

    settings: Settings
    database: Database
    session: aiohttp.ClientSession
    read_real: Callable[[], datetime]
    has_book: bool = True
    address: str | None = None

    def reached_at(self, address: str | None) -> "Case":
        return replace(self, address=address)


@dataclass(frozen=True)
class Answer:
    """`status` 0: nobody answered, and `why` says so in a clause. `date` is their clock, to the second."""

    status: int = 0
    why: str = ""
    text: str = ""
    date: datetime | None = None


async def ask(
    session: aiohttp.ClientSession, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """GET, or POST where there is a body."""
    method = "GET" if body is None else "POST"
    try:
        async with (
            asyncio.timeout(_SECONDS),
            session.request(method, url, data=body, headers=headers, allow_redirects=False) as given,
        ):
            text = (await wire.read_whole(given, _LARGEST)).decode(errors="replace")
            return Answer(given.status, text=text, date=moment(given.headers))
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as problem:
        return Answer(why=why_not(problem))


def why_not(problem: BaseException) -> str:
    """Why nobody answered, as the end of a sentence."""
    match problem:
        case ssl.SSLCertVerificationError() | aiohttp.ClientConnectorCertificateError():
            return "its certificate is not one that this machine trusts"
        case aiohttp.ClientSSLError():
            return "it speaks no TLS that this machine understands"
        case TimeoutError():
            return "it did not answer in time"
        case aiohttp.ClientConnectorError() if isinstance(problem.os_error, gaierror):
            return "no such name is known"
        case aiohttp.ClientConnectorError():
            return "nobody listens there"
        case aiohttp.InvalidURL():
            return "that is no address"
    return "the connection broke"


def moment(headers: Mapping[str, str]) -> datetime | None:
    """What the other side's clock showed, if it said so."""
    said = next((value for name, value in headers.items() if name.lower() == "date"), None)
    try:
        read = parsedate_to_datetime(said) if said else None
    except ValueError:
        return None
    return read if read is not None and read.tzinfo else None


def compare_clocks(check: str, whose: str, theirs: datetime | None, ours: datetime) -> list[Finding]:
    """Nothing where they agree, or the other side did not say."""
    off = abs(theirs - ours) if theirs else timedelta()
    if off < _CLOCK_LOOSE:
        return []
    words = f"this machine's clock differs from {whose} by {off.total_seconds():.0f} s"
    if off >= _CLOCK_WRONG:
        return [failed(check, f"{words}, and from 300 s on every request is refused", _CLOCK_CURE)]
    return [warned(check, words, _CLOCK_CURE)]


async def each_of(check: str, *parts: Awaitable[Sequence[Finding]]) -> list[Finding]:
    """At the same time, told in this order. Whatever goes wrong in one of them is a finding too."""
    told = await asyncio.gather(*parts, return_exceptions=True)
    findings: list[Finding] = []
    for each in told:
        if isinstance(each, Exception):
            words = f"could not be examined to the end ({type(each).__name__})"
            findings.append(failed(check, words, "Please report this; everything else was examined."))
        elif isinstance(each, BaseException):
            raise each
        else:
            findings += each
    return findings
