"""What the Bot Connector answers when it does not take something, and what each means in Concierge's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from outreach.errors import DeliveryProblem, RateLimited, Refused, Unclear

# Without a Retry-After: most of the limits on one conversation are over by then (8 in 2 s, 60 in 30 s).
_PATIENCE, _AGAIN = timedelta(seconds=10), timedelta(seconds=1)

_GONE = (
    "channel_gone",
    "Concierge does not reach this conversation any more: add the app to {place}, then send again.",
)
_MESSAGE_GONE = ("message_gone", "That message is no longer there: send a new one instead.")
_PERSON_GONE = (
    "person_gone",
    "This person does not have the app: ask them to add Concierge in Teams, then send again.",
)
_BLOCKED = (
    "not_permitted",
    "Concierge may not write here: it was blocked or removed. Add the app to {place} again, then send again.",
)
_OFF = (
    "platform_off",
    "Teams does not accept our credentials: an administrator checks the app id, its secret and the tenant with "
    "`python -m bot doctor`.",
)
_TOO_LONG = ("message_too_long", "The message is longer than Teams takes: shorten it, then send again.")
_MALFORMED = ("invalid_message", "Teams cannot read this message: write it anew; if that fails as well, report it.")
_LOST = (
    "channel_gone",
    "Teams does not know this conversation any more: add the app to {place} again, or link the account to another one.",
)

REFUSALS: dict[str, tuple[str, str]] = {
    "BotNotInConversationRoster": _GONE,
    "ConversationNotFound": _LOST,
    "ActivityNotFoundInConversation": _MESSAGE_GONE,
    "ActivityNotFound": _MESSAGE_GONE,
    "MemberNotFoundInConversation": _PERSON_GONE,
    "MessageWritesBlocked": _BLOCKED,
    "ConversationBlockedByUser": (
        "person_gone",
        "This person blocked Concierge in Teams: only they can end that. Reach them another way.",
    ),
    "BotDisabledByAdmin": (
        "platform_off",
        "An administrator of the tenant switched the app off: ask them to allow Concierge in the Teams admin center.",
    ),
    "NotEnoughPermissions": (
        "not_permitted",
        "The app lacks a permission for this: an administrator grants what its manifest asks for in {place}.",
    ),
    "ForbiddenOperationException": _BLOCKED,
    "InvalidBotApiHost": (
        "platform_off",
        "Teams expects us at another address: an administrator checks with `python -m bot doctor` which cloud is set.",
    ),
    "BotNotRegistered": _OFF,
    "Unauthorized": _OFF,
    "MessageSizeTooBig": _TOO_LONG,
    "BadSyntax": _MALFORMED,
    "BadArgument": _MALFORMED,
    "InvalidRequest": _MALFORMED,
}
"""By the connector's `code` or `subCode`; `{place}` is where it was to go."""

_BY_STATUS: dict[int, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: _MALFORMED,
    HTTPStatus.UNAUTHORIZED: _OFF,
    HTTPStatus.FORBIDDEN: _BLOCKED,
    HTTPStatus.NOT_FOUND: _LOST,
    HTTPStatus.METHOD_NOT_ALLOWED: _MALFORMED,
    HTTPStatus.GONE: _LOST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _TOO_LONG,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: _MALFORMED,
    HTTPStatus.UNPROCESSABLE_ENTITY: _MALFORMED,
    HTTPStatus.NOT_IMPLEMENTED: (
        "not_permitted",
        "Teams does not do that in {place}: do it there by hand, or write a new message instead.",
    ),
}
"""A known refusal whose code is unknown, `ServiceError` among them."""

_CERTAINLY_NOT_DONE = frozenset(range(400, 500)) - {HTTPStatus.REQUEST_TIMEOUT} | {HTTPStatus.NOT_IMPLEMENTED}


@dataclass(frozen=True)
class Answered:
    """An answer that is no success: its status, its `subCode` and `code` (the closer one first), its Retry-After as
    sent."""

    status: int
    codes: tuple[str, ...] = ()
    retry_after: str | None = None

    @staticmethod
    def read(status: int, body: object, headers: Mapping[str, str]) -> "Answered":
        """`body` is its JSON, or anything else when it has none."""
        error = body.get("error", body) if isinstance(body, dict) else None
        found = (error.get(name) for name in ("subCode", "code")) if isinstance(error, dict) else ()
        after = next((value for name, value in headers.items() if name.casefold() == "retry-after"), None)
        return Answered(status, tuple(code for code in found if isinstance(code, str)), after)


def as_problem(answered: Answered, now: datetime, place: str = "the conversation") -> DeliveryProblem:
    """Only what the connector certainly did not do is refused or limited; whatever else it says is unclear."""
    status = answered.status
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited(_wait(answered.retry_after, now))
    if status == HTTPStatus.PRECONDITION_FAILED:
        return RateLimited(_AGAIN)
    if status in _CERTAINLY_NOT_DONE:
        known = (REFUSALS[code] for code in answered.codes if code in REFUSALS)
        if refusal := next(known, _BY_STATUS.get(status)):
            code, cure = refusal
            return Refused(code, cure.format(place=place))
    return Unclear(f"Teams answered {status}: the message may have arrived.")


def is_gone(problem: DeliveryProblem) -> bool:
    """Deleting a message that is no longer there has succeeded."""
    return isinstance(problem, Refused) and problem.code == "message_gone"


def _wait(retry_after: str | None, now: datetime) -> timedelta:
    """Seconds, or the moment in HTTP's words."""
    if retry_after is None:
        return _PATIENCE
    try:
        return timedelta(seconds=max(float(retry_after), 0))
    except (ValueError, OverflowError):
        pass
    try:
        return max(parsedate_to_datetime(retry_after) - now, timedelta(0))
    except (ValueError, TypeError):
        return _PATIENCE
