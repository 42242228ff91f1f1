"""A customer's words in their channel: put on record, kept as long as agreed, and heeded where they are about us."""

from dataclasses import dataclass, replace
from datetime import timedelta

from handlers import spoken, wishes
from handlers.hearing import Heard
from handlers.introducing import introduce, is_introduced
from handlers.linking import mark_mixed, suggest_account
from handlers.listeners import LISTENERS
from handlers.messages.honouring import honour, is_in_force
from handlers.spoken import Speaker
from handlers.wishes import Wish
from handlers.work import Work
from outreach.database import Session
from outreach.events import ChannelMessage, MessageChanged
from outreach.models.book import Channel
from outreach.models.ledger import Touch
from outreach.store import accounts, channels, identities, touches, turns
from outreach.worktime import zones

_ANSWERS_WITHIN = timedelta(days=7)
_BOT = ("rhythm", "csm", "reply")
# Heard where we are not to listen: what they want of us is said to us wherever it is said.
_QUIETER = ("stop", "less", "pause")
_ABOUT_US = (*_QUIETER, "resume", "unread", "reread")


@dataclass(frozen=True)
class _Heard:
    event: ChannelMessage
    channel: Channel
    account_id: int
    is_introduced: bool

    @property
    def is_deaf(self) -> bool:
        """Whether nothing is read there but what they want of us."""
        return not self.is_introduced or self.channel.is_mixed or self.channel.not_to_be_read

    @property
    def is_to_us(self) -> bool:
        return self.event.mentions_us or self.event.place.kind == "direct"


async def hear(work: Work) -> None:
    """Nothing is answered but a wish about our own messages."""
    heard = await _heard(work)
    if heard is None or await touches.by_key(work.session, spoken.key_of(heard.event)):
        return
    await _heed(work, heard)
    # After it: who asks to be left alone in the first word we hear is not introduced to anybody.
    if not heard.is_introduced:
        await introduce(work, heard.channel, await accounts.by_id(work.session, heard.account_id))


async def hear_edited(work: Work, touch: Touch | None, before: str | None) -> None:
    """Words that have become a wish are heeded as if just written; taking them back takes nothing else back.

    `touch` is the message on record, None where nothing was read; `before` its old words, where they are kept.
    """
    change = work.event
    assert isinstance(change, MessageChanged)
    told = (change.key, change.at, change.actor, change.place)
    event = ChannelMessage(*told, change.text or "", change.ref, change.mentions_us)
    work = replace(work, event=event)
    heard = await _heard(work)
    if heard is None:
        return
    wish = await _wish(work, heard, await _leading(work.session, heard))
    if touch is None or heard.channel.is_mixed:
        if wish is not None:
            await _heed(work, heard)
        return
    if heard.is_deaf and not _is_heeded(heard, wish):
        return
    if wish is not None and not await _was_wish(work, heard, touch, before, wish):
        await _honour(work, heard, wish)
    origin = "wish" if wish is not None and wish.is_all else "customer"
    if touch.origin != origin:
        touch.origin = origin
        await turns.rearm(work.session, touch.account_id, work.now)
    if not heard.is_deaf:
        await _tell_listeners(work, heard, touch, await _leading(work.session, heard), wish, before or "")


async def _was_wish(work: Work, heard: _Heard, touch: Touch, before: str | None, wish: Wish) -> bool:
    """Whether it was heeded when it was first said. Where no words are kept, what is in force tells."""
    if before is None:
        return touch.origin == "wish" and await is_in_force(work, heard.channel, touch.account_id, wish)
    told = replace(heard, event=replace(heard.event, text=before))
    old = await _wish(work, told, await _leading(work.session, told))
    return old is not None and (old.kind, old.until) == (wish.kind, wish.until)


async def _heed(work: Work, heard: _Heard) -> None:
    leads = await _leading(work.session, heard)
    wish = await _wish(work, heard, leads)
    if heard.is_deaf and not _is_heeded(heard, wish):
        return
    if heard.channel.is_mixed:
        await _obey(work, heard, wish)
        return
    touch = await _record(work, heard, leads, wish)
    if wish is not None:
        await _honour(work, heard, wish)
    if touch is not None and not heard.is_deaf:
        await _tell_listeners(work, heard, touch, leads, wish)


async def _tell_listeners(  # noqa: PLR0913 - everything that is known of it
    work: Work, heard: _Heard, touch: Touch, leads: Touch | None, wish: Wish | None, before: str | None = None
) -> None:
    # A colleague of ours whom nobody has put on the team: neither a customer who waits nor one who answers us.
    if heard.event.actor.is_home:
        return
    told = Heard(
        work=work,
        event=heard.event,
        channel=heard.channel,
        account=await accounts.by_id(work.session, heard.account_id),
        touch=touch,
        findings=work.house.detector.notice(heard.event.text),
        wish=wish,
        leads=leads,
        is_to_us=heard.is_to_us,
        before=before,
    )
    for listener in LISTENERS:
        if await listener(told):
            return


async def _honour(work: Work, heard: _Heard, wish: Wish) -> None:
    account = await accounts.by_id(work.session, heard.account_id)
    await honour(work, heard.channel, account, wish, thread=heard.event.place.thread or heard.event.ref)


def _is_heeded(heard: _Heard, wish: Wish | None) -> bool:
    """Where nothing is read: what is about ourselves, and whatever is said to us."""
    return wish is not None and (wish.kind in _ABOUT_US or heard.is_to_us)


async def _heard(work: Work) -> _Heard | None:
    """None where we do not know whose words they are."""
    event = work.event
    assert isinstance(event, ChannelMessage)
    channel = await _channel(work, event)
    if channel is None or channel.account_id is None:
        return None
    await _notice_others(work, channel, channel.account_id)
    return _Heard(event, channel, channel.account_id, await is_introduced(work, channel))


async def _obey(work: Work, heard: _Heard, wish: Wish | None) -> None:
    """Where two customers sit a wish is nobody's contact and is not answered; it binds the account of whoever said
    it, else the one the channel is thought to be."""
    if wish is None or wish.kind == "resume":
        return
    theirs = work.who.account_id if wish.kind in _QUIETER else None
    account = await accounts.by_id(work.session, theirs or heard.account_id)
    await honour(work, heard.channel, account, wish, thread=None)


async def _channel(work: Work, event: ChannelMessage) -> Channel | None:
    """A channel seen for the first time gets a row, and a suggestion of whose it could be."""
    known = await channels.by_place(work.session, event.place)
    if known is not None and (known.account_id is not None or event.place.kind != "direct"):
        return known
    if event.place.kind == "direct":
        return await _direct(work, event)
    channel = await channels.ensure(work.session, event.place)
    await suggest_account(work, channel)
    return None


async def _direct(work: Work, event: ChannelMessage) -> Channel | None:
    """A customer who writes to us directly speaks for their account; nothing unasked is ever sent there."""
    if work.who.account_id is None:
        return None
    channel = await channels.ensure(work.session, event.place)
    if channel.account_id != work.who.account_id:
        await channels.link(work.session, channel, work.who.account_id, by=event.actor.name, now=work.now)
    return channel


async def _notice_others(work: Work, channel: Channel, account_id: int) -> None:
    """People of two customers in one channel: it is marked, and nothing about either is written there any more."""
    if work.who.account_id in (None, account_id) or channel.is_mixed:
        return
    await mark_mixed(work, channel, account_id)


async def _leading(session: Session, heard: _Heard) -> Touch | None:
    """The message that leads the thread they wrote in."""
    thread = heard.event.place.thread
    assert heard.channel.id is not None
    return await touches.by_ref(session, heard.channel.id, thread) if thread else None


async def _record(work: Work, heard: _Heard, leads: Touch | None, wish: Wish | None) -> Touch | None:
    actor = heard.event.actor
    await identities.ensure(work.session, actor.platform, actor.workspace, actor.external_id, actor.name)
    answered = leads if _is_ours(leads) else await _open_question(work, heard)
    by = Speaker(
        "wish" if wish is not None and wish.is_all else "customer",
        contact_id=work.contact.id if work.contact else None,
        answers_id=answered.id if answered else None,
    )
    event = heard.event
    if heard.is_deaf or (wish is not None and wish.kind == "unread"):
        event = replace(event, text="")
    return await spoken.seen(work, heard.account_id, heard.channel, event, by)


def _is_ours(touch: Touch | None) -> bool:
    """Written by us, rather than by a person of ours or of theirs."""
    return touch is not None and touch.origin in _BOT


async def _open_question(work: Work, heard: _Heard) -> Touch | None:
    """The next word after a check-in answers it, in whatever thread."""
    since = work.now - _ANSWERS_WITHIN
    return await touches.open_check_in(work.session, heard.account_id, heard.channel.id, since)


async def _wish(work: Work, heard: _Heard, leads: Touch | None) -> Wish | None:
    account = await accounts.by_id(work.session, heard.account_id)
    event = heard.event
    to_us = heard.is_to_us or _is_ours(leads)
    wish = wishes.read(event.text, zones.local_date(work.now, zones.zone(account.timezone)), to_us=to_us)
    if wish is not None and wish.is_bare and not to_us and await _talks_with_person(work, heard, leads):
        return None
    return wish


async def _talks_with_person(work: Work, heard: _Heard, leads: Touch | None) -> bool:
    """Whether a person of ours had the last word before: "not now" is then said to them."""
    if leads is not None:
        return not _is_ours(leads)
    past = await touches.of_account(work.session, heard.account_id, limit=20)
    ours = [one for one in past if one.channel_id == heard.channel.id and one.direction == "out" and one.happened_at]
    return bool(ours) and max(ours, key=lambda one: one.happened_at or work.now).origin == "person"
