"""Whole processes: they come up, answer, and go when told to."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.bot.cli.conftest import free_port

ROOT = Path(__file__).parents[3]


@contextmanager
def started(folder: Path, *arguments: str, **settings: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`python -m bot …` as a process of its own, up and answering."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{folder / 'own.db'}",
        "DEMO_DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
        "PORT": str(port),
        **settings,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait_for(process, port)
        yield process, port
    finally:
        process.kill()
        process.communicate()


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _wait_for(process: subprocess.Popen[str], port: int) -> None:
    give_up_at = time.monotonic() + 60
    while time.monotonic() < give_up_at:
        assert process.poll() is None, process.communicate()
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("it never answered")


def stop(process: subprocess.Popen[str], by: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
    began = time.monotonic()
    process.send_signal(by)
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - began < 10
    return process.returncode, out, err


def test_it_serves_says_what_is_off_and_goes_when_told(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "own.db")
    with started(tmp_path, "serve") as (process, port):
        ready = httpx.get(f"http://127.0.0.1:{port}/readyz")
        assert (ready.status_code, ready.json()["ready"]) == (200, True)
        assert httpx.get(f"http://127.0.0.1:{port}/").status_code == 404
        code, _, err = stop(process)
    assert code == 0
    assert "Slack is off: SLACK_BOT_TOKEN is not set." in err
    assert "Teams is off" in err
    assert "Traceback" not in err


@pytest.fixture
def with_demo(tmp_path: Path, furnished: Path) -> Path:
    shutil.copy(furnished, tmp_path / "demo.db")
    return tmp_path


def test_the_demo_opens_its_page_shares_its_database_and_goes_with_ctrl_c(with_demo: Path) -> None:
    with started(with_demo, "demo") as (process, port):
        page = httpx.get(f"http://127.0.0.1:{port}/")
        assert (page.status_code, "Playground" in page.text) == (200, True)
        done = run("why", "acme", "--demo", DEMO_DATABASE_URL=f"sqlite:///{with_demo / 'demo.db'}")
        assert (done.returncode, done.stdout.startswith("Why: Acme")) == (0, True)
        code, out, err = stop(process, signal.SIGINT)
    assert code == 0
    assert f"The playground is open at http://127.0.0.1:{port}/" in out
    assert "Traceback" not in err


def test_a_jump_under_way_does_not_hold_up_the_end(with_demo: Path) -> None:
    with started(with_demo, "demo") as (process, port):
        address = f"http://127.0.0.1:{port}"
        jump = {"id": "jump-0001", "to": "2099-01-01T09:00"}
        headers = {"origin": address}
        refused = httpx.post(f"{address}/playground/jump", json=jump, headers=headers)
        assert refused.status_code == 400
        tomorrow = {"id": "jump-0002", "to": "tomorrow"}
        assert httpx.post(f"{address}/playground/jump", json=tomorrow, headers=headers).status_code == 202
        code, _, _ = stop(process)
    assert code == 0


def test_a_port_that_is_taken_is_told_before_anything_else(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("demo", PORT=str(port), DEMO_DATABASE_URL=f"sqlite:///{tmp_path / 'demo.db'}")
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in done.stderr
    assert not (tmp_path / "demo.db").exists()
