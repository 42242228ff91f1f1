"""What a check-in by hand would ask one account, or why there is nothing worth asking."""

from content import drafting
from content.evidence import gather
from handlers.offers.offer import Wording
from handlers.work import Work
from outreach.models.book import Account, Teammate
from outreach.models.ledger import Purpose
from outreach.store import touches, turns
from outreach.worktime import zones


async def check_in(work: Work, account: Account, author: Teammate) -> Wording | str:
    """One question, led by something they told us; "just checking in" is not one."""
    assert account.id is not None
    for touch in await touches.of_account(work.session, account.id):
        if touch.purpose == Purpose.CHECK_IN and touch.state in turns.LIVE:
            return "a check-in is already proposed to them: see your day"
    evidence = await gather(work.session, account)
    today = zones.local_date(work.now, zones.zone(account.timezone))
    asked = evidence.question(today)
    if asked is None:
        return "nothing they told us is left to ask about; note what they said or aim at first"
    contact = evidence.addressee(asked.fact)
    entry = drafting.silence_question(asked, contact, author, evidence.language_for(contact))
    why = f"“{asked.fact.text}”"
    return Wording(work.house.renderer.render(entry), contact, why, ((asked.fact.id, asked.fact.version),))
