"""Who people on Slack are, as far as Slack vouches for it, and our direct conversations with them."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace

from bot.slack.attempts import asking, said
from bot.slack.calls import NotInstalled, Workspaces
from bot.slack.installed import PLATFORM, Installed
from bot.slack.memory import Memory
from bot.slack.payloads import Raw, maybe, part
from outreach.errors import NotReached, Refused
from outreach.events import Actor, Place
from outreach.ports import Reached

log = logging.getLogger(__name__)

# Whoever left, or became a guest, is not believed for longer than this; who was not there may just have come.
_KNOWN_SECONDS, _UNKNOWN_SECONDS = 300.0, 60.0
# A direct conversation keeps its id as long as both are there.
_DIRECT_SECONDS = 24 * 3600.0
_NOBODY: Raw = {}
_SLACKBOT = "USLACKBOT"


class People:
    """Everything here raises a DeliveryProblem when Slack could not be asked."""

    def __init__(self, workspaces: Workspaces, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._workspaces = workspaces
        # All by workspace: what one of them shows us is not for another.
        self._users: Memory[tuple[str, str], Raw] = Memory(monotonic)
        self._addresses: Memory[tuple[str, str], Raw] = Memory(monotonic)
        self._directs: Memory[tuple[str, str], str] = Memory(monotonic)

    async def identify(self, actor: Actor, place: Place) -> Actor:
        ours = await self._workspaces.installation(place.workspace)
        user = await self._user(place.workspace, actor.external_id)
        known = known_as(user, ours) if user else replace(actor, is_home=False, email=None, is_vague=False)
        if known.is_home or not ours.relatives:
            return known
        return await self._at_a_relative(known, user, ours) or known

    async def _at_a_relative(self, actor: Actor, user: Raw, ours: Installed) -> Actor | None:
        """As another workspace of our company knows them, asked in its own name: what ours shows of people from there
        does not say who is a guest. None where it did not let us in, or they are not its own."""
        for team in dict.fromkeys((actor.workspace, maybe(user, "enterprise_user", "enterprise_id"))):
            if not team or ours.is_ours(team):
                continue
            try:
                theirs = await self._workspaces.installation(team)
                seen = await self._user(theirs.workspace, actor.external_id)
            except NotInstalled:
                continue
            except Refused as refused:
                log.info("relative.unasked platform=slack workspace=%s problem=%s", team, refused.code)
                continue
            if seen and _is_ours(seen, theirs):
                return known_as(seen, theirs)
        return None

    async def reach(self, workspace: str, email: str) -> Reached | None:
        """Full members alone: nobody else is a colleague."""
        user = await self._addressed(workspace, email)
        actor = known_as(user, await self._workspaces.installation(workspace)) if user else None
        if actor is None or not actor.is_home:
            return None
        try:
            return Reached(actor, await self.direct(workspace, actor.external_id, actor.name))
        except Refused as refused:
            if refused.code == "person_gone":
                return None
            raise

    async def direct(self, workspace: str, user: str, name: str = "") -> Place:
        """Our conversation with them. Raises Refused where they cannot be written to."""
        channel = self._directs.recall((workspace, user))
        if channel is None:
            client = await self._workspaces.client(workspace)
            with asking():
                opened = said(await client.conversations_open(users=[user]))
            channel = maybe(opened, "channel", "id")
            if channel is None:
                raise NotReached("Slack did not say how to write to this person: nothing was sent.")
            self._directs.keep((workspace, user), channel, _DIRECT_SECONDS)
        return Place(PLATFORM, workspace, channel, name, "direct")

    async def _user(self, workspace: str, user: str) -> Raw:
        known = self._users.recall((workspace, user))
        if known is not None:
            return known
        client = await self._workspaces.client(workspace)
        try:
            with asking():
                found = part(said(await client.users_info(user=user)), "user")
        except Refused as refused:
            found = _nobody(refused)
        return _kept(self._users, (workspace, user), found)

    async def _addressed(self, workspace: str, email: str) -> Raw:
        key = (workspace, email.strip().lower())
        known = self._addresses.recall(key)
        if known is not None:
            return known
        client = await self._workspaces.client(workspace)
        try:
            with asking():
                found = part(said(await client.users_lookupByEmail(email=key[1])), "user")
        except Refused as refused:
            found = _nobody(refused)
        return _kept(self._addresses, key, found)


def known_as(user: Raw, ours: Installed) -> Actor:
    """What `users.info` says of a person. What it does not say plainly counts against their being one of us."""
    is_ours, profile = _is_ours(user, ours), part(user, "profile")
    named = (maybe(profile, "real_name"), maybe(user, "real_name"), maybe(profile, "display_name"), maybe(user, "name"))
    return Actor(
        PLATFORM,
        ours.home if is_ours else maybe(user, "team_id") or "",
        maybe(user, "id") or "",
        next((name for name in named if name), ""),
        is_home=is_ours and _is_full_member(user),
        email=None if user.get("is_email_confirmed") is False else maybe(profile, "email"),
    )


def _is_ours(user: Raw, ours: Installed) -> bool:
    """By their team, or by the organisation whose Enterprise Grid they belong to."""
    teams = (maybe(user, "team_id"), maybe(user, "enterprise_user", "enterprise_id"))
    return user.get("is_stranger") is not True and any(team is not None and ours.is_ours(team) for team in teams)


def _is_full_member(user: Raw) -> bool:
    """Guests of one channel or several are of our workspace, and not of our company."""
    told = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted")
    return all(user.get(name) is False for name in told) and user.get("id") != _SLACKBOT


def _nobody(refused: Refused) -> Raw:
    """Somebody whom Slack does not show us; anything else it refuses is no answer."""
    if refused.code != "person_gone":
        raise refused
    return _NOBODY


def _kept(memory: Memory[tuple[str, str], Raw], key: tuple[str, str], user: Raw) -> Raw:
    return memory.keep(key, user, _KNOWN_SECONDS if user else _UNKNOWN_SECONDS)
