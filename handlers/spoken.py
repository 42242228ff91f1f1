"""Puts contacts on record that people made themselves: a call, a meeting, an e-mail, a message seen in a channel."""

from handlers.work import Work
from outreach.ledger import keys
from outreach.models.book import Account, Channel
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import texts, touches, turns

MEDIUMS = {"call": "call", "meeting": "meeting", "email": "email", "e-mail": "email", "mail": "email"}


async def logged(work: Work, account: Account, medium: str, note: str) -> Touch:
    """A conversation that a teammate tells us about: whoever had it, silence is over."""
    assert account.id is not None
    touch = Touch(
        key=keys.logged(work.event.key),
        account_id=account.id,
        direction="out",
        origin="person",
        purpose=Purpose.TALK,
        medium=medium,
        state=TouchState.MADE,
        author_id=work.staff.id,
        text_id=await keep_words(work, note),
        happened_at=work.now,
    )
    return await put(work, touch)


async def seen(work: Work, account_id: int, channel: Channel, text: str, touch: Touch) -> Touch:
    """A message in a channel; `touch` says from whom and where it leads."""
    touch.account_id, touch.channel_id = account_id, channel.id
    touch.purpose, touch.state = Purpose.TALK, TouchState.MADE
    touch.text_id = await keep_words(work, text)
    return await put(work, touch)


async def put(work: Work, touch: Touch) -> Touch:
    """Whatever waits for this account is asked again: somebody has just spoken with them."""
    kept = await touches.add(work.session, touch)
    await turns.rearm(work.session, touch.account_id, work.now)
    return kept


async def keep_words(work: Work, text: str) -> int | None:
    """As long as the house keeps words; zero keeps none."""
    if not text.strip() or not work.house.keep_inbound:
        return None
    return await texts.keep(work.session, text.strip(), (work.now + work.house.keep_inbound).date())
