"""A customer's press that stands for a word of theirs (`status`, `stop`): it goes the way of the word typed."""

from dataclasses import replace

from handlers.arguments import value
from handlers.messages import customer
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.events import Action, ChannelMessage


async def say(work: Work) -> Reply | None:
    event = work.event
    assert isinstance(event, Action)
    if work.who.teammate is not None:
        return told("These are for your customers: a press of yours changes nothing.")
    words = value(work, "words")
    if not words or event.ref is None:
        return None
    await customer.hear(replace(work, event=in_words(work, words)))
    return None


def in_words(work: Work, words: str) -> ChannelMessage:
    """As if whoever pressed had written them under that message, to us."""
    event = work.event
    assert isinstance(event, Action)
    place = event.place
    if place.kind != "direct":
        place = replace(place, thread=place.thread or event.ref)
    # Each press is a word of its own, so its reference is no other message's.
    own_ref = f"{event.ref}:{event.key}"
    return ChannelMessage(event.key, event.at, event.actor, place, words, own_ref, mentions_us=True)
