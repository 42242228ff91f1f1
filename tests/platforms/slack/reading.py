"""What people see, and what an examiner may know."""

from collections.abc import Iterator

from tests.platforms.slack.records import Channel, Json, Person, Post, View
from tests.platforms.slack.stage import Stage


class Reading(Stage):
    @property
    def copies(self) -> list[Post]:
        """Every message that the bot ever put where more than one may read it, deleted ones included, in order."""
        return [post for post in self.workspace.posts if post.bot_id is not None and post.seen_by is None]

    @property
    def whispers(self) -> list[Post]:
        """Every ephemeral, in order."""
        return [post for post in self.workspace.posts if post.seen_by is not None]

    def copies_in(self, channel: str | Channel) -> list[Post]:
        place = self.workspace.channel(channel)
        return [post for post in self.copies if post.channel == place.id]

    def seen_by(self, user: str | Person, channel: str | Channel) -> list[Post]:
        """What this person reads in a channel, threads included, oldest first; nothing where they are not in it."""
        person = self.workspace.person(user)
        place = self._where(channel, person)
        if person.id not in place.members:
            return []
        return [post for post in place.posts if not post.is_deleted and post.seen_by in (None, person.id)]

    def home_of(self, user: str | Person) -> View | None:
        """The page published for them, by whichever installation is theirs."""
        person = self.workspace.person(user)
        return next((view for (_, user_id), view in self.workspace.homes.items() if user_id == person.id), None)

    def modal_of(self, user: str | Person) -> View | None:
        """The topmost form that they have open."""
        stack = self.workspace.modals.get(self.workspace.person(user).id, [])
        return stack[-1] if stack else None


def words_of(shown: Post | View) -> str:
    """All that is to read in the blocks, labels included, line by line; the text where there are none."""
    if not shown.blocks and isinstance(shown, Post):
        return shown.text
    title = [shown.content["title"]["text"]] if isinstance(shown, View) and shown.content.get("title") else []
    return "\n".join([*title, *(line for block in shown.blocks if (line := "".join(_leaves(block))))])


def _leaves(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for inner in part:
            yield from _leaves(inner)
    elif isinstance(part, dict):
        yield from _texts(part)


def _texts(part: Json) -> Iterator[str]:
    """Without the values that buttons carry: nobody reads those."""
    own = part.get("text")
    if isinstance(own, str):
        yield own
    elif part.get("type") == "link":
        yield str(part["url"])
    elif part.get("type") == "image":
        yield f"[{part['alt_text']}]"
    parts = ("text", "title", "label", "placeholder", "fields", "elements", "element", "accessory", "options", "hint")
    for name in parts:
        if not isinstance(part.get(name), str):
            yield from _leaves(part.get(name))
