"""Edited or deleted messages: what we keep of somebody's words follows them."""

from handlers import spoken
from handlers.work import Work
from outreach.events import MessageChanged
from outreach.store import channels, texts, touches


async def follow(work: Work) -> None:
    """That they spoke with us stays on record; only the words go."""
    event = work.event
    assert isinstance(event, MessageChanged)
    channel = await channels.by_place(work.session, event.place)
    if channel is None or channel.id is None:
        return
    touch = await touches.by_ref(work.session, channel.id, event.ref)
    if touch is None or touch.origin not in (*touches.BY_PEOPLE, "wish"):
        return
    forgotten, touch.text_id = touch.text_id, None
    await work.session.flush()
    await texts.forget(work.session, forgotten)
    if event.text is not None and not channel.not_to_be_read:
        touch.text_id = await spoken.keep_words(work, event.text)
    work.session.add(touch)
