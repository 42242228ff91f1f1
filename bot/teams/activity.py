"""One activity as Teams tells it: who, where and when, in neutral terms. Pure.

The raw JSON is read, since botbuilder's classes drop what says whose person somebody is (`tenantId`, `userRole`,
`isTargeted`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from bot.teams.addresses import Address, ended
from bot.teams.answers import Way
from outreach.events import Actor, Place, PlaceKind

PLATFORM = "teams"
Json = Mapping[str, object]

_BOT = "28:"
_THREAD = ";messageid="
# Chats with the bot itself; a chat between two people, from which it can be called as well, has another one.
_OUR_CHAT = "a:"


@dataclass(frozen=True)
class Us:
    """Our tenant, our app, and the command word."""

    tenant_id: str
    app_id: str
    command: str = "/cs"

    def is_bot(self, external_id: str) -> bool:
        return external_id.casefold() == f"{_BOT}{self.app_id}".casefold()


def part(raw: Json, name: str) -> Json:
    """Empty where there is none."""
    found = raw.get(name)
    return found if isinstance(found, dict) else {}


def rows(raw: Json, name: str) -> Sequence[Json]:
    found = raw.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def word(raw: Json, name: str) -> str:
    """Empty where there is none."""
    found = raw.get(name)
    return found if isinstance(found, str) else ""


@dataclass(frozen=True)
class Activity:
    """`now` stands in where Teams does not say when it happened."""

    raw: Json
    us: Us
    now: datetime

    @property
    def kind(self) -> str:
        return word(self.raw, "type")

    @property
    def id(self) -> str:
        return word(self.raw, "id")

    @property
    def name(self) -> str:
        """Which call an invoke is."""
        return word(self.raw, "name")

    @property
    def channel_data(self) -> Json:
        return part(self.raw, "channelData")

    @property
    def change(self) -> str:
        return word(self.channel_data, "eventType")

    @cached_property
    def at(self) -> datetime:
        try:
            at = datetime.fromisoformat(word(self.raw, "timestamp"))
        except ValueError:
            return self.now
        return at.astimezone(UTC) if at.tzinfo else self.now

    @property
    def conversation_id(self) -> str:
        return word(part(self.raw, "conversation"), "id").partition(_THREAD)[0]

    @property
    def is_personal(self) -> bool:
        return word(part(self.raw, "conversation"), "conversationType") == "personal"

    @property
    def is_targeted(self) -> bool:
        """Whether nobody but the sender and the bot sees it."""
        return part(self.raw, "recipient").get("isTargeted") is True

    @property
    def is_by_bot(self) -> bool:
        sender = part(self.raw, "from")
        return word(sender, "id").startswith(_BOT) or word(sender, "role") == "bot"

    @property
    def ids_of_sender(self) -> tuple[str, str]:
        """Their directory's, and Teams' own (`29:…`); empty where it is not told."""
        sender = part(self.raw, "from")
        return word(sender, "aadObjectId").lower(), word(sender, "id")

    @property
    def actor(self) -> Actor:
        """The token does not cover what an activity says of its sender, and most say little: whoever is not plainly
        home or foreign is looked up. Whoever is not a person is nobody's."""
        sender = part(self.raw, "from")
        directory_id, teams_id = self.ids_of_sender
        tenant, role = word(sender, "tenantId"), word(sender, "userRole")
        is_ours = tenant.casefold() == self.us.tenant_id.casefold()
        is_person = bool(directory_id) or not teams_id.startswith((_BOT, "19:"))
        return Actor(
            PLATFORM,
            self.us.tenant_id if is_ours or not tenant else tenant.casefold(),
            directory_id or teams_id,
            word(sender, "name"),
            is_home=is_ours and role == "user",
            is_vague=is_person and (not tenant or (is_ours and role not in ("user", "guest"))),
        )

    @property
    def place(self) -> Place:
        """Every channel and group chat may have guests and foreign people in it, now or later."""
        return self.place_at(self.conversation_id, self._thread)

    def place_at(self, conversation_id: str, thread: str | None = None, name: str | None = None) -> Place:
        shown = self._name_of(conversation_id) if name is None else name
        return Place(
            PLATFORM, self.us.tenant_id, conversation_id, shown, self._place_kind, thread, self._address.write()
        )

    @property
    def team(self) -> str | None:
        """The id of the team it happened in."""
        return word(part(self.channel_data, "team"), "id") or word(self.channel_data, "teamsTeamId") or None

    @property
    def channel(self) -> str | None:
        """What happens to a channel may be told in another one of its team."""
        return word(part(self.channel_data, "channel"), "id") or None

    def way(self, invoke: str | None = None, *, in_dialog: bool = False) -> str:
        user = word(part(self.raw, "from"), "id")
        return Way(invoke, in_dialog=in_dialog, user=user, targeted=self.is_targeted).write()

    @property
    def _place_kind(self) -> PlaceKind:
        if not self.is_personal:
            return "shared"
        is_theirs = self.name.startswith("composeExtension/") and not self.conversation_id.startswith(_OUR_CHAT)
        return "private" if is_theirs else "direct"

    @property
    def _address(self) -> Address:
        return Address(ended(word(self.raw, "serviceUrl")), self.team)

    @property
    def _thread(self) -> str | None:
        """Of the message that began it, none: it leads."""
        thread = word(part(self.raw, "conversation"), "id").partition(_THREAD)[2]
        return thread if thread and thread != self.id else None

    def _name_of(self, conversation_id: str) -> str:
        """A team's first channel is called General everywhere, so it goes by the team's name."""
        if self.is_personal:
            return word(part(self.raw, "from"), "name")
        if conversation_id == self.team:
            return word(part(self.channel_data, "team"), "name")
        channel = part(self.channel_data, "channel")
        return word(channel, "name") or word(part(self.raw, "conversation"), "name")
