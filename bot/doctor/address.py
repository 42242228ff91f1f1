"""Whether PUBLIC_URL leads to a Concierge: the first half of every way in over HTTP."""

import json

from bot import probing
from bot.findings import Finding, failed, fine, warned
from bot.settings import Settings
from bot.versions import CONCIERGE

_CHECK = "PUBLIC_URL"


def needs_address(settings: Settings, platforms_on: list[str]) -> bool:
    """Whether any platform that is on comes to us, instead of us going to it."""
    over_sockets = settings.slack_app_token is not None and settings.slack_bot_token is not None
    return ("Slack" in platforms_on and not over_sockets) or ("Teams" in platforms_on)


async def examine(case: probing.Case) -> tuple[str | None, list[Finding]]:
    """The address, if it leads to us, and what was found."""
    settings = case.settings
    if settings.public_url is None:
        if settings.teams_allow_anonymous:
            return None, []
        words = "is not set, so nobody can try from here whether Slack and Teams reach us"
        return None, [warned(_CHECK, words, "Set it to our https address, such as https://concierge.example.com.")]
    address = settings.public_url.rstrip("/")
    answer = await probing.ask(case.session, f"{address}/healthz")
    if not answer.status:
        return None, [failed(_CHECK, f"{address} is not reachable from here: {answer.why}", _start(settings))]
    if _version(answer) is None:
        lost = "nothing runs behind it" if answer.status in (502, 503, 504) else "what answers is not Concierge"
        words = f"{address} is reachable, but {lost} ({answer.status})"
        return None, [failed(_CHECK, words, _start(settings))]
    return address, [*_same(address, _version(answer) or ""), *_clock(case, answer)]


def _start(settings: Settings) -> str:
    return (
        "Start Concierge (`python -m bot serve`), and let your router or tunnel pass everything under this address on "
        f"to port {settings.port}."
    )


def _version(answer: probing.Answer) -> str | None:
    try:
        said = json.loads(answer.text)
        return str(said["versions"]["concierge"]) if answer.status == 200 and said["alive"] is True else None
    except (ValueError, KeyError, TypeError):
        return None


def _same(address: str, version: str) -> list[Finding]:
    if version == CONCIERGE:
        return [fine(_CHECK, f"{address} leads to Concierge {version}")]
    words = f"{address} leads to Concierge {version}, and this is {CONCIERGE}"
    return [warned(_CHECK, words, "Start the process behind it again, or run doctor where it runs.")]


def _clock(case: probing.Case, answer: probing.Answer) -> list[Finding]:
    """Behind the address may be another machine."""
    return probing.compare_clocks(_CHECK, "the one behind PUBLIC_URL", answer.date, case.read_real())
