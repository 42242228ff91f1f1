"""The forms of a notice, and what is read from their answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.arguments import value
from handlers.dates import last_day
from handlers.notices.audience import understand, written
from handlers.work import Work
from outreach.book import parsing
from outreach.book.parsing import BadCell
from outreach.desk.notices import BYS, Audience
from outreach.errors import BadInput
from outreach.messages import Form, Input, text
from outreach.models.notices import Notice, NoticeWord
from outreach.worktime import zones

_LONGEST = 1_500
_LATEST = timedelta(days=30)
_SUGGESTED = timedelta(hours=3)
_LABELS = {
    "segment": "Segments (top, mid, tail)",
    "stage": "Stages",
    "topic": "Topics",
    "product": "Products (as entitlements are reported)",
    "accounts": "Accounts by name",
}


@dataclass(frozen=True)
class First:
    what: str
    they_can: str
    audience: Audience
    next_word_at: datetime


async def first_form(work: Work, notice: Notice | None = None, word: NoticeWord | None = None) -> Form:
    """Empty, or with what a draft says so far."""
    audience = Audience.read(notice.audience) if notice else Audience("segment", ())
    whom = await written(work, audience) if notice else ""
    return Form(
        title="Tell bad news",
        action="notice.write",
        inputs=(
            Input("what", "What happened", "lines", notice.what if notice else "", hint="As customers will read it."),
            Input("by", "Whom it affects, by", "choice", audience.by, tuple((by, _LABELS[by]) for by in BYS)),
            Input("whom", "Which of these", value=whom, hint="mid, tail · reconciliation · Acme, Globex"),
            Input(
                "they_can",
                "What they can do meanwhile",
                "lines",
                notice.they_can if notice else "",
                optional=True,
            ),
            *_next_word(work, word),
        ),
        submit="Preview",
        values={"word": str(word.id)} if word else {},
    )


def update_form(work: Work, notice: Notice, word: NoticeWord | None = None) -> Form:
    said = Input("words", "What is known now", "lines", word.words if word else "", hint="As customers will read it.")
    return Form(
        title="Update on bad news",
        action="notice.update",
        inputs=(said, *_next_word(work, word)),
        submit="Preview",
        values=_values(notice, word),
        intro=text(f"They read first: {notice.what}"[:500]),
    )


def closing_form(notice: Notice, word: NoticeWord | None = None) -> Form:
    hint = "What it was, that it works again, and what prevents it next time. Thanks are added."
    return Form(
        title="It is over",
        action="notice.close",
        inputs=(Input("words", "What customers should know", "lines", word.words if word else "", hint=hint),),
        submit="Preview",
        values=_values(notice, word),
        intro=text(f"They read first: {notice.what}"[:500]),
    )


def _values(notice: Notice, word: NoticeWord | None) -> dict[str, str]:
    return {"notice": str(notice.id), **({"word": str(word.id)} if word else {})}


def _next_word(work: Work, word: NoticeWord | None) -> tuple[Input, Input]:
    zone = zones.zone(work.staff.timezone)
    at = word.next_word_at if word and word.next_word_at else _suggested(work.now)
    wall = zones.to_wall(at, zone)
    return (
        Input("on", "The next word comes on", "date", wall.date().isoformat()),
        Input("at", "by", value=f"{wall:%H:%M}", hint=f"Your time ({work.staff.timezone}). You are reminded before."),
    )


def _suggested(now: datetime) -> datetime:
    return (now + _SUGGESTED).replace(minute=0, second=0, microsecond=0)


async def read_first(work: Work) -> First:
    """Raises BadInput: the form stays open with what was typed."""
    by = next((one for one in BYS if one == value(work, "by")), None)
    if by is None:
        raise BadInput("Choose how to say whom it affects.", field="by")
    return First(
        what=words(work, "what"),
        they_can=words(work, "they_can", needed=False),
        audience=await understand(work, by, value(work, "whom")),
        next_word_at=next_word(work),
    )


def words(work: Work, name: str, *, needed: bool = True) -> str:
    """Raises BadInput for none, and for more than one reads in a hurry."""
    said = value(work, name)
    if needed and not said:
        raise BadInput("Say it in a sentence or two: customers read nothing else.", field=name)
    if len(said) > _LONGEST:
        raise BadInput(f"It has {len(said):,} characters, and {_LONGEST:,} are the most: shorten it.", field=name)
    return said


def next_word(work: Work) -> datetime:
    """In the writer's own zone. Raises BadInput for no time of day, for a moment that is past, and one too far."""
    on = last_day(value(work, "on"), work.today) if value(work, "on") else work.today
    try:
        clock = parsing.clock(value(work, "at"))
    except BadCell as problem:
        raise BadInput(f"“{value(work, 'at')}” {problem}.", field="at") from None
    at = zones.at_local(on, clock, zones.zone(work.staff.timezone))
    if at <= work.now:
        raise BadInput("That moment is past: promise the next word for a later one.", field="at")
    if at - work.now > _LATEST:
        raise BadInput("That is more than a month away: whoever waits for bad news to end hears sooner.", field="on")
    return at
