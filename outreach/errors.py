"""Every way Concierge says no: each error's text is what a person reads, and names the cure."""

from datetime import timedelta


class ConciergeError(Exception):
    """An expected refusal: its text is shown to the person as it stands."""


class BadInput(ConciergeError):
    """What the person gave cannot be used as it is; `field` names the form's input that it is about."""

    def __init__(self, words: str, *, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class NotFound(ConciergeError):
    """Nothing of that name is known."""


class Ambiguous(ConciergeError):
    """Several things have that name, so nothing was done."""


class NotAllowed(ConciergeError):
    """This person, or this moment, may not do that."""


class WrongChannel(ConciergeError):
    """A message about one account was addressed to a channel of another: never overridden."""


class Stale(ConciergeError):
    """Somebody or something else already changed what this press was about."""


class NotMigrated(ConciergeError):
    """The database's tables are older or newer than this program."""


class DeliveryProblem(ConciergeError):
    """A platform did not simply take a message. The subclasses say what is known about its fate."""


class RateLimited(DeliveryProblem):
    """Not sent: the platform asked to wait exactly `retry_after` before the next write to that channel."""

    def __init__(self, retry_after: timedelta, *, whole_lane: bool = False) -> None:
        super().__init__(f"The platform asks to wait {retry_after.total_seconds():g} seconds.")
        self.retry_after = retry_after
        self.whole_lane = whole_lane


class NotReached(DeliveryProblem):
    """Not sent: the connection was refused before anything was written, so trying again is safe."""


class Unclear(DeliveryProblem):
    """Perhaps sent: a timeout, a dropped connection or a server error after the request was written."""


class Refused(DeliveryProblem):
    """Not sent, and it never will be as it stands; `code` is ours, the text names the cure."""

    def __init__(self, code: str, cure: str) -> None:
        super().__init__(cure)
        self.code = code
