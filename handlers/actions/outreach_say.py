"""The menu under what we send unasked: useful, not for us, less often, or a person instead."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.actions.customer_say import in_words
from handlers.arguments import value
from handlers.messages import customer
from handlers.replies import told
from handlers.terms.hearing import is_outreach
from handlers.work import Reply, Work
from outreach.events import Action
from outreach.models.ledger import Touch
from outreach.store import channels, identities, receptions, touches
from outreach.store.receptions import LESS, PERSON, VERDICTS, Reader

# The words that do the same, in whatever language they are read.
_WORDS: Mapping[str, str] = {LESS: "less often", PERSON: "talk to a person"}


async def say(work: Work) -> Reply | None:
    """What is useful or not is known people's to say, and thanks are silent. Less and a person anybody there may ask
    for, as in words."""
    if work.who.teammate is not None:
        return told("These are for your customers: a press of yours changes nothing.")
    chosen, message = value(work, "choice"), await _message(work)
    if message is None or work.who.account_id not in (None, message.account_id):
        return None
    if chosen not in (*VERDICTS, *_WORDS):
        return None
    if work.who.account_id is not None:
        await _record(work, message, chosen)
    if spoken := _WORDS.get(chosen):
        await customer.hear(replace(work, event=in_words(work, spoken)))
    return None


async def _message(work: Work) -> Touch | None:
    """The one it stands under, in a channel that is its account's alone."""
    event = work.event
    assert isinstance(event, Action)
    channel = await channels.by_place(work.session, event.place)
    if channel is None or channel.id is None or channel.is_mixed or event.ref is None:
        return None
    found = await touches.by_ref(work.session, channel.id, event.ref)
    return found if is_outreach(found) and found is not None and found.account_id == channel.account_id else None


async def _record(work: Work, message: Touch, kind: str) -> None:
    actor = work.event.actor
    identity = await identities.ensure(work.session, actor.platform, actor.workspace, actor.external_id, actor.name)
    assert identity.id is not None
    assert message.id is not None
    await receptions.record(work.session, Reader(message.id, identity.id), kind, work.now)
