"""`resume ACCOUNT [because …]`: ends a pause. What the customer asked for themselves only they can take back, or an
admin on their word."""

from collections.abc import Sequence

from content.pages.moments import date_words
from handlers import records
from handlers.arguments import account, arguments, number, terms
from handlers.replies import strong, told
from handlers.work import Reply, Work
from outreach.errors import BadInput, NotAllowed
from outreach.ledger.reasons import WORDS, Code
from outreach.models.book import Account, Hold, Role
from outreach.store import accounts, holds, turns

# A CSM cannot end these: the customer said so, or another matter must be closed first.
THEIRS = (Code.OPTED_OUT, Code.ASKED_FOR_LESS, Code.SNOOZED)


async def resume(work: Work) -> Reply:
    found, rest = await account(work, arguments(work), "resume Acme")
    agreed = terms(rest, work.today) if rest.casefold().startswith(("because", "weil")) or not rest else None
    if agreed is None:
        example = f"{work.house.command} resume Acme"
        raise BadInput(f"“{rest}” behind {found.name} is not understood. For example: {example}")
    return await (_on_their_word(work, found, agreed.because) if agreed.because else _resume(work, found))


async def press(work: Work) -> Reply:
    """The same, behind a button."""
    return await _resume(work, await accounts.by_id(work.session, number(work, "account")))


async def _resume(work: Work, account: Account) -> Reply:
    standing = await _standing(work, account)
    paused = [hold for hold in standing if hold.code == Code.PAUSED]
    others = [hold for hold in standing if hold.code != Code.PAUSED]
    if not paused:
        raise BadInput(f"{account.name} is not paused.{_others(work, account, others)}")
    return await _lift(work, account, paused, others, work.staff.name)


async def _on_their_word(work: Work, account: Account, because: str) -> Reply:
    """The reason stays with what it ended. Raises NotAllowed for whoever is no admin."""
    standing = await _standing(work, account)
    ended = [hold for hold in standing if hold.code in (*THEIRS, Code.PAUSED)]
    if work.staff.role != Role.ADMIN and any(hold.code in THEIRS for hold in ended):
        raise NotAllowed(
            f"{account.name} asked for that themselves. They can say resume in their channel; else only an admin can "
            "end it, on their word."
        )
    if not ended:
        raise BadInput(
            f"{account.name} may be written to already: nothing was changed.{_others(work, account, standing)}"
        )
    others = [hold for hold in standing if hold not in ended]
    return await _lift(work, account, ended, others, f"{work.staff.name}, on their word: {because}")


async def _standing(work: Work, account: Account) -> Sequence[Hold]:
    assert account.id is not None
    return await holds.live(work.session, account.id, work.now)


async def _lift(work: Work, account: Account, ended: Sequence[Hold], others: Sequence[Hold], by: str) -> Reply:
    assert account.id is not None
    await holds.lift(work.session, ended, by=by, now=work.now)
    await turns.rearm(work.session, account.id, work.now)
    undo = records.reversal("resume", *(hold.id for hold in ended))
    deed = await records.note(work, "resume", account_id=account.id, undo=undo)
    words = f" {account.name} may be written to again.{_others(work, account, others)}"
    return told(strong("Resumed."), words, controls=(records.undo_button(deed),))


def _others(work: Work, account: Account, standing: Sequence[Hold]) -> str:
    if not standing:
        return ""
    said = "; ".join(f"{WORDS[Code(hold.code)]} (since {date_words(hold.placed_at.date())})" for hold in standing)
    if not any(hold.code in THEIRS for hold in standing):
        return f" Still in force: {said}."
    admin = f", or an admin on their word: {work.house.command} resume {account.name} because …"
    return f" Still in force: {said}. Only they can end that, by saying resume in their channel{admin}"
