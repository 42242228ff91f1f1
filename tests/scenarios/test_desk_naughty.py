"""Strings that broke other people's programs, through every door of the desk: refused, or kept to the letter."""

import csv
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlmodel import select

from bot.signals import Message as Webhook
from bot.signals import report
from handlers.work import OpenForm, Outcome, Reply
from outreach.database import Database
from outreach.errors import ConciergeError
from outreach.messages import Input, Message
from outreach.models.desk import Request
from outreach.store import texts
from scheduler import signalling
from scheduler.signal_imports import import_signals
from tests.clients.npm import needs, package
from tests.handlers.world import Town
from tests.world import MONDAY, World, planning

OWN = (
    "<!channel> <@U0DANA> <https://evil.example|click>",
    "[click](http://evil.example) **bold** `code` # head",
    "{{ 7 * 7 }} {% for x in y %} {{ csm }}",
    "'; DROP TABLE touch; --",
    "<script>alert(1)</script>",
    "ＡＣＭＥ ‮reversed‬ \u200b\ufeff zero",
    "😀👩‍👩‍👧‍👦🇩🇪 é é",
    "a" * 9_000,
    "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace") + " half",
    "$& $1 \\0 %s %(x)s {0} {}",
    "2147483648 1e309 NaN -0 0x7f",
    "9" * 40,
    "../../etc/passwd\ttab\rreturn",
)


def listed() -> list[str]:
    found: list[str] = json.loads((package("blns") / "resources" / "blns.json").read_text("utf-8"))
    return [said for said in found if said.strip() and "\x00" not in said]


SOME = pytest.mark.parametrize(
    "strings",
    [
        pytest.param(lambda: OWN, id="own"),
        pytest.param(listed, id="blns", marks=[pytest.mark.emulator, pytest.mark.long, needs("blns")]),
    ],
)


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


def shown_whole(outcome: Outcome) -> None:
    """It can be stored, read again and shown."""
    if isinstance(outcome, Reply):
        assert Message.from_json(outcome.message.to_json()) == outcome.message


COMMANDS = (
    "request Acme {}",
    "requests {}",
    "complaint Acme {}",
    "goodwill Acme {}",
    "goodwill Acme 20 {}",
    "remember Acme {}",
    "answers {}",
    "noticed {}",
    "notice {}",
    "account {}",
    "why {}",
    "log Acme call {}",
)


def free(asked: OpenForm) -> Iterator[str]:
    """The questions that take any words."""
    return (each.name for each in asked.form.inputs if isinstance(each, Input) and not each.options)


@SOME
async def test_whatever_a_customer_writes_edits_or_presses_is_handled(
    database: Database, strings: Callable[[], list[str]]
) -> None:
    async with database.writing() as session:
        town = Town(session)
        csm, account, dana, channel = await town.acme()
        for words in strings():
            said = await town.says(dana, channel, words)
            await town.says(dana, channel, f"I'd like to ask for {words}", mentions_us=True)
            await town.changes(said, f"The export fails: {words}")
            for action in ("request.choose", "request.none", "request.right", "complaint.answer", "customer.say"):
                await _or_refused(town.press(csm, action, {"request": words, "complaint": words, "say": words}))
        for page in ("requests", "noticed", "complaint", "why Acme", "account Acme", ""):
            shown_whole(await town.types(csm, page))
        for touch in await town.ledger(account):
            body = await texts.body_of(session, touch.text_id)
            assert body is None or touch.direction == "in" or Message.from_json(body).fallback


async def _or_refused(deed: Awaitable[Outcome]) -> Outcome:
    with suppress(ConciergeError):
        outcome = await deed
        shown_whole(outcome)
        return outcome
    return None


@SOME
async def test_whatever_a_colleague_types_or_fills_in_is_kept_as_it_stands_or_refused(
    database: Database, strings: Callable[[], list[str]]
) -> None:
    async with database.writing() as session:
        town = Town(session)
        csm, *_ = await town.acme()
        for words in strings():
            for command in COMMANDS:
                outcome = await _or_refused(town.types(csm, command.format(" ".join(words.split()))))
                if isinstance(outcome, OpenForm):
                    await _or_refused(town.submits(csm, outcome, **dict.fromkeys(free(outcome), words)))


@SOME
async def test_what_was_asked_for_stands_in_page_and_draft_to_the_letter(
    database: Database, strings: Callable[[], list[str]]
) -> None:
    async with database.writing() as session:
        town = Town(session)
        csm, *_ = await town.acme()
        for words in (words for words in strings() if len(words) < 200):
            asked = await town.types(csm, "request Acme a report")
            if await _or_refused(town.submits(csm, asked, text=words)) is None:
                continue
            request = (await session.exec(select(Request))).all()[-1]
            kept = await texts.body_of(session, request.text_id)
            assert kept is not None
            shown = await town.press(csm, "request.show", {"request": str(request.id)})
            assert isinstance(shown, Reply)
            assert " ".join(kept.split()) in " ".join(shown.message.fallback.split())


@SOME
async def test_whatever_other_systems_report_is_taken_in_or_refused(
    database: Database, strings: Callable[[], list[str]], tmp_path: Path
) -> None:
    plans = planning()
    async with database.writing() as session:
        world = World(session)
        await world.account("Acme", await world.csm())
        for number, words in enumerate(strings()):
            data = {"source": "crm", "id": f"{number}", "account": "Acme", "kind": "incident", "title": "Down"}
            for field in (*data, "url", "until"):
                body = json.dumps({"type": "signal.opened", "data": {**data, field: words}}).encode()
                with suppress(ConciergeError):
                    await signalling.take(session, plans, report(Webhook("id", MONDAY, body)), MONDAY)
            with suppress(ConciergeError):
                report(Webhook("id", MONDAY, words.encode("utf-8", "replace")))
    path = tmp_path / "signals.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "id", "account", "kind", "title", "until"])
        writer.writerows([["file", f"{n}", "Acme", "incident", words, ""] for n, words in enumerate(strings())])
        writer.writerows([["file", words, words, words, words, words] for words in strings()])
    told = await import_signals(database, plans, path, now=MONDAY, dry_run=False)
    assert told.bad
