"""What everybody who acts on our fake Slack stands on."""

import re

from tests.platforms.slack.outbox import Outbox
from tests.platforms.slack.records import Channel, Installation, Person, Post
from tests.platforms.slack.workspace import BOT_NAME, Workspace


class NotOffered(AssertionError):
    """What Slack's own client would not let this person do, or does not show them."""


class Stage:
    workspace: Workspace
    outbox: Outbox

    def _installation(self, channel: Channel) -> Installation:
        return self.workspace.installation_in(channel) or self.workspace.home

    def _need_home(self, person: Person, what: str) -> None:
        """Commands and shortcuts are offered in the workspace that installed the app, and nowhere else."""
        if not any(self.workspace.is_home(person, one) for one in self.workspace.installations):
            raise NotOffered(f"{person.name} belongs to another organisation, where there are no {what} of this app")

    def _need_member(self, person: Person, channel: Channel) -> None:
        if person.id not in channel.members:
            raise NotOffered(f"{person.name} is not in #{channel.name}")
        if channel.is_archived:
            raise NotOffered(f"#{channel.name} is archived")

    def _need_sight(self, person: Person, post: Post) -> None:
        self._need_member(person, self.workspace.channels[post.channel])
        if post.is_deleted or post.seen_by not in (None, person.id):
            raise NotOffered(f"{person.name} does not see that message")

    def _where(self, channel: str | Channel, person: Person) -> Channel:
        """`direct` is their conversation with the bot."""
        if channel == "direct":
            installation = next((one for one in self.workspace.installations if one.team == person.team), None)
            return self.workspace.direct(person, installation)
        return self.workspace.channel(channel)

    def _written(self, typed: str, channel: Channel) -> str:
        """As Slack stores what was typed: controls escaped, then @Names, #channels and addresses made into links."""
        text = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = re.sub(r"https?://[^\s|]+", lambda found: f"<{found[0]}>", text)
        text = text.replace(f"@{BOT_NAME}", f"<@{self._installation(channel).bot_user}>")
        for person in sorted(self.workspace.people.values(), key=lambda one: -len(one.name)):
            text = text.replace(f"@{person.name}", f"<@{person.id}>")
        for other in sorted(self.workspace.channels.values(), key=lambda one: -len(one.name)):
            text = text.replace(f"#{other.name}", f"<#{other.id}|{other.name}>")
        return text
