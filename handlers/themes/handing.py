"""A theme at its department: handed over, accepted or passed on, planned, asked about, done."""

from datetime import date

from content.departments import Department, by_slug
from content.pages.departments import card, passed_on, taken_back
from handlers.themes.informing import tell_everybody
from handlers.themes.pressing import office
from handlers.work import Work
from outreach.desk.themes import S, move
from outreach.errors import BadInput
from outreach.models.themes import Theme
from outreach.store import errands, themes
from scheduler.themes import departments
from scheduler.themes.departments import Office, office_of
from scheduler.themes.trends import LOOK


async def department_named(work: Work, slug: str) -> Department:
    found = by_slug(work.house.planning.departments, slug)
    if found is None:
        raise BadInput("That department is no longer there. Open the page again and choose another.")
    return found


async def _reachable(work: Work, department: Department) -> Office:
    found = await office_of(work.session, work.house.planning, department.slug)
    if found is None:
        raise BadInput(
            f"Nothing was handed over: I know no channel #{department.channel} that is ours alone. "
            f"Invite {work.house.product} into {department.name}'s own channel first.",
            field="department",
        )
    return found


async def hand_over(work: Work, theme: Theme, department: Department, note: str) -> None:
    """A card in their channel. Raises BadInput where they have none."""
    state = move("hand over", theme.state)
    there = await _reachable(work, department)
    theme.state, theme.department, theme.progress = state, department.slug, note or None
    await _put_card(work, theme, there, work.staff.id)


async def _put_card(work: Work, theme: Theme, there: Office, by_id: int | None) -> None:
    theme.handed_over_at, theme.handed_over_by_id = work.now, by_id
    theme.accepted_at, theme.accepted_by = None, None
    await themes.put(work.session, theme)
    await departments.hand_over(work.session, work.house.planning, there, theme, work.now)
    await _expect_answer(work, theme)


async def take_back(work: Work, theme: Theme) -> None:
    """Raises Stale once they have accepted it."""
    state = move("take back", theme.state)
    await departments.expect_nothing(work.session, theme, work.now)
    await departments.redraw(
        work.session, work.house.planning, theme, taken_back(theme.name, work.staff.name), work.now
    )
    theme.state, theme.department, theme.progress, theme.handed_over_at = state, None, None, None
    await themes.put(work.session, theme)


async def accept(work: Work, theme: Theme, who: str) -> None:
    """They have it; what they will do by when is said next."""
    theme.state = move("accept", theme.state)
    theme.accepted_at, theme.accepted_by = work.now, who
    await _expect_answer(work, theme)
    await _redraw(work, theme, f"{who} has it.")


async def pass_on(work: Work, theme: Theme, department: Department, who: str) -> None:
    """To whom it belongs, in their eyes: a card there, and the old one says where it went."""
    state = move("pass on", theme.state)
    there = await _reachable(work, department)
    moved = passed_on(theme.name, who, department.name)
    await departments.redraw(work.session, work.house.planning, theme, moved, work.now)
    theme.state, theme.department, theme.progress = state, department.slug, f"passed on by {who}"
    await _put_card(work, theme, there, theme.handed_over_by_id)


async def plan(work: Work, theme: Theme, words: str, on: date, who: str) -> None:
    is_new_date = theme.state == S.PLANNED
    theme.state = move("plan", theme.state)
    theme.accepted_at, theme.accepted_by = theme.accepted_at or work.now, theme.accepted_by or who
    theme.plan, theme.plan_on = words, on
    theme.progress = f"new date, said by {who}" if is_new_date else None
    theme.progress_at = work.now
    await _ask_later(work, theme)
    await _redraw(work, theme, f"{who}: {'a new date' if is_new_date else 'it is planned'}.")


async def on_track(work: Work, theme: Theme, who: str) -> None:
    theme.state = move("progress", theme.state)
    theme.progress, theme.progress_at = f"on track, says {who}", work.now
    await _ask_later(work, theme)
    await _redraw(work, theme, f"{who}: still on track.")


async def finish(work: Work, theme: Theme, done: str, root_cause: str, who: str) -> int:
    """Everybody who told us of it hears that it is done, by a colleague. How many drafts were made."""
    theme.state = move("done", theme.state)
    theme.done_at, theme.root_cause, theme.progress = work.now, root_cause, done
    await departments.expect_nothing(work.session, theme, work.now)
    await errands.drop(work.session, (LOOK,), theme.id or 0, work.now, "done")
    await _redraw(work, theme, f"{who}: it is done.")
    return await tell_everybody(work, theme, done)


async def _redraw(work: Work, theme: Theme, answered: str) -> None:
    await themes.put(work.session, theme)
    if theme.handed_over_at is None or await office(work, theme) is None:
        return
    seen = await departments.card_of(work.session, work.house.planning, theme, work.now, answered=answered)
    await departments.redraw(work.session, work.house.planning, theme, card(seen), work.now)


async def _expect_answer(work: Work, theme: Theme) -> None:
    home = work.house.home_zone
    await departments.expect_answer(work.session, work.house.planning, theme, work.now, home)


async def _ask_later(work: Work, theme: Theme) -> None:
    await departments.ask_later(work.session, theme, work.now, work.house.home_zone)
