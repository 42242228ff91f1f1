"""What may be the same is suggested, and only what a person confirms counts."""

from decimal import Decimal

import pytest
from sqlmodel import col, select

from handlers.work import Outcome
from outreach.errors import Stale
from outreach.messages import Choice
from outreach.models.desk import Complaint, Request
from outreach.models.themes import ThemeState
from outreach.store import requests, texts, themes
from tests.handlers.themes.stories import Affair, affair
from tests.handlers.world import Town, controls, labels, words

SAME = "The invoice export fails with a timeout once more"


@pytest.fixture
async def story(town: Town) -> Affair:
    return await affair(town)


async def test_two_alike_are_suggested_a_theme_and_nothing_counts_yet(story: Affair) -> None:
    await story.complains(0)
    assert await story.rows() == []
    await story.complains(1)
    first, second = await story.rows()
    assert (first.theme_id, first.state, second.state) == (second.theme_id, "suggested", "suggested")
    assert {"invoice", "export", "timeout"} & set(second.shared)
    theme = await story.theme()
    assert "acme" not in theme.name.casefold()
    page = await story.town.types(story.priya, "themes")
    assert "No theme is confirmed" in words(page)
    assert "Globex" in words(page)
    assert {"Same thing", "Not the same", "New theme"} <= set(labels(page))


async def test_one_press_confirms_that_two_are_the_same(story: Affair) -> None:
    await story.complains(0)
    await story.complains(1)
    told = await story.town.presses(story.priya, await story.town.types(story.priya, "themes"), "Same thing")
    assert [one.state for one in await story.rows()] == ["confirmed", "confirmed"]
    page = words(await story.town.presses(story.priya, told, "Open"))
    assert "2: Acme and Globex" in page
    assert "$200k" in page
    assert "no minutes" not in page
    assert "What they would say in a survey, before and after, is not known" in page


async def test_it_can_be_taken_back(story: Affair) -> None:
    await story.complains(0)
    await story.complains(1)
    told = await story.town.presses(story.priya, await story.town.types(story.priya, "themes"), "Same thing")
    await story.town.presses(story.priya, told, "Undo")
    assert [one.state for one in await story.rows()] == ["suggested", "suggested"]


async def test_what_is_not_the_same_is_not_suggested_again(story: Affair) -> None:
    await story.complains(0)
    await story.complains(1)
    told = await story.town.presses(story.priya, await story.town.types(story.priya, "themes"), "Not the same")
    assert [one.state for one in await story.rows()] == ["refused", "refused"]
    assert (await story.theme()).state == ThemeState.SET_ASIDE
    assert "Same thing" not in labels(await story.town.types(story.priya, "themes"))
    await story.town.presses(story.priya, told, "Undo")
    assert (await story.theme()).state == ThemeState.OPEN
    assert "Same thing" in labels(await story.town.types(story.priya, "themes"))


async def test_a_third_joins_by_suggestion_alone(story: Affair) -> None:
    for number in range(3):
        await story.complains(number)
    rows = await story.rows()
    assert len({row.theme_id for row in rows}) == 1
    await story.press("theme.same", member=str(rows[1].id))
    assert [row.state for row in await story.rows()] == ["confirmed"] * 3


async def test_a_stranger_is_left_alone(story: Affair) -> None:
    await story.complains(0)
    await story.complains(1, "Could somebody show our new colleague the dashboard, please? This is very annoying")
    assert await story.rows() == []


async def test_the_same_customer_twice_begins_no_theme(story: Affair) -> None:
    await story.complains(0)
    await story.complains(0, SAME)
    assert await story.rows() == []


async def test_a_request_and_a_complaint_can_be_the_same_thing(story: Affair) -> None:
    town = story.town
    await story.complains(0)
    text_id = await texts.keep(town.session, "Please mend the timeout of the invoice export", None)
    await requests.add(
        town.session,
        Request(account_id=story.accounts[1].id or 0, text_id=text_id, opened_at=town.now, opened_by="Gwen"),
    )
    await town.sees_to_errands()
    rows = await story.rows()
    assert [themes.subject_of(row).kind for row in rows] == ["complaint", "request"]


async def test_a_message_begins_a_theme_by_hand(story: Affair) -> None:
    await story.complains(0)
    page = await story.town.types(story.priya, "themes")
    choice = next(one for one in _choices(page) if one.label == "New theme from …")
    asked = await story.town.presses(story.priya, page, "New theme from …", choice.options[0][0])
    told = await story.town.submits(story.priya, asked, name="Slow exports")
    theme = await story.theme()
    assert (theme.name, [row.state for row in await story.rows()]) == ("Slow exports", ["confirmed"])
    await story.town.presses(story.priya, told, "Undo")
    assert theme.state == ThemeState.SET_ASIDE


async def test_a_suggestion_can_begin_a_theme_of_its_own(story: Affair) -> None:
    await story.complains(0)
    await story.complains(1)
    await story.complains(2)
    rows = await story.rows()
    asked = await story.press("theme.new", member=str(rows[2].id))
    await story.town.submits(story.priya, asked, name="Something else")
    assert [(row.theme_id, row.state) for row in await story.rows()] == [
        (rows[0].theme_id, "suggested"),
        (rows[0].theme_id, "suggested"),
        (rows[0].theme_id, "refused"),
        (rows[0].theme_id + 1, "confirmed"),
    ]


async def test_themes_are_merged_and_parted_again(story: Affair) -> None:
    theme = await story.trend()
    await story.complains(3, "Something about the colours of the login page is ugly and wrong, fix it")
    asked = await story.press("theme.new", choice=f"complaint:{(await _last(story)).id}")
    await story.town.submits(story.priya, asked, name="Colours")
    other = await story.theme()
    told = await story.press("theme.merge", theme=str(other.id), choice=str(theme.id))
    assert {row.theme_id for row in await story.rows() if row.state == "confirmed"} == {theme.id}
    assert other.state == ThemeState.SET_ASIDE
    await story.town.presses(story.priya, told, "Undo")
    assert [row.theme_id for row in await story.rows()][-1] == other.id
    assert other.state == ThemeState.OPEN


async def test_a_message_is_added_by_hand(story: Affair) -> None:
    theme = await story.trend()
    await story.complains(3, "Our accountants cannot get their files out of your system any more, unacceptable")
    page = await story.press("theme.open", theme=str(theme.id))
    choice = next(one for one in _choices(page) if one.label == "Add a message …")
    told = await story.town.presses(story.priya, page, "Add a message …", choice.options[0][0])
    assert (await story.rows())[-1].state == "confirmed"
    await story.town.presses(story.priya, told, "Undo")
    assert (await story.rows())[-1].state == "refused"


async def test_a_complaint_that_was_none_counts_no_more(story: Affair) -> None:
    theme = await story.trend()
    rows = await story.rows()
    dismissed = rows[2].complaint_id
    row = await _complaint(story, dismissed or 0)
    row.confirmed_at, row.closed_at, row.closed_because = None, story.town.now, "it was no complaint"
    await story.town.session.flush()
    affecting = await themes.trends(story.town.session)
    assert [one.name for one in affecting[0].accounts] == ["Acme", "Globex"]
    assert theme.trend_at is not None


async def test_words_that_are_gone_are_compared_with_nothing(story: Affair) -> None:
    first = await story.complains(0)
    await texts.forget(story.town.session, first.text_id)
    story.town.later(minutes=5)
    await story.complains(1)
    assert await story.rows() == []


async def test_a_trend_is_told_once_to_whoever_looks_after_them(story: Affair) -> None:
    theme = await story.trend()
    assert theme.trend_because == "3 accounts in 14 days (3 messages; usually none)"
    told = [one for one in await story.town.told(story.priya) if one.startswith("Trend")]
    assert len(told) == 1
    assert "Yours: Acme, Globex and Initech" in told[0]
    assert [one for one in await story.town.told(story.leo) if one.startswith("Trend")] == []
    await story.complains(3)
    await story.press("theme.same", member=str((await story.rows())[-1].id))
    assert len([one for one in await story.town.told(story.priya) if one.startswith("Trend")]) == 1
    page = await story.town.types(story.priya, "themes")
    assert "TREND" in words(page)
    (found,) = await themes.trends(story.town.session)
    assert (len(found.accounts), found.arr) == (4, Decimal(400_000))


async def test_the_page_opens_its_messages(story: Affair) -> None:
    theme = await story.trend()
    page = await story.press("theme.open", theme=str(theme.id))
    choice = next(one for one in _choices(page) if one.label == "Open a message …")
    seen = await story.town.presses(story.priya, page, "Open a message …", choice.options[0][0])
    assert "Acme" in words(seen)


async def test_a_press_on_what_is_judged_changes_nothing(story: Affair) -> None:
    await story.trend()
    with pytest.raises(Stale, match="Somebody has judged that already"):
        await story.press("theme.same", member=str((await story.rows())[0].id))


def _choices(page: Outcome) -> list[Choice]:
    return [one for one in controls(page) if isinstance(one, Choice)]


async def _last(story: Affair) -> Complaint:
    found = (await story.town.session.exec(select(Complaint).order_by(col(Complaint.id).desc()))).first()
    assert found is not None
    return found


async def _complaint(story: Affair, complaint_id: int) -> Complaint:
    found = await story.town.session.get(Complaint, complaint_id)
    assert found is not None
    return found
