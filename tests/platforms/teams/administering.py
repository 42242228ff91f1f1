"""What owners and administrators do: where the app stands, and the life of teams, channels and their members."""

from tests.platforms.teams.cards import Json
from tests.platforms.teams.pressing import Pressing
from tests.platforms.teams.tenant import Conversation, Privacy, Team, User, foreign_team


class Administering(Pressing):
    async def installs(self, by: User, where: Team | Conversation | None = None) -> None:
        """Into a team, a group chat, a shared or private channel (on top of its team), or for themselves."""
        place = where or self.chat_of(by)
        place.is_installed = True
        home = self._home(place)
        await self.give(self.activities.members(by, home, [self._bot()], added=True, event=_event(place, "Added")))
        if not _is_channel(place):
            await self.give(self.activities.installation(by, home, "add"))

    async def removes(self, by: User, where: Team | Conversation | None = None) -> None:
        place = where or self.chat_of(by)
        place.is_installed = False
        home = self._home(place)
        await self.give(self.activities.members(by, home, [self._bot()], added=False, event=_event(place, "Removed")))
        if not _is_channel(place):
            await self.give(self.activities.installation(by, home, "remove"))

    async def upgrades(self, by: User, where: Team | Conversation | None = None) -> None:
        await self.give(self.activities.installation(by, self._home(where or self.chat_of(by)), "add-upgrade"))

    async def adds(self, by: User, where: Team | Conversation, *users: User) -> None:
        """One event each; a person who is there already is told of again, as Teams does for indirect members."""
        people = where.members if isinstance(where, Team) else where.people
        for user in users:
            if user not in people:
                people.append(user)
            await self._tell_member(by, where, user, added=True)

    async def drops(self, by: User, where: Team | Conversation, *users: User) -> None:
        people = where.members if isinstance(where, Team) else where.people
        for user in users:
            people.remove(user)
            await self._tell_member(by, where, user, added=False)

    async def creates(
        self, by: User, team: Team, name: str, privacy: Privacy = "standard", *, admitted: bool = False
    ) -> Conversation:
        """Apps do not follow into a new shared or private channel by themselves."""
        channel = self.tenant.channel(team, name, privacy, (by,) if privacy != "standard" else (), admitted)
        if team.is_installed and privacy == "standard":
            await self.give(self.activities.channel_changed(by, channel, "channelCreated"))
        return channel

    async def renames(self, by: User, what: Team | Conversation, name: str) -> None:
        what.name = name
        if isinstance(what, Team):
            await self._if_installed(what, self.activities.team_changed(by, what, "teamRenamed"))
        elif what.team is not None:
            await self._if_installed(what.team, self.activities.channel_changed(by, what, "channelRenamed"))
        else:
            await self.give({**self.activities.frame("conversationUpdate", by, what), "topicName": name})

    async def deletes_channel(self, by: User, channel: Conversation) -> None:
        assert channel.team is not None
        channel.is_gone = True
        await self._if_installed(channel.team, self.activities.channel_changed(by, channel, "channelDeleted"))

    async def restores_channel(self, by: User, channel: Conversation) -> None:
        assert channel.team is not None
        channel.is_gone = False
        await self._if_installed(channel.team, self.activities.channel_changed(by, channel, "channelRestored"))

    async def deletes_team(self, by: User, team: Team) -> None:
        activity = self.activities.team_changed(by, team, "teamDeleted")
        for channel in self.tenant.channels_of(team):
            channel.is_gone = True
        await self._if_installed(team, activity)

    async def archives(self, by: User, team: Team, *, archived: bool = True) -> None:
        event = self.activities.team_changed(by, team, "teamArchived" if archived else "teamUnarchived")
        await self._if_installed(team, event)

    async def shares(self, by: User, channel: Conversation, *people: User) -> None:
        """With the companies of these people, who come in with it."""
        known = {team.group_id for team in channel.shared_with}
        fresh = [foreign_team(company) for company in sorted({user.tenant_id for user in people} - known)]
        channel.shared_with += fresh
        if channel.is_open:
            await self.give(self.activities.sharing(by, channel, fresh, shared=True))
        await self.adds(by, channel, *people)

    async def unshares(self, by: User, channel: Conversation, company: str) -> None:
        """`company` is the other tenant's id; its people go with it."""
        gone = [team for team in channel.shared_with if team.group_id == company]
        channel.shared_with = [team for team in channel.shared_with if team not in gone]
        people = [user for user in channel.members if user.tenant_id == company]
        channel.members = [user for user in channel.members if user not in people]
        if channel.is_open:
            await self.give(self.activities.sharing(by, channel, gone, shared=False))

    async def _tell_member(self, by: User, where: Team | Conversation, user: User, *, added: bool) -> None:
        home = self._home(where)
        if not home.is_open:
            return
        account = {"id": user.id, "aadObjectId": user.aad_id}
        event = _event(where, "Added" if added else "Removed")
        activity = self.activities.members(by, home, [account], added=added, event=event)
        if _is_channel(where):
            activity["channelData"]["membershipSource"] = {
                "sourceType": "channel" if user.tenant_id == self.tenant.id else "team",
                "id": home.id,
                "membershipType": "direct" if user.tenant_id == self.tenant.id else "transitive",
                "tenantId": user.tenant_id,
            }
        await self.give(activity)

    async def _if_installed(self, team: Team, activity: Json) -> None:
        if team.is_installed:
            await self.give(activity)

    def _home(self, where: Team | Conversation) -> Conversation:
        """The conversation in which it is told."""
        return self.tenant.conversations[where.id] if isinstance(where, Team) else where

    def _bot(self) -> Json:
        return {"id": self.tenant.bot_id, "name": self.tenant.bot_name}


def _is_channel(where: Team | Conversation) -> bool:
    return isinstance(where, Conversation) and where.kind == "channel"


def _event(where: Team | Conversation, change: str) -> str | None:
    """Chats have no name for it."""
    if isinstance(where, Team):
        return f"teamMember{change}"
    return f"channelMember{change}" if where.kind == "channel" else None
