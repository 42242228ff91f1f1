"""What people do with cards, dialogs and the menu of a message."""

import html
from dataclasses import dataclass

from tests.platforms.teams import cards
from tests.platforms.teams.activities import Activities
from tests.platforms.teams.cards import CARD, Json, NotThere
from tests.platforms.teams.conversing import Conversing
from tests.platforms.teams.delivering import BotFailed, Delivered
from tests.platforms.teams.identity import Identity
from tests.platforms.teams.posts import Board, Post
from tests.platforms.teams.tenant import Tenant, User, guid

_ERRORS = ("application/vnd.microsoft.error", "application/vnd.microsoft.error.preconditionFailed")


@dataclass(frozen=True)
class Dialog:
    """A form that stands open before one person. `began` is the call that opened it, by which its answers are told."""

    title: str
    card: Json
    post: Post
    began: Json


@dataclass(frozen=True)
class Answer:
    """What somebody sees after a press: another card in place of theirs, a few words, a dialog, or an error."""

    delivered: Delivered
    card: Json | None = None
    words: str | None = None
    dialog: Dialog | None = None
    error: str | None = None

    @property
    def reads(self) -> str:
        """Everything in it that can be read."""
        card = self.card or (self.dialog.card if self.dialog else None)
        lines = [self.words or "", self.error or "", *(cards.words(card) if card else ())]
        return "\n".join(line for line in lines if line)


class Pressing(Conversing):
    def __init__(self, tenant: Tenant, board: Board, identity: Identity, activities: Activities) -> None:
        super().__init__(tenant, board, identity, activities)
        self._dialogs: dict[str, Dialog] = {}

    def dialog_of(self, user: User) -> Dialog | None:
        return self._dialogs.get(user.id)

    async def presses(self, user: User, post: Post, title: str, which: int = 0, /, **inputs: str) -> Answer:
        """Presses the button that says so in the card they see, the fields beside it filled in. `which` counts from 1
        where several say the same.

        Raises NotThere when it is not there, and BotFailed when the client would say that something went wrong.
        """
        if post not in self.board.seen_by(user, post.conversation):
            raise NotThere(f"{user.name} does not see message {post.id}")
        card, pressed = cards.button(post.cards_for(user), title, which)
        data = cards.filled(card, pressed, inputs)
        if pressed["type"] == "Action.Execute":
            return await self._execute(user, post, pressed, data, "manual")
        return await self._submit(user, post, data)

    async def looks(self, user: User, post: Post) -> Answer | None:
        """Comes across the message: a card that says so asks the bot for this person's own version."""
        refresh = next((card["refresh"] for card in post.cards if "refresh" in card), None)
        if refresh is None or user.id not in refresh.get("userIds", [user.id]):
            return None
        action = refresh["action"]
        return await self._execute(user, post, action, action.get("data") or {}, "automatic")

    async def submits(self, user: User, title: str | None = None, /, **inputs: str) -> Answer:
        """Fills in the dialog that stands open before them and presses its button, by default the only one."""
        dialog = self._dialogs.get(user.id)
        if dialog is None:
            raise NotThere(f"no dialog stands open before {user.name}")
        titles = cards.titles(dialog.card)
        if title is None and len(titles) != 1:
            raise NotThere(f"which button? The dialog has {titles}")
        _, pressed = cards.button([dialog.card], title or titles[0])
        data = cards.filled(dialog.card, pressed, inputs)
        name = "task/submit" if "commandId" not in dialog.began else "composeExtension/submitAction"
        value: Json = {**dialog.began, "data": data}
        return await self._ask(user, dialog.post, name, value)

    def dismisses(self, user: User) -> None:
        """Closes the dialog; nobody is told."""
        self._dialogs.pop(user.id, None)

    async def message_action(self, user: User, name: str, post: Post, *, fetch: bool = True) -> Answer:
        """Chooses an entry of a message's menu; `fetch` as the manifest says: with a dialog first, or at once."""
        value: Json = {
            "commandId": name,
            "commandContext": "message",
            "requestId": guid("request", user.id, str(len(self.deliveries))),
            "messagePayload": self._payload(post),
            "context": {"theme": "default"},
        }
        return await self._ask(user, post, f"composeExtension/{'fetchTask' if fetch else 'submitAction'}", value)

    async def _execute(self, user: User, post: Post, pressed: Json, data: Json, trigger: str) -> Answer:
        action: Json = {name: pressed[name] for name in ("id", "title", "verb") if name in pressed}
        value: Json = {"action": {"type": "Action.Execute", **action, "data": data}, "trigger": trigger}
        activity = self.activities.invoke(user, post.conversation, "adaptiveCard/action", value, post)
        delivered = await self.give(activity)
        body = delivered.body
        if not isinstance(body, dict) or not {"statusCode", "type"} <= set(body):
            raise BotFailed(delivered)
        match body:
            case {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": dict(card)}:
                post.views[user.id] = card
                return Answer(delivered, card=card)
            case {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": str(words)}:
                return Answer(delivered, words=words)
            case {"statusCode": int(), "type": str(kind), "value": {"message": str(message)}} if kind in _ERRORS:
                return Answer(delivered, error=message)
        raise BotFailed(delivered)

    async def _submit(self, user: User, post: Post, data: Json) -> Answer:
        steering = data.get("msteams") or {}
        match steering:
            case {"type": "task/fetch"}:
                return await self._ask(user, post, "task/fetch", {"data": data, "context": {"theme": "default"}})
            case {"type": "messageBack"}:
                text, value = steering.get("text"), steering.get("value", data)
                return Answer(await self.give(self.activities.submitted(user, post, value, text)))
        return Answer(await self.give(self.activities.submitted(user, post, data)))

    async def _ask(self, user: User, post: Post, name: str, value: Json) -> Answer:
        """A call of a dialog: its answer keeps one open, opens another, says a few words, or closes it."""
        delivered = await self.give(self.activities.invoke(user, post.conversation, name, value, post))
        self._dialogs.pop(user.id, None)
        body = delivered.body if isinstance(delivered.body, dict) else {}
        match body.get("task"):
            case {"type": "continue", "value": {"card": {"contentType": kind, "content": dict(card)}, **facts}}:
                if kind != CARD:
                    raise BotFailed(delivered)
                dialog = Dialog(str(facts.get("title", "")), card, post, value)
                self._dialogs[user.id] = dialog
                return Answer(delivered, dialog=dialog)
            case {"type": "message", "value": str(words)}:
                return Answer(delivered, words=words)
            case None if not body:
                return Answer(delivered)
            case None if "composeExtension" in body:
                return Answer(delivered)
        raise BotFailed(delivered)

    def _payload(self, post: Post) -> Json:
        user = None
        if post.author is not None:
            user = {"userIdentityType": "aadUser", "id": post.author.aad_id, "displayName": post.author.name}
        bot = {"applicationIdentityType": "bot", "id": self.tenant.app_id, "displayName": self.tenant.bot_name}
        pages = [{"contentType": CARD, "content": card} for card in post.cards]
        return {
            "id": post.id,
            "replyToId": post.thread if post.thread != post.id else None,
            "createdDateTime": post.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "lastModifiedDateTime": None,
            "deleted": post.is_deleted,
            "subject": None,
            "importance": "normal",
            "locale": "en-gb",
            "linkToMessage": f"https://teams.microsoft.com/l/message/{post.conversation.id}/{post.id}",
            "from": {"device": None, "user": user, "application": None if user else bot},
            "body": {"contentType": "html", "content": f"<p>{html.escape(post.text, quote=False)}</p>"},
            "attachments": pages,
            "mentions": [],
            "reactions": [],
        }
