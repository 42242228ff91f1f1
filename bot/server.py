"""HTTP in this very process: health for whoever runs us, and what the app shows besides."""

import asyncio
import contextlib
import errno
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.versions import versions
from outreach.errors import ConciergeError

log = logging.getLogger(__name__)

# Requests under way get this long to end; with what jobs get, the process is gone within ten seconds.
_REQUESTS_END_WITHIN = 3
_SIGNALS = (signal.SIGTERM, signal.SIGINT)

# Why this process cannot do its work now; nothing when it can.
Obstacles = Callable[[], Awaitable[Sequence[str]]]


class CannotListen(ConciergeError):
    """The address is taken, or is not this machine's; the text names the cure."""


def listen(host: str, port: int) -> socket.socket:
    """Takes the port before anything else is begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as problem:
        raise CannotListen(_why_not(host, port, problem)) from None


def _why_not(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken, perhaps by another Concierge: stop that one, "
            f"or choose another port, such as PORT={port + 1 if port < 65535 else 3978}."
        )
    if problem.errno in (errno.EACCES, errno.EPERM):
        return f"This user may not listen on port {port}: choose one above 1023, such as PORT=3978."
    return f"{host} is no address of this machine ({problem.strerror or problem}): set HOST=127.0.0.1 or 0.0.0.0."


def application(obstacles: Obstacles, more: Sequence[BaseRoute] = ()) -> Starlette:
    return Starlette(routes=[*_health(obstacles), *more])


def _health(obstacles: Obstacles) -> list[BaseRoute]:
    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"alive": True, "versions": versions()})

    async def readyz(_: Request) -> JSONResponse:
        reasons = list(await obstacles())
        return JSONResponse({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)

    return [Route("/healthz", healthz, methods=["GET"]), Route("/readyz", readyz, methods=["GET"])]


class _Server(uvicorn.Server):
    """Leaves the signals to us: uvicorn would raise them again once it has stopped."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(shown: ASGIApp, at: socket.socket) -> None:
    """Answers requests until SIGTERM or Ctrl-C, lets those under way end, and returns."""
    config = uvicorn.Config(
        shown,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=_REQUESTS_END_WITHIN,
    )
    server = _Server(config)
    async with _stopped_by_signals(server):
        await server.serve(sockets=[at])


@contextlib.asynccontextmanager
async def _stopped_by_signals(server: uvicorn.Server) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()

    def stop(name: str) -> None:
        log.info("server.stopping signal=%s", name)
        # Asked a second time, requests under way are not waited for.
        server.force_exit = server.should_exit
        server.should_exit = True

    for each in _SIGNALS:
        loop.add_signal_handler(each, stop, each.name)
    try:
        yield
    finally:
        for each in _SIGNALS:
            loop.remove_signal_handler(each)
