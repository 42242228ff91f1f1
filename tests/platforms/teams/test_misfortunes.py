"""Limits and planned faults: what is refused is not kept, what is lost behind the deed is."""

import asyncio

import aiohttp
import pytest

from tests.platforms.teams.by_hand import Bot, Town, town
from tests.platforms.teams.cards import Json
from tests.platforms.teams.faults import Fault, answers, drops, slow
from tests.platforms.teams.limits import Limits, retry_after
from tests.platforms.teams.server import running

HELLO: Json = {"type": "message", "text": "Hello"}


class Seconds:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def taken(limits: Limits, times: int, where: str = "a") -> int:
    """How many of them are let through."""
    return sum(limits.take("write", where) is None for _ in range(times))


def test_seven_a_second_and_eight_in_two_are_let_through() -> None:
    seconds = Seconds()
    limits = Limits(seconds)

    assert taken(limits, 9) == 7
    seconds.now += 1
    assert taken(limits, 9) == 1
    seconds.now += 1
    assert taken(limits, 9) == 7


def test_sixty_in_half_a_minute_is_the_end_of_it() -> None:
    seconds = Seconds()
    limits = Limits(seconds)

    through = 0
    for _ in range(29):
        through += taken(limits, 9)
        seconds.now += 1
    assert through == 60
    wait = limits.take("write", "a")
    assert wait is not None
    seconds.now += wait
    assert limits.take("write", "a") is None


def test_a_tenant_has_fifty_a_second_over_all_its_threads() -> None:
    limits = Limits(Seconds())

    assert sum(taken(limits, 7, where) for where in "abcdefghij") == 50
    assert limits.refused == 20


def test_looking_has_limits_of_its_own() -> None:
    limits = Limits(Seconds())

    assert taken(limits, 7) == 7
    assert [limits.take("look", "a") for _ in range(14)] == [None] * 14
    assert limits.take("look", "a") == 1


@pytest.mark.parametrize(("seconds", "told"), [(0.01, "1"), (1.0, "1"), (1.2, "2"), (29.5, "30")])
def test_the_wait_is_told_in_whole_seconds_and_never_too_short(seconds: float, told: str) -> None:
    assert retry_after(seconds) == told


async def test_the_connector_enforces_them() -> None:
    place = town()
    async with running(place.tenant, limits=Limits(Seconds())) as teams, aiohttp.ClientSession() as http:
        bot = Bot(teams, http)
        await bot.log_in()
        statuses = [(await bot.posts(place.shared.id, HELLO))[0] for _ in range(8)]

    assert statuses == [201] * 7 + [429]
    assert len(teams.copies) == 7


@pytest.mark.parametrize(
    ("fault", "status", "kept"),
    [
        (answers(429, retry_after=3), 429, 0),
        (answers(412), 412, 0),
        (answers(502), 502, 0),
        (answers(502, accepted=True), 502, 1),
        (drops(), None, 0),
        (drops(accepted=True), None, 1),
    ],
)
async def test_a_fault_happens_once_before_or_behind_the_deed(
    bot: Bot, place: Town, fault: Fault, status: int | None, kept: int
) -> None:
    bot.teams.faults.plan("post", fault)

    try:
        seen: int | None = (await bot.posts(place.shared.id, HELLO))[0]
    except aiohttp.ClientConnectionError:
        seen = None
    assert (seen, len(bot.teams.copies)) == (status, kept)
    assert (await bot.posts(place.shared.id, HELLO))[0] == 201


async def test_the_wait_stands_in_the_header(bot: Bot, place: Town) -> None:
    bot.teams.faults.plan("post", answers(429, retry_after=3))
    address = f"{bot.teams.service_url}v3/conversations/{place.shared.id}/activities"
    async with bot.http.post(address, json=HELLO, headers={"Authorization": f"Bearer {bot.token}"}) as answer:
        assert answer.headers["Retry-After"] == "3"
        assert (await answer.json())["error"]["code"] == "Throttled"


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_caller_who_gave_up_may_have_been_heard_all_the_same(bot: Bot, place: Town, accepted: bool) -> None:
    fault = slow(accepted=accepted)
    bot.teams.faults.plan("post", fault)
    calling = asyncio.create_task(bot.posts(place.shared.id, HELLO))
    await fault.arrived.wait()
    calling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await calling

    assert len(bot.teams.copies) == (1 if accepted else 0)
    fault.release()
    await fault.finished.wait()
    assert len(bot.teams.copies) == 1


async def test_a_platform_that_is_down_refuses_the_connection_and_comes_back(bot: Bot, place: Town) -> None:
    await bot.teams.goes_down()
    with pytest.raises(aiohttp.ClientConnectorError):
        await bot.posts(place.shared.id, HELLO)

    await bot.teams.comes_back()
    assert (await bot.posts(place.shared.id, HELLO))[0] == 201


async def test_a_token_ends_when_its_time_is_over() -> None:
    place, seconds = town(), Seconds()
    async with running(place.tenant, read_seconds=seconds) as teams, aiohttp.ClientSession() as http:
        bot = Bot(teams, http)
        await bot.log_in()
        assert (await bot.posts(place.shared.id, HELLO))[0] == 201
        seconds.now += teams.login.lifetime
        assert (await bot.posts(place.shared.id, HELLO))[0] == 401


async def test_in_anonymous_mode_nobody_shows_a_token() -> None:
    place = town()
    async with running(place.tenant, anonymous=True) as teams, aiohttp.ClientSession() as http:
        assert (await Bot(teams, http).posts(place.shared.id, HELLO))[0] == 201
    assert teams.login.asked == 0
