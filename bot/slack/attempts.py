"""One attempt at a call to Slack, and what its failure says about what was done."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import wire
from bot.slack.errors import as_problem
from bot.slack.payloads import Raw
from outreach.errors import NotReached, Unclear

# The SDK looks for `ok` in whatever came with a 200, and stumbles over plain text: nobody knows who answered then.
BROKEN = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError, AttributeError)


@contextmanager
def writing(channel_name: str = "") -> Iterator[None]:
    """Whatever fails inside becomes a DeliveryProblem."""
    try:
        yield
    except SlackApiError as refusal:
        # Without its cause, whose text repeats all of Slack's answer.
        raise as_problem(refusal, channel_name) from None
    except BROKEN as problem:
        raise wire.as_problem(problem, "Slack") from None


@contextmanager
def asking(channel_name: str = "") -> Iterator[None]:
    """The same for what shows nothing to anybody: after any failure it may be tried again."""
    try:
        with writing(channel_name):
            yield
    except Unclear:
        raise NotReached("Slack did not answer a question that came first: nothing was sent.") from None


def said(response: AsyncSlackResponse) -> Raw:
    """What came back, empty where it was no object."""
    return response.data if isinstance(response.data, dict) else {}
