"""What every platform's way out promises, held against each of them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, Protocol

import pytest

from bot.playground.chat import Chat
from bot.playground.directory import Person, Room
from bot.playground.faults import Fault, Planned
from bot.playground.messenger import PlaygroundMessenger
from outreach.errors import NotReached, RateLimited, Refused, Unclear
from outreach.events import Place
from outreach.messages import Form, Image, Input, Message, Run, paragraph, say
from outreach.ports import Asker, Author, Messenger, Outgoing
from tests import fakes

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=30)
PNG = b"\x89PNG\r\n\x1a\n and more"
FORM = Form("Edit", "edit-save", (Input("words", "Message", "lines", "Hello"),))
Stumble = Literal["rate_limited", "not_reached", "unclear_before", "unclear_after"]


@dataclass(frozen=True)
class Seen:
    """A message as somebody on the platform would see it."""

    ref: str
    delivery_id: str | None
    message: Message
    author: str
    pictures: tuple[bytes, ...]
    is_deleted: bool


class Platform(Protocol):
    """A platform under test, from behind the port."""

    place: Place

    @property
    def messenger(self) -> Messenger: ...

    async def public(self) -> list[Seen]: ...

    async def seen_by(self, person: str) -> list[Message]: ...

    async def opened_for(self, person: str) -> list[Form]: ...

    async def grant(self, opens: str, person: str) -> None: ...

    async def lose_channel(self) -> None: ...

    def stumble(self, how: Stumble) -> None: ...


class FakePlatform:
    place = Place("fake", "T1", "ext-acme")

    def __init__(self) -> None:
        self.messenger = fakes.FakeMessenger()

    async def public(self) -> list[Seen]:
        return [
            Seen(
                copy.ref,
                copy.delivery_id,
                copy.message,
                copy.author.name if copy.author else "Concierge",
                tuple(copy.attachments.values()),
                copy.is_deleted,
            )
            for copy in self.messenger.public
        ]

    async def seen_by(self, person: str) -> list[Message]:
        return [copy.message for copy in self.messenger.copies if copy.visible_to in (None, person)]

    async def opened_for(self, person: str) -> list[Form]:
        return [opened.form for opened in self.messenger.opened if opened.to == person]

    async def grant(self, opens: str, person: str) -> None:
        pass

    async def lose_channel(self) -> None:
        self.messenger.gone.add(self.place.external_id)

    def stumble(self, how: Stumble) -> None:
        mishaps: dict[Stumble, Exception | fakes.After] = {
            "rate_limited": fakes.RATE_LIMITED,
            "not_reached": fakes.NOT_REACHED,
            "unclear_before": fakes.UNCLEAR,
            "unclear_after": fakes.after(fakes.UNCLEAR),
        }
        self.messenger.mishaps.append(mishaps[how])


class PlaygroundPlatform:
    place = Room("ext-acme", "T1", "ext-acme", "shared", "Acme").as_place()

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.messenger = PlaygroundMessenger(chat)

    async def public(self) -> list[Seen]:
        kept = await self.messenger.dump()
        pictures = {each.ref: await self.chat.attachment(each.ref, "week.png") for each in kept}
        return [
            Seen(
                each.ref,
                each.marker,
                each.message,
                each.author_name,
                tuple(content for content in (pictures[each.ref],) if content),
                each.deleted_at is not None,
            )
            for each in kept
        ]

    async def seen_by(self, person: str) -> list[Message]:
        return [kept.message for kept in await self.chat.latest("T1:ext-acme", f"T1:{person}")]

    async def opened_for(self, person: str) -> list[Form]:
        return [asked.form for asked in await self.chat.forms.pending(f"T1:{person}")]

    async def grant(self, opens: str, person: str) -> None:
        await self.chat.forms.grant(opens, f"T1:{person}")

    async def lose_channel(self) -> None:
        await self.chat.directory.archive("T1", "ext-acme")

    def stumble(self, how: Stumble) -> None:
        self.messenger = PlaygroundMessenger(self.chat, Planned(Fault(how, timedelta(seconds=3))))


@pytest.fixture(params=["fake", "playground"])
async def platform(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Platform]:
    if request.param == "fake":
        yield FakePlatform()
        return
    chat = await Chat.open(tmp_path / "chat.db", fakes.FakeClock(NOW))
    people = [Person(name, name, "csm", None, "T1", f"dm:{name}") for name in ("priya", "marco")]
    await chat.directory.furnish([Room("ext-acme", "T1", "ext-acme", "shared", "Acme")], people)
    yield PlaygroundPlatform(chat)
    await chat.close()


def outgoing(platform: Platform, delivery_id: str = "d1", message: Message | None = None) -> Outgoing:
    return Outgoing(delivery_id, platform.place, message or say("Hello"))


async def test_what_was_posted_is_found_by_its_delivery_id(platform: Platform) -> None:
    posted = await platform.messenger.post(outgoing(platform))
    assert platform.messenger.can_find
    assert await platform.messenger.find("d1", platform.place, LONG_AGO) == posted


async def test_an_id_that_nobody_posted_is_not_found(platform: Platform) -> None:
    await platform.messenger.post(outgoing(platform))
    assert await platform.messenger.find("d2", platform.place, LONG_AGO) is None


async def test_a_find_that_cannot_look_raises_instead_of_finding_nothing(platform: Platform) -> None:
    await platform.messenger.post(outgoing(platform))
    platform.stumble("not_reached")
    with pytest.raises(NotReached):
        await platform.messenger.find("d1", platform.place, LONG_AGO)


async def test_posting_twice_makes_two_copies_that_both_can_be_seen(platform: Platform) -> None:
    await platform.messenger.post(outgoing(platform))
    await platform.messenger.post(outgoing(platform))
    assert [seen.delivery_id for seen in await platform.public()] == ["d1", "d1"]


async def test_an_update_changes_the_words_and_may_be_repeated(platform: Platform) -> None:
    posted = await platform.messenger.post(outgoing(platform))
    corrected = outgoing(platform, message=say("Hello again"))
    await platform.messenger.update(corrected, posted.ref)
    await platform.messenger.update(corrected, posted.ref)
    (seen,) = await platform.public()
    assert seen.message == say("Hello again")
    assert seen.ref == posted.ref


async def test_a_delete_may_be_repeated(platform: Platform) -> None:
    posted = await platform.messenger.post(outgoing(platform))
    await platform.messenger.delete(platform.place, posted.ref)
    await platform.messenger.delete(platform.place, posted.ref)
    (seen,) = await platform.public()
    assert seen.is_deleted
    assert await platform.messenger.find("d1", platform.place, LONG_AGO) is None


async def test_an_update_of_what_is_gone_is_refused(platform: Platform) -> None:
    posted = await platform.messenger.post(outgoing(platform))
    await platform.messenger.delete(platform.place, posted.ref)
    with pytest.raises(Refused) as refusal:
        await platform.messenger.update(outgoing(platform), posted.ref)
    assert refusal.value.code == "message_gone"


@pytest.mark.parametrize(
    ("how", "error", "kept"),
    [
        ("rate_limited", RateLimited, 0),
        ("not_reached", NotReached, 0),
        ("unclear_before", Unclear, 0),
        ("unclear_after", Unclear, 1),
    ],
)
async def test_each_mishap_of_a_post_says_what_is_known(
    platform: Platform, how: Stumble, error: type[Exception], kept: int
) -> None:
    platform.stumble(how)
    with pytest.raises(error):
        await platform.messenger.post(outgoing(platform))
    assert len(await platform.public()) == kept


async def test_a_rate_limit_names_exactly_how_long_to_wait(platform: Platform) -> None:
    platform.stumble("rate_limited")
    with pytest.raises(RateLimited) as limit:
        await platform.messenger.post(outgoing(platform))
    assert limit.value.retry_after == timedelta(seconds=3)


async def test_a_channel_that_is_gone_is_refused_with_a_cure(platform: Platform) -> None:
    posted = await platform.messenger.post(outgoing(platform))
    await platform.lose_channel()
    with pytest.raises(Refused) as refusal:
        await platform.messenger.post(outgoing(platform))
    assert refusal.value.code == "channel_gone"
    assert "link the account to another one" in str(refusal.value)
    with pytest.raises(Refused):
        await platform.messenger.update(outgoing(platform), posted.ref)


async def test_a_message_that_is_too_long_is_refused_and_not_cut(platform: Platform) -> None:
    await platform.messenger.post(outgoing(platform, "d1", say("x" * 40_000)))
    with pytest.raises(Refused) as refusal:
        await platform.messenger.post(outgoing(platform, "d2", say("x" * 40_001)))
    assert refusal.value.code == "message_too_long"
    assert [seen.delivery_id for seen in await platform.public()] == ["d1"]


async def test_an_answer_is_seen_by_one_person_and_nobody_else(platform: Platform) -> None:
    await platform.messenger.answer(Asker(platform.place, "priya"), say("Between us"))
    assert await platform.seen_by("priya") == [say("Between us")]
    assert await platform.seen_by("marco") == []
    assert await platform.public() == []


async def test_the_author_stands_on_the_message(platform: Platform) -> None:
    await platform.messenger.post(replace(outgoing(platform), author=Author("Priya Shah")))
    await platform.messenger.post(outgoing(platform, "d2"))
    assert [seen.author for seen in await platform.public()] == ["Priya Shah", "Concierge"]


@pytest.mark.parametrize(
    "words", ["<!channel>", "[x](http://evil)", "<script>alert(1)</script>", "*b* & _i_ `c`", "{{7*7}}"]
)
async def test_literal_text_stays_literal(platform: Platform, words: str) -> None:
    message = Message((paragraph(words, Run(words, bold=True)),))
    await platform.messenger.post(outgoing(platform, message=message))
    (seen,) = await platform.public()
    assert seen.message == message
    assert seen.message.fallback == words * 2


async def test_a_picture_travels_with_its_message(platform: Platform) -> None:
    message = Message((Image("attachment:week.png", "Contacts a day"),))
    await platform.messenger.post(replace(outgoing(platform, message=message), attachments={"week.png": PNG}))
    (seen,) = await platform.public()
    assert seen.pictures == (PNG,)


async def test_a_form_opens_for_the_person_who_acted(platform: Platform) -> None:
    await platform.grant("opens-1", "priya")
    await platform.messenger.open_form("opens-1", "priya", platform.place, FORM)
    assert await platform.opened_for("priya") == [FORM]
    assert await platform.opened_for("marco") == []


async def test_the_right_to_open_a_form_is_good_for_one(platform: Platform) -> None:
    await platform.grant("opens-1", "priya")
    await platform.messenger.open_form("opens-1", "priya", platform.place, FORM)
    for opens in ("opens-1", ""):
        with pytest.raises(Refused) as refusal:
            await platform.messenger.open_form(opens, "priya", platform.place, FORM)
        assert refusal.value.code == "form_expired"
