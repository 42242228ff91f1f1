"""What is open between us and one account, room by room, for whoever opens its page."""

from collections.abc import Sequence

from content.pages.account import Section
from content.pages.lines import excerpt, joined, when
from content.pages.moments import day_words
from content.pages.promises import by_words, lead
from content.pages.signals import signal_text
from content.pages.terms import preference_lines, reception_lines
from handlers.terms import reading as terms
from handlers.work import Work
from outreach.desk import requests as rules
from outreach.desk.complaints import stage_of
from outreach.messages import Button, Run, Text, text
from outreach.models.book import Account
from outreach.models.desk import Complaint, Request
from outreach.models.notices import Notice
from outreach.store import complaints, notices, promises, requests, signals, texts
from outreach.worktime import zones
from scheduler import requests as life
from scheduler.promised import line_of

_SHORT, _LATELY = 110, 3


async def sections_of(work: Work, account: Account) -> tuple[Section, ...]:
    """What is owed and open first, then what they want of us; empty ones are left out."""
    assert account.id is not None
    values = {"account": str(account.id)}
    found = (
        Section("Complaints", await _complaints(work, account), (Button("Complaints", "complaint.list"),)),
        Section(
            "Requests", await _requests(work, account), (Button("Requests", "request.all", {"whose": str(account.id)}),)
        ),
        Section("Promises", await _promises(work, account), (Button("Promises", "promise.all"),)),
        Section("Bad news", await _notices(work, account), (Button("Bad news", "notice.list"),)),
        Section("Reported", await _signals(work, account), (Button("Reported", "signal.see", values),)),
        Section("Wishes", await _wishes(work, account), (Button("Wishes", "preference.open", values),)),
        Section("What they made of it", await _receptions(work, account)),
    )
    return tuple(one for one in found if one.lines)


async def _complaints(work: Work, account: Account) -> Sequence[Text]:
    return [await _complaint(work, one) for one in await complaints.open_of(work.session, account.id or 0)]


async def _complaint(work: Work, complaint: Complaint) -> Text:
    words = await texts.body_of(work.session, complaint.text_id) or ""
    quote = f"“{excerpt(words, _SHORT)}”" if words else ""
    owner = f"{complaint.department} has the root cause" if complaint.department else ""
    return text(joined(quote, stage_of(complaint), when(complaint.opened_at, work.staff.timezone), owner))


async def _requests(work: Work, account: Account) -> Sequence[Text]:
    today = zones.local_date(work.now, zones.zone(account.timezone))
    return [
        await _request(work, one, today.isoformat()) for one in await requests.open_of(work.session, account.id or 0)
    ]


async def _request(work: Work, request: Request, today: str) -> Text:
    words = await texts.body_of(work.session, request.text_id) or ""
    what = f"“{excerpt(words, _SHORT)}”" if words else "their words are not kept"
    is_late = request.due_on is not None and request.due_on.isoformat() < today
    by = f"by {day_words(request.due_on)}" if request.due_on else "no date yet"
    late = (Run("LATE ", bold=True),) if is_late and rules.waits_for_us(life.standing(request).state) else ()
    private = "kept out of the channel" if life.is_kept_out(request) else ""
    return text(*late, joined(what, by, request.state, private))


async def _promises(work: Work, account: Account) -> Sequence[Text]:
    found = [
        await line_of(work.session, one, account, work.now, work.staff.timezone)
        for one in await promises.open_of(work.session, account.id or 0)
    ]
    untold = "the new date is not told yet"
    return [
        text(
            *lead(one),
            joined(f"“{excerpt(one.words, _SHORT)}”", by_words(one), one.who, untold if one.is_untold else ""),
        )
        for one in found
    ]


async def _notices(work: Work, account: Account) -> Sequence[Text]:
    told = await notices.open_of_accounts(work.session, [account.id or 0])
    return [_notice(work, one) for one in told.get(account.id or 0, ())]


def _notice(work: Work, notice: Notice) -> Text:
    word = f"next word by {when(notice.next_word_at, work.staff.timezone)}" if notice.next_word_at else ""
    return text(joined(excerpt(notice.what, _SHORT), word))


async def _signals(work: Work, account: Account) -> Sequence[Text]:
    found = await signals.open_of(work.session, account.id or 0, work.now)
    return [signal_text(one, work.staff.timezone) for one in found]


async def _wishes(work: Work, account: Account) -> Sequence[Text]:
    return [text(line) for line in preference_lines(await terms.preference_lines(work, account))]


async def _receptions(work: Work, account: Account) -> Sequence[Text]:
    return [text(line) for line in reception_lines(await terms.reception_lines(work, account, _LATELY))]
