"""What a listener is told of somebody's message in a customer's channel, once it is on record."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from handlers.wishes import Wish
from handlers.work import Work
from outreach.events import ChannelMessage, Reaction
from outreach.listening.noticing import Finding
from outreach.models.book import Account, Channel
from outreach.models.ledger import Touch


@dataclass(frozen=True)
class Heard:
    """A customer's message, in a channel that may be read. `leads`: the message on record that leads their thread.

    `wish`: what it asks of the bot itself, honoured already. `before`: the words it had, when it was edited.
    """

    work: Work
    event: ChannelMessage
    channel: Channel
    account: Account
    touch: Touch
    findings: Sequence[Finding] = field(default_factory=tuple)
    wish: Wish | None = None
    leads: Touch | None = None
    is_to_us: bool = False
    before: str | None = None

    def found(self, *kinds: str) -> Finding | None:
        """The strongest finding of these kinds."""
        return next((one for one in self.findings if one.kind in kinds), None)


@dataclass(frozen=True)
class Answered:
    """A message of a colleague of ours in a customer's channel; `findings` are what they promised."""

    work: Work
    event: ChannelMessage
    channel: Channel
    account: Account
    touch: Touch
    findings: Sequence[Finding] = field(default_factory=tuple)
    leads: Touch | None = None


@dataclass(frozen=True)
class Reacted:
    """A reaction to a message on record. `by_us`: by one of ours."""

    work: Work
    event: Reaction
    channel: Channel
    account: Account
    touch: Touch
    by_us: bool


# True: it is dealt with, and no later listener is asked.
Listener = Callable[[Heard], Awaitable[bool]]
AnswerListener = Callable[[Answered], Awaitable[None]]
ReactionListener = Callable[[Reacted], Awaitable[None]]
# The words of a touch are gone: what rests on nothing else goes with them.
TakenBack = Callable[[Work, Touch], Awaitable[None]]
# The words of a colleague's message are other ones now.
Reworded = Callable[[Work, Touch, str], Awaitable[None]]
