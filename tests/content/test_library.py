"""The library: rows keep step with files, a person approves with both answers, and what changed is looked at again."""

import re
import shutil
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from content import checking, library
from content.item_files import ItemFile, ItemFolder, read_folder
from content.library import NewItem
from content.rendering import Renderer
from outreach.database import Database, Session
from outreach.errors import Ambiguous, BadInput, NotFound
from outreach.ledger import proposals
from outreach.models.ledger import Touch, TouchState
from outreach.models.library import Item
from outreach.store import deliveries, items, turns
from scheduler import planner
from tests.world import MONDAY, World, planning

CONTENT = Path(__file__).parents[2] / "content"
QUIET = (time(18), time(9))
PLANNING = planning()
# Before the hour at which everything is planned anew.
LATER = MONDAY + timedelta(minutes=30)
WHY = {"topic": "month-end close", "why": "It covers the step you named.", "gain": "It flags mismatches early."}
FILE = ItemFile(
    slug="close-checklist",
    title="Close checklist",
    kind="product",
    context="A two-page checklist by our onboarding team.",
    body="1. Load bank lines every day.",
    topics=("month-end close",),
    curated_by="Priya Nair",
    link="https://example.com/close-checklist",
    reasons=(WHY,),
    approved_by="Marco Rossi",
)
OTHER = replace(FILE, slug="calendar", title="Close calendar", link="https://example.com/calendar")
NEW = NewItem(
    title="Bücher für den Abschluss",
    kind="industry",
    context="A reading list.",
    link="https://example.com/books",
    topics=("Month-End Close",),
    why="This list covers what you asked about.",
    gain="It saves you a search.",
)


def folder(*files: ItemFile, unread: frozenset[str] = frozenset()) -> ItemFolder:
    return ItemFolder(files, unread=unread)


async def row(session: Session, slug: str = FILE.slug) -> Item:
    found = await items.by_slug(session, slug)
    assert found is not None
    return found


async def proposed(session: Session, *files: ItemFile) -> Touch:
    """Acme's proposal on the files given."""
    world = World(session)
    csm = await world.csm()
    account = await world.account("Acme", csm)
    dana = await world.contact(account)
    await world.channel(account)
    await world.fact(account, "month-end close still takes six days", dana, topics=["month-end close"])
    await library.sync(session, folder(*files), MONDAY)
    await planner.seat_everybody(session, PLANNING, MONDAY)
    (touch,) = (await planner.plan(session, PLANNING, MONDAY)).proposed
    return touch


async def test_a_new_file_becomes_a_row_that_says_the_same(database: Database) -> None:
    async with database.writing() as session:
        done = await library.sync(session, folder(FILE), MONDAY)
        assert (done.new, done.changed, done.gone) == (["close-checklist"], [], [])
    async with database.reading() as session:
        item = await row(session)
        assert (item.origin, item.state, item.approved_by, item.approved_at) == (
            *("file", "approved", "Marco Rossi"),
            MONDAY,
        )
        assert (item.topics, item.reasons, item.body) == (["month-end close"], [WHY], FILE.body)
        assert (item.added_at, item.changed_at) == (MONDAY, MONDAY)


async def test_a_file_without_approval_is_a_draft(database: Database) -> None:
    async with database.writing() as session:
        await library.sync(session, folder(replace(FILE, approved_by=None)), MONDAY)
        item = await row(session)
        assert (item.state, item.approved_at) == ("draft", None)


async def test_the_same_files_again_change_nothing(database: Database) -> None:
    async with database.writing() as session:
        await library.sync(session, folder(FILE), MONDAY)
        done = await library.sync(session, folder(FILE), LATER)
        assert done.is_quiet
        assert (await row(session)).changed_at == MONDAY


async def test_all_shipped_items_become_rows_once(database: Database) -> None:
    read = read_folder(CONTENT / "items")
    async with database.writing() as session:
        assert len((await library.sync(session, read, MONDAY)).new) == len(read.items)
    async with database.writing() as session:
        assert (await library.sync(session, read, LATER)).is_quiet


async def test_a_changed_file_changes_its_row_and_says_when(database: Database) -> None:
    async with database.writing() as session:
        await library.sync(session, folder(FILE), MONDAY)
        done = await library.sync(session, folder(replace(FILE, title="The close checklist")), LATER)
        item = await row(session)
        assert done.changed == ["close-checklist"]
        assert (item.title, item.added_at, item.changed_at) == ("The close checklist", MONDAY, LATER)


async def test_a_vanished_file_is_retired_never_deleted(database: Database) -> None:
    async with database.writing() as session:
        await library.sync(session, folder(FILE, OTHER), MONDAY)
        done = await library.sync(session, folder(OTHER), LATER)
        assert (done.gone, (await row(session)).state) == (["close-checklist"], "retired")
        assert (await library.sync(session, folder(OTHER), LATER)).is_quiet


async def test_a_file_that_comes_back_is_as_it_was(database: Database) -> None:
    async with database.writing() as session:
        await library.sync(session, folder(FILE), MONDAY)
        await library.sync(session, folder(), MONDAY)
        done = await library.sync(session, folder(FILE), LATER)
        assert (done.changed, (await row(session)).state) == (["close-checklist"], "approved")


async def test_a_slip_in_a_file_leaves_its_row_and_its_proposal_alone(database: Database) -> None:
    async with database.writing() as session:
        touch = await proposed(session, FILE)
        done = await library.sync(session, folder(unread=frozenset({"close-checklist"})), LATER)
        assert done.is_quiet
        assert ((await row(session)).state, touch.state) == ("approved", TouchState.PROPOSED)


async def test_what_somebody_retired_in_chat_stays_so_until_the_file_changes(database: Database) -> None:
    async with database.writing() as session:
        await library.sync(session, folder(FILE), MONDAY)
        await library.retire(session, await row(session), MONDAY)
        await library.sync(session, folder(FILE), LATER)
        assert (await row(session)).state == "retired"
        await library.sync(session, folder(replace(FILE, context="Corrected.")), LATER)
        assert (await row(session)).state == "approved"


async def test_an_item_from_chat_is_left_alone_and_keeps_its_name(database: Database) -> None:
    async with database.writing() as session:
        mine = await library.add(session, replace(NEW, title="Close checklist"), by="Priya Nair", now=MONDAY)
        assert mine.slug == FILE.slug
        done = await library.sync(session, folder(FILE, OTHER), LATER)
        assert done.new == ["calendar"]
        assert done.problems == [
            "close-checklist.md is left out: “Close checklist”, added by Priya Nair, has that name. Rename the file."
        ]
        assert (await row(session)).origin == "chat"


async def test_problems_of_the_folder_are_passed_on(database: Database) -> None:
    async with database.writing() as session:
        done = await library.sync(session, ItemFolder((FILE,), ("bad.md lacks title.",), frozenset({"bad"})), MONDAY)
        assert (done.new, done.problems) == (["close-checklist"], ["bad.md lacks title."])


async def test_approved_words_on_a_changed_item_go_back_to_review(database: Database) -> None:
    async with database.writing() as session:
        touch = await proposed(session, FILE)
        await proposals.approve(session, touch, by="Priya", now=MONDAY)
        await library.sync(session, folder(replace(FILE, link="https://example.com/moved")), LATER)
        (delivery,) = await deliveries.of_touch(session, touch.id or 0)
        assert (touch.state, touch.approved_hash, delivery.state) == (TouchState.PROPOSED, None, "cancelled")
        assert touch.ended_because == "“Close checklist” has changed"


async def test_a_retired_item_takes_its_proposal_along_and_another_one_follows(database: Database) -> None:
    async with database.writing() as session:
        first = await proposed(session, FILE)
        await library.sync(session, folder(OTHER), LATER)
        assert (first.state, first.ended_because) == (TouchState.CANCELLED, "“Close checklist” was retired")
        (second,) = (await planner.plan(session, PLANNING, LATER)).proposed
        assert (second.item_id, second.state) == ((await row(session, "calendar")).id, TouchState.PROPOSED)
        assert second.key != first.key
        assert await turns.without_future(session) == []


async def test_an_item_that_is_a_draft_again_is_proposed_no_more(database: Database) -> None:
    async with database.writing() as session:
        touch = await proposed(session, FILE)
        await library.sync(session, folder(replace(FILE, approved_by=None)), LATER)
        assert touch.state == TouchState.CANCELLED
        assert (await planner.plan(session, PLANNING, LATER)).proposed == []
        assert await turns.without_future(session) == []


async def test_what_is_being_sent_is_too_late_to_stop(database: Database) -> None:
    async with database.writing() as session:
        touch = await proposed(session, FILE)
        await proposals.approve(session, touch, by="Priya", now=MONDAY)
        (delivery,) = await deliveries.of_touch(session, touch.id or 0)
        delivery.state = "sending"
        await library.retire(session, await row(session), LATER)
        assert ((await row(session)).state, touch.state) == ("retired", TouchState.APPROVED)


async def empty_handed(session: Session) -> None:
    """Acme, planned for while the library holds nothing for them."""
    world = World(session)
    csm = await world.csm()
    account = await world.account("Acme", csm)
    dana = await world.contact(account)
    await world.channel(account)
    await world.fact(account, "month-end close still takes six days", dana)
    await planner.seat_everybody(session, PLANNING, MONDAY)
    assert (await planner.plan(session, PLANNING, MONDAY)).proposed == []
    assert (await planner.plan(session, PLANNING, LATER)).considered == 0


async def test_a_newly_approved_item_is_considered_at_once(database: Database) -> None:
    async with database.writing() as session:
        item = await library.add(session, NEW, by="Priya Nair", now=MONDAY)
        await empty_handed(session)
        await library.approve(session, item, by="Marco Rossi", front_page=True, now=LATER)
        (touch,) = (await planner.plan(session, PLANNING, LATER)).proposed
        assert touch.item_id == item.id


async def test_a_new_file_is_considered_at_once(database: Database) -> None:
    async with database.writing() as session:
        await empty_handed(session)
        await library.sync(session, folder(FILE), LATER)
        (touch,) = (await planner.plan(session, PLANNING, LATER)).proposed
        assert touch.item_id == (await row(session)).id


async def test_an_item_from_chat_is_a_draft_with_a_name_and_reasons(database: Database) -> None:
    async with database.writing() as session:
        item = await library.add(session, NEW, by="Priya Nair", now=MONDAY)
        assert (item.slug, item.origin, item.state) == ("bucher-fur-den-abschluss", "chat", "draft")
        assert (item.topics, item.curated_by, item.approved_by) == (["month-end close"], "Priya Nair", None)
        assert item.reasons == [{"topic": "month-end close", "why": NEW.why, "gain": NEW.gain}]
        again = await library.add(session, replace(NEW, link=None), by="Priya Nair", now=MONDAY)
        assert again.slug == "bucher-fur-den-abschluss-2"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "An item needs a title"),
        ({"kind": "news"}, "“news” is no kind of item; choose industry, product, personal"),
        ({"link": "example.com/books"}, "“example.com/books” is no web address; begin with https://"),
        ({"link": "https://me:secret@example.com/"}, "is no web address"),
        ({"language": "German"}, "“German” is no language code; write two letters"),
    ],
)
async def test_what_cannot_be_an_item_is_told(database: Database, changes: dict[str, str], says: str) -> None:
    async with database.writing() as session:
        with pytest.raises(BadInput, match=says):
            await library.add(session, replace(NEW, **changes), by="Priya Nair", now=MONDAY)  # type: ignore[arg-type]
        assert await items.all_items(session) == []


async def test_the_same_link_again_names_the_item_that_is_there(database: Database) -> None:
    async with database.writing() as session:
        await library.add(session, NEW, by="Priya Nair", now=MONDAY)
        with pytest.raises(BadInput, match="already in the library: “Bücher für den Abschluss” \\(draft\\)"):
            await library.add(session, replace(NEW, title="Other", link=f" {NEW.link} "), by="Leo Hartmann", now=MONDAY)


async def test_approval_needs_both_answers(database: Database) -> None:
    async with database.writing() as session:
        item = await library.add(session, replace(NEW, gain=""), by="Priya Nair", now=MONDAY)
        with pytest.raises(BadInput, match="only if you would be glad to see it on a front page"):
            await library.approve(session, item, by="Marco Rossi", front_page=False, now=LATER)
        with pytest.raises(BadInput, match="say why it matters and what is in it for them first"):
            await library.approve(session, item, by="Marco Rossi", front_page=True, now=LATER)
        assert item.state == "draft"
        await library.add_reason(session, item, bound_to="topic", value=" Close  Calendar ", why="Why.", gain="Gain.")
        await library.approve(session, item, by="Marco Rossi", front_page=True, now=LATER)
        assert (item.state, item.approved_by, item.approved_at) == ("approved", "Marco Rossi", LATER)
        assert (item.reasons[-1]["topic"], item.topics[-1]) == ("close calendar", "close calendar")
        with pytest.raises(BadInput, match="already approved, by Marco Rossi"):
            await library.approve(session, item, by="Leo Hartmann", front_page=True, now=LATER)


async def test_a_personal_item_needs_no_reason_but_the_front_page(database: Database) -> None:
    async with database.writing() as session:
        personal = replace(NEW, kind="personal", why="", gain="")
        item = await library.add(session, personal, by="Priya Nair", now=MONDAY)
        await library.approve(session, item, by="Priya Nair", front_page=True, now=MONDAY)
        assert item.state == "approved"


async def test_nothing_is_added_to_what_was_approved(database: Database) -> None:
    async with database.writing() as session:
        item = await library.add(session, NEW, by="Priya Nair", now=MONDAY)
        await library.approve(session, item, by="Marco Rossi", front_page=True, now=MONDAY)
        with pytest.raises(BadInput, match=r"is approved as it stands\. Retire it first"):
            await library.add_reason(session, item, bound_to="topic", value="security", why="Why.", gain="Gain.")
        assert len(item.reasons) == 1


@pytest.mark.parametrize("part", [{"bound_to": "mood"}, {"value": " "}, {"why": ""}, {"gain": "\n"}])
async def test_half_a_reason_is_refused(database: Database, part: dict[str, str]) -> None:
    async with database.writing() as session:
        item = await library.add(session, replace(NEW, why=""), by="Priya Nair", now=MONDAY)
        whole = {"bound_to": "topic", "value": "close", "why": "Why.", "gain": "Gain."}
        with pytest.raises(BadInput, match="needs its topic"):
            await library.add_reason(session, item, **{**whole, **part})
        assert item.reasons == []


async def test_an_item_whose_file_is_gone_cannot_be_approved(database: Database) -> None:
    async with database.writing() as session:
        await library.sync(session, folder(FILE), MONDAY)
        await library.sync(session, folder(), MONDAY)
        with pytest.raises(BadInput, match=r"its file close-checklist\.md is gone\. Put the file back"):
            await library.approve(session, await row(session), by="Marco Rossi", front_page=True, now=LATER)


async def test_an_item_is_found_by_whatever_one_calls_it(database: Database) -> None:
    async with database.writing() as session:
        await library.sync(session, folder(FILE, OTHER), MONDAY)
        number = (await row(session)).id
        for asked in ("close-checklist", "Close Checklist", "“close checklist”", "checklist", f"#{number}"):
            assert (await library.find(session, asked)).slug == "close-checklist"


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ("close", Ambiguous, "“close” could be “Close calendar” (#2) or “Close checklist” (#1). Say a little more"),
        ("clsoe chekclist", NotFound, "There is no item “clsoe chekclist”. Did you mean “Close checklist” (#1)"),
        ("zzz", NotFound, "There is no item “zzz”. See /cs library."),
        ("", NotFound, "There is no item “”."),
    ],
)
async def test_a_name_that_is_none_or_several_says_what_it_could_be(
    database: Database, asked: str, error: type[Exception], says: str
) -> None:
    async with database.writing() as session:
        await library.sync(session, folder(FILE, OTHER), MONDAY)
        with pytest.raises(error, match=re.escape(says)):
            await library.find(session, asked)


async def test_what_is_retired_is_found_only_when_nothing_else_has_that_name(database: Database) -> None:
    async with database.writing() as session:
        twin = replace(FILE, slug="twin", link=None)
        await library.sync(session, folder(FILE, twin), MONDAY)
        with pytest.raises(Ambiguous):
            await library.find(session, "Close checklist")
        await library.retire(session, await row(session), LATER)
        assert (await library.find(session, "Close checklist")).slug == "twin"
        assert (await library.find(session, "close-checklist")).slug == "close-checklist"


async def test_a_topic_lists_what_is_approved_first_and_leaves_out_what_is_retired(database: Database) -> None:
    async with database.writing() as session:
        gone = replace(FILE, slug="gone", title="Gone", link=None)
        await library.sync(session, folder(replace(OTHER, approved_by=None), FILE, gone), MONDAY)
        await library.sync(session, folder(replace(OTHER, approved_by=None), FILE), MONDAY)
        await library.add(session, replace(NEW, topics=("security",)), by="Priya Nair", now=MONDAY)
        listed = [item.slug for item in await library.about(session, " Month-end  close ")]
        assert listed == ["close-checklist", "calendar"]
        assert len(await library.about(session, None)) == 3


@pytest.mark.parametrize(
    ("state", "first", "last", "expected"),
    [
        ("approved", None, None, True), ("draft", None, None, False), ("retired", None, None, False),
        ("approved", 0, 0, True), ("approved", 1, None, False), ("approved", None, -1, False),
    ],
)  # fmt: skip
def test_an_item_is_current_when_approved_and_in_its_window(
    state: str, first: int | None, last: int | None, expected: bool
) -> None:
    today = date(2026, 11, 23)
    item = Item(
        slug="a", origin="file", state=state, kind="product", title="A", curated_by="P", content_hash="x",
        publish_from=None if first is None else today + timedelta(days=first),
        publish_until=None if last is None else today + timedelta(days=last),
        added_at=MONDAY, changed_at=MONDAY,
    )  # fmt: skip
    assert library.is_current(item, today) is expected


def test_the_shipped_content_has_nothing_to_mend() -> None:
    found = checking.check(CONTENT, Renderer(CONTENT / "templates"), QUIET)
    assert found.problems == ()
    assert found.counts["items"] == len(list((CONTENT / "items").glob("*.md")))
    assert found.counts["approved"] < found.counts["items"]
    assert found.counts["rhythms"] == len(list((CONTENT / "rhythms").glob("*.yaml")))


def test_everything_wrong_with_a_folder_is_told_in_one_go(tmp_path: Path) -> None:
    shutil.copytree(CONTENT / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "share" / "en.md").write_text("Hi {{ contcat }}", "utf-8")
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "bad.md").write_text("Only words.", "utf-8")
    (tmp_path / "rhythms").mkdir()
    (tmp_path / "rhythms" / "odd.yaml").write_text("about: x\n", "utf-8")
    (tmp_path / "rhythms" / "latin.yaml").write_bytes(b"about: \xff\n")
    told = "\n".join(checking.check(tmp_path, Renderer(tmp_path / "templates"), QUIET).problems)
    for says in ("bad.md has no front matter", "odd.yaml lacks purpose", "latin.yaml is not UTF-8", "no contcat"):
        assert says in told


def test_a_folder_without_its_parts_is_told(tmp_path: Path) -> None:
    found = checking.check(tmp_path, Renderer(CONTENT / "templates"), QUIET)
    parts = ("items", "templates", "rhythms", "services")
    assert found.problems == tuple(f"{part}/ is missing from {tmp_path}." for part in parts)
