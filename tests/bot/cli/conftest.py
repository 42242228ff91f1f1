"""Verbs, typed as in a terminal, on databases of one's own."""

import logging
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.settings import described

Verb = Callable[..., Result]


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """Each run begins its log anew, on a stream that ends with it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


@pytest.fixture
def verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verb:
    """Runs `python -m bot` with these arguments. No setting of this machine reaches it, its databases are empty."""
    for name in described():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    monkeypatch.setenv("DEMO_DATABASE_URL", f"sqlite:///{tmp_path / 'demo.db'}")
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, arguments)

    return run


@pytest.fixture
def migrated(verb: Verb, sqlite_template: Path, tmp_path: Path) -> Verb:
    shutil.copy(sqlite_template, tmp_path / "own.db")
    return verb


@pytest.fixture
def demo(verb: Verb, furnished: Path, tmp_path: Path) -> Verb:
    """The same; what is run with `--demo` finds the sample book."""
    shutil.copy(furnished, tmp_path / "demo.db")
    return verb
