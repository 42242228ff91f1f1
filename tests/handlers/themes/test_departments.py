"""A theme at its department: handed over, answered by people who are no teammates, nudged, and done."""

from datetime import date, timedelta

import pytest

from handlers.work import OpenForm, Outcome, Reply
from outreach.errors import BadInput, Stale
from outreach.messages import say
from outreach.models.post import Delivery
from outreach.models.themes import ThemeState
from outreach.store import errands, themes
from outreach.store.dispatch import Candidate
from scheduler.lanes import wall
from scheduler.lanes.wall import Cleared, Walled
from tests.handlers.themes.stories import DONE, Affair, affair
from tests.handlers.world import Town, labels, words

PLAN = {"plan": "Run exports in the background", "on": "2026-12-01"}


@pytest.fixture
async def story(town: Town) -> Affair:
    return await affair(town)


async def planned(story: Affair) -> None:
    """Handed over, accepted, and planned for next Tuesday."""
    await story.hands_over(await story.trend())
    await story.arrives()
    await story.fills(await story.answers("Accept"), **PLAN)
    await story.arrives()


def said(outcome: Outcome) -> str:
    assert isinstance(outcome, Reply)
    assert outcome.is_for_newcomers
    return words(outcome)


async def test_a_hand_over_is_a_card_with_the_facts_in_their_own_channel(story: Affair) -> None:
    theme = await story.trend()
    told = words(await story.hands_over(theme))
    assert "Engineering has" in told
    assert "#engineering" in told
    (card,) = await story.posted()
    said = card.fallback
    assert "Priya Nair hands this over to Engineering: since Monday" in said
    assert "3: Acme, Globex and Initech" in said
    assert "$300k" in said
    assert "3 accounts in 14 days" in said
    assert "“We get a timeout whenever we export invoices”" in said
    assert {"Accept", "Not ours: it is for …"} <= set(labels(Reply(card)))
    assert theme.state == ThemeState.HANDED_OVER
    for number in range(3):
        assert [touch for touch in await story.town.ledger(story.accounts[number]) if touch.direction == "out"] == []


async def test_without_a_channel_of_ours_alone_nothing_is_handed_over(story: Affair) -> None:
    theme = await story.trend()
    with pytest.raises(BadInput, match="I know no channel #billing"):
        await story.hands_over(theme, "billing")
    story.engineering.kind = "shared"
    with pytest.raises(BadInput, match="ours alone"):
        await story.hands_over(theme)
    assert theme.state == ThemeState.OPEN


async def test_a_theme_of_suggestions_alone_is_not_handed_over(story: Affair) -> None:
    await story.complains(0)
    await story.complains(1)
    with pytest.raises(BadInput, match="no message of this theme is confirmed"):
        await story.hands_over(await story.theme())


async def test_somebody_who_is_no_teammate_accepts_it_and_says_the_plan(story: Affair) -> None:
    theme = await story.trend()
    await story.hands_over(theme)
    await story.arrives()
    asked = await story.answers("Accept")
    assert isinstance(asked, OpenForm)
    assert asked.is_for_newcomers
    assert (theme.state, theme.accepted_by) == (ThemeState.ACCEPTED, "Ravi Menon")
    assert "Noted: by 2026-12-01" in said(await story.fills(asked, **PLAN))
    assert (theme.state, theme.plan, theme.plan_on) == ("planned", PLAN["plan"], date(2026, 12, 1))
    redrawn = (await story.posted())[-1]
    assert labels(Reply(redrawn)) == ["Still on track", "New date", "Done"]
    assert "Run exports in the background, by Tue 1 Dec" in redrawn.fallback
    assert "with Engineering · Ravi Menon" in words(await story.press("theme.open", theme=str(theme.id)))


async def test_a_plan_in_the_past_is_told_to_whoever_gave_it(story: Affair) -> None:
    theme = await story.trend()
    await story.hands_over(theme)
    asked = await story.answers("Accept")
    assert "is in the past" in said(await story.fills(asked, plan="soon", on="2026-11-01"))
    assert "say in a few words" in said(await story.fills(asked, plan=" ", on="2026-12-01"))
    assert theme.state == ThemeState.ACCEPTED


@pytest.mark.parametrize("label", ["Accept", "Not ours: it is for …"])
async def test_nobody_else_answers_for_them(story: Affair, label: str) -> None:
    """A customer, a stranger there, one of our company elsewhere, and anybody once the channel is shared."""
    theme = await story.trend()
    await story.hands_over(theme)
    await story.arrives()
    dana, shared = story.contacts[0], story.places[0]
    assert await story.answers(label, who=dana, is_home=False, place=shared, choice="billing") is None
    assert await story.answers(label, is_home=False, choice="billing") is None
    assert await story.answers(label, place=shared, choice="billing") is None
    story.engineering.kind = "shared"
    assert await story.answers(label, choice="billing") is None
    assert theme.state == ThemeState.HANDED_OVER


async def test_it_is_passed_on_and_the_old_card_says_where_to(story: Affair) -> None:
    billing = await story.town.channel(None, "billing", kind="team")
    theme = await story.trend()
    await story.hands_over(theme)
    await story.arrives()
    assert "#billing" in said(await story.answers("Not ours: it is for …", choice="billing"))
    assert (theme.state, theme.department) == (ThemeState.HANDED_OVER, "billing")
    assert "Ravi Menon passed it on to Billing" in (await story.posted())[-1].fallback
    assert labels(Reply((await story.posted())[-1])) == []
    (card,) = await story.posted(billing)
    assert "hands this over to Billing: passed on by Ravi Menon" in card.fallback
    old = (await story.posted())[0]
    assert await story.answers("Accept", card=old) is None


async def test_a_hand_over_is_taken_back_until_they_accept(story: Affair) -> None:
    theme = await story.trend()
    told = await story.hands_over(theme)
    await story.arrives()
    await story.town.presses(story.priya, told, "Undo")
    assert (theme.state, theme.department) == (ThemeState.OPEN, None)
    assert "Priya Nair took it back" in (await story.posted())[-1].fallback
    story.town.later(minutes=1)
    again = await story.hands_over(theme)
    await story.answers("Accept")
    with pytest.raises(Stale, match="is accepted by now"):
        await story.town.presses(story.priya, again, "Undo")


async def test_what_waits_in_the_queue_says_how_things_stand_when_it_leaves(story: Affair) -> None:
    theme = await story.trend()
    told = await story.hands_over(theme)
    await story.town.presses(story.priya, told, "Undo")
    (card,) = await story.posted()
    assert "took it back" in card.fallback


async def test_a_silent_department_is_nudged_once_and_then_shown_to_the_manager(story: Affair) -> None:
    town = story.town
    theme = await story.trend()
    await story.hands_over(theme)
    await story.arrives()
    await town.waits(hours=30)
    assert len(await story.posted()) == 1
    assert await themes.silent(town.session, town.now) == []
    await town.waits(hours=30)
    assert "nobody has accepted it" in (await story.posted())[-1].fallback
    assert [one.theme.id for one in await themes.silent(town.session, town.now)] == [theme.id]
    page = words(await story.press("theme.open", theme=str(theme.id)))
    assert "silent, nudged" in page
    assert "ask Ravi Menon (ravi.menon@concierge.example)" in page
    before = len(await story.posted())
    await town.waits(hours=24 * 8)
    assert len(await story.posted()) == before
    await story.answers("Accept")
    assert await themes.silent(town.session, town.now) == []


async def test_a_manager_asks_them_once_a_day(story: Affair) -> None:
    town = story.town
    theme = await story.trend()
    await story.hands_over(theme)
    await story.arrives()
    told = words(await town.press(story.marco, "theme.nudge", {"theme": str(theme.id)}))
    assert "Engineering is asked in #engineering. In person: Ravi Menon" in told
    assert "Marco asks: " in (await story.posted())[-1].fallback
    with pytest.raises(Stale, match="asked today already"):
        await town.press(story.marco, "theme.nudge", {"theme": str(theme.id)})


async def test_weekends_are_no_silence(story: Affair) -> None:
    """Handed over on a Friday morning, they have until Tuesday morning."""
    town = story.town
    theme = await story.trend()
    town.later(days=3)
    await story.hands_over(theme)
    await town.waits(hours=76)
    assert len(await story.posted()) == 1
    await town.waits(hours=21)
    assert len(await story.posted()) == 2


async def test_progress_is_asked_at_the_date_and_answered_by_a_press(story: Affair) -> None:
    town = story.town
    await planned(story)
    theme = await story.theme()
    before = len(await story.posted())
    await town.waits(until=town.now + timedelta(days=6))
    assert len(await story.posted()) == before
    await town.waits(until=town.now + timedelta(days=1, hours=3))
    question = (await story.posted())[-1]
    assert "How does it go: " in question.fallback
    assert "due today" in question.fallback
    assert said(await story.answers("Still on track")) == "Good: noted."
    assert theme.progress == "on track, says Ravi Menon"
    await town.waits(hours=24)
    assert "1 day late" in (await story.posted())[-1].fallback
    await story.fills(await story.answers("New date"), plan="Still that", on="2026-12-11")
    assert (theme.plan_on, theme.progress) == (date(2026, 12, 11), "new date, said by Ravi Menon")


async def test_a_plan_far_away_is_asked_about_each_week(story: Affair) -> None:
    town = story.town
    await story.hands_over(await story.trend())
    await story.arrives()
    await story.fills(await story.answers("Accept"), plan="A new engine", on="2026-12-29")
    await story.arrives()
    await town.waits(hours=24 * 7 + 6)
    assert "by Tue 29 Dec" in (await story.posted())[-1].fallback


async def test_a_question_that_nobody_answers_is_nudged(story: Affair) -> None:
    town = story.town
    await planned(story)
    await town.waits(hours=24 * 9 + 12)
    assert "nobody has said how it goes" in (await story.posted())[-1].fallback
    assert len(await themes.silent(town.session, town.now)) == 1


async def test_a_colleague_notes_on_the_page_what_they_said_elsewhere(story: Affair) -> None:
    theme = await story.trend()
    await story.hands_over(theme)
    page = await story.press("theme.open", theme=str(theme.id))
    asked = await story.town.presses(story.priya, page, "Accept")
    await story.town.submits(story.priya, asked, **PLAN)
    assert (theme.state, theme.accepted_by) == (ThemeState.PLANNED, "Priya Nair")


async def test_a_press_on_an_old_card_is_answered_kindly(story: Affair) -> None:
    await planned(story)
    card = (await story.posted())[0]
    assert "this is planned by now" in said(await story.answers("Accept", card=card))


async def test_done_asks_for_the_cause_and_refuses_names(story: Affair) -> None:
    await planned(story)
    theme = await story.theme()
    asked = await story.answers("Done")
    told = said(await story.fills(asked, done="Globex can export again", root_cause="x"))
    assert "names Globex" in told
    assert theme.state == ThemeState.PLANNED
    assert "3 drafts wait" in said(await story.fills(asked, **DONE))
    assert (theme.state, theme.root_cause) == (ThemeState.DONE, DONE["root_cause"])
    assert labels(Reply((await story.posted())[-1])) == []
    assert await errands.open_of(story.town.session, "theme.ask", theme.id or 0) == []


def candidate(story: Affair, key: str, **changes: object) -> Candidate:
    delivery = Delivery(
        marker="m", key=key, lane_id=1, channel_id=1, ready_at=story.town.now, created_at=story.town.now
    )
    channel = story.engineering
    for name, value in changes.items():
        setattr(channel, name, value)
    return Candidate(delivery, channel, say("Acme and Globex").to_json(), None, {})


@pytest.mark.parametrize(
    ("key", "changes", "passes"),
    [
        ("department:1:card:now", {}, True),
        ("digest:1", {}, False),
        ("department:1:card:now", {"kind": "shared"}, False),
        ("department:1:card:now", {"kind": "direct"}, False),
        ("department:1:card:now", {"account_id": 1}, False),
    ],
)
async def test_the_wall_lets_a_card_stand_in_a_channel_of_ours_alone(
    story: Affair, key: str, changes: dict[str, object], passes: bool
) -> None:
    found = wall.check(candidate(story, key, **changes))
    assert isinstance(found, Cleared if passes else Walled)
