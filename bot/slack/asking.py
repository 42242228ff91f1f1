"""One question to Slack for doctor, and what came of it as a value."""

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.probing import moment, why_not
from bot.slack.attempts import BROKEN
from bot.slack.errors import code_of

_SECONDS = 6.0


@dataclass(frozen=True)
class Said:
    """`trouble` is empty when Slack said yes; `code` is Slack's own word for a no, empty when it could not be asked.
    `date` is Slack's clock."""

    trouble: str = ""
    code: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()
    date: datetime | None = None


async def said_by(call: Awaitable[AsyncSlackResponse]) -> Said:
    try:
        async with asyncio.timeout(_SECONDS):
            response = await call
    except SlackApiError as refusal:
        code = code_of(refusal) or f"status {getattr(refusal.response, 'status_code', 'unknown')}"
        return Said(trouble=code, code=code)
    except BROKEN as problem:
        return Said(trouble=why_not(problem))
    headers = {name.lower(): str(value) for name, value in response.headers.items()}
    granted = frozenset(scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip())
    data = response.data if isinstance(response.data, dict) else {}
    return Said(data=data, scopes=granted, date=moment(headers))
