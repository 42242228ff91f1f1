"""What the bot is told: every kind of activity, in the shape that Teams gives it."""

import html
from datetime import UTC, timedelta
from typing import Literal

from outreach.ports import Clock
from tests.platforms.teams.cards import Json
from tests.platforms.teams.posts import Post
from tests.platforms.teams.tenant import Conversation, Team, Tenant, User, guid

ChannelEvent = Literal["channelCreated", "channelRenamed", "channelDeleted", "channelRestored"]
TeamEvent = Literal["teamRenamed", "teamDeleted", "teamArchived", "teamUnarchived", "teamRestored"]
Installing = Literal["add", "remove", "add-upgrade", "remove-upgrade"]


class Activities:
    """Builds them; sends nothing. `address` is the service URL."""

    def __init__(self, tenant: Tenant, clock: Clock, address: str) -> None:
        self.address = address
        self._tenant = tenant
        self._clock = clock
        self._made = 0

    def frame(self, kind: str, user: User | None, conversation: Conversation, thread: str | None = None) -> Json:
        """What all of them have; `user` None when nobody did it."""
        now = self._clock.now()
        return {
            "type": kind,
            "id": self._event_id(),
            "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": now.astimezone(UTC).isoformat(timespec="milliseconds"),
            "channelId": "msteams",
            "serviceUrl": self.address,
            "from": self.account(user) if user else {"id": self._tenant.bot_id},
            "conversation": self._conversation(conversation, thread),
            "recipient": {"id": self._tenant.bot_id, "name": self._tenant.bot_name},
            "channelData": self._channel_data(conversation, kind),
            "locale": "en-GB",
        }

    def message(self, post: Post, *, mentions: bool, targeted: bool = False) -> Json:
        """Somebody wrote something; with `mentions` they addressed the bot, with `targeted` by a slash command."""
        activity = self._about(post, "message")
        words = post.text
        entities: list[Json] = [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web"}]
        shown = html.escape(words, quote=False)
        if mentions:
            named = f"<at>{self._tenant.bot_name}</at>"
            bot = {"id": self._tenant.bot_id, "name": self._tenant.bot_name}
            entities.append({"type": "mention", "text": named, "mentioned": bot})
            # The client puts a line break behind what follows a mention.
            words, shown = f"{named} {words}\n", f'<at id="0">{self._tenant.bot_name}</at>&nbsp;{shown}'
        if targeted:
            activity["recipient"] = {**activity["recipient"], "isTargeted": True}
        page = {"contentType": "text/html", "content": f"<p>{shown}</p>"}
        return {**activity, "text": words, "textFormat": "plain", "entities": entities, "attachments": [page]}

    def submitted(self, user: User, post: Post, value: Json, text: str | None = None) -> Json:
        """Action.Submit arrives as a message without words, a reply to the card's."""
        activity = self.frame("message", user, post.conversation, post.thread)
        said = {} if text is None else {"text": text, "textFormat": "plain"}
        return {**activity, **said, "value": value, "replyToId": post.id}

    def edited(self, post: Post) -> Json:
        activity = self._about(post, "messageUpdate")
        activity["channelData"]["eventType"] = "editMessage"
        return {**activity, "text": post.text, "textFormat": "plain"}

    def deleted(self, post: Post) -> Json:
        activity = self._about(post, "messageDelete")
        activity["channelData"]["eventType"] = "softDeleteMessage"
        return activity

    def reacted(self, user: User, post: Post, kind: str, *, added: bool) -> Json:
        activity = self.frame("messageReaction", user, post.conversation, post.thread)
        change = "reactionsAdded" if added else "reactionsRemoved"
        return {**activity, "replyToId": post.id, change: [{"type": kind}]}

    def members(
        self,
        by: User | None,
        conversation: Conversation,
        accounts: list[Json],
        *,
        added: bool,
        event: str | None = None,
    ) -> Json:
        """People, or the bot itself, came or went. `event` is set in teams and channels."""
        activity = self.frame("conversationUpdate", by, conversation)
        if event:
            activity["channelData"]["eventType"] = event
        return {**activity, "membersAdded" if added else "membersRemoved": accounts}

    def channel_changed(self, by: User, channel: Conversation, event: ChannelEvent) -> Json:
        """Told in the team's General channel."""
        assert channel.team is not None
        activity = self._in_team(by, channel.team, event)
        activity["channelData"]["channel"] = _named(channel)
        return activity

    def team_changed(self, by: User, team: Team, event: TeamEvent) -> Json:
        return self._in_team(by, team, event)

    def sharing(self, by: User, channel: Conversation, others: list[Team], *, shared: bool) -> Json:
        """A channel was shared with other companies' teams, or is so no longer; a team's `group_id` is its tenant."""
        activity = self.frame("conversationUpdate", by, channel)
        told = [{"id": team.id, "name": team.name, "tenantId": team.group_id} for team in others]
        event, name = ("channelShared", "sharedWithTeams") if shared else ("channelUnshared", "unsharedFromTeams")
        activity["channelData"] |= {"eventType": event, "channel": _named(channel), name: told}
        return activity

    def installation(self, by: User, conversation: Conversation, action: Installing) -> Json:
        return {**self.frame("installationUpdate", by, conversation), "action": action}

    def invoke(self, user: User, conversation: Conversation, name: str, value: Json, post: Post | None = None) -> Json:
        """A call that waits for its answer; `post` is the message whose card or menu was used."""
        activity = self.frame("invoke", user, conversation, post.thread if post else None)
        activity["channelData"]["source"] = {"name": "message" if post else "compose"}
        replied = {} if post is None else {"replyToId": post.id}
        return {**activity, "name": name, "value": value, **replied}

    def renewed(self, activity: Json) -> Json:
        """The same deed once more under a new id, as Teams does half a minute later when an invoke is not answered."""
        later = (self._clock.now() + timedelta(seconds=30)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {**activity, "id": self._event_id(), "timestamp": later}

    def account(self, user: User) -> Json:
        company = {"tenantId": user.tenant_id} if user.names_tenant else {}
        return {"id": user.id, "name": user.name, "aadObjectId": user.aad_id, **company}

    def _about(self, post: Post, kind: str) -> Json:
        return {**self.frame(kind, post.author, post.conversation, post.thread), "id": post.id}

    def _in_team(self, by: User, team: Team, event: str) -> Json:
        activity = self.frame("conversationUpdate", by, self._tenant.conversations[team.id])
        facts = {"id": team.id, "name": team.name, "aadGroupId": team.group_id}
        activity["channelData"] = {"eventType": event, "team": facts, "tenant": {"id": self._tenant.id}}
        return activity

    def _conversation(self, conversation: Conversation, thread: str | None) -> Json:
        address = f"{conversation.id};messageid={thread}" if thread else conversation.id
        said: Json = {"id": address, "conversationType": conversation.kind, "tenantId": conversation.home_of_team}
        return said if conversation.kind == "personal" else {**said, "isGroup": True}

    def _channel_data(self, conversation: Conversation, kind: str) -> Json:
        """Ids alone in messages and invokes; what tells of a team's life names the team. Channels are named only
        where their own life is told."""
        said: Json = {"tenant": {"id": conversation.home_of_team}}
        if conversation.team is None:
            return said
        team = {"id": conversation.team.id}
        if kind in ("conversationUpdate", "installationUpdate"):
            team |= {"name": conversation.team.name, "aadGroupId": conversation.team.group_id}
        named = {"teamsChannelId": conversation.id, "teamsTeamId": conversation.team.id}
        return {**said, **named, "channel": {"id": conversation.id}, "team": team}

    def _event_id(self) -> str:
        self._made += 1
        return f"f:{guid('activity', self.address, str(self._made))}"


def _named(channel: Conversation) -> Json:
    return {"id": channel.id, "name": channel.name, "type": channel.privacy}
