"""Facts as people add and strike them out."""

from handlers.cancelling import cancel_outreach
from handlers.work import Work
from outreach.errors import BadInput, NotFound
from outreach.models.book import Account, Fact, FactKind
from outreach.store import facts, turns
from outreach.worktime import zones

# What a person may note; a stage comes with the book.
KINDS = (FactKind.NOTE, FactKind.GOAL, FactKind.REQUEST, FactKind.TOPIC)
LONGEST = 300


async def add(work: Work, fact: Fact) -> Fact:
    """Raises BadInput for what is known already, or is too long to be said back to anybody."""
    fact.text = " ".join(fact.text.split()).rstrip(".")
    if not fact.text:
        raise BadInput("Say what to remember, in their own words where you can.", field="text")
    if len(fact.text) > LONGEST:
        words = f"That has {len(fact.text)} characters; {LONGEST} are the most. One fact at a time reads best."
        raise BadInput(words, field="text")
    for known in await facts.of_account(work.session, fact.account_id):
        if known.text.casefold() == fact.text.casefold():
            raise BadInput("That is known already: nothing was added.", field="text")
    added = await facts.add(work.session, fact)
    await turns.rearm(work.session, fact.account_id, work.now)
    return added


async def by_id(work: Work, fact_id: int) -> Fact:
    found = next(iter(await facts.by_ids(work.session, [fact_id])), None)
    if found is None or found.removed_at is not None:
        raise NotFound("That is forgotten already: nothing was changed.")
    return found


async def strike_out(work: Work, fact: Fact) -> int:
    """What rests on it is put away and planned anew; returns how many messages that were."""
    assert fact.id is not None
    used = await facts.used_by(work.session, [fact.account_id])
    resting = {touch_id for touch_id, fact_ids in used.items() if fact.id in fact_ids}
    await facts.remove(work.session, fact, work.now)
    because = "a fact it rested on was struck out"
    stopped = await cancel_outreach(work, fact.account_id, because, only=lambda touch: touch.id in resting)
    await turns.rearm(work.session, fact.account_id, work.now)
    return stopped


def noted(work: Work, account: Account, kind: str, text: str) -> Fact:
    """By the teammate who acts, on the account's own date."""
    assert account.id is not None
    return Fact(
        account_id=account.id,
        kind=kind,
        text=text,
        topics=topics_of(text) if kind == FactKind.TOPIC else [],
        said_by=work.staff.name,
        said_on=zones.local_date(work.now, zones.zone(account.timezone)),
        source="csm",
    )


def topics_of(text: str) -> list[str]:
    """`month-end close, audit trail` to two topics."""
    return [topic.strip().casefold() for topic in text.split(",") if topic.strip()]
