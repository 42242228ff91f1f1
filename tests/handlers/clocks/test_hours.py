"""When is a human here: what customers are told while nobody is at work."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from outreach.listening.noticing import Finding
from outreach.models.book import Account
from outreach.models.ledger import Touch
from outreach.store import deliveries, items
from scheduler.gate import SendingGate
from tests.handlers.world import PLANNING, Town

# Tuesday, ten in the evening in Berlin.
NIGHT = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
QUESTION = "Where can I find the close checklist?"


async def said_by_us(town: Town, account: Account) -> list[str]:
    return [await town.said(touch) for touch in await town.ledger(account) if touch.origin == "reply"]


class _Upset:
    """Takes everything for a complaint."""

    def notice(self, text: str, *, by_us: bool = False) -> tuple[Finding, ...]:
        return (Finding("complaint", 0, len(text), 1.0, is_sure=True, because="a test"),)


async def test_outside_hours_they_learn_who_answers_when_and_how_to_reach_somebody(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    town.now = NIGHT
    said = await town.says(dana, channel, "Is our export running?")
    assert await said_by_us(town, account) == [
        "Nobody is at work here right now. Priya is back tomorrow at 09:00 your time (Berlin) and will answer you then."
        f" If it cannot wait: {csm.email}."
    ]
    reply = (await town.ledger(account))[-1]
    assert (reply.thread, reply.channel_id, reply.purpose) == (said.ref, channel.id, "answer")


async def test_in_hours_nothing_is_said(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    assert await said_by_us(town, account) == []


@pytest.mark.parametrize("said", ["thanks!", "👍", "status"])
async def test_what_needs_no_answer_gets_none_at_night(town: Town, said: str) -> None:
    _, account, dana, channel = await town.acme()
    town.now = NIGHT
    await town.says(dana, channel, said)
    assert not any("Nobody is at work" in words for words in await said_by_us(town, account))


async def test_once_in_a_conversation_and_not_again_the_same_night(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    town.now = NIGHT
    await town.says(dana, channel, "Is our export running?")
    town.later(minutes=3)
    await town.says(dana, channel, "It looks stuck to us")
    assert len(await said_by_us(town, account)) == 1
    # Priya looks in, and they go on.
    await town.says(csm, channel, "I had a look: it runs.")
    town.later(minutes=20)
    await town.says(dana, channel, "And the import?")
    assert len(await said_by_us(town, account)) == 1
    await town.says(csm, channel, "That too.")
    town.now = NIGHT.replace(day=25)
    await town.says(dana, channel, "Is it still running?")
    assert len(await said_by_us(town, account)) == 2


async def test_a_conversation_that_runs_into_the_evening_is_told_then(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, "Is our export running?")
    town.now = NIGHT
    await town.says(dana, channel, "Anybody looked at it yet?")
    assert len(await said_by_us(town, account)) == 1


async def test_the_time_is_told_on_the_clock_of_whoever_asks(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    dana.timezone = "America/New_York"
    town.now = NIGHT
    await town.says(dana, channel, "Is our export running?")
    assert "Priya is back tomorrow at 03:00 your time (New York)" in (await said_by_us(town, account))[0]


@pytest.mark.parametrize(
    ("now", "back"),
    [
        (datetime(2026, 11, 24, 6, 0, tzinfo=UTC), "today at 09:00"),
        (datetime(2026, 11, 27, 20, 0, tzinfo=UTC), "on Monday at 09:00"),
        (datetime(2026, 12, 24, 20, 0, tzinfo=UTC), "on Monday at 09:00"),
        (datetime(2026, 10, 23, 20, 0, tzinfo=UTC), "on Monday at 09:00"),
    ],
    ids=["early", "weekend", "Christmas", "the clocks change"],
)
async def test_weekends_and_holidays_are_reckoned_with(town: Town, now: datetime, back: str) -> None:
    _, account, dana, channel = await town.acme()
    town.now = now
    await town.says(dana, channel, "Is our export running?")
    assert f"Priya is back {back} your time (Berlin)" in (await said_by_us(town, account))[0]


async def test_while_the_csm_is_away_it_is_their_cover_who_is_named(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    leo = await town.csm("Leo Hartmann")
    csm.cover_id = leo.id
    await town.types(csm, "away until Friday")
    town.now = NIGHT
    await town.says(dana, channel, "Is our export running?")
    assert "Leo is back tomorrow at 09:00" in (await said_by_us(town, account))[0]
    assert leo.email in (await said_by_us(town, account))[0]


async def test_the_house_may_say_how_to_reach_somebody_now(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    planning = replace(town.house.planning, desk=replace(town.house.desk, urgent="call +49 30 1234567"))
    town.house = replace(town.house, planning=planning)
    town.now = NIGHT
    await town.says(dana, channel, "Is our export running?")
    (told,) = await said_by_us(town, account)
    assert "If it cannot wait: call +49 30 1234567." in told
    assert csm.email not in told


async def test_german_is_answered_in_german(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    account.language = "de"
    town.now = NIGHT
    await town.says(dana, channel, "Läuft unser Export?")
    assert "Priya ist morgen um 09:00 Uhr Ihrer Zeit (Berlin) wieder da" in (await said_by_us(town, account))[0]


async def test_what_really_matches_is_pointed_to(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.item("travel-costs", "expenses", title="Travel costs in one form")
    town.now = NIGHT
    await town.says(dana, channel, QUESTION)
    (told,) = await said_by_us(town, account)
    assert "• Close checklist (https://example.com/close-checklist)" in told
    assert "Travel" not in told


async def test_nothing_is_pointed_to_where_nothing_matches_or_somebody_is_upset(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    town.now = NIGHT
    await town.says(dana, channel, "When is our next meeting with Marco?")
    town.house = replace(town.house, detector=_Upset())
    await town.says(dana, await town.channel(account, "acme-finance"), QUESTION)
    told = await said_by_us(town, account)
    assert len(told) == 2
    assert not any("https://" in words for words in told)


async def test_an_item_that_is_no_longer_approved_is_not_pointed_to(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    item = await items.by_slug(town.session, "close-checklist")
    assert item is not None
    item.state = "retired"
    town.now = NIGHT
    await town.says(dana, channel, QUESTION)
    assert "https://" not in (await said_by_us(town, account))[0]


async def test_who_opted_out_is_answered_all_the_same_and_at_night(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    await town.says(dana, channel, "stop")
    town.now = NIGHT
    await town.says(dana, channel, "Is our export running?")
    reply = (await town.ledger(account))[-1]
    assert await _may_go(town, reply)


async def _may_go(town: Town, touch: Touch) -> bool:
    (queued,) = await deliveries.of_touch(town.session, touch.id or 0)
    verdicts = await SendingGate(PLANNING)(town.session, [queued], town.now)
    return verdicts[queued.id or 0].go


async def test_another_companys_person_or_a_mixed_channel_is_told_nothing(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    gil = await town.contact(await town.account("Globex", csm), "Gil Ott")
    town.now = NIGHT
    await town.says(gil, channel, "Is our export running?")
    assert await town.ledger(account) == []


async def test_the_same_message_again_is_not_answered_again(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    town.now = NIGHT
    for _ in range(2):
        await town.says(dana, channel, "Is our export running?", ref="ref-77")
    assert len(await said_by_us(town, account)) == 1
