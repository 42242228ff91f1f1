"""Every check, each in the order in which a later one leans on it."""

import zoneinfo
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, time, timedelta

from bot import platforms
from bot.core import CONTENT
from bot.findings import Finding, failed, fine, warned
from bot.settings import LOOPBACK, Settings
from bot.versions import versions
from content import checking
from content.rendering import Renderer
from outreach.database import Database
from outreach.errors import BadInput, ConciergeError
from outreach.schema import check_migrated
from outreach.store import channels, deployment, items, teammates, turns
from outreach.worktime import zones

# A lease is ten seconds and a signature five minutes: a clock that is off by more than this breaks things.
_SKEW = timedelta(seconds=5)
# Vancouver keeps summer time for good since 2026; older data is an hour off there.
_WITNESS, _NINE_THERE = "America/Vancouver", 16
_PROBLEMS_NAMED = 5


def check_settings(settings: Settings, slips: list[str]) -> Iterator[Finding]:
    yield fine("settings", f"{len(Settings.model_fields)} settings can be used")
    for slip in slips:
        yield warned("settings", slip.partition(". ")[0], slip.partition(". ")[2] or "Take it out.")
    if settings.host not in LOOPBACK:
        yield fine("settings", f"listens on {settings.host}: put a router with TLS in front")


async def check_database(database: Database, real_now: datetime) -> AsyncIterator[Finding]:
    try:
        await deployment.reach(database)
        await check_migrated(database)
    except ConciergeError as problem:
        sentence, _, cure = str(problem).rpartition(": " if isinstance(problem, deployment.Unreachable) else ". ")
        yield failed("database", sentence, cure[:1].upper() + cure[1:])
        return
    yield fine("database", f"{deployment.address(database)} is reachable and its tables are up to date")
    async with database.reading() as session:
        if database.is_sqlite and (mode := await deployment.journal_mode(session)) != "wal":
            cure = "Put the file on a local disk: network drives do not support write-ahead logging."
            yield failed("database", f"its journal mode is {mode}, so readers would block the writer", cure)
        skew = abs(await deployment.database_now(session) - real_now)
    if skew > _SKEW:
        cure = "Let both machines take their time from the network (NTP)."
        yield warned("time", f"the database's clock differs from ours by {skew.total_seconds():.0f} s", cure)


def check_time(real_now: datetime) -> Iterator[Finding]:
    edition = versions()["tzdata"]
    if zoneinfo.TZPATH:
        yield failed(
            "time",
            f"time zones come from the system ({', '.join(zoneinfo.TZPATH[:2])}), which may be out of date",
            "Start Concierge as `python -m bot`, which uses the pinned tzdata package.",
        )
    elif zones.at_local(date(2027, 1, 15), time(9), zones.zone(_WITNESS)).hour != _NINE_THERE:
        yield failed("time", f"tzdata {edition} is too old", "Install the locked packages again: make demo.")
    else:
        yield fine("time", f"time zones come from the pinned tzdata {edition}")
    if real_now.year < 2026:
        yield failed("time", f"this machine believes it is {real_now:%d %b %Y}", "Set its clock.")


def check_content(settings: Settings) -> Iterator[Finding]:
    try:
        quiet = (settings.quiet_from, settings.quiet_until)
        found = checking.check(CONTENT, Renderer(CONTENT / "templates"), quiet)
    except BadInput as problem:
        yield failed("content", str(problem), "Mend it, then run `python -m bot content check`.")
        return
    for wrong in found.problems[:_PROBLEMS_NAMED]:
        yield failed("content", wrong, "Mend it, then run `python -m bot content check`.")
    if not found.problems:
        yield fine("content", ", ".join(f"{count} {what}" for what, count in found.counts.items()))


async def check_book(database: Database, command: str) -> AsyncIterator[Finding]:
    """Only of a database that is there and migrated."""
    async with database.reading() as session:
        ours = await teammates.all_teammates(session)
        unreachable = [each.name for each in ours if not await channels.direct_to(session, each.id or 0)]
        stuck = await turns.without_future(session)
        library_rows = len(await items.all_items(session))
    if not ours:
        yield warned("book", "nobody of ours is known", "Run `python -m bot import teammates FILE`.")
    if unreachable:
        some = ", ".join(unreachable[:_PROBLEMS_NAMED])
        more = f" and {len(unreachable) - _PROBLEMS_NAMED} more" if len(unreachable) > _PROBLEMS_NAMED else ""
        cure = (
            "Concierge looks for them by e-mail once a platform is on and `serve` runs: compare the addresses. Or each "
            f"of them types `{command}` once, in a direct message to it."
        )
        yield warned("book", f"no direct channel, so no morning list or digest, for {some}{more}", cure)
    if stuck:
        cure = "Please report this; `python -m bot import accounts FILE` puts them right."
        yield failed("book", f"{len(stuck)} turns have neither a date, nor a live touch, nor a reason", cure)
    if not library_rows:
        yield warned("library", "the library is empty", "Run `python -m bot migrate`, which loads content/items.")
    if ours and not unreachable and not stuck:
        yield fine("book", f"{len(ours)} teammates, all of them reachable; every turn has a future")


def check_platforms(settings: Settings) -> Iterator[Finding]:
    for state in platforms.states(settings):
        if not state.is_on and _is_begun(settings, state.name):
            cure = f"Set what is missing (docs/{state.name.lower()}.md), or take the rest out."
            yield warned(state.name, f"is off, although some of it is set: {state.why}", cure)
        else:
            yield Finding(state.name, "ok" if state.is_on else "off", state.why)


def _is_begun(settings: Settings, platform: str) -> bool:
    """Somebody has set more of it than what it has by default; where the platform answers is for tests alone."""
    prefix = f"{platform.lower()}_"
    own = [name for name in Settings.model_fields if name.startswith(prefix) and not name.endswith("_url")]
    return any(getattr(settings, name) != Settings.model_fields[name].default for name in own)
