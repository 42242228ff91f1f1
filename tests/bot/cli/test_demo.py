import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.cli.demo import furnish
from bot.demo import chat_path
from bot.settings import Settings
from outreach.database import Database
from outreach.errors import NotAllowed
from outreach.store import accounts, deployment, teammates, touches
from tests.bot.cli.conftest import Verb


def count(path: Path, table: str) -> int:
    with sqlite3.connect(path) as connection:
        (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    connection.close()
    return int(found)


def test_the_sample_book_is_there_with_its_turns(furnished: Path) -> None:
    assert (count(furnished, "account"), count(furnished, "contact")) == (40, 100)
    assert count(furnished, "turn") >= 80
    assert count(furnished, "item") >= 24


async def test_a_second_start_changes_nothing(furnished: Path, tmp_path: Path) -> None:
    copy = tmp_path / "demo.db"
    shutil.copy(furnished, copy)
    database = Database(f"sqlite:///{copy}")
    async with database.writing() as session:
        (priya,) = [one for one in await teammates.all_teammates(session) if one.name.startswith("Priya")]
        priya.picture = "https://example.com/priya.png"
        session.add(priya)
    await furnish(Settings(), database)
    async with database.reading() as session:
        assert len(await accounts.all_accounts(session, with_churned=True)) == 40
        assert (await teammates.by_id(session, priya.id or 0)).picture == "https://example.com/priya.png"
    await database.close()


async def test_a_first_start_that_was_cut_off_is_completed(tmp_path: Path, database_url: str) -> None:
    database = Database(database_url)
    async with database.writing() as session:
        await deployment.begin_demo(session)
    await furnish(Settings(), database)
    async with database.reading() as session:
        assert len(await accounts.all_accounts(session, with_churned=True)) == 40
        assert await deployment.is_demo_finished(session)
        assert await touches.live(session) == []
    await database.close()


async def test_somebodys_own_book_is_never_made_a_demo(furnished: Path, tmp_path: Path) -> None:
    copy = tmp_path / "own.db"
    shutil.copy(furnished, copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("DELETE FROM deployment")
    connection.close()
    database = Database(f"sqlite:///{copy}")
    with pytest.raises(NotAllowed, match="holds a book that is no demo: point DEMO_DATABASE_URL at another"):
        await furnish(Settings(), database)
    await database.close()


def test_fresh_spares_somebodys_own_book(demo: Verb, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "demo.db") as connection:
        connection.execute("DELETE FROM deployment")
    connection.close()
    done = demo("demo", "--fresh")
    assert (done.exit_code, "holds a book that is no demo" in done.stderr) == (1, True)
    assert count(tmp_path / "demo.db", "account") == 40


def test_the_demo_is_for_this_machine_only(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")
    done = verb("demo")
    assert (done.exit_code, "set HOST=127.0.0.1" in done.stderr) == (1, True)


def test_the_demo_stays_away_from_real_platforms(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    done = verb("demo")
    assert (done.exit_code, "The demo is refused while a real platform is on (Slack)" in done.stderr) == (1, True)


def test_a_demo_database_is_refused_beside_real_platforms(demo: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    done = demo("plan", "--demo")
    assert (done.exit_code, "A demo database is refused" in done.stderr) == (1, True)


def test_the_playgrounds_memory_lies_beside_the_ledger() -> None:
    assert chat_path("sqlite+aiosqlite:////somewhere/demo.db") == Path("/somewhere/demo-chat.db")
    assert chat_path("postgresql+psycopg://postgres@127.0.0.1/demo") == Path("data/demo-chat.db")
