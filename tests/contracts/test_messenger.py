"""What every platform's way out promises, held against each of them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from outreach.errors import DeliveryProblem, NotReached, RateLimited, Refused, Unclear
from outreach.events import Place
from outreach.messages import Form, Image, Input, Message, Run, paragraph, say
from outreach.ports import Asker, Author, Outgoing, Posted
from tests.contracts.platform import NOW, FakePlatform, Platform, Stumble
from tests.contracts.playground import open_playground
from tests.contracts.slack import open_slack_platform
from tests.contracts.teams import open_teams_platform

LONG_AGO = NOW - timedelta(days=30)
PNG = b"\x89PNG\r\n\x1a\n and more"
FORM = Form("Edit", "edit-save", (Input("words", "Message", "lines", "Hello"),))


@pytest.fixture(params=["fake", "playground", "slack", "teams"])
async def platform(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Platform]:
    async with AsyncExitStack() as stack:
        match request.param:
            case "fake":
                yield FakePlatform()
            case "playground":
                yield await stack.enter_async_context(open_playground(tmp_path))
            case "slack":
                yield await stack.enter_async_context(open_slack_platform(tmp_path))
            case "teams":
                yield await stack.enter_async_context(open_teams_platform())


def outgoing(platform: Platform, delivery_id: str = "d1", message: Message | None = None) -> Outgoing:
    return Outgoing(delivery_id, platform.place, message or say("Hello"))


async def found(platform: Platform, delivery_id: str, place: Place | None = None) -> Posted | None:
    """Skips the rest where the platform cannot look, which it then says, whatever it is asked for."""
    if platform.messenger.can_find:
        return await platform.messenger.find(delivery_id, place or platform.place, LONG_AGO)
    with pytest.raises(DeliveryProblem):
        await platform.messenger.find(delivery_id, place or platform.place, LONG_AGO)
    pytest.skip("this platform shows nobody what was posted")


async def test_what_was_posted_is_found_by_its_delivery_id(platform: Platform) -> None:
    posted = await platform.messenger.post(outgoing(platform))
    assert await found(platform, "d1") == posted


async def test_an_id_that_nobody_posted_is_not_found(platform: Platform) -> None:
    await platform.messenger.post(outgoing(platform))
    assert await found(platform, "d2") is None


async def test_what_was_posted_in_a_thread_stands_and_is_found_there(platform: Platform) -> None:
    led = await platform.messenger.post(outgoing(platform))
    thread = replace(platform.place, thread=led.ref)
    posted = await platform.messenger.post(replace(outgoing(platform, "d2"), place=thread))
    assert [seen.thread for seen in await platform.public()] == [None, led.ref]
    assert await found(platform, "d2", thread) == posted


async def test_a_find_that_cannot_look_raises_instead_of_finding_nothing(platform: Platform) -> None:
    await platform.messenger.post(outgoing(platform))
    platform.stumble("not_reached")
    with pytest.raises(NotReached if platform.messenger.can_find else DeliveryProblem):
        await platform.messenger.find("d1", platform.place, LONG_AGO)


async def test_posting_twice_makes_two_copies_that_both_can_be_seen(platform: Platform) -> None:
    await platform.messenger.post(outgoing(platform))
    await platform.messenger.post(outgoing(platform))
    first, second = await platform.public()
    assert first.ref != second.ref
    assert first.delivery_id == second.delivery_id == ("d1" if platform.messenger.can_find else None)


async def test_an_update_changes_the_words_and_may_be_repeated(platform: Platform) -> None:
    posted = await platform.messenger.post(outgoing(platform))
    corrected = outgoing(platform, message=say("Hello again"))
    await platform.messenger.update(corrected, posted.ref)
    await platform.messenger.update(corrected, posted.ref)
    (seen,) = await platform.public()
    assert seen.words == "Hello again"
    assert seen.ref == posted.ref


async def test_a_delete_may_be_repeated(platform: Platform) -> None:
    posted = await platform.messenger.post(outgoing(platform))
    await platform.messenger.delete(platform.place, posted.ref)
    await platform.messenger.delete(platform.place, posted.ref)
    (seen,) = await platform.public()
    assert seen.is_deleted
    assert await found(platform, "d1") is None


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
    assert "link the account to another" in str(refusal.value)
    with pytest.raises(Refused):
        await platform.messenger.update(outgoing(platform), posted.ref)


async def test_a_message_that_is_too_long_is_refused_and_not_cut(platform: Platform) -> None:
    await platform.messenger.post(outgoing(platform, "d1", say("x" * platform.longest)))
    with pytest.raises(Refused) as refusal:
        await platform.messenger.post(outgoing(platform, "d2", say("x" * (platform.longest + 1))))
    assert refusal.value.code == "message_too_long"
    assert [seen.words.count("x") for seen in await platform.public()] == [platform.longest]


async def test_an_answer_is_seen_by_one_person_and_nobody_else(platform: Platform) -> None:
    await platform.messenger.answer(Asker(platform.place, "priya"), say("Between us"))
    assert await platform.seen_by("priya") == ["Between us"]
    assert await platform.seen_by("marco") == []
    assert await platform.public() == []


async def test_an_answer_reaches_somebody_who_is_not_in_the_channel(platform: Platform) -> None:
    await platform.messenger.answer(Asker(platform.place, "marco"), say("Between us"))
    assert await platform.seen_by("marco") == ["Between us"]
    assert await platform.seen_by("priya") == []
    assert await platform.public() == []


async def test_an_answer_may_take_the_place_of_what_was_pressed(platform: Platform) -> None:
    direct = platform.direct("priya")
    posted = await platform.messenger.post(Outgoing("d1", direct, say("A proposal")))
    await platform.messenger.answer(Asker(direct, "priya", ref=posted.ref), say("Sent"), instead=True)
    assert await platform.seen_by("priya") == ["Sent"]


async def test_a_page_is_shown_to_one_person(platform: Platform) -> None:
    for words in ("Your day", "Your evening"):
        await platform.messenger.show_home(platform.page("priya"), "priya", say(words))
    assert (await platform.page_of("priya"))[-1] == "Your evening"
    assert await platform.page_of("marco") == []
    assert await platform.public() == []


async def test_a_colleague_is_known_as_one_of_us(platform: Platform) -> None:
    known = await platform.messenger.identify(platform.actor("priya"), platform.place)
    assert (known.external_id, known.is_home, known.is_vague) == ("priya", True, False)
    assert known.name


async def test_whom_the_platform_does_not_show_us_is_not_one_of_us(platform: Platform) -> None:
    known = await platform.messenger.identify(platform.actor("nobody"), platform.place)
    assert (known.external_id, known.is_home, known.is_vague, known.email) == ("nobody", False, False, None)


async def test_a_colleague_is_reached_by_their_address_and_nobody_else_is(platform: Platform) -> None:
    workspace = platform.place.workspace
    assert await platform.messenger.reach(workspace, "nobody@home.example") is None
    reached = await platform.messenger.reach(workspace, "priya@home.example")
    if reached is None:
        pytest.skip("nobody has an address here")
    assert (reached.actor.external_id, reached.actor.is_home, reached.place.kind) == ("priya", True, "direct")
    await platform.messenger.post(Outgoing("d1", reached.place, say("Good morning")))
    assert await platform.seen_by("priya") == ["Good morning"]
    assert await platform.seen_by("marco") == []


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
    assert seen.words == words * 2


async def test_a_picture_travels_with_its_message(platform: Platform) -> None:
    message = Message((Image("attachment:week.png", "Contacts a day"),))
    await platform.messenger.post(replace(outgoing(platform, message=message), attachments={"week.png": PNG}))
    (seen,) = await platform.public()
    assert seen.pictures == (PNG,)


async def test_a_form_opens_for_the_person_who_acted(platform: Platform) -> None:
    opens = await platform.grant("priya")
    await platform.messenger.open_form(opens, "priya", platform.place, FORM)
    assert await platform.opened_for("priya") == ["Edit"]
    assert await platform.opened_for("marco") == []


async def test_the_right_to_open_a_form_is_good_for_one(platform: Platform) -> None:
    opens = await platform.grant("priya")
    await platform.messenger.open_form(opens, "priya", platform.place, FORM)
    for used_up in (opens, ""):
        with pytest.raises(Refused) as refusal:
            await platform.messenger.open_form(used_up, "priya", platform.place, FORM)
        assert refusal.value.code == "form_expired"
