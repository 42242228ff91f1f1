"""Whom one word of a notice reaches as things are now, in whose name, when, and who is left out and why."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.notices.audience import affected
from handlers.notices.hearing import messages_of
from handlers.work import Work
from outreach.desk.notices import Audience, WordKind, good_hour, in_the_way, of_the_hour
from outreach.ledger import policies, situations
from outreach.ledger.policies import Held
from outreach.ledger.proposals import When
from outreach.ledger.reasons import Code, in_words
from outreach.ledger.rota import Absence, Rota, rota_of
from outreach.ledger.situations import Asked, Past
from outreach.models.book import Account, Channel, Teammate
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.notices import Notice, NoticeWord
from outreach.store import accounts, channels, notices
from outreach.worktime import zones


@dataclass(frozen=True)
class Addressee:
    """One account that gets it, through `channel`, in `author`'s name. `held` are the rules against it this minute,
    `opens` when their next working day begins, where it is night there."""

    account: Account
    kind: WordKind
    channel: Channel
    author: Teammate | None
    held: tuple[Held, ...]
    opens: When | None = None


@dataclass(frozen=True)
class LeftOut:
    account: Account
    because: str


@dataclass(frozen=True)
class Round:
    """Everybody concerned, by name. `waiting`: earlier words of this notice that have not left yet; this one comes in
    their place."""

    going: tuple[Addressee, ...]
    left_out: tuple[LeftOut, ...]
    waiting: tuple[Touch, ...] = ()

    @property
    def ids(self) -> list[int]:
        return [one.account.id or 0 for one in self.going]

    def asleep(self) -> list[Addressee]:
        return [one for one in self.going if one.opens is not None]


@dataclass(frozen=True)
class _Standing:
    """What an account has heard of a notice so far: `has_heard` something (what is leaving at this moment counts), or
    `waiting` stands queued."""

    has_heard: bool = False
    waiting: Touch | None = None


async def address(work: Work, notice: Notice, word: NoticeWord) -> Round:
    """The audience is asked anew; whoever heard of it hears on, also where they no longer belong to it."""
    standings = await _standings(work, notice)
    concerned = await _concerned(work, notice, word, standings)
    ids = [account.id or 0 for account in concerned]
    places = await channels.for_outreach(work.session, ids)
    pasts = await situations.recall(work.session, ids, work.now)
    rota = await rota_of(work.session, concerned, work.now)
    going: list[Addressee] = []
    left_out: list[LeftOut] = []
    for account in concerned:
        standing = standings.get(account.id or 0, _Standing())
        channel = places.get(account.id or 0) or await _lost_channel(work, account)
        found = _addressed(work, account, channel, pasts[account.id or 0], rota, _kind(word, standing))
        if isinstance(found, Addressee):
            going.append(found)
        else:
            left_out.append(found)
    waiting = tuple(one.waiting for one in standings.values() if one.waiting is not None)
    return Round(tuple(going), tuple(left_out), waiting)


def fingerprint(notice: Notice, word: NoticeWord, found: Round) -> str:
    """Of all that was looked over: the words, who gets which of them where, and for whom it is night."""
    said = [notice.what, notice.they_can, word.words, str(word.next_word_at)]
    going = [
        f"{one.account.id}:{one.kind}:{one.channel.id}:{one.author.id if one.author else 0}:{one.opens is not None}"
        for one in found.going
    ]
    return hashlib.sha256("\n".join([*said, *going]).encode(errors="replace")).hexdigest()[:12]


async def _standings(work: Work, notice: Notice) -> Mapping[int, _Standing]:
    assert notice.id is not None
    told = [row.account_id for row in await notices.told_of(work.session, notice.id)]
    words = [word.id or 0 for word in await notices.words_of(work.session, notice.id)]
    leaving = await notices.leaving(work.session)
    return {one: _standing(said, leaving) for one, said in (await messages_of(work, words, told)).items()}


def _standing(said: Sequence[Touch], leaving: Collection[int]) -> _Standing:
    standing = [touch for touch in said if touch.ended_because is None]
    has_heard = any(touch.state == TouchState.MADE or touch.id in leaving for touch in standing)
    queued = [touch for touch in said if touch.state == TouchState.APPROVED and touch.id not in leaving]
    return _Standing(has_heard, queued[-1] if queued else None)


def _kind(word: NoticeWord, standing: _Standing) -> WordKind:
    if word.kind == "closing":
        return "closing"
    return "update" if word.kind == "update" and standing.has_heard else "first"


async def _concerned(work: Work, notice: Notice, word: NoticeWord, standings: Mapping[int, _Standing]) -> list[Account]:
    """That it is over concerns whoever heard of it, and nobody else."""
    heard = {account_id for account_id, standing in standings.items() if standing.has_heard}
    found = (
        {} if word.kind == "closing" else {one.id: one for one in await affected(work, Audience.read(notice.audience))}
    )
    found |= {one.id: one for one in (await accounts.by_ids(work.session, heard)).values()}
    return sorted(found.values(), key=lambda account: (account.name.casefold(), account.id or 0))


async def _lost_channel(work: Work, account: Account) -> Channel | None:
    """One that is gone, so that it can be said why nothing reaches them."""
    assert account.id is not None
    return next(iter(await channels.of_account(work.session, account.id)), None)


def _addressed(  # noqa: PLR0913 - one account, and everything that is known of it
    work: Work,
    account: Account,
    channel: Channel | None,
    past: Past,
    rota: Rota,
    kind: WordKind,
) -> Addressee | LeftOut:
    held = _against(work, account, channel, past, work.now)
    if stopped := in_the_way(held):
        return LeftOut(account, "; ".join(in_words(one.code, one.facts) for one in stopped))
    if channel is None:
        return LeftOut(account, in_words(Code.NO_CHANNEL))
    opens = _opens(work, account, channel, past, held)
    author = rota.speaker(account, work.now)
    return Addressee(account, kind, channel, author, held, opens)


def _against(work: Work, account: Account, channel: Channel | None, past: Past, at: datetime) -> tuple[Held, ...]:
    rules = work.house.planning.rules
    asked = Asked(account, channel, Purpose.NOTICE, at, account.timezone)
    # Whose CSM is away is decided by who speaks in their place; no rule of bad news asks for it.
    situation = situations.situation(asked, past, Absence(), rules)
    return policies.refusals(situation, rules.limits, "sending")


def _opens(work: Work, account: Account, channel: Channel, past: Past, held: Sequence[Held]) -> When | None:
    """The beginning of their next working day; None while they are at work."""
    if not of_the_hour(held):
        return None
    moment = good_hour(lambda at: _against(work, account, channel, past, at), work.now)
    return When(moment, zones.to_wall(moment, zones.zone(account.timezone)), account.timezone)
