"""Some days after it was closed they are asked one question, once, where and when it may be asked."""

import pytest

from outreach.models.ledger import Purpose
from outreach.store import channels
from tests.handlers.complaints.stories import Story, asked, closed
from tests.handlers.world import Town, labels


async def test_they_are_asked_once_in_the_thread_in_the_name_of_who_closed_it(town: Town) -> None:
    story, question = await asked(town)
    assert story.event is not None
    assert (question.thread, question.author_id, question.purpose) == (story.event.ref, story.csm.id, Purpose.ANSWER)
    assert "Hi Dana, on 24 Nov you told us that something was not right. Is it right now?" in await town.said(question)
    await town.waits(days=20)
    assert sum(one.key.startswith("complaint:question") for one in await town.ledger(story.account)) == 1


async def test_never_on_a_weekend_or_at_night(town: Town) -> None:
    town.later(days=2, hours=9)
    story = await closed(town)
    await town.waits(days=9)
    question = (await town.ledger(story.account))[-1]
    assert question.due_at is not None
    # Closed on a Thursday evening: the first hour in which customers are written to is on Tuesday morning.
    assert f"{question.due_at:%A %H:%M}" == "Tuesday 08:30"


@pytest.mark.parametrize(
    ("answers", "is_asked"),
    [
        ({"ask": "no"}, False),
        ({"ask": "fixed"}, True),
        ({"outcome": "heard", "ask": "fixed"}, False),
        ({"outcome": "heard", "ask": "yes"}, True),
    ],
)
async def test_they_are_asked_only_where_the_csm_wants_it(
    town: Town, answers: dict[str, str], *, is_asked: bool
) -> None:
    story = await closed(town, **answers)
    await town.waits(days=10)
    assert any(one.key.startswith("complaint:question") for one in await town.ledger(story.account)) == is_asked


class TestWhereItCannotBeAsked:
    async def told(self, town: Town, story: Story) -> str:
        await town.waits(days=9)
        assert not any(one.key.startswith("complaint:question") for one in await town.ledger(story.account))
        (told,) = [one for one in await town.told(story.csm) if "so nothing was sent" in one]
        return told

    async def test_the_share_ended(self, town: Town) -> None:
        story = await closed(town)
        await town.befalls(story.channel, "archived")
        assert "#ext-acme is archived, so nothing was sent. Ask them another way." in await self.told(town, story)

    async def test_the_channel_is_another_customers_by_now(self, town: Town) -> None:
        story = await closed(town)
        globex = await town.account("Globex", story.csm)
        await channels.link(town.session, story.channel, globex.id or 0, by="Priya Nair", now=town.now)
        assert "#ext-acme is not their channel any more" in await self.told(town, story)

    async def test_two_customers_sit_there(self, town: Town) -> None:
        story = await closed(town)
        story.channel.is_mixed = True
        assert "people of two customers sit in #ext-acme" in await self.told(town, story)

    async def test_they_asked_us_to_stop(self, town: Town) -> None:
        story = await closed(town)
        await town.says(story.dana, story.channel, "stop")
        assert "they asked us to stop" in await self.told(town, story)

    async def test_a_reader_of_that_may_say_what_they_heard(self, town: Town) -> None:
        story = await closed(town)
        await town.befalls(story.channel, "archived")
        await self.told(town, story)
        shown = await story.presses("complaint.open")
        assert {"They say it is right", "It is not right"} <= set(labels(shown))


async def test_somebody_who_has_left_is_not_addressed(town: Town) -> None:
    story = await closed(town)
    story.dana.left_on = town.now.date()
    await town.waits(days=2, hours=1)
    assert (await town.said(await story.asked())).startswith("Hi all,")


async def test_nobody_is_asked_about_the_last_one_amid_the_next(town: Town) -> None:
    story = await closed(town)
    await town.waits(days=1)
    await town.types(story.csm, "complaint Acme Dana rang: it failed again")
    await town.waits(days=2)
    assert not any(one.key.startswith("complaint:question") for one in await town.ledger(story.account))
    assert any("another complaint of theirs is open" in told for told in await town.told(story.csm))
