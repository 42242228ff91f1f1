"""What stands in a channel's history: how an unclear post is found, or known not to be there."""

from collections.abc import Callable
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.probing import moment
from bot.slack.attempts import asking, said
from bot.slack.installed import Installed
from bot.slack.payloads import Raw, maybe, part, parts
from outreach.errors import NotReached, RateLimited, Refused
from outreach.events import Place
from outreach.ports import Posted
from scheduler.clockwork import read_real_time

# Metadata can be read by every app in the channel, other companies' included: the id says nothing by itself.
MARKER_TYPE = "concierge_delivery"
# What an app sold outside the Marketplace gets at most, and only once a minute.
_OBJECTS = 15
_MOST_PAGES = 20
# What Slack wrote carries its own time. So far our clock may be ahead of it, which is all that Slack's signatures
# allow; looking from our own time on would miss what stands there, and send it again.
_CLOCKS_DIFFER = timedelta(minutes=5)
_ASK = "look in the channel, then say whether it arrived"


def marker(delivery_id: str) -> dict[str, object]:
    return {"event_type": MARKER_TYPE, "event_payload": {"id": delivery_id}}


async def find(  # noqa: PLR0913 - what, where and by whom it was written, and two times
    client: AsyncWebClient,
    ours: Installed,
    delivery_id: str,
    place: Place,
    since: datetime,
    read_real: Callable[[], datetime] = read_real_time,
) -> Posted | None:
    """None only when all that was written since was read, and minutes before it, since clocks differ. Raises Refused
    where that is more than Slack lets us read, or the clocks differ by more.

    A look starts anew each time: what was posted meanwhile would stand before the place where a former one stopped.
    """
    cursor: str | None = None
    for number in range(_MOST_PAGES):
        answer = await _page(client, place, since, cursor, number)
        page = said(answer)
        found = next((message for message in parts(page, "messages") if _carries(message, ours, delivery_id)), None)
        if found is not None:
            return Posted(maybe(found, "ts") or "")
        cursor = maybe(page, "response_metadata", "next_cursor")
        if cursor is None:
            _need_all(page)
            _need_one_time(answer, read_real())
            return None
    raise Refused("history_too_long", f"Too much was written since to find it again: {_ASK}.")


async def _page(
    client: AsyncWebClient, place: Place, since: datetime, cursor: str | None, number: int
) -> AsyncSlackResponse:
    oldest = f"{(since - _CLOCKS_DIFFER).timestamp():.6f}"
    try:
        with asking(place.name):
            if place.thread is not None:
                return await client.conversations_replies(
                    channel=place.external_id,
                    ts=place.thread,
                    oldest=oldest,
                    limit=_OBJECTS,
                    cursor=cursor,
                    include_all_metadata=True,
                )
            return await client.conversations_history(
                channel=place.external_id, oldest=oldest, limit=_OBJECTS, cursor=cursor, include_all_metadata=True
            )
    except RateLimited:
        # One page was allowed and the next is not: an app with one a minute would never see the second.
        if number == 1:
            raise Refused(
                "history_too_long", f"Slack shows this app {_OBJECTS} messages a minute, and more were written: {_ASK}."
            ) from None
        raise


def _need_all(last: Raw) -> None:
    if last.get("has_more") is True or not isinstance(last.get("messages"), list):
        raise NotReached("Slack did not show all that was written: look again later.")


def _need_one_time(answer: AsyncSlackResponse, now: datetime) -> None:
    """By a clock that is further ahead, it may stand before everything that was read."""
    theirs = moment({name: str(value) for name, value in answer.headers.items()})
    if theirs is not None and now - theirs > _CLOCKS_DIFFER:
        minutes = (now - theirs) // timedelta(minutes=1)
        raise Refused(
            "history_too_long",
            f"This machine's clock is {minutes} minutes ahead of Slack's, so what was written is not where it is "
            f"looked for: set the clock right, {_ASK}.",
        )


def _carries(message: Raw, ours: Installed, delivery_id: str) -> bool:
    metadata = part(message, "metadata")
    is_marked = metadata.get("event_type") == MARKER_TYPE and maybe(metadata, "event_payload", "id") == delivery_id
    return is_marked and _is_by_us(message, ours)


def _is_by_us(message: Raw, ours: Installed) -> bool:
    """Others can read a marker and put it under a message of theirs. What stands in a person's name has no user."""
    known = [(name, own) for name, own in (("bot_id", ours.bot_id), ("app_id", ours.app_id)) if own is not None]
    if not known:
        return maybe(message, "bot_id") is not None
    return any(message.get(name) == own for name, own in known)
