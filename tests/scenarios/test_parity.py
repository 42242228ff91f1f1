"""Every row of ROUTES on every platform: the same effect in the ledger, and the same words."""

import asyncio
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path
from pprint import pformat

import pytest
from sqlalchemy import event

from handlers.routes import ROUTES, Route
from outreach.database import Database, sqlite_path
from scheduler import planner
from scheduler.themes.memory import MEMORIES
from tests.fakes import FakeClock
from tests.scenarios.fronts import book
from tests.scenarios.fronts.differences import DIFFERENCES
from tests.scenarios.fronts.front import Front, Public
from tests.scenarios.fronts.ledger import Rows, changes, snapshot
from tests.scenarios.fronts.platforms import FRONTS
from tests.scenarios.fronts.rows import AT_THE_DESK, EVERYDAY, SITTINGS
from tests.scenarios.fronts.stage import Stage, on_stage
from tests.scenarios.fronts.steps import Hears
from tests.scenarios.fronts.table import Row, Sitting
from tests.scenarios.town import hurry
from tests.world import ROOT


@dataclass
class Came:
    """What came of a sitting on one platform: who newly saw what after each step (None: what only this platform
    does), what customers read in the end, and what was written."""

    seen: list[tuple[str, Mapping[str, list[str]] | None]] = field(default_factory=list)
    public: dict[str, list[Public]] = field(default_factory=dict)
    written: Rows = field(default_factory=dict)


@pytest.fixture(scope="module")
def templates(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[bool, Path]:
    """The book, with nobody's addresses yet; True: with the day's proposals in it."""
    folder = tmp_path_factory.mktemp("books")
    return {is_planned: asyncio.run(_fill(sqlite_template, folder, is_planned)) for is_planned in (False, True)}


async def _fill(template: Path, folder: Path, is_planned: bool) -> Path:
    path = Path(shutil.copy(template, folder / f"{is_planned}.db"))
    database = Database(f"sqlite:///{path}")
    async with database.writing() as session:
        await book.found(session)
        if is_planned:
            await planner.plan(session, book.PLANNING, book.DAWN)
    await database.close()
    return path


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """One for all, over whose file a template is laid each time: what SQLAlchemy compiles, it compiles once."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('parity') / 'sitting.db'}")
    event.listen(database.engine.sync_engine, "connect", hurry)
    return database


def _lay(template: Path, database: Database) -> None:
    path = sqlite_path(database.url)
    assert path is not None
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.copy(template, path)
    # Another book lies there now, whose words nobody has read yet.
    MEMORIES.clear()


async def _sit(sitting: Sitting, platform: str, database: Database) -> Came:
    clock = FakeClock(book.DAWN)
    # Not on the minute: a platform's own timestamps are a little later than the clock.
    clock.advance(hours=sitting.hours, seconds=20)
    came = Came()
    try:
        async with FRONTS[platform](database, clock) as front, on_stage([front], database, clock) as stage:
            before = await snapshot(database)
            said: dict[str, object] = {}
            for row in sitting.rows:
                await _act(row, stage, said, came)
            came.public = {name: await front.public(name) for name in book.CHANNELS}
            came.written = changes(before, await snapshot(database))
    finally:
        await database.close()
    return came


async def _act(row: Row, stage: Stage, said: dict[str, object], came: Came) -> None:
    before, own = len(stage.reached), None
    for step in row.steps:
        await step.run(stage, said)
        stage.clock.advance(seconds=1)
        who = getattr(step, "who", book.PRIYA)
        news = await _news(stage.front, {who, book.PRIYA})
        own = DIFFERENCES[step.difference].instead_on(stage.front.platform) if isinstance(step, Hears) else None
        if own is not None:
            assert own in str(news.get(who)), f"{step} was answered with {news}"
        came.seen.append((str(step), news if own is None else None))
    if own is not None:
        return
    reached = {_named(route) for route in stage.reached[before:]}
    assert (row.kind, row.name, row.audience) in reached, f"{row.kind} {row.name} is not on the way that leads to it"


async def _news(front: Front, readers: set[str]) -> Mapping[str, list[str]]:
    """In no order: what goes out in one moment goes out in that of its lanes."""
    return {who: sorted(str(seen) for seen in await front.news(who)) for who in sorted(readers)}


def _named(route: Route) -> tuple[str, str, str]:
    """Of staff, the role that it takes where not everybody may."""
    audience = route.audience
    return route.kind, route.name, audience.role if audience.who == "staff" and audience.role != "csm" else audience.who


def _rows() -> Iterator[Row]:
    for sitting in SITTINGS:
        yield from sitting.rows


def test_the_table_covers_every_route() -> None:
    assert {(row.kind, row.name, row.audience) for row in _rows()} == {_named(route) for route in ROUTES}


def test_the_docs_list_the_same_differences() -> None:
    told = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in told if line.startswith("| ") and not line.startswith("| Not on")]
    assert rows == [f"| {each.where} | {each.what} | {each.instead} |" for each in DIFFERENCES.values()]


def test_every_difference_that_a_row_names_is_seen_by_one() -> None:
    named = {step.difference for row in _rows() for step in row.steps if isinstance(step, Hears)}
    assert named == {name for name, each in DIFFERENCES.items() if each.sees}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "sitting",
    [*EVERYDAY, *(pytest.param(sitting, marks=pytest.mark.long) for sitting in AT_THE_DESK)],
    ids=lambda sitting: sitting.name,
)
async def test_a_sitting_is_the_same_on_every_platform(
    sitting: Sitting, templates: Mapping[bool, Path], database: Database
) -> None:
    came: dict[str, Came] = {}
    for platform in FRONTS:
        _lay(templates[sitting.is_planned], database)
        came[platform] = await _sit(sitting, platform, database)
    _compare(came)


def _compare(came: Mapping[str, Came]) -> None:
    for steps in zip(*(each.seen for each in came.values()), strict=True):
        told = {platform: news for platform, (_, news) in zip(came, steps, strict=True) if news is not None}
        for one, other in pairwise(told):
            assert told[one] == told[other], _difference(
                f"{steps[0][0]}: {other} shows something else", told, one, other
            )
    for one, other in pairwise(came):
        public = {platform: each.public for platform, each in came.items()}
        assert public[one] == public[other], _difference(
            f"customers on {other} read something else", public, one, other
        )
        written = {platform: each.written for platform, each in came.items()}
        assert written[one] == written[other], _difference(f"on {other} something else is written", written, one, other)


def _difference(words: str, of: Mapping[str, object], one: str, other: str) -> str:
    first, second = (pformat(of[each], width=140).splitlines() for each in (one, other))
    return "\n".join([words, *unified_diff(first, second, one, other, n=1, lineterm="")])
