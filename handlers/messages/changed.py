"""Edited or deleted messages: what we keep of somebody's words follows them, and so does what they want of us."""

from handlers import spoken
from handlers.introducing import is_introduced
from handlers.listeners import REWORDED, TAKEN_BACK
from handlers.messages import customer
from handlers.work import Work
from outreach.events import MessageChanged
from outreach.models.book import Channel
from outreach.models.ledger import Touch
from outreach.store import channels, texts, touches


async def follow(work: Work) -> None:
    """That they spoke with us stays on record; only the words go."""
    event = work.event
    assert isinstance(event, MessageChanged)
    channel = await channels.by_place(work.session, event.place)
    if channel is None or channel.id is None:
        return
    touch = await touches.by_ref(work.session, channel.id, event.ref)
    if touch is not None and touch.origin not in (*touches.IN_THEIR_WORDS, "wish"):
        return
    before = await texts.body_of(work.session, touch.text_id) if touch else None
    if event.text and work.who.teammate is None and (touch is None or touch.origin != "person"):
        await customer.hear_edited(work, touch, before)
    if touch is None:
        return
    forgotten, touch.text_id = touch.text_id, None
    await work.session.flush()
    await texts.forget(work.session, forgotten)
    if event.text is None:
        touch.ended_because = "deleted"
        work.session.add(touch)
        for forget in TAKEN_BACK:
            await forget(work, touch)
    # After the wish: it may have been not to be read.
    if event.text is not None and await _is_read(work, channel):
        touch.text_id = await spoken.keep_words(work, event.text)
        await _reword(work, touch, event.text)
    work.session.add(touch)


async def _reword(work: Work, touch: Touch, words: str) -> None:
    if touch.origin == "person":
        for follow in REWORDED:
            await follow(work, touch, words)


async def _is_read(work: Work, channel: Channel) -> bool:
    return not channel.not_to_be_read and not channel.is_mixed and await is_introduced(work, channel)
