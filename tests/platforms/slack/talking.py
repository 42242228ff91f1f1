"""People who write, edit, react and type commands."""

from tests.platforms.slack import shapes
from tests.platforms.slack.answers import respond
from tests.platforms.slack.interactions import command_payload
from tests.platforms.slack.methods.chat import set_reaction
from tests.platforms.slack.outbox import Delivery
from tests.platforms.slack.payloads import announce_changed, announce_deleted, announce_post, announce_reaction
from tests.platforms.slack.records import Channel, Person, Post
from tests.platforms.slack.stage import NotOffered, Stage
from tests.platforms.slack.workspace import BOT_NAME


class Talking(Stage):
    """`user` is an id or a name, `channel` too, or `direct` for their conversation with the bot."""

    async def types(self, user: str | Person, channel: str | Channel, line: str) -> Delivery:
        """A slash command, with its slash. What the app answers right away is shown as Slack shows it.

        Raises NotOffered where the client has no such command, which is so for everybody of other organisations.
        """
        person = self.workspace.person(user)
        place = self._where(channel, person)
        self._need_home(person, "commands")
        self._need_member(person, place)
        command, _, words = line.partition(" ")
        if command not in self.workspace.commands:
            raise NotOffered(f"{command} is no command here")
        installation = self._installation(place)
        url = self.workspace.new_response_url(place.id, person.id, installation, None)
        payload = command_payload(self.workspace, person, place, url, (command, self._written(words, place)))
        delivery = await self.outbox.tell("command", payload)
        if delivery.answers and delivery.answer.is_good:
            said = delivery.answer.body or {"text": delivery.answer.text}
            if said.get("text") or said.get("blocks"):
                respond(self.workspace, url, said)
        await self.outbox.flush()
        return delivery

    async def says(
        self, user: str | Person, channel: str | Channel, typed: str, thread: Post | str | None = None
    ) -> Post:
        """An ordinary message; `thread` is a message of the thread it is written in, or the ts of its first."""
        person = self.workspace.person(user)
        place = self._where(channel, person)
        self._need_member(person, place)
        leading = thread.thread_ts or thread.ts if isinstance(thread, Post) else thread
        text = self._written(typed, place)
        post = Post(place.id, self.workspace.next_ts(), text, person.id, _rich(text), leading, team=person.team)
        announce_post(self.workspace, self.workspace.keep(post))
        await self.outbox.flush()
        return post

    async def mentions(
        self, user: str | Person, channel: str | Channel, typed: str, thread: Post | str | None = None
    ) -> Post:
        """A message that calls the bot by its name: it arrives twice, as `message` and as `app_mention`."""
        return await self.says(user, channel, f"@{BOT_NAME} {typed}", thread)

    async def edits(self, user: str | Person, post: Post, typed: str) -> None:
        self._need_author(user, post)
        before = shapes.message(self.workspace, post)
        post.text = self._written(typed, self.workspace.channels[post.channel])
        post.blocks, post.edited_ts = _rich(post.text), self.workspace.next_ts()
        post.texts.append(post.text)
        announce_changed(self.workspace, post, before)
        await self.outbox.flush()

    async def deletes(self, user: str | Person, post: Post) -> None:
        self._need_author(user, post)
        post.is_deleted = True
        announce_deleted(self.workspace, post)
        await self.outbox.flush()

    async def reacts(self, user: str | Person, post: Post, emoji: str, *, added: bool = True) -> None:
        person = self.workspace.person(user)
        self._need_sight(person, post)
        set_reaction(post, emoji, person.id, added)
        announce_reaction(self.workspace, post, person.id, emoji, added=added)
        await self.outbox.flush()

    def _need_author(self, user: str | Person, post: Post) -> None:
        person = self.workspace.person(user)
        self._need_sight(person, post)
        if post.user != person.id:
            raise NotOffered(f"{person.name} did not write that message")


def _rich(text: str) -> list[dict[str, object]]:
    """The block that Slack's client writes beside the text of a message."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "r1", "elements": [section]}]
