"""Once a theme is done, everybody affected hears it from their own CSM, and nothing about anybody else."""

from itertools import permutations

import pytest

from outreach.errors import BadInput, Stale
from outreach.models.desk import Request
from outreach.models.ledger import TouchState
from outreach.models.listening import KnownAnswer
from outreach.models.themes import ThemeState
from outreach.store import answers, items, requests, texts
from tests.handlers.themes import stories
from tests.handlers.themes.stories import DONE, SAID, Affair, affair
from tests.handlers.world import Town, form, labels, words


@pytest.fixture
async def story(town: Town) -> Affair:
    return await affair(town)


async def finished(story: Affair, done: str = DONE["done"]) -> None:
    theme = await story.trend()
    asked = await story.press("theme.done", theme=str(theme.id))
    await story.town.submits(story.priya, asked, done=done, root_cause="a lock")


async def test_each_account_gets_a_draft_under_its_own_message(story: Affair) -> None:
    town = story.town
    await finished(story)
    for number in range(3):
        draft = (await town.ledger(story.accounts[number]))[-1]
        said = await town.said(draft)
        assert (draft.state, draft.origin, draft.author_id) == (TouchState.PROPOSED, "desk", story.priya.id)
        assert draft.channel_id == story.places[number].id
        assert draft.thread is not None
        assert SAID[number] in said
        assert "Exports of invoices run in the background." in said
        assert draft.answers_id is not None
    (told,) = [one for one in await town.told(story.priya) if "is done" in one]
    assert "3 customers of yours should hear it from you" in told
    page = words(await story.press("theme.open", theme=str((await story.theme()).id)))
    assert page.count("a draft waits") == 3


async def test_whoever_looks_after_them_sends_it(story: Affair) -> None:
    town = story.town
    await finished(story)
    draft = (await town.ledger(story.accounts[0]))[-1]
    seen = await town.press(story.priya, "reply.show", {"draft": str(draft.id)})
    assert "Send" in labels(seen)
    await town.presses(story.priya, seen, "Send")
    await town.arrives(draft)
    page = words(await story.press("theme.open", theme=str((await story.theme()).id)))
    assert "they were told" in page


async def test_a_draft_that_was_put_away_is_written_anew_on_demand(story: Affair) -> None:
    town = story.town
    await finished(story)
    theme = await story.theme()
    first = (await town.ledger(story.accounts[0]))[-1]
    await town.press(story.priya, "reply.put_away", {"draft": str(first.id)})
    page = await story.press("theme.open", theme=str(theme.id))
    assert "1 draft made" in words(await town.presses(story.priya, page, "Tell 1 account"))
    second = (await town.ledger(story.accounts[0]))[-1]
    assert (second.id != first.id, second.state) == (True, TouchState.PROPOSED)
    with pytest.raises(Stale, match="on its way to everybody"):
        await story.press("theme.tell", theme=str(theme.id))


async def test_where_no_channel_is_left_they_are_told_in_person(story: Affair) -> None:
    town = story.town
    theme = await story.trend()
    story.places[1].gone_at = town.now
    asked = await story.press("theme.done", theme=str(theme.id))
    assert "2 drafts wait" in words(await town.submits(story.priya, asked, **DONE))
    (told,) = [one for one in await town.told(story.priya) if "is done" in one]
    assert "Globex: tell them yourself, since #ext-globex is" in told


async def test_what_is_kept_out_of_the_channel_stays_out_of_it(story: Affair) -> None:
    town = story.town
    theme = await story.trend()
    secret = "A surprise for Tom: an invoice export without a timeout"
    row = await requests.add(
        town.session,
        Request(
            account_id=story.accounts[3].id or 0,
            channel_id=story.places[3].id,
            text_id=await texts.keep(town.session, secret, None),
            is_private=True,
            opened_at=town.now,
            opened_by="Tom",
        ),
    )
    await story.press("theme.add", theme=str(theme.id), choice=f"request:{row.id}")
    await story.hands_over(theme)
    assert secret not in "".join(one.fallback for one in await story.posted())
    asked = await story.press("theme.done", theme=str(theme.id)) if theme.state == ThemeState.OPEN else None
    assert asked is None
    await story.answers("Accept")
    await town.submits(story.priya, await story.press("theme.done", theme=str(theme.id)), **DONE)
    assert [touch for touch in await town.ledger(story.accounts[3]) if touch.direction == "out"] == []
    (told,) = [one for one in await town.told(story.leo) if "is done" in one]
    assert "Umbra: tell them yourself" in told


async def test_the_help_item_has_their_questions_without_names_and_what_may_be_answered(story: Affair) -> None:
    town = story.town
    said = await story.complains(0, "The invoice export fails with a timeout at Acme, says Dana")
    asked = await story.press("theme.new", choice=f"complaint:{said.id}")
    await town.submits(story.priya, asked, name="Exports")
    theme = await story.theme()
    for answer, is_general in (("Export fewer than 1,000 invoices at once.", True), ("Only for Acme.", False)):
        question_id, answer_id = await answers.keep_texts(
            town.session, "The invoice export fails with a timeout", answer
        )
        await answers.put(
            town.session,
            KnownAnswer(
                account_id=story.accounts[0].id or 0,
                question_text_id=question_id,
                answer_text_id=answer_id,
                approved_by_id=story.priya.id or 0,
                approved_at=town.now,
                generalised_at=town.now if is_general else None,
            ),
        )
    asked = await story.press("theme.write", theme=str(theme.id))
    given = {one.name: one.value for one in form(asked).inputs}
    assert "Acme" not in given["context"]
    assert "Dana" not in given["context"]
    assert "Export fewer than 1,000 invoices at once." in given["context"]
    assert "Only for" not in given["context"]
    assert "Names were taken out: Acme, Dana." in "".join(run.text for run in form(asked).intro)
    with pytest.raises(BadInput, match="names Globex"):
        await town.submits(story.priya, asked, title="Exports at Globex")
    page = await town.submits(story.priya, asked, title="Exports that take long", topics="exports")
    assert "Approve" in labels(page)
    item = await items.by_id(town.session, theme.item_id or 0)
    assert item is not None
    assert (item.state, item.origin, item.title) == ("draft", "chat", "Exports that take long")
    assert "See the help item" in labels(await story.press("theme.open", theme=str(theme.id)))


NAUGHTY = ("<!channel>", "[x](http://evil)", "‹gap›", "**", "\u202e", "{{ csm }}")


@pytest.mark.parametrize(
    ("order", "extra"), [*zip(permutations(range(3)), NAUGHTY, strict=True)], ids=lambda value: ascii(value)
)
async def test_nothing_about_another_account_reaches_anybody(story: Affair, order: tuple[int, ...], extra: str) -> None:
    """Each says a marker of their own; no draft, whoever comes first, holds another's."""
    town, marks = story.town, [f"mark{number}x" for number in range(3)]
    said = [await story.complains(number, f"{SAID[number]} {marks[number]} {extra}") for number in order]
    if not (rows := await story.rows()):
        asked = await story.press("theme.new", choice=f"complaint:{said[0].id}")
        await town.submits(story.priya, asked, name="Exports")
    elif rows[0].state == "suggested":
        await story.press("theme.same", member=str(rows[0].id))
    theme = await story.theme()
    for complaint in said:
        if complaint.id not in {row.complaint_id for row in await story.rows()}:
            await story.press("theme.add", theme=str(theme.id), choice=f"complaint:{complaint.id}")
    theme.name = " ".join(marks)
    asked = await story.press("theme.done", theme=str(theme.id))
    await town.submits(story.priya, asked, **DONE)
    drafts = 0
    for number in range(3):
        for touch in await town.ledger(story.accounts[number]):
            if touch.direction == "in":
                continue
            reads = await town.said(touch)
            drafts += 1
            assert marks[number] in reads
            assert not [mark for mark in marks if mark in reads and mark != marks[number]]
            assert not [name for name in stories.NAMES if name in reads]
    assert drafts == 3
