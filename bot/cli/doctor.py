"""`doctor`: is everything as it should be, and if not, what is the cure?"""

from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli import console
from bot.cli.running import DONE, FAILED, USAGE, DemoOption, JsonOption, database_of, finish, start
from bot.doctor.examination import examine
from bot.findings import Finding, failed
from bot.settings import BadSetting

_MARKS = {"ok": "✓ ok", "warning": "! warning", "failure": "✗ failed", "off": "- off"}


OfflineOption = Annotated[bool, typer.Option("--offline", help="Ask nobody over the network but the database.")]


def doctor(as_json: JsonOption = False, demo: DemoOption = False, offline: OfflineOption = False) -> None:
    """Check settings, database, time, content and each platform; every failure says its cure.

    Platforms that are on are asked over the network; nothing is written anywhere.
    """

    async def run() -> int:
        try:
            settings = start()
        except BadSetting as problem:
            if not as_json:
                raise
            _print_json([_unusable(line) for line in str(problem).splitlines()])
            return USAGE
        database = database_of(settings, demo=demo)
        try:
            findings = await examine(settings, database, is_offline=offline)
        finally:
            await database.close()
        if as_json:
            _print_json(findings)
        else:
            _tell(findings)
        return FAILED if any(finding.verdict == "failure" for finding in findings) else DONE

    finish(run)


def _unusable(sentence: str) -> Finding:
    """One setting, where none of them can be read and nothing else be examined."""
    words, _, cure = sentence.partition(". ")
    if not cure:
        words, _, cure = sentence.rpartition(": ")
    return failed("settings", words, f"{cure[:1].upper()}{cure[1:]}")


def _print_json(findings: list[Finding]) -> None:
    console.say_json([asdict(finding) for finding in findings])


def _tell(findings: list[Finding]) -> None:
    console.show_table(
        ("", "What", "Found", "Cure"),
        [(_MARKS[finding.verdict], finding.check, finding.words, finding.cure) for finding in findings],
    )
