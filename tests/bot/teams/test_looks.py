"""Cards that Teams asks for by itself."""

import pytest

from bot.connection import Refusal
from bot.teams.answers import Way
from bot.teams.looks import drawn_anew
from bot.teams.presses import read_press
from outreach.errors import NotReached
from outreach.events import Action, Event
from outreach.messages import Message, Refresh, say
from tests.bot.people import DIRECT, NOW, PRIYA

LOOK = Action("", NOW, PRIYA, DIRECT, "day.open", answer_to=Way(user="29:priya").write(), is_private=True)


class Page:
    """Knows one page, and is never told of a deed."""

    def __init__(self, shown: Message | Exception | None) -> None:
        self._shown = shown

    async def take(self, event: Event) -> None:
        raise AssertionError(event)

    async def receive(self, event: Event) -> None:
        raise AssertionError(event)

    async def submit(self, event: Event) -> Refusal | None:
        raise AssertionError(event)

    async def look(self, event: Action) -> Message | None:
        if isinstance(self._shown, Exception):
            raise self._shown
        return self._shown


async def test_the_card_alone_is_the_answer() -> None:
    body = await drawn_anew(LOOK, Page(say("Your day") + Message((Refresh("day.open"),))))
    assert (body["statusCode"], body["type"]) == (200, "application/vnd.microsoft.card.adaptive")
    card = body["value"]
    assert isinstance(card, dict)
    assert card["refresh"]["userIds"] == ["29:priya"]
    press = read_press({"action": card["refresh"]["action"]})
    assert press is not None
    assert (press.action, press.is_look) == ("day.open", True)


@pytest.mark.parametrize(
    ("shown", "status"),
    [(None, 400), (NotReached("Teams is away."), 500), (TimeoutError(), 500), (say("x" * 30_000), 500)],
)
async def test_where_there_is_none_the_card_stays_and_nothing_comes_up(
    shown: Message | Exception | None, status: int
) -> None:
    body = await drawn_anew(LOOK, Page(shown))
    assert (body["statusCode"], body["type"]) == (status, "application/vnd.microsoft.error")
