"""What only the playground's way out does, beyond the contract."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.playground.chat import Chat
from bot.playground.directory import Person, Room
from bot.playground.faults import Fault, Kind, Planned, Seeded
from bot.playground.messenger import PlaygroundMessenger
from outreach.errors import RateLimited, Refused, Unclear
from outreach.events import Place
from outreach.messages import Form, say
from outreach.ports import Outgoing
from tests.fakes import FakeClock

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PLACE = Place("playground", "T1", "ext-acme")


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    opened = await Chat.open(tmp_path / "chat.db", FakeClock(NOW))
    rooms = [Room(name, "T1", name, "shared") for name in ("ext-acme", "ext-globex")]
    await opened.directory.furnish(rooms, [Person("U1", "Priya", "csm", None, "T1", "dm:U1")])
    yield opened
    await opened.close()


def outgoing(place: Place = PLACE, delivery_id: str = "d1") -> Outgoing:
    return Outgoing(delivery_id, place, say("Hello"))


async def test_a_channel_nobody_knows_is_gone(chat: Chat) -> None:
    for place in (Place("playground", "T1", "nowhere"), Place("playground", "T2", "ext-acme")):
        with pytest.raises(Refused) as refusal:
            await PlaygroundMessenger(chat).post(outgoing(place))
        assert refusal.value.code == "channel_gone"


@pytest.mark.parametrize(("kind", "cure"), [("archived", "unarchive it"), ("not_a_member", "invite it")])
async def test_each_way_a_channel_is_gone_has_its_own_cure(chat: Chat, kind: Kind, cure: str) -> None:
    with pytest.raises(Refused, match=cure) as refusal:
        await PlaygroundMessenger(chat, Planned(Fault(kind))).post(outgoing())
    assert refusal.value.code == "channel_gone"


async def test_an_answer_to_an_answer_joins_its_thread(chat: Chat) -> None:
    messenger = PlaygroundMessenger(chat)
    leader = await messenger.post(outgoing())
    answer = await messenger.post(outgoing(Place("playground", "T1", "ext-acme", thread=leader.ref)))
    await messenger.post(outgoing(Place("playground", "T1", "ext-acme", thread=answer.ref)))
    assert [kept.thread for kept in await messenger.dump()] == [None, leader.ref, leader.ref]


async def test_a_thread_of_another_channel_is_refused(chat: Chat) -> None:
    messenger = PlaygroundMessenger(chat)
    leader = await messenger.post(outgoing())
    with pytest.raises(Refused) as refusal:
        await messenger.post(outgoing(Place("playground", "T1", "ext-globex", thread=leader.ref)))
    assert refusal.value.code == "message_gone"


async def test_a_message_is_found_only_in_its_channel(chat: Chat) -> None:
    messenger = PlaygroundMessenger(chat)
    await messenger.post(outgoing())
    assert await messenger.find("d1", Place("playground", "T1", "ext-globex"), NOW) is None


async def test_a_late_message_arrives_after_its_sender_gave_up(chat: Chat) -> None:
    naps: list[float] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)

    messenger = PlaygroundMessenger(chat, Planned(Fault("late", timedelta(seconds=0.4))), nap)
    with pytest.raises(Unclear):
        await messenger.post(outgoing())
    assert await messenger.dump() == []
    await messenger.settle()
    assert [kept.marker for kept in await messenger.dump()] == ["d1"]
    assert naps == [0.4]


async def test_a_slow_platform_answers_in_the_end(chat: Chat) -> None:
    naps: list[float] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)

    messenger = PlaygroundMessenger(chat, Planned(Fault("slow", timedelta(seconds=2))), nap)
    posted = await messenger.post(outgoing())
    assert ([kept.ref for kept in await messenger.dump()], naps) == ([posted.ref], [2.0])


async def test_a_limit_of_the_whole_workspace_says_so(chat: Chat) -> None:
    messenger = PlaygroundMessenger(chat, Planned(Fault("rate_limited", timedelta(seconds=9), whole_lane=True)))
    with pytest.raises(RateLimited) as limit:
        await messenger.post(outgoing())
    assert (limit.value.retry_after, limit.value.whole_lane) == (timedelta(seconds=9), True)


async def test_planned_faults_come_in_order_and_only_where_meant(chat: Chat) -> None:
    messenger = PlaygroundMessenger(chat, Planned(None, Fault("unclear_before"), only="post"))
    await messenger.post(outgoing())
    assert await messenger.find("d1", PLACE, NOW) is not None
    with pytest.raises(Unclear):
        await messenger.post(outgoing(delivery_id="d2"))


def test_seeded_faults_repeat_themselves_and_keep_their_rates() -> None:
    rates: dict[Kind, float] = {"rate_limited": 0.2, "unclear_after": 0.1}
    runs = [[Seeded(7, rates).next("post", PLACE) for _ in range(1)] for _ in range(2)]
    assert runs[0] == runs[1]
    seeded = Seeded(7, rates)
    kinds = [fault.kind for fault in (seeded.next("post", PLACE) for _ in range(2_000)) if fault]
    assert 340 < kinds.count("rate_limited") < 460
    assert 150 < kinds.count("unclear_after") < 250


async def test_a_form_opens_only_for_the_one_who_acted(chat: Chat) -> None:
    await chat.forms.grant("o1", "T1:U1")
    with pytest.raises(Refused) as refusal:
        await PlaygroundMessenger(chat).open_form("o2", "U1", PLACE, Form("T", "a", ()))
    assert refusal.value.code == "form_expired"
    with pytest.raises(Refused) as refusal:
        await PlaygroundMessenger(chat).open_form("o1", "U9", PLACE, Form("T", "a", ()))
    assert refusal.value.code == "person_gone"
