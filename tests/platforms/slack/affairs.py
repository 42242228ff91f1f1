"""What happens to channels, members, organisations and the app itself."""

from collections.abc import Iterable
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.platforms.slack.payloads import announce, announce_channel, announce_member
from tests.platforms.slack.records import Channel, Grant, Installation, Json, Person
from tests.platforms.slack.stage import Stage
from tests.platforms.slack.workspace import HOME, SCOPES


class Affairs(Stage):
    async def invites(self, user: str | Person, channel: str | Channel, guest: str | Person = "Concierge") -> None:
        """Somebody puts the bot, or somebody else, into a channel."""
        place, inviter = self.workspace.channel(channel), self.workspace.person(user)
        invited = self._bot_or_person(guest)
        place.members.add(invited.id)
        announce_member(self.workspace, place, invited, joined=True, inviter=inviter.id)
        await self.outbox.flush()

    async def removes(self, user: str | Person, channel: str | Channel, member: str | Person = "Concierge") -> None:
        """Somebody takes the bot, or somebody else, out of a channel."""
        place, removed = self.workspace.channel(channel), self._bot_or_person(member)
        if removed.is_bot:
            announce_channel(self.workspace, place, "left", actor_id=self.workspace.person(user).id)
        place.members.discard(removed.id)
        if not removed.is_bot:
            announce_member(self.workspace, place, removed, joined=False)
        await self.outbox.flush()

    async def renames(self, user: str | Person, channel: str | Channel, name: str) -> None:
        place = self.workspace.channel(channel)
        place.name = name
        announce_channel(self.workspace, place, "rename")
        await self.outbox.flush()

    async def archives(self, user: str | Person, channel: str | Channel) -> None:
        place = self.workspace.channel(channel)
        place.is_archived = True
        announce_channel(self.workspace, place, "archive", user=self.workspace.person(user).id)
        await self.outbox.flush()

    async def unarchives(self, user: str | Person, channel: str | Channel) -> None:
        place = self.workspace.channel(channel)
        place.is_archived = False
        announce_channel(self.workspace, place, "unarchive", user=self.workspace.person(user).id)
        await self.outbox.flush()

    async def destroys(self, user: str | Person, channel: str | Channel) -> None:
        """Deletes a channel with all that was said in it."""
        place = self.workspace.channel(channel)
        announce_channel(self.workspace, place, "deleted")
        del self.workspace.channels[place.id]
        await self.outbox.flush()

    async def shares(self, channel: str | Channel, team: str, members: Iterable[str | Person] = ()) -> None:
        """Connects an organisation, and lets some of its people in."""
        place = self.workspace.channel(channel)
        place.invited = [invited for invited in place.invited if invited != team]
        place.connected.append(team)
        announce(self.workspace, {"type": "channel_shared", "connected_team_id": team, "channel": place.id}, place)
        for person in (self.workspace.person(member) for member in members):
            place.members.add(person.id)
            announce_member(self.workspace, place, person, joined=True)
        await self.outbox.flush()

    async def unshares(self, channel: str | Channel, team: str) -> None:
        """Ends the connection; that organisation's people are out."""
        place = self.workspace.channel(channel)
        place.connected.remove(team)
        people = self.workspace.people
        place.members = {member for member in place.members if people[member].team != team}
        event: Json = {"type": "channel_unshared", "previously_connected_team_id": team, "channel": place.id}
        announce(self.workspace, event | {"is_ext_shared": place.is_ext_shared}, place)
        await self.outbox.flush()

    async def moves(self, channel: str | Channel, new_id: str) -> None:
        """Gives a channel another id, as beginning to share it can: the old one is not found any more."""
        place = self.workspace.channel(channel)
        old_id = place.id
        self.workspace.channels[new_id] = self.workspace.channels.pop(old_id)
        place.id = new_id
        for post in place.posts:
            post.channel = new_id
        event = {"type": "channel_id_changed", "old_channel_id": old_id, "new_channel_id": new_id}
        announce(self.workspace, event, place)
        await self.outbox.flush()

    async def offers(self, team: str, channel_name: str, inviter: str | Person) -> None:
        """Another organisation asks us to share a channel of theirs: shared_channel_invite_received."""
        event = {"type": "shared_channel_invite_received", "invite": self._invite(inviter, team)}
        announce(self.workspace, event | {"channel": {"id": f"C9{team}", "is_private": False, "name": channel_name}})
        await self.outbox.flush()

    async def accepts(self, user: str | Person, channel: str | Channel) -> None:
        """Somebody of another organisation accepts our invitation: `invite_accepted`, then `shared` and joined."""
        place, accepting = self.workspace.channel(channel), self.workspace.person(user)
        team = self.workspace.teams[accepting.team]
        event: Json = {
            "type": "shared_channel_invite_accepted",
            "approval_required": False,
            "invite": self._invite(self.workspace.home.bot_user, HOME),
            "channel": {"id": place.id, "is_private": place.kind == "private", "is_im": False, "name": place.name},
            "teams_in_channel": [{"id": HOME, "name": self.workspace.teams[HOME].name}],
            "accepting_user": {"id": accepting.id, "team_id": team.id, "name": accepting.name},
        }
        announce(self.workspace, event, place)
        await self.shares(place, team.id, [accepting])

    def grant(self, scopes: Iterable[str] = SCOPES, redirect_uri: str | None = None, team: str = HOME) -> Grant:
        """The code that somebody's yes to the app gives."""
        installation = self.workspace.install(team, [scope for scope in scopes if scope])
        installer = next((one.id for one in self.workspace.people.values() if one.team == team and not one.is_bot), "")
        grant = Grant(self.workspace.next_id("code-"), installation, installer, redirect_uri)
        self.workspace.grants[grant.code] = grant
        return grant

    def installs(self, user: str | Person, authorize_url: str, *, org_wide: bool = False) -> str:
        """Says yes on Slack's page of consent; returns the address that the browser is sent back to."""
        person = self.workspace.person(user)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(authorize_url).query).items()}
        grant = self.grant(asked.get("scope", "").split(","), asked.get("redirect_uri"), person.team)
        grant.installer, grant.installation.is_org_wide = person.id, org_wide
        back = urlencode({"code": grant.code, "state": asked.get("state", "")})
        return f"{asked.get('redirect_uri', '')}?{back}"

    async def uninstalls(self, team: str = HOME) -> None:
        """Takes the app out of a workspace: its token is dead, and it hears so."""
        installation = next(one for one in self.workspace.installations if one.team == team)
        tokens = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installation.bot_user]}}
        for event in (tokens, {"type": "app_uninstalled"}):
            announce(self.workspace, event, installation=installation)
        installation.trouble = "account_inactive"
        await self.outbox.flush()

    def _bot_or_person(self, who: str | Person) -> Person:
        home: Installation = self.workspace.home
        return self.workspace.people[home.bot_user] if who == "Concierge" else self.workspace.person(who)

    def _invite(self, inviter: str | Person, team: str) -> Json:
        person = self.workspace.person(inviter)
        return {
            "id": self.workspace.next_id("I"),
            "date_created": int(self.workspace.now().timestamp()),
            "inviting_team": {"id": team, "name": self.workspace.teams[team].name},
            "inviting_user": {"id": person.id, "team_id": team, "name": person.name},
        }
