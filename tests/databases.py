"""Fixtures: an empty or a migrated database of one's own, on SQLite and on PostgreSQL."""

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from outreach.database import Database
from outreach.schema import migrate


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Every test that takes a database runs once on each; all its databases are of one kind."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated database without rows: a copy, since migrating each time is slow."""
    if database_kind == "sqlite":
        yield f"sqlite:///{_lay(request.getfixturevalue('sqlite_template'))}"
    else:
        cluster: Cluster = request.getfixturevalue("migrated_cluster")
        with cluster.fresh(template="migrated") as url:
            yield url


def _lay(template: Path) -> Path:
    """Always in the same place, so that whoever works with the engine there finds its statements compiled."""
    path = template.with_name("concierge.db")
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return Path(shutil.copy(template, path))


# What SQLAlchemy compiles for an engine, it compiles once: half of the time of a quick test.
_WARM: dict[str, Database] = {}


@pytest.fixture
async def database(database_url: str, database_kind: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    if database_kind == "sqlite":
        warm = _WARM.setdefault(database_url, database)
        database.engine, database._readers = warm.engine, warm._readers
    yield database
    await database.close()


@pytest.fixture
def empty_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        with cluster.fresh() as url:
            yield url


@pytest.fixture
async def empty_database(empty_url: str) -> AsyncIterator[Database]:
    database = Database(empty_url)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server of this test run's own, on loopback, with its data in a folder that goes with it."""

    port: int
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def fresh(self, template: str = "template0") -> Iterator[str]:
        name = f"test_{next(self._numbers)}"
        self.create(name, template)
        yield self.url(name)
        self._order(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def create(self, name: str, template: str = "template0") -> None:
        order = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._order(order.format(sql.Identifier(name), sql.Identifier(template)))

    def _order(self, order: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(order)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    programs = _postgres_programs()
    # Not below pytest's own folder: the server runs as another user, who may not enter that.
    folder = Path(tempfile.mkdtemp(prefix="concierge-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    port = _free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    data = ["-D", str(folder / "data")]
    try:
        _run(programs / "initdb", *data, "-U", "postgres", "-A", "trust", "--no-locale", "-E", "UTF8")
        # The server writes to a file: it would keep our pipe open for ever.
        _run(programs / "pg_ctl", *data, "-l", str(folder / "log"), "-o", options, "-w", "start")
        try:
            yield Cluster(port)
        finally:
            _run(programs / "pg_ctl", *data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated_cluster(cluster: Cluster) -> Cluster:
    cluster.create("migrated")
    asyncio.run(_migrate(cluster.url("migrated")))
    return cluster


async def _migrate(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()


def _postgres_programs() -> Path:
    """The folder of `initdb`; Debian keeps it off the PATH."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = shutil.which("initdb") or (installed[-1] if installed else None)
    if found is None:
        pytest.skip("PostgreSQL's initdb is not installed (Debian: apt-get install postgresql)")
    if os.geteuid() == 0 and "postgres" not in {user.pw_name for user in pwd.getpwall()}:
        pytest.skip("PostgreSQL does not run as root, and there is no user `postgres` to run it as")
    return Path(found).resolve().parent


def _run(program: Path, *arguments: str) -> None:
    """As the user `postgres` when we are root, whom PostgreSQL refuses."""
    user = "postgres" if os.geteuid() == 0 else None
    done = subprocess.run(
        [program, *arguments],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{program.name} failed: {done.stderr}{done.stdout}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
