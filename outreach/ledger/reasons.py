"""The codes of every refusal, in one table, and what each is called in words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from outreach.models.ledger import Purpose


class Code(StrEnum):
    OPTED_OUT = "opted_out"
    ASKED_FOR_LESS = "asked_for_less"
    PAUSED = "paused"
    SNOOZED = "snoozed"
    QUIET_HOURS = "quiet_hours"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    FREQUENCY_CAP = "frequency_cap"
    SPOKE_RECENTLY = "spoke_recently"
    AWAITING_REPLY = "awaiting_reply"
    OPEN_COMPLAINT = "open_complaint"
    OPEN_NOTICE = "open_notice"
    OPEN_SIGNAL = "open_signal"
    NOT_APPROVED = "not_approved"
    NO_CHANNEL = "no_channel"
    CHANNEL_GONE = "channel_gone"
    NOT_TO_BE_READ = "not_to_be_read"
    MIXED_CHANNEL = "mixed_channel"
    CSM_AWAY_WITHOUT_COVER = "csm_away_without_cover"
    STALE = "stale"
    CHURNED = "churned"
    # What curation adds:
    ALREADY_SHARED = "already_shared"
    NOT_FOR_THEM = "not_for_them"
    NOTHING_WORTH_SHARING = "nothing_worth_sharing"
    # What a rhythm adds, so that every turn that led to nothing has a reason:
    NEVER_FIRES = "never_fires"
    DECLINED = "declined"
    UNSAYABLE = "unsayable"


Strength = Literal["hard", "soft", "not asked"]
_STRENGTHS: dict[str, Strength] = {"H": "hard", "s": "soft", "-": "not asked"}

# Rows: codes. Columns: share, check-in, answer, notice, nudge. H = nobody can override, s = a person can, with a
# reason on record. An answer to a customer's own words is only ever stopped by what would misdirect it.
_ASKED: dict[Code, str] = {
    Code.OPTED_OUT: "HH-H-",
    Code.ASKED_FOR_LESS: "ss---",
    Code.PAUSED: "ss-s-",
    Code.SNOOZED: "HH-s-",
    Code.QUIET_HOURS: "ss-ss",
    Code.WEEKEND: "ss-ss",
    Code.HOLIDAY: "ss-ss",
    Code.FREQUENCY_CAP: "ss---",
    Code.SPOKE_RECENTLY: "ss---",
    Code.AWAITING_REPLY: "ss---",
    Code.OPEN_COMPLAINT: "ss---",
    Code.OPEN_NOTICE: "ss---",
    Code.OPEN_SIGNAL: "ss---",
    Code.NOT_APPROVED: "HHHH-",
    Code.NO_CHANNEL: "HHHHH",
    Code.CHANNEL_GONE: "HHHHH",
    Code.NOT_TO_BE_READ: "HH---",
    Code.MIXED_CHANNEL: "HHHH-",
    Code.CSM_AWAY_WITHOUT_COVER: "ss---",
    Code.STALE: "HHHH-",
    Code.CHURNED: "HH-s-",
}
_COLUMNS = (Purpose.SHARE, Purpose.CHECK_IN, Purpose.ANSWER, Purpose.NOTICE, Purpose.NUDGE)
ASKED: Mapping[tuple[Code, Purpose], Strength] = {
    (code, purpose): _STRENGTHS[mark]
    for code, row in _ASKED.items()
    for purpose, mark in zip(_COLUMNS, row, strict=True)
}

WORDS: Mapping[Code, str] = {
    Code.OPTED_OUT: "they asked us to stop",
    Code.ASKED_FOR_LESS: "they asked for less",
    Code.PAUSED: "outreach is paused",
    Code.SNOOZED: "they asked us to come back later",
    Code.QUIET_HOURS: "it is outside their working hours",
    Code.WEEKEND: "it is their weekend",
    Code.HOLIDAY: "it is a public holiday there",
    Code.FREQUENCY_CAP: "enough is said or planned for now",
    Code.SPOKE_RECENTLY: "somebody has just been talking with them",
    Code.AWAITING_REPLY: "one side waits for an answer, so a person should write first",
    Code.OPEN_COMPLAINT: "a complaint is open",
    Code.OPEN_NOTICE: "bad news is still being followed up",
    Code.OPEN_SIGNAL: "another system reports something open",
    Code.NOT_APPROVED: "nobody has approved it",
    Code.NO_CHANNEL: "no channel is linked",
    Code.CHANNEL_GONE: "their channel is gone",
    Code.NOT_TO_BE_READ: "they asked us not to read that channel",
    Code.MIXED_CHANNEL: "people of two customers sit in that channel",
    Code.CSM_AWAY_WITHOUT_COVER: "their CSM is away and nobody covers",
    Code.STALE: "its time has passed",
    Code.CHURNED: "they are no longer a customer",
    Code.ALREADY_SHARED: "everything that fits was already shared with them",
    Code.NOT_FOR_THEM: "nothing in the library is meant for them",
    Code.NOTHING_WORTH_SHARING: "nothing worth saying rests on something we know about them",
    Code.NEVER_FIRES: "the rhythm's days and hours never fall on a working day there",
    Code.UNSAYABLE: "what we know could not be put into a message",
    Code.DECLINED: "a person decided against it for now",
}

# Why something that was approved never left, besides the rules.
NOT_SENT: Mapping[str, str] = {
    "wrong_channel": "the channel is not this account's now",
    "changed_after_approval": "its words were not the ones that were approved",
    "broken_text": "its text cannot be written as a message",
    "text_missing": "its text was no longer kept",
    "message_too_long": "it is too long for one message",
    "not_shared": "the channel is not shared with them",
    "message_gone": "the message it answers is no longer there",
}


def in_words(code: str, facts: Mapping[str, Any] | None = None) -> str:
    """One clause for people, with the detail that the decision kept (its `detail` fact)."""
    words = WORDS[Code(code)] if code in set(Code) else NOT_SENT.get(code, code.replace("_", " "))
    detail = (facts or {}).get("detail")
    return f"{words} ({detail})" if detail else words
