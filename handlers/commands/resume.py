"""`resume ACCOUNT`: ends a pause. What the customer asked for themselves only they can take back."""

from content.pages.moments import date_words
from handlers import records
from handlers.arguments import number, only_account
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.ledger.reasons import WORDS, Code
from outreach.models.book import Account, Hold
from outreach.store import accounts, holds, turns

# A CSM cannot end these: the customer said so, or another matter must be closed first.
THEIRS = (Code.OPTED_OUT, Code.ASKED_FOR_LESS, Code.SNOOZED)


async def resume(work: Work) -> Reply:
    return await _resume(work, await only_account(work, "resume Acme"))


async def press(work: Work) -> Reply:
    """The same, behind a button."""
    return await _resume(work, await accounts.by_id(work.session, number(work, "account")))


async def _resume(work: Work, account: Account) -> Reply:
    assert account.id is not None
    standing = await holds.live(work.session, account.id, work.now)
    paused = [hold for hold in standing if hold.code == Code.PAUSED]
    others = [hold for hold in standing if hold.code != Code.PAUSED]
    if not paused:
        raise BadInput(f"{account.name} is not paused.{_others(others)}")
    await holds.lift(work.session, paused, by=work.staff.name, now=work.now)
    await turns.rearm(work.session, account.id, work.now)
    undo = records.reversal("resume", *(hold.id for hold in paused))
    deed = await records.note(work, "resume", account_id=account.id, undo=undo)
    words = f" {account.name} may be written to again.{_others(others)}"
    return told(strong("Resumed."), words, controls=(records.undo_button(deed),))


def _others(standing: list[Hold]) -> str:
    if not standing:
        return ""
    said = "; ".join(f"{WORDS[Code(hold.code)]} (since {date_words(hold.placed_at.date())})" for hold in standing)
    only = " Only they can end that, by saying resume in their channel." if _is_theirs(standing) else ""
    return f" Still in force: {said}.{only}"


def _is_theirs(standing: list[Hold]) -> bool:
    return any(hold.code in THEIRS for hold in standing)
