"""The whole examination."""

from collections.abc import Callable
from datetime import datetime

from bot import wire
from bot.doctor import address, checks, losses
from bot.findings import Finding
from bot.platforms import real_ones
from bot.probing import Case, each_of
from bot.settings import Settings, slips
from bot.slack import examining as slack
from bot.teams import examining as teams
from outreach.database import Database
from scheduler.clockwork import read_real_time


async def examine(
    settings: Settings,
    database: Database,
    read_real: Callable[[], datetime] = read_real_time,
    *,
    is_offline: bool = False,
) -> list[Finding]:
    """`is_offline`: nothing is asked over the network but the database."""
    lost: list[Finding] = []
    findings = [*checks.check_settings(settings, slips()), *checks.check_time(read_real())]
    found = [finding async for finding in checks.check_database(database, read_real())]
    has_book = not any(finding.verdict == "failure" for finding in found)
    findings += found
    if has_book:
        findings += [finding async for finding in checks.check_book(database, settings.command)]
        lost = await losses.check_channels(database, settings.command)
    findings += checks.check_content(settings)
    findings += checks.check_platforms(settings)
    findings += [*_glances(settings, read_real()), *lost]
    on = real_ones(settings)
    if not on or is_offline:
        return findings
    async with wire.session() as session:
        return findings + await over_network(Case(settings, database, session, read_real, has_book), on)


def _glances(settings: Settings, now: datetime) -> list[Finding]:
    return [*slack.glance(settings), *teams.glance(settings, now)]


async def over_network(case: Case, on: list[str]) -> list[Finding]:
    """The platforms that are on, and whether they can reach us."""
    reached: str | None = None
    findings: list[Finding] = []
    if address.needs_address(case.settings, on):
        reached, findings = await address.examine(case)
    case = case.reached_at(reached)
    looks = [look(case) for name, look in (("Slack", slack.examine), ("Teams", teams.examine)) if name in on]
    return findings + await each_of("platforms", *looks)
