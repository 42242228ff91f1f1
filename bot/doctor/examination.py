"""The whole examination."""

from datetime import datetime

from bot.doctor import checks
from bot.doctor.findings import Finding
from bot.settings import Settings, slips
from outreach.database import Database


async def examine(settings: Settings, database: Database, real_now: datetime) -> list[Finding]:
    findings = [*checks.check_settings(settings, slips()), *checks.check_time(real_now)]
    found = [finding async for finding in checks.check_database(database, real_now)]
    findings += found
    if not any(finding.verdict == "failure" for finding in found):
        findings += [finding async for finding in checks.check_book(database, settings.command)]
    return [*findings, *checks.check_content(settings), *checks.check_platforms(settings)]
