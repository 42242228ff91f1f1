"""Messages that become questions, and people who wait no more because of where or who they are."""

from outreach.events import Actor
from outreach.store import channels, clocks
from tests.handlers.clocks.test_waiting import QUESTION, running
from tests.handlers.world import Town


async def test_an_edit_of_what_needed_no_answer_any_more_starts_and_moves_nothing(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    first = await town.says(dana, channel, QUESTION)
    (clock,) = await running(town, account)
    await town.press(csm, "clock.not_needed", {"clock": str(clock.id)})
    town.later(minutes=5)
    await town.changes(first, "Is single sign-on live for us yet?")
    assert await running(town, account) == []
    town.later(hours=2)
    second = await town.says(dana, channel, "And is the export fixed?")
    await town.changes(first, "Is single sign-on live for us now?")
    (clock,) = await running(town, account)
    assert clock.since_at == second.at


async def test_a_remark_that_becomes_a_question_waits_from_then_on(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    said = await town.says(dana, channel, "thanks!")
    town.later(days=7)
    await town.changes(said, QUESTION)
    (clock,) = await running(town, account)
    assert clock.since_at == town.now
    await town.reacts("nobody", channel, said.ref, "eyes")
    assert clock.acknowledged_at is None


async def test_one_of_ours_sees_a_remark_that_became_a_question(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    said = await town.says(dana, channel, "thanks!")
    town.later(hours=3)
    await town.changes(said, QUESTION)
    await town.reacts(csm, channel, said.ref, "eyes")
    (clock,) = await running(town, account)
    assert clock.acknowledged_at == town.now
    assert [touch.external_ref for touch in await clocks.burst(town.session, clock)] == [said.ref]


async def test_who_waited_before_the_channel_was_anothers_does_not_stand_in_their_way(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    await town.says(dana, channel, QUESTION)
    other = await town.account("Globex", csm=csm)
    tom = await town.contact(other, "Tom Reyes")
    await channels.link(town.session, channel, other.id or 0, by=csm.name, now=town.now)
    await town.says(tom, channel, "Is single sign-on live?")
    await town.says(tom, channel, "We would like to know today.")
    (clock,) = await running(town, other)
    assert await clocks.running_in(town.session, channel.id or 0) == clock
    await town.says(csm, channel, "It is.")
    assert await running(town, other) == []


async def test_nobody_waits_where_a_colleague_asks_whom_nobody_put_on_the_team(town: Town) -> None:
    _, account, _, channel = await town.acme()
    colleague = Actor("playground", "home", "T99", "Ed Engineer", is_home=True)
    await town.says("Ed Engineer", channel, QUESTION, actor=colleague)
    assert await running(town, account) == []
