"""What a press is about, and who may press where a department reads."""

from content.names import called
from content.pages.lines import excerpt
from handlers.arguments import number, value
from handlers.work import Work
from outreach.errors import BadInput, Stale
from outreach.models.themes import Theme, ThemeMember
from outreach.store import channels, themes
from outreach.store.spoken import Subject
from scheduler.themes.departments import Office, office_of

LONGEST, LONGEST_NAME = 500, 80


async def pressed(work: Work) -> Theme:
    """Raises Stale where it is no longer on record."""
    found = await themes.by_id(work.session, number(work, "theme" if value(work, "theme") else "choice"))
    if found is None:
        raise Stale("That theme is no longer on record: nothing was changed.")
    return found


async def member_pressed(work: Work) -> tuple[Theme, ThemeMember]:
    """A suggestion that waits. Raises Stale, kindly, for one that somebody has judged."""
    member = await themes.member(work.session, number(work, "member"))
    theme = await themes.by_id(work.session, member.theme_id) if member else None
    if member is None or theme is None or member.state != themes.SUGGESTED:
        raise Stale("Somebody has judged that already: nothing was changed. Open the list to see how things stand.")
    return theme, member


def subject_chosen(work: Work) -> Subject:
    """Raises BadInput for a choice that no longer makes sense."""
    kind, _, given = value(work, "choice").partition(":")
    if kind not in ("request", "complaint") or not given.isdecimal():
        raise BadInput("That choice is from an earlier version and no longer works. Open the page again.")
    return Subject("request" if kind == "request" else "complaint", int(given))


def chosen(subject: Subject) -> str:
    return f"{subject.kind}:{subject.id}"


async def speaks_for(work: Work, theme: Theme) -> str | None:
    """Who answers for its department: a colleague anywhere, on their word; else somebody of our own company, in that
    department's channel as it is now. None for everybody else, who is told nothing."""
    if work.who.teammate is not None:
        return work.who.teammate.name
    office = await office_of(work.session, work.house.planning, theme.department)
    place = await channels.by_place(work.session, work.event.place)
    if office is None or place is None or place.id != office.channel.id or not work.event.actor.is_home:
        return None
    return work.event.actor.name or f"somebody in #{office.channel.name}"


async def office(work: Work, theme: Theme) -> Office | None:
    return await office_of(work.session, work.house.planning, theme.department)


def words_given(work: Work, name: str, longest: int = LONGEST) -> str:
    """Raises BadInput for none, and for too many."""
    given = " ".join(value(work, name).split())
    if not given:
        raise BadInput("Nothing was saved: say in a few words what it is.", field=name)
    if len(given) > longest:
        raise BadInput(f"Nothing was saved: {len(given)} characters, and {longest} are the most.", field=name)
    return given


def briefly(name: str) -> str:
    """For the title of a form."""
    return excerpt(name, 20)


def first_name(name: str) -> str:
    return called(name)
