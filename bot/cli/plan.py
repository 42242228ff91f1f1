"""`plan`: what is due becomes proposals, or stated reasons why there are none."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from bot import seating
from bot.cli import console
from bot.cli.running import DONE, AtOption, DemoOption, JsonOption, at_moment, with_core
from bot.copying import copied
from bot.core import Core
from content.pages.moments import moment_words, place_words
from outreach.database import Session
from outreach.models.ledger import Touch
from outreach.store import accounts, contacts, items, teammates
from scheduler import planner
from scheduler.planning import LeftOut

_AT_ONCE = 50
_SHOWN = 40

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be proposed; change nothing.")]


@dataclass(frozen=True)
class Row:
    """One proposal. `due_at` is UTC, `local` the same moment where the customer is."""

    account: str
    contact: str | None
    csm: str | None
    purpose: str
    item: str | None
    due_at: str | None
    local: str
    zone: str | None
    medium: str
    state: str
    why: str


@dataclass(frozen=True)
class Outcome:
    proposed: list[Row]
    held: dict[str, int]
    left_out: list[LeftOut]
    considered: int


def plan(
    at: AtOption = None, dry_run: DryRunOption = False, as_json: JsonOption = False, demo: DemoOption = False
) -> None:
    """Turn what is due into proposals, each with its reason, and say who is held back by which rule.

    Nothing is sent: proposals wait for their CSM.
    """

    async def run(core: Core) -> int:
        outcome = await _rehearse(at_moment(core, at, dry_run=True)) if dry_run else await _plan(at_moment(core, at))
        if as_json:
            console.say_json(asdict(outcome))
        else:
            _tell(outcome, dry_run=dry_run)
        return DONE

    with_core(run, demo=demo)


async def _rehearse(core: Core) -> Outcome:
    """On a copy: a rehearsal in the database itself would keep everybody else from writing until it is over."""
    with console.progress("Copying") as report:
        async with copied(core, lambda done, _: report(done)) as copy:
            return await _plan(copy)


async def _plan(core: Core) -> Outcome:
    """Some turns at a time, each part its own transaction, so that others can write in between."""
    # The files may have changed since the last start.
    await seating.stock(core)
    rows: list[Row] = []
    held: Counter[str] = Counter()
    left_out: list[LeftOut] = []
    considered = 0
    with console.progress("Planning") as report:
        while True:
            async with core.database.writing() as session:
                part = await planner.plan(session, core.planning, core.clock.now(), limit=_AT_ONCE)
                rows += [await _row(session, touch) for touch in part.proposed]
            if not part.considered:
                return Outcome(rows, dict(held), left_out, considered)
            held.update(part.held)
            left_out += part.left_out
            considered += part.considered
            report(considered)


async def _row(session: Session, touch: Touch) -> Row:
    account = await accounts.by_id(session, touch.account_id)
    contact = await contacts.by_id(session, touch.contact_id) if touch.contact_id else None
    csm = await teammates.by_id(session, touch.author_id) if touch.author_id else None
    item = await items.by_id(session, touch.item_id) if touch.item_id else None
    return Row(
        account=account.name,
        contact=contact.name if contact else None,
        csm=csm.name if csm else None,
        purpose=touch.purpose,
        item=item.title if item else None,
        due_at=touch.due_at.isoformat() if touch.due_at else None,
        local=_local(touch),
        zone=touch.zone,
        medium=touch.medium,
        state=str(touch.state),
        why=touch.why,
    )


def _local(touch: Touch) -> str:
    if touch.due_at is None or touch.zone is None:
        return ""
    return f"{moment_words(touch.due_at, touch.zone)} {place_words(touch.zone)}"


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    console.say(f"{outcome.considered} turns were due: {len(outcome.proposed)} proposals.")
    if outcome.proposed:
        console.show_table(
            ("When", "Account", "For", "What", "Why", "CSM"),
            [
                (row.local, row.account, row.contact or "", row.item or row.purpose, row.why, row.csm or "")
                for row in outcome.proposed
            ],
        )
    if outcome.held:
        console.say("Held back:")
        for line in planner.held_in_words(outcome.held):
            console.say(f"  {line}")
        for one in sorted(outcome.left_out, key=lambda left: (left.account, left.rhythm))[:_SHOWN]:
            console.say(f"    {one.account} ({one.rhythm}): {one.because}")
        if len(outcome.left_out) > _SHOWN:
            console.say(f"    and {len(outcome.left_out) - _SHOWN} more; --json has them all.")
    waiting = outcome.considered - len(outcome.proposed) - len(outcome.left_out)
    if waiting:
        console.say(f"{waiting} more have nothing to do before a later day.")
    if dry_run:
        console.note("A dry run: nothing was changed.")
