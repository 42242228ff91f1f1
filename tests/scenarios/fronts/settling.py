"""Waits until everything that a deed has led to is done."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import bot
from bot.app import App

_ROOT = Path(bot.__file__).parent.parent


async def settled(app: App, folder: str, platform_settles: Callable[[], Awaitable[None]]) -> None:
    """What the app handles, what it goes on with in that folder of ours, and what the platform tells it of that, until
    nothing is left."""
    while True:
        await app.inbox.rest()
        await platform_settles()
        left = under_way(folder)
        if not left:
            return
        await asyncio.wait(left)


def under_way(folder: str) -> list["asyncio.Task[object]"]:
    """Tasks that run what stands in that folder."""
    return [task for task in asyncio.all_tasks() if _is_in(task, _ROOT / folder)]


def _is_in(task: "asyncio.Task[object]", folder: Path) -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and Path(code.co_filename).is_relative_to(folder)
