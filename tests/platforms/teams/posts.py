"""Every message there ever was, as the tenant keeps it (pure but for the clock)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from outreach.ports import Clock
from tests.platforms.teams import cards
from tests.platforms.teams.cards import Json
from tests.platforms.teams.tenant import Conversation, User

# A targeted message is gone after a day, whoever has read it.
TARGETED_FOR = timedelta(hours=24)


@dataclass
class Post:
    """One message. `author` is None for the bot. `thread` is the id of the message that leads its thread, in channels.

    `to` is the one person who sees a targeted message. `views` holds, by person, cards that an answer to their own
    press put in place of the message's card. `versions` holds every activity it ever was, the newest last.
    """

    id: str
    conversation: Conversation
    author: User | None
    at: datetime
    versions: list[Json]
    thread: str | None = None
    to: User | None = None
    is_deleted: bool = False
    views: dict[str, Json] = field(default_factory=dict)
    reactions: list[tuple[str, str]] = field(default_factory=list)

    @property
    def activity(self) -> Json:
        return self.versions[-1]

    @property
    def is_edited(self) -> bool:
        return len(self.versions) > 1

    @property
    def text(self) -> str:
        return str(self.activity.get("text") or "")

    @property
    def cards(self) -> list[Json]:
        return cards.shown(self.activity)

    @property
    def address(self) -> str:
        """The conversation as activities name it."""
        return f"{self.conversation.id};messageid={self.thread}" if self.thread else self.conversation.id

    def cards_for(self, user: User) -> list[Json]:
        return [self.views[user.id]] if user.id in self.views else self.cards

    def words_for(self, user: User) -> str:
        """All they read in it, a line each."""
        lines = [self.text] if self.text else []
        return "\n".join([*lines, *(line for card in self.cards_for(user) for line in cards.words(card))])

    def buttons_for(self, user: User) -> list[str]:
        return [title for card in self.cards_for(user) for title in cards.titles(card)]

    @property
    def words(self) -> str:
        """All that somebody reads who never pressed anything."""
        lines = [self.text] if self.text else []
        return "\n".join([*lines, *(line for card in self.cards for line in cards.words(card))])

    def becomes(self, activity: Json) -> None:
        self.versions.append(activity)
        self.views.clear()


class Board:
    """`copies` is every message in order of arrival, deleted ones included."""

    def __init__(self, clock: Clock) -> None:
        self.copies: list[Post] = []
        self._clock = clock
        self._last_id = 0

    def new_id(self) -> str:
        """Milliseconds since 1970, as Teams has it, and never the same twice though the clock may stand still."""
        self._last_id = max(self._last_id + 1, int(self._clock.now().timestamp() * 1000))
        return str(self._last_id)

    def add(
        self,
        conversation: Conversation,
        author: User | None,
        activity: Json,
        thread: str | None = None,
        to: User | None = None,
    ) -> Post:
        """`thread` None starts a new one, where there are threads."""
        ref = self.new_id()
        lead = (thread or ref) if conversation.kind == "channel" else None
        post = Post(ref, conversation, author, self._clock.now(), [activity], lead, to)
        self.copies.append(post)
        return post

    def find(self, conversation: Conversation, ref: str) -> Post | None:
        """A message that still stands there."""
        return next((post for post in self.standing(conversation) if post.id == ref), None)

    def leads(self, conversation: Conversation, thread: str) -> bool:
        """Whether a thread was ever begun by that message; a deleted one still holds its replies."""
        return any(post.id == thread and post.conversation is conversation for post in self.copies)

    def standing(self, conversation: Conversation) -> list[Post]:
        now = self._clock.now()
        fresh = (post for post in self.copies if post.to is None or now < post.at + TARGETED_FOR)
        return [post for post in fresh if post.conversation is conversation and not post.is_deleted]

    def seen_by(self, user: User, conversation: Conversation) -> list[Post]:
        if user not in conversation.people:
            return []
        return [post for post in self.standing(conversation) if post.to in (None, user)]
