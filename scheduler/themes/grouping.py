"""Suggests the theme of what a customer has just asked for or complained about; it counts once a person confirms."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from outreach.database import Session
from outreach.listening.grouping import vote
from outreach.listening.similarity import SAME_THEME, Match
from outreach.models.themes import Theme, ThemeMember
from outreach.store import contacts, spoken, themes
from outreach.store.spoken import REFUSED, Spoken, Subject
from outreach.store.themes import SUGGESTED
from scheduler.themes.memory import Found, memory_of

log = logging.getLogger(__name__)

# Of the words that two messages share, so many make a name until somebody gives one.
_NAMED_BY = 3
_NAMELESS = "Something several customers say"


async def place(session: Session, subject: Subject, now: datetime) -> str:
    """What came of it, in a word. The same again changes nothing."""
    new = (await spoken.of(session, (subject,))).get(subject)
    if new is None or not new.words:
        return "no words"
    own = (await themes.memberships(session, (subject,))).get(subject, ())
    if any(one.state != REFUSED for one in own):
        return "in a theme already"
    found, rows = await memory_of(session).nearest(session, new, now.date())
    near = [match for match in found if match.score >= SAME_THEME and not _is_the_same_talk(new, rows[match.key])]
    belongs = await _belongs(session, near)
    return await _suggest(session, new, near, belongs, {one.theme_id for one in own}) or (
        await _begin(session, new, near, rows, belongs, now)
    )


def _is_the_same_talk(new: Spoken, other: Spoken) -> bool:
    """One message may be a complaint and become a request: that is no second voice."""
    return new.row.touch_id is not None and new.row.touch_id == other.row.touch_id


async def _belongs(session: Session, near: Found) -> Mapping[Subject, int]:
    """The live theme of each that is in one, were it by a suggestion; 0 for what is in one that is over."""
    rows = await themes.memberships(session, (match.key for match in near))
    standing = {key: [one for one in members if one.state != REFUSED] for key, members in rows.items()}
    live = await themes.live_among(session, {one.theme_id for members in standing.values() for one in members})
    return {
        key: next((one.theme_id for one in members if one.theme_id in live), 0)
        for key, members in standing.items()
        if members
    }


async def _suggest(
    session: Session, new: Spoken, near: Found, belongs: Mapping[Subject, int], refused: set[int]
) -> str | None:
    voting = {key: theme_id for key, theme_id in belongs.items() if theme_id and theme_id not in refused}
    suggestion = vote(near, voting)
    if suggestion is None:
        return None
    await themes.put(session, suggested(suggestion.theme, new, suggestion.score, suggestion.shared))
    log.info("theme.suggested theme=%s %s=%s", suggestion.theme, *new.subject)
    return "suggested"


async def _begin(  # noqa: PLR0913 - what is new, what is like it, and what is known of that
    session: Session,
    new: Spoken,
    near: Found,
    rows: Mapping[Subject, Spoken],
    belongs: Mapping[Subject, int],
    now: datetime,
) -> str:
    """Two of different customers that are in no theme yet are suggested one."""
    match = next((one for one in near if one.key not in belongs and _is_another(new, rows[one.key])), None)
    if match is None:
        return "alone"
    other = rows[match.key]
    theme = Theme(name=await _name(session, match, (new, other)), opened_at=now)
    await themes.put(session, theme)
    assert theme.id is not None
    for one in (other, new):
        await themes.put(session, suggested(theme.id, one, match.score, match.shared))
    log.info("theme.begun theme=%s %s=%s", theme.id, *new.subject)
    return "begun"


def _is_another(new: Spoken, other: Spoken) -> bool:
    return new.account.id != other.account.id


def suggested(theme_id: int, about: Spoken, score: float = 0.0, shared: Sequence[str] = ()) -> ThemeMember:
    return ThemeMember(
        theme_id=theme_id,
        account_id=about.account.id or 0,
        request_id=about.subject.id if about.subject.kind == "request" else None,
        complaint_id=about.subject.id if about.subject.kind == "complaint" else None,
        state=SUGGESTED,
        score=score,
        shared=list(shared),
        happened_at=about.row.opened_at,
    )


async def _name(session: Session, match: Match[Subject], whose: Iterable[Spoken]) -> str:
    """Words they share; nobody's name is one."""
    names: set[str] = set()
    for one in whose:
        people = await contacts.of_account(session, one.account.id or 0)
        names |= {
            part.casefold() for name in (one.account.name, *(each.name for each in people)) for part in name.split()
        }
    telling = [word for word in match.shared if word.casefold() not in names][:_NAMED_BY]
    name = ", ".join(telling)
    return f"{name[:1].upper()}{name[1:]}" or _NAMELESS
