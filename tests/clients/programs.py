"""Clients of others as processes of ours: started, waited for, and stopped by their id."""

import asyncio
import contextlib
import os
import re
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.clients import npm

HERE = Path(__file__).parent
_READY_WITHIN, _STOPPED_WITHIN = 20, 5


@asynccontextmanager
async def node(
    arguments: Sequence[str | Path], *, ready: str, folder: Path, settings: Mapping[str, str] | None = None
) -> AsyncIterator[re.Match[str]]:
    """Runs a program on loopback alone, once a line of its output matches `ready`. `folder` is its scratch."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "NODE_OPTIONS": f'--require "{HERE / "bind-loopback.cjs"}"',
        **(settings or {}),
    }
    process = await asyncio.create_subprocess_exec(
        npm.NODE,
        *arguments,
        cwd=folder,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    draining: asyncio.Task[bytes] | None = None
    try:
        async with asyncio.timeout(_READY_WITHIN):
            found = await _line_like(ready, process.stdout)
        # Nobody reads on, so a full pipe would stop it.
        draining = asyncio.create_task(process.stdout.read())
        yield found
    finally:
        await _stop(process)
        if draining is not None:
            await draining


async def _line_like(ready: str, output: asyncio.StreamReader) -> re.Match[str]:
    said: list[str] = []
    while line := await output.readline():
        said.append(line.decode(errors="replace"))
        if found := re.search(ready, said[-1]):
            return found
    raise AssertionError(f"It ended before it was ready, saying:\n{''.join(said)}")


async def _stop(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(_STOPPED_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def free_port(among: Sequence[int] = (0,)) -> int:
    """The first that nobody has; 0 stands for any."""
    for wanted in among:
        with socket.socket() as taken:
            try:
                taken.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            port: int = taken.getsockname()[1]
            return port
    raise AssertionError("No port is free.")
