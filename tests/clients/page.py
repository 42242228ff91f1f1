"""What the person at the Agents Playground's page sees of us, and how they press it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.clients.agents_playground import AgentsPlayground, Json, Shown
from tests.platforms.teams import cards


@dataclass(frozen=True)
class Answer:
    """What came of a press, for the presser's eyes alone: a few words, or a card in place of the pressed one."""

    pressed: Shown
    words: str = ""
    card: Json = field(default_factory=dict)

    @property
    def reads(self) -> str:
        return self.words or "\n".join(cards.words(self.card))


@dataclass
class Page:
    """`told` counts what they have looked at: what is waited for is newer."""

    teams: AgentsPlayground
    told: int = 0

    async def shows(self, words: str, where: str | None = None) -> Shown:
        """The next that has these words in it, in our own chat unless told otherwise."""
        place = where or self.teams.cast.personal_chat
        found = await self.teams.sees(
            lambda shown: place_of(shown) == place and words in read(shown) and self._position(shown) >= self.told
        )
        self.told = self._position(found) + 1
        return found

    @property
    def public(self) -> list[Shown]:
        """What customers could read of us."""
        ours, channels = self.teams.cast.bot["id"], self.teams.cast.channels
        return [shown for shown in self.teams.shown if place_of(shown) in channels and _author(shown) == ours]

    async def presses(self, shown: Shown, label: str, /, **answers: str) -> Answer:
        """An `Action.Execute`, with what was filled in beside it."""
        return await self._press(shown, cards.shown(shown.message), label, answers)

    async def fills(self, answer: Answer, label: str, /, **answers: str) -> Answer:
        """The form that answered a press."""
        return await self._press(answer.pressed, [answer.card], label, answers)

    async def submits(self, shown: Shown, card: Json, label: str, /, **answers: str) -> None:
        """The same form as clients without `Action.Execute` send it."""
        _, pressed = cards.button([card], label)
        await self.teams.submits(shown, cards.filled(card, pressed["fallback"], answers))

    async def _press(self, shown: Shown, held: list[Json], label: str, answers: Mapping[str, str]) -> Answer:
        card, pressed = cards.button(held, label)
        data = cards.filled(card, pressed, {**answers})
        action: Json = {"type": pressed["type"], "verb": pressed["verb"], "data": data}
        match (await self.teams.presses(shown, action)).get("value"):
            case dict(new):
                return Answer(shown, card=new)
            case words:
                return Answer(shown, words=str(words))

    def _position(self, shown: Shown) -> int:
        """By identity: an update may say the same as before."""
        return next(number for number, one in enumerate(self.teams.shown) if one is shown)


def place_of(shown: Shown) -> str:
    """The chat or channel, whichever its thread."""
    return shown.conversation.partition(";")[0]


def _author(shown: Shown) -> object:
    match shown.message:
        case {"from": {"id": who}}:
            return who
    return None


def read(shown: Shown) -> str:
    """Everything in it that can be read."""
    texts = [line for card in cards.shown(shown.message) for line in cards.words(card)]
    return "\n".join([str(shown.message.get("text") or ""), *texts])
