"""Our own program as it is started anywhere: a process, a port, settings from the environment; and a clock to move."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp

from scheduler.clockwork import read_real_time
from tests.clients import programs

ROOT = Path(__file__).parents[2]
_READY_WITHIN, _ENDS_WITHIN = 60, 20


@dataclass(frozen=True)
class BusinessTime:
    """Goes on as real time does, from wherever it is moved to. `file` holds how many seconds it is ahead."""

    file: Path

    @classmethod
    def starting(cls, at: datetime, folder: Path) -> "BusinessTime":
        time = cls(folder / "ahead")
        time.moves_to(at)
        return time

    def now(self) -> datetime:
        return read_real_time() + timedelta(seconds=float(self.file.read_text("utf-8")))

    def moves_to(self, at: datetime) -> None:
        self.file.write_text(str((at - read_real_time()).total_seconds()), "utf-8")

    def passes(self, **span: float) -> None:
        """`passes(hours=1)`."""
        self.moves_to(self.now() + timedelta(**span))


@asynccontextmanager
async def serving(database: Path, time: BusinessTime, settings: Mapping[str, str], folder: Path) -> AsyncIterator[str]:
    """The address at which it answers. In the end it goes when told to, and has complained of nothing."""
    port = programs.free_port()
    address = f"http://127.0.0.1:{port}"
    given = {"DATABASE_URL": f"sqlite:///{database}", "PORT": str(port), "PATH": os.environ["PATH"], **settings}
    # Elsewhere than in the project, whose `.env` may hold somebody's real credentials.
    given |= {"PYTHONPATH": str(ROOT)}
    said = folder / f"serve-{port}.log"
    with said.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.clients.on_clock", time.file, "serve"),
            cwd=folder,
            env=given,
            stdout=output,
            stderr=output,
        )
    try:
        await _wait_for(process, address, said)
        yield address
        process.terminate()
        async with asyncio.timeout(_ENDS_WITHIN):
            assert await process.wait() == 0, said.read_text("utf-8")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        # Shown with a test that fails.
        sys.stderr.write(said.read_text("utf-8"))
    complaints = [line for line in said.read_text("utf-8").splitlines() if " ERROR " in line or "Traceback" in line]
    assert complaints == []


async def _wait_for(process: asyncio.subprocess.Process, address: str, said: Path) -> None:
    async with asyncio.timeout(_READY_WITHIN), aiohttp.ClientSession() as session:
        while True:
            assert process.returncode is None, f"It ended before it was ready: {said}"
            try:
                async with session.get(f"{address}/readyz") as answered:
                    if answered.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)
