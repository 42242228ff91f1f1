"""Hears whether it is right now."""

from handlers.hearing import Heard


async def hear_verdict(heard: Heard) -> bool:  # noqa: ARG001 - soon
    return False
