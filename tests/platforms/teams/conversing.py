"""What people say and see."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from tests.platforms.teams.activities import Activities
from tests.platforms.teams.delivering import Delivering
from tests.platforms.teams.identity import Identity
from tests.platforms.teams.posts import Board, Post
from tests.platforms.teams.tenant import Conversation, Tenant, User

Found = TypeVar("Found")


class Conversing(Delivering):
    def __init__(self, tenant: Tenant, board: Board, identity: Identity, activities: Activities) -> None:
        super().__init__(tenant, board, identity, activities)
        self._changed = asyncio.Event()

    @property
    def copies(self) -> list[Post]:
        """Every message there ever was, deleted ones included, people's as well as the bot's."""
        return self.board.copies

    @property
    def from_bot(self) -> list[Post]:
        """Every message the bot ever wrote for all to see, deleted ones included."""
        return [post for post in self.copies if post.author is None and post.to is None]

    def seen_by(self, user: User, conversation: Conversation | None = None) -> list[Post]:
        """What they can read there now, oldest first; without a conversation, in their chat with the bot."""
        return self.board.seen_by(user, conversation or self.chat_of(user))

    def read_by(self, user: User, conversation: Conversation | None = None) -> str:
        """The same as text."""
        return "\n".join(post.words_for(user) for post in self.seen_by(user, conversation))

    def chat_of(self, user: User) -> Conversation:
        return self.tenant.personal(user, installed=False)

    async def says(
        self,
        user: User,
        conversation: Conversation | None,
        text: str,
        mention: bool = False,
        thread: Post | None = None,
        *,
        slash: bool = False,
    ) -> Post:
        """Writes there (None: to the bot alone) or in the thread of a message.

        Where the bot was not granted every message, it hears only what mentions it. `slash`: a command from the slash
        menu, which nobody else sees.
        """
        where = conversation or self.chat_of(user)
        assert user in where.people, f"{user.name} is not in {where.name or where.id}"
        to = user if slash else None
        post = self.board.add(where, user, {"type": "message", "text": text}, thread.thread if thread else None, to)
        if where.is_open and (where.kind == "personal" or mention or slash or where.reads_all):
            await self.give(self.activities.message(post, mentions=mention and not slash, targeted=slash))
        return post

    async def edits(self, user: User, post: Post, text: str) -> None:
        assert post.author is user, "people edit their own messages only"
        post.becomes({**post.activity, "text": text})
        await self.give(self.activities.edited(post))

    async def deletes(self, user: User, post: Post) -> None:
        assert post.author is user, "people delete their own messages only"
        post.is_deleted = True
        await self.give(self.activities.deleted(post))

    async def reacts(self, user: User, post: Post, kind: str = "like", *, added: bool = True) -> None:
        """The bot hears of reactions to its own messages only."""
        if added:
            post.reactions.append((user.id, kind))
        else:
            post.reactions.remove((user.id, kind))
        if post.author is None:
            await self.give(self.activities.reacted(user, post, kind, added=added))

    async def until(self, find: Callable[[], Found | None], within: float = 5.0) -> Found:
        """Waits for what the bot does in its own time; looks again whenever it did something here."""
        async with asyncio.timeout(within):
            while True:
                self._changed.clear()
                found = find()
                if found:
                    return found
                await self._changed.wait()

    def tell_changed(self) -> None:
        self._changed.set()
