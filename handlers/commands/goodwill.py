"""`goodwill [NAME AMOUNT WHAT]`: gives something to make it right; alone, what is left and what waits."""

import re

from content.pages.goodwill import GoodwillPage, goodwill_page
from handlers.arguments import account, arguments
from handlers.goodwill import giving
from handlers.goodwill.giving import Cause
from handlers.goodwill.putting import form, put
from handlers.replies import shown
from handlers.work import OpenForm, Reply, Work
from outreach.desk.goodwill import money, month_of
from outreach.messages import Message
from outreach.store import goodwill
from outreach.worktime import zones

_EXAMPLE = "goodwill Acme 200 a month of the archive module"
# "200 EUR a month", "€ 200 a month", "1 000,50 € a month": the sum, then what they get.
_SUM = re.compile(
    r"(?P<amount>(?:[$€£¥]|(?:usd|eur|gbp|chf)\b)?\s*-?\d[\d.,'’]*(?:[ \u00a0\u202f]\d{3}(?!\d)[\d.,]*)*k?"
    r"(?:\s?[$€£¥]|\s?(?:usd|eur|gbp|chf|dollars?|euros?|pounds?)\b)?)(?:\s+(?:for\s+)?(?P<what>.*))?",
    re.IGNORECASE | re.DOTALL,
)


async def goodwill_by_command(work: Work) -> Reply | OpenForm:
    if not arguments(work):
        return shown(await look(work))
    found, rest = await account(work, arguments(work), _EXAMPLE)
    if not rest:
        return OpenForm(await form(work, Cause(found)))
    said = _SUM.fullmatch(rest)
    amount, what = (said["amount"], said["what"] or "") if said else (rest, "")
    return await put(work, Cause(found), amount, what)


async def open_goodwill(work: Work) -> Reply:
    """The same page, behind a button."""
    return shown(await look(work))


async def look(work: Work) -> Message:
    """What is left to the reader this month, what they gave, and what waits for them where they decide."""
    assert work.staff.id is not None
    desk = work.house.desk
    start, _ = month_of(work.now, zones.zone(work.staff.timezone))
    mine = await goodwill.by_teammate(work.session, work.staff.id, start)
    waiting = await goodwill.waiting(work.session) if work.staff.role in giving.DECIDES else ()
    return goodwill_page(
        GoodwillPage(
            left=money(await giving.left_to(work, work.staff), desk.currency),
            allowance=money(desk.goodwill, desk.currency),
            mine=[await giving.line_of(work, one) for one in mine],
            to_decide=[await giving.line_of(work, one) for one in waiting],
            command=work.house.command,
        )
    )
