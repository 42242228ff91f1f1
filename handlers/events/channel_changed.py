"""A channel's own life: we joined it or left it, it was renamed, archived, moved, or shared with another company.

The link to its account survives whatever may come back; the account's CSM hears of each in a sentence, with the cure.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from handlers.companies import follow_connected
from handlers.introducing import introduce, withhold
from handlers.linking import another, leave, suggest_account, take_in
from handlers.moving import follow_move
from handlers.replies import strong
from handlers.telling import tell_about, tell_those_in_charge
from handlers.work import Work
from outreach.book.links import Known, suggest
from outreach.events import Change, ChannelChanged
from outreach.messages import Button
from outreach.models.book import Account, Channel
from outreach.store import accounts, channels, lookups, turns

_SHARED = "shared"


@dataclass(frozen=True)
class _Case:
    """`account` is whose channel it was when the event came; `before` what it was called."""

    work: Work
    event: ChannelChanged
    channel: Channel
    account: Account | None
    before: str

    async def tell(self, words: str, cure: str) -> None:
        if self.account is not None:
            where = strong(f"#{self.channel.name}")
            await tell_about(self.work, self.account, self.event.change, where, f" {words} {cure}")

    @property
    def link_another(self) -> str:
        name = self.account.name if self.account else "NAME"
        return f"type {self.work.house.command} link {name} in another channel of theirs"


async def follow(work: Work) -> None:
    event = work.event
    assert isinstance(event, ChannelChanged)
    if event.place.is_between_us:
        return
    if event.change == "invited":
        await _pass_on_invitation(work, event)
        return
    case = await _case(work, event)
    if event.name:
        case.channel.name = event.name
    work.session.add(case.channel)
    if event.connected is not None:
        await follow_connected(work, case.channel, event.connected)
    await _FOLLOWING[event.change](case)
    if case.account is None and case.channel.account_id is None and case.channel.gone_at is None:
        await _suggest(case)


async def _case(work: Work, event: ChannelChanged) -> _Case:
    known = await channels.by_place(work.session, event.place)
    before = known.name if known else ""
    is_moved = event.change == "moved" and event.becomes is not None
    channel = await (follow_move(work, event) if is_moved else channels.ensure(work.session, event.place))
    account = await accounts.by_id(work.session, channel.account_id) if channel.account_id is not None else None
    return _Case(work, event, channel, account, before)


async def _join(case: _Case) -> None:
    await _regain(case)
    if case.account is not None and case.channel.account_id == case.account.id:
        await introduce(case.work, case.channel, case.account, anew=True)


async def _regain(case: _Case) -> None:
    channel = case.channel
    if channel.gone_at is None:
        return
    channel.gone_at, channel.gone_because = None, None
    await _refill(case)
    await case.tell("is open to us again, and still theirs.", "Nothing needs doing: what is meant for them goes there.")


async def _leave(case: _Case) -> None:
    await _lose(case, "no longer open to us", f"Invite me again, or {case.link_another}.")


async def _archive(case: _Case) -> None:
    await _lose(case, "archived", f"Reopen it, or {case.link_another}.")


async def _delete(case: _Case) -> None:
    await _lose(case, "deleted", f"To go on, {case.link_another}.")


async def _lose(case: _Case, because: str, cure: str) -> None:
    """What was on its way there waits for its CSM, who sees on their day as well that the channel is gone."""
    channel = case.channel
    if channel.gone_at is not None:
        return
    channel.gone_at, channel.gone_because = case.work.now, because
    await _empty(case, "the channel is gone")
    if case.account is not None:
        if channel.account_id == case.account.id and (other := await another(case.work, channel)):
            cure = f"What is meant for them goes to #{other.name}."
        await case.tell(f"is {because}, so nothing goes to {case.account.name} there.", cure)


async def _rename(case: _Case) -> None:
    if case.account is None or case.before in ("", case.channel.name):
        return
    cure = f"If others sit there now, type {case.work.house.command} link NAME in it."
    await case.tell(f"was #{case.before} until now, and stays {case.account.name}'s channel.", cure)


async def _move(case: _Case) -> None:
    if case.account is None:
        return
    if case.channel.is_mixed:
        cure = f"Type {case.work.house.command} link {case.account.name} in it if it is theirs alone."
        await case.tell("has moved to a place that is not theirs alone, so nothing goes there.", cure)
    else:
        await case.tell(f"has moved, and stays {case.account.name}'s channel.", "Nothing needs doing.")


async def _share(case: _Case) -> None:
    channel = case.channel
    was_ours = channel.kind == channels.TEAM
    channel.kind = _SHARED
    if case.account is None or channel.account_id != case.account.id:
        return
    if was_ours and not channel.is_mixed:
        await _refill(case)
        cure = f"If it is not them, type {case.work.house.command} unlink in it."
        await case.tell(f"is shared again; what is meant for {case.account.name} goes there.", cure)
    await introduce(case.work, channel, case.account, anew=True)


async def _unshare(case: _Case) -> None:
    """With others still in it, or nobody knows who, it stays a place that customers read."""
    if case.event.connected or case.channel.kind == channels.TEAM:
        return
    if case.event.connected is None:
        await _ask_to_look(case)
        return
    case.channel.kind, case.channel.connected = channels.TEAM, []
    await _empty(case, "the channel is not shared with them any more")
    if case.account is not None and case.channel.account_id == case.account.id:
        words = f"is no longer shared with {case.account.name}, so nothing goes to them there."
        await case.tell(words, f"Share it with them again, or {case.link_another}.")


async def _ask_to_look(case: _Case) -> None:
    if case.account is not None:
        words = "is no longer shared with one of the companies in it, and I cannot see which are left."
        unlink = f"{case.work.house.command} unlink"
        await case.tell(words, f"Look who is still there; if {case.account.name} is not, type {unlink} in it.")


async def _empty(case: _Case, because: str) -> None:
    if case.channel.account_id is not None:
        await leave(case.work, case.channel)
        await withhold(case.work, case.channel, because)
        await _rearm(case)


async def _refill(case: _Case) -> None:
    """The opposite of `_empty`: what became an e-mail draft goes through the channel again."""
    if case.channel.account_id is not None:
        await take_in(case.work, case.channel, case.channel.account_id)
        await _rearm(case)


async def _rearm(case: _Case) -> None:
    if case.channel.account_id is not None:
        await turns.rearm(case.work.session, case.channel.account_id, case.work.now)


async def _suggest(case: _Case) -> None:
    """Whoever looks after the account is asked at once, where we are new; a person's word alone links it."""
    account = await suggest_account(case.work, case.channel)
    if account is None or case.event.change not in ("joined", "shared", "accepted"):
        return
    values = {"channel": str(case.channel.id), "account": str(account.id)}
    controls = (
        Button("Link", "channel.link", values, "primary"),
        Button("Not theirs", "channel.not_theirs", values),
    )
    words = f" is new to me. Is it {account.name}'s channel? Until you say so, nothing is read or written there."
    about = f"{case.channel.id}-{account.id}"
    where = strong(f"#{case.channel.name}")
    await tell_about(case.work, account, "suggested", where, words, about=about, controls=controls)


async def _pass_on_invitation(work: Work, event: ChannelChanged) -> None:
    """We are not in it yet, so there is no channel: only somebody who may want to let us in."""
    name = event.name or event.place.name
    known = await channels.by_place(work.session, event.place)
    names = [Known(one.id, one.name, one.domain) for one in await lookups.account_names(work.session)]
    account_id = known.account_id if known and known.account_id else suggest(name, names)
    where = f" (#{name})" if name else ""
    cure = "accept the invitation, or ask whoever runs the workspace."
    if account_id is not None:
        account = await accounts.by_id(work.session, account_id)
        words = f" wants to share a channel with us by its name: {cure}"
        await tell_about(work, account, "invited", strong(f"{account.name}{where}"), words)
        return
    words = f" wants to share a channel with us, and its name is no customer's: if you expect them, {cure}"
    await tell_those_in_charge(work, "invited", strong(f"Another company{where}"), words)


_FOLLOWING: Mapping[Change, Callable[[_Case], Awaitable[None]]] = {
    "joined": _join,
    "left": _leave,
    "renamed": _rename,
    "archived": _archive,
    "unarchived": _regain,
    "deleted": _delete,
    "shared": _share,
    "accepted": _share,
    "unshared": _unshare,
    "moved": _move,
}
