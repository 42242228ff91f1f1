"""What customers say of our messages, by words or by a reaction, and how they want to be written to."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from content import terms
from content.catalog import PreferenceKept
from content.drafting import signature
from handlers.hearing import Heard, Reacted
from handlers.telling import looking_after
from handlers.terms import keeping
from handlers.terms.keeping import Source, Value
from outreach.ledger import keys
from outreach.listening import preferences as readable
from outreach.listening import receptions as verdicts
from outreach.models.ledger import Touch, TouchState
from outreach.models.listening import Preference
from outreach.store import identities, preferences, receptions, touches
from outreach.store.receptions import Reader
from scheduler import answering
from scheduler.answering import Saying

# A word said to us, of no message in particular, is about the last one that they could have read.
_ABOUT_THE_LAST = timedelta(days=7)
_MILD = frozenset({"preference", "thanks"})
# In answer to these, what they write is said to us.
_OURS = (*touches.UNPROMPTED, "reply")


def is_outreach(touch: Touch | None) -> bool:
    """Something we wrote unasked, that stands there."""
    is_ours = touch is not None and touch.origin in touches.UNPROMPTED and touch.purpose in touches.OUTREACH
    return is_ours and touch is not None and touch.state == TouchState.MADE


async def hear_reception(heard: Heard) -> bool:
    """“Very helpful, thank you”, under a message of ours: put on record, and not answered."""
    now_said = verdicts.read(heard.event.text)
    before = verdicts.read(heard.before) if heard.before else None
    if now_said is None and before is None:
        return False
    about = await _about(heard)
    if about is None or about.id is None:
        return False
    actor, session, now = heard.event.actor, heard.work.session, heard.work.now
    identity = await identities.ensure(session, actor.platform, actor.workspace, actor.external_id, actor.name)
    assert identity.id is not None
    reader = Reader(about.id, identity.id)
    if before is not None and (now_said is None or now_said.kind != before.kind):
        await receptions.withdraw(session, reader, before.kind, now)
    if now_said is None:
        return False
    await receptions.record(session, reader, now_said.kind, now)
    return now_said.is_all and heard.wish is None and _is_mild(heard)


async def _about(heard: Heard) -> Touch | None:
    """The message of ours that they speak of."""
    session = heard.work.session
    if is_outreach(heard.leads):
        return heard.leads
    answered = await touches.by_id(session, heard.touch.answers_id) if heard.touch.answers_id else None
    if is_outreach(answered):
        return answered
    if heard.leads is not None or not heard.is_to_us:
        return None
    assert heard.account.id is not None
    past = await touches.of_account(session, heard.account.id)
    since, at = heard.work.now - _ABOUT_THE_LAST, heard.touch.happened_at or heard.work.now
    read = [
        one
        for one in past
        if is_outreach(one)
        and one.channel_id == heard.channel.id
        and one.happened_at is not None
        and since <= one.happened_at <= at
    ]
    return max(read, key=lambda one: one.happened_at or since, default=None)


async def hear_preference(heard: Heard) -> bool:
    """“Not on Mondays, please”, said to us: heeded at once, and confirmed in one sentence."""
    wanted = readable.read(heard.event.text)
    if wanted is None or not _is_said_to_us(heard):
        return False
    if not (values := _heeded(heard, wanted)):
        return False
    await _heed(heard, values)
    return heard.wish is None and "?" not in heard.event.text and _is_mild(heard)


def _is_said_to_us(heard: Heard) -> bool:
    return heard.is_to_us or (heard.leads is not None and heard.leads.origin in _OURS)


def _heeded(heard: Heard, wanted: readable.Preference) -> Sequence[tuple[str, Value]]:
    """As (kind, value). How often is settled by the wish itself, where there is one. Somebody nobody knows does not
    decide in which language all the others are written to: their CSM is shown that they asked."""
    has_wish = heard.wish is not None and heard.wish.kind in ("less", "stop", "pause")
    left_out = {"pace" if has_wish else "", "" if heard.work.contact else "language"}
    less_days = heard.work.house.planning.rules.limits.less_every.days
    return [(kind, value) for kind, value in keeping.values_of(wanted, less_days) if kind not in left_out]


async def _heed(heard: Heard, values: Sequence[tuple[str, Value]]) -> None:
    work, contact = heard.work, heard.work.contact
    said_by = contact.name if contact else heard.event.actor.name
    if heard.before is not None and not await _is_reworded(heard, values, said_by):
        return
    kept = await keeping.keep(work, heard.account, contact, values, Source(said_by, heard.touch.id))
    if kept:
        await _confirm(heard, kept)


async def _is_reworded(heard: Heard, values: Sequence[tuple[str, Value]], said_by: str) -> bool:
    """Whether an edited message wants something else now; what it wanted before then goes."""
    assert heard.touch.id is not None
    known = [one for one in await preferences.of_touch(heard.work.session, heard.touch.id) if one.ended_at is None]
    if heard.before:
        is_same = readable.read(heard.before) == readable.read(heard.event.text)
    else:
        is_same = [(one.kind, one.value) for one in known] == list(values)
    if known and is_same:
        return False
    await keeping.end(heard.work, known, by=said_by)
    return True


async def _confirm(heard: Heard, kept: Collection[Preference]) -> None:
    work, contact, account, event = heard.work, heard.work.contact, heard.account, heard.event
    language = (contact.language if contact else None) or account.language
    entry = PreferenceKept(
        wanted=terms.agreed([(row.kind, row.value) for row in kept], language),
        csm=signature(await looking_after(work, account)),
        language=language,
    )
    saying = Saying(
        key=keys.preference(event.key),
        account=account,
        channel=heard.channel,
        message=work.house.renderer.render(entry),
        why="they said how they want to be written to",
        contact=contact,
        thread=event.place.thread or event.ref,
    )
    await answering.say(work.session, work.house.planning, saying, work.now, by="their own words")


async def is_heeded(heard: Heard) -> bool:
    """Whether this message's wish about how we write stands on record already: then nobody need judge it."""
    return heard.touch.id is not None and bool(await preferences.of_touch(heard.work.session, heard.touch.id))


def _is_mild(heard: Heard) -> bool:
    """Nothing else in it waits for somebody."""
    return {finding.kind for finding in heard.findings} <= _MILD


async def receive(reacted: Reacted) -> None:
    """A customer's reaction to something we wrote unasked; taken away, it counts no more."""
    work, event, about = reacted.work, reacted.event, reacted.touch
    is_theirs = work.who.account_id in (None, about.account_id)
    if reacted.by_us or not is_theirs or not is_outreach(about) or about.id is None:
        return
    actor = event.actor
    identity = await identities.ensure(work.session, actor.platform, actor.workspace, actor.external_id, actor.name)
    assert identity.id is not None
    change = receptions.record if event.added else receptions.withdraw
    await change(
        work.session, Reader(about.id, identity.id), receptions.REACTION, work.now, verdicts.emoji(event.emoji)
    )
