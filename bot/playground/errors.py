"""The playground's refusals, and what each means in Concierge's words."""

from datetime import timedelta

from outreach.errors import DeliveryProblem, NotReached, RateLimited, Refused, Unclear


class PlatformError(Exception):
    """What the platform answered; `retry_after` only with `rate_limited`."""

    def __init__(self, code: str, retry_after: timedelta = timedelta(0), *, whole_lane: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.whole_lane = whole_lane


REFUSALS: dict[str, tuple[str, str]] = {
    "channel_not_found": (
        "channel_gone",
        "This channel does not exist on the playground: link the account to another one with the command `link`.",
    ),
    "is_archived": ("channel_gone", "This channel is archived: unarchive it, or link the account to another one."),
    "not_in_channel": ("channel_gone", "Concierge is not a member of this channel: invite it, then send again."),
    "msg_too_long": ("message_too_long", "The message is longer than 40,000 characters: shorten it, then send again."),
    "message_not_found": ("message_gone", "That message is no longer there: send a new one instead."),
    "thread_not_found": ("message_gone", "The message this answers is no longer there: write to the channel instead."),
    "user_not_found": ("person_gone", "This person is not on the playground: choose somebody who is."),
    "trigger_expired": (
        "form_expired",
        "The form could not be opened any more: press the button or type the command again.",
    ),
}
NOT_SENT = {"connection_refused": "The playground could not be reached: nothing was sent."}
UNCLEAR = {
    "connection_dropped": "The connection broke before the playground answered: the message may have arrived.",
    "timeout": "The playground did not answer in time: the message may have arrived.",
}


def as_problem(error: PlatformError) -> DeliveryProblem:
    """An unknown code is unclear: nobody can say that nothing was done."""
    if error.code == "rate_limited":
        return RateLimited(error.retry_after, whole_lane=error.whole_lane)
    if error.code in REFUSALS:
        return Refused(*REFUSALS[error.code])
    if error.code in NOT_SENT:
        return NotReached(NOT_SENT[error.code])
    return Unclear(UNCLEAR.get(error.code, f"The playground answered {error.code}: the message may have arrived."))
