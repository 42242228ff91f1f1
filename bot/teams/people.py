"""Who somebody on Teams is, as rosters say; whoever no roster explains is not of our company."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

from bot.teams.activity import PLATFORM, Json, Us, rows, word
from bot.teams.addresses import Address, read_address
from bot.teams.calls import Calls
from bot.teams.kept import Kept
from outreach.errors import DeliveryProblem, NotReached, Refused
from outreach.events import Actor, Place
from outreach.ports import Reached

log = logging.getLogger(__name__)

# Somebody who leaves, or turns from a guest into a colleague, is seen so after this long.
_FRESH_SECONDS = 600.0
# Somebody who has just come in may not be in the roster yet.
_NOT_THERE_SECONDS = 30.0
_MOST_PEOPLE, _MOST_PLACES, _MOST_PAGES = 5_000, 1_000, 100
_CHAT_SECONDS = 24 * 3600.0
# They say that we cannot look there, or that nobody of that id is there; `platform_off` says nothing about people.
_UNSEEN = frozenset({"person_gone", "channel_gone", "not_permitted", "invalid_message"})
_MEMBER_ROLES = frozenset({"user", "owner"})
_GUEST_MARK = "#ext#"


@dataclass(frozen=True)
class Member:
    """One person as a roster shows them. `user_id` (`29:…`) is theirs towards this bot, by which they are addressed;
    `directory_id` (`aadObjectId`) is the one they are known by everywhere."""

    user_id: str
    directory_id: str
    name: str
    email: str
    upn: str
    tenant_id: str
    role: str

    @staticmethod
    def read(raw: Json) -> "Member":
        return Member(
            user_id=word(raw, "id"),
            directory_id=(word(raw, "aadObjectId") or word(raw, "objectId")).lower(),
            name=word(raw, "name"),
            email=word(raw, "email").strip(),
            upn=word(raw, "userPrincipalName").strip(),
            tenant_id=word(raw, "tenantId").casefold(),
            role=word(raw, "userRole").casefold(),
        )

    @property
    def external_id(self) -> str:
        return self.directory_id or self.user_id

    def is_called(self, external_id: str) -> bool:
        return external_id in (self.directory_id, self.user_id)

    def is_home(self, tenant_id: str) -> bool:
        """Full members only. Without a role the name they log in with must say that they are one."""
        if self.tenant_id != tenant_id.casefold() or _GUEST_MARK in self.upn.casefold():
            return False
        return self.role in _MEMBER_ROLES if self.role else bool(self.upn)

    def vouched_email(self, tenant_id: str) -> str | None:
        """Our own directory knows its people and guests. Of another company's people their own administrators can
        write any address there, so it counts only when it is of the domain they log in with, which is proven theirs."""
        if not self.email:
            return None
        if self.tenant_id == tenant_id.casefold():
            return self.email
        return self.email if _domain(self.email) == _domain(self.upn) != "" else None


class People:
    """Look-ups are kept for minutes. `known` are the places whose rosters may be read to find a colleague."""

    def __init__(
        self,
        calls: Calls,
        us: Us,
        known: Callable[[], Awaitable[Sequence[Place]]],
        read_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._calls = calls
        self._us = us
        self._known = known
        self._members: Kept[str, Member] = Kept(_MOST_PEOPLE, _FRESH_SECONDS, read_seconds)
        self._not_there: Kept[tuple[str, str], bool] = Kept(_MOST_PEOPLE, _NOT_THERE_SECONDS, read_seconds)
        self._colleagues: Kept[str, tuple[Member, Place]] = Kept(_MOST_PEOPLE, _FRESH_SECONDS, read_seconds)
        self._read_rosters: Kept[str, bool] = Kept(_MOST_PLACES, _FRESH_SECONDS, read_seconds)
        self._chats: Kept[str, str] = Kept(_MOST_PEOPLE, _CHAT_SECONDS, read_seconds)
        self._user_ids: Kept[str, str] = Kept(_MOST_PEOPLE, _CHAT_SECONDS, read_seconds)
        self._asking: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    def meet(self, directory_id: str, user_id: str) -> None:
        """Both ids of somebody who acts: rosters are promised to know the second, whoever serves them."""
        if directory_id and user_id:
            self._user_ids.keep(directory_id, user_id)

    def user_id_of(self, directory_id: str) -> str:
        """Teams' own id of somebody who has acted lately; empty for others."""
        return self._user_ids.get(directory_id) or ""

    async def identify(self, actor: Actor, place: Place) -> Actor:
        """Raises a DeliveryProblem when Teams could not be asked."""
        member = await self.member(place, actor.external_id)
        if member is None:
            return replace(actor, is_home=False, email=None, is_vague=False)
        return self._as_actor(member, actor.name, actor.workspace)

    async def member(self, place: Place, external_id: str) -> Member | None:
        """By either of their ids; None for somebody whom Teams does not show us."""
        asked = place.external_id, external_id
        # Of several who ask for the same at once, one asks Teams.
        async with self._asking.setdefault(asked, asyncio.Lock()):
            if found := self._members.get(external_id):
                return found
            if self._not_there.get(asked):
                return None
            found = await self._look(place, external_id)
            if found is None:
                self._not_there.keep(asked, True)
            return found

    async def colleague(self, near: Place, external_id: str) -> Member | None:
        """Somebody of ours who acted there, and has perhaps left since, or whom we know from another place."""
        if found := await self.member(near, external_id):
            return found
        return await self._find(lambda member: member.is_called(external_id))

    async def reach(self, workspace: str, email: str) -> Reached | None:
        if workspace.casefold() != self._us.tenant_id.casefold():
            return None
        found = await self._of_address(email.strip().casefold())
        if found is None:
            return None
        member, near = found
        try:
            chat = await self.chat_with(member, near)
        except Refused as refusal:
            log.info("chat.refused code=%s", refusal.code)
            return None
        return Reached(self._as_actor(member), chat)

    async def chat_with(self, member: Member, near: Place) -> Place:
        """Our conversation with a colleague, opened when need be. Raises Refused for anybody else: across companies
        it would not arrive, and a customer is written to where we were let in."""
        if not member.is_home(self._us.tenant_id) or not member.user_id:
            raise Refused(
                "not_permitted", "Concierge writes to its own company's people only: answer in the channel instead."
            )
        chat_id = self._chats.get(member.user_id)
        if chat_id is None:
            chat_id = await self._calls.open_chat(near, self._us, member.user_id)
            self._chats.keep(member.user_id, chat_id)
        address = Address(read_address(near.reference or "").service_url).write()
        return Place(PLATFORM, self._us.tenant_id, chat_id, member.name, "direct", reference=address)

    async def companies(self, place: Place) -> frozenset[str] | None:
        """The other companies whose people Teams shows there; None where guests or people of nobody knows whom are
        among them. Raises a DeliveryProblem when Teams could not be asked."""
        ours = self._us.tenant_id.casefold()
        async with aclosing(self._roster(place)) as roster:
            members = [member async for member in roster]
        found = frozenset(member.tenant_id for member in members) - {ours}
        is_plain = all(member.tenant_id != ours or self._is_colleague(member) for member in members)
        return found if is_plain and "" not in found else None

    def forget_chat(self, member: Member) -> None:
        self._chats.drop(member.user_id)

    def _as_actor(self, member: Member, name: str = "", workspace: str = "") -> Actor:
        ours = self._us.tenant_id
        is_ours = member.tenant_id == ours.casefold()
        return Actor(
            PLATFORM,
            ours if is_ours else member.tenant_id or workspace,
            member.external_id,
            member.name or name,
            is_home=member.is_home(ours),
            email=member.vouched_email(ours),
        )

    async def _look(self, place: Place, external_id: str) -> Member | None:
        if place.kind == "private":
            # Where we are not, no roster is ours to read.
            return await self._find(lambda member: member.is_called(external_id))
        try:
            asked = self._user_ids.get(external_id) or external_id
            member = Member.read(await self._calls.member(place, asked))
        except Refused as refusal:
            if not _is_unseen(refusal):
                raise
            return None
        if not member.is_called(external_id):
            return None
        self._keep(member, place)
        return member

    async def _of_address(self, email: str) -> tuple[Member, Place] | None:
        if not email:
            return None
        if self._colleagues.get(email) is None:
            await self._find(lambda member: self._is_colleague(member) and member.email.casefold() == email)
        return self._colleagues.get(email)

    async def _find(self, is_it: Callable[[Member], bool]) -> Member | None:
        """Looks through the rosters of the places we know that were not read lately, until it is found. Raises when
        some could not be read, since they may be in there."""
        unread: DeliveryProblem | None = None
        for place in _one_of_each_team_first(await self._known()):
            if self._read_rosters.get(place.external_id):
                continue
            try:
                if found := await self._find_in(place, is_it):
                    return found
            except DeliveryProblem as problem:
                if not _is_unseen(problem):
                    unread = problem
        if unread is not None:
            raise unread
        return None

    async def _find_in(self, place: Place, is_it: Callable[[Member], bool]) -> Member | None:
        async with aclosing(self._roster(place)) as roster:
            async for member in roster:
                self._keep(member, place)
                if is_it(member):
                    return member
        self._read_rosters.keep(place.external_id, True)
        return None

    async def _roster(self, place: Place) -> AsyncGenerator[Member, None]:
        token: str | None = None
        for _ in range(_MOST_PAGES):
            page = await self._calls.page_of_members(place, token)
            for raw in rows(page, "members"):
                yield Member.read(raw)
            token = word(page, "continuationToken")
            if not token:
                return
        raise NotReached("This conversation has more members than Concierge looks through.")

    def _keep(self, member: Member, place: Place) -> None:
        for each in {member.directory_id, member.user_id} - {""}:
            self._members.keep(each, member)
        if member.email and self._is_colleague(member):
            self._colleagues.keep(member.email.casefold(), (member, place))

    def _is_colleague(self, member: Member) -> bool:
        return member.is_home(self._us.tenant_id)


def _one_of_each_team_first(places: Sequence[Place]) -> Sequence[Place]:
    """Channels of one team mostly have the same people, so that most are found in the first few rosters."""
    first: list[Place] = []
    rest: list[Place] = []
    seen: set[str] = set()
    for place in places:
        team = read_address(place.reference or "").team
        (rest if team in seen else first).append(place)
        if team is not None:
            seen.add(team)
    return [*first, *rest]


def _is_unseen(problem: DeliveryProblem) -> bool:
    return isinstance(problem, Refused) and problem.code in _UNSEEN


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold() if "@" in address else ""
