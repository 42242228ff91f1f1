"""An app of ours behind a port of its own, as the process behind PUBLIC_URL is."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

from bot import server


class _Quiet(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """Its address, without a slash at the end."""
    at = server.listen("127.0.0.1", 0)
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none")
    serving = _Quiet(config)
    running = asyncio.create_task(serving.serve(sockets=[at]))
    try:
        yield f"http://127.0.0.1:{at.getsockname()[1]}"
    finally:
        serving.should_exit = True
        await running
