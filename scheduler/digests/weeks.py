"""The figures of whole weeks, Monday to Sunday in the reader's zone: never the running one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from content.charts import WeeklyChart
from content.pages.week import CsmWeek, Judgements, Week
from outreach.database import Session
from outreach.ledger.reasons import in_words
from outreach.listening.clocks import FirstReplies
from outreach.models.book import Teammate
from outreach.models.ledger import Decision, Purpose, Touch
from outreach.models.listening import Judged
from outreach.store import noticed, oversight, touches
from outreach.worktime import zones
from scheduler.digests.desk_weeks import desk_week_of
from scheduler.digests.first_replies import replies_of
from scheduler.digests.overview import Overview
from scheduler.digests.timing import last_week

_WEEK = timedelta(days=7)
_CHARTED = 8
_NOBODY = "No CSM"


async def week_of(session: Session, view: Overview, reader: Teammate) -> Week:
    """Last week in figures; what waits and who is quiet are as of now."""
    zone = zones.zone(reader.timezone)
    starts_on = last_week(view.staff.today_of(reader))
    start, end = _bounds(starts_on, zone)
    made = await oversight.contacts_within(session, view.team, start, end)
    decided = await oversight.decisions_within(session, view.team, start, end)
    proposals = await oversight.proposals_per_author(session, view.team.csm_ids)
    judged = await noticed.judged_within(session, view.team, start, end)
    replies = await replies_of(session, view, start, end)
    people = tuple(_people(view, made, proposals, replies))
    desk = await desk_week_of(session, view, start, end)
    return Week(starts_on, people, _by_rule(decided), _judged(judged), desk)


def _bounds(starts_on: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Half-open, from local midnight to local midnight."""
    return zones.at_local(starts_on, time(0), zone), zones.at_local(starts_on + _WEEK, time(0), zone)


def _people(
    view: Overview,
    made: Sequence[tuple[Touch, int | None]],
    proposals: Mapping[int, int],
    replies: Mapping[int, FirstReplies],
) -> Iterable[CsmWeek]:
    """Everybody who looks after an account, or did something that week; the busiest first."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for account in view.accounts:
        counts[_known(view, account.csm_id)]["quiet"] += view.is_quiet(account)
    for touch, csm_id in made:
        counts[_known(view, touch.author_id or csm_id)][_kind(touch)] += 1
    for author_id, waiting in proposals.items():
        counts[_known(view, author_id)]["waiting"] += waiting
    for csm_id in replies:
        counts[csm_id].update()
    weeks = [
        CsmWeek(view.staff.called(csm_id) or _NOBODY, **counted, replies=replies.get(csm_id, FirstReplies()))
        for csm_id, counted in counts.items()
    ]
    return sorted(weeks, key=lambda one: (-one.made, one.name))


def _known(view: Overview, csm_id: int | None) -> int:
    return csm_id if csm_id in view.staff.people and csm_id is not None else 0


def _kind(touch: Touch) -> str:
    if touch.direction == "in":
        return "heard"
    if touch.origin in touches.UNPROMPTED:
        return "shares" if touch.purpose == Purpose.SHARE else "check_ins"
    return "by_hand" if touch.origin == "person" else "answers"


def _by_rule(decided: Sequence[Decision]) -> tuple[tuple[str, int], ...]:
    """An account counts once per rule, however often it was asked."""
    held = Counter(code for code, _ in {(decision.code, decision.account_id) for decision in decided})
    return tuple((in_words(code), count) for code, count in sorted(held.items(), key=lambda pair: (-pair[1], pair[0])))


def _judged(counts: Mapping[tuple[str, str], int]) -> tuple[Judgements, ...]:
    told = (
        Judgements(
            kind,
            right=counts.get((kind, Judged.RIGHT), 0),
            wrong=counts.get((kind, Judged.WRONG), 0),
            nobody_looked=counts.get((kind, Judged.OPEN), 0) + counts.get((kind, Judged.LAPSED), 0),
        )
        for kind in noticed.WORTH_A_LOOK
    )
    return tuple(one for one in told if one.count)


async def chart_of(session: Session, view: Overview, reader: Teammate) -> WeeklyChart | None:
    """Eight weeks of contacts made and accounts held back; None when there is nothing to draw."""
    zone = zones.zone(reader.timezone)
    newest = last_week(view.staff.today_of(reader))
    mondays = [newest - _WEEK * back for back in reversed(range(_CHARTED))]
    start, end = _bounds(mondays[0], zone)[0], _bounds(newest, zone)[1]
    made = [touch for touch, _ in await oversight.contacts_within(session, view.team, start, end)]
    decided = await oversight.decisions_within(session, view.team, start, end)
    contacts, held = [], []
    for monday in mondays:
        opens, closes = _bounds(monday, zone)
        ours = (touch for touch in made if touch.direction == "out" and touch.happened_at is not None)
        contacts.append(sum(opens <= touch.happened_at < closes for touch in ours if touch.happened_at))
        held.append(len({one.account_id for one in decided if one.first_at < closes and one.last_at >= opens}))
    return WeeklyChart(tuple(mondays), tuple(contacts), tuple(held)) if any(contacts) or any(held) else None
