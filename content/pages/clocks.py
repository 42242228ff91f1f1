"""What a colleague is told of a customer who waits for a first answer: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from content.pages.lines import excerpt, when
from content.pages.moments import span_words
from outreach.messages import Button, Message, Part, Quote, Run, buttons, paragraph, text

_NOT_KEPT = "Their words are not kept here: read them in the channel."


@dataclass(frozen=True)
class Wait:
    """`worked` of `promised` working time has passed since `since_at`, told in `zone`; `who` waits, "" where we do not
    know their name; `channel` is "" where they wrote to us directly; `words` are the last they said, "" where none are
    kept. `touch_id` is the message to answer; `answered` who approved an answer to such a question, "" where there is
    none."""

    clock_id: int
    touch_id: int
    account: str
    account_id: int
    channel: str
    since_at: datetime
    zone: str
    worked: timedelta
    promised: timedelta
    who: str = ""
    words: str = ""
    answered: str = ""

    @property
    def is_overdue(self) -> bool:
        return self.worked >= self.promised


def nudge(wait: Wait) -> Message:
    """To whoever looks after them: while there is time left, or as soon as they could be told."""
    if wait.is_overdue:
        return _told(wait, text(_name(wait), f" {_overdue(wait)}"))
    left, promised = span_words(wait.promised - wait.worked), span_words(wait.promised)
    return _told(wait, text(_name(wait), f" waits for a first answer. We promise one within {promised}: {left} left."))


def to_cover(wait: Wait, csm: str) -> Message:
    return _told(wait, text(_name(wait), f" {_overdue(wait)} {csm} has not answered yet, and you cover."))


def to_manager(waits: Sequence[tuple[Wait, str]]) -> Message:
    """Each wait with why it comes to them, in a sentence."""
    told = [_told(wait, text(_name(wait), f" {_overdue(wait)} {because}")) for wait, because in waits]
    if len(told) == 1:
        return told[0]
    first = paragraph(Run(f"{len(told)} messages of customers wait for a first answer.", bold=True))
    return Message((first, *(part for one in told for part in one.parts)))


def calls(account: str, account_id: int, who: str, channel: str) -> Message:
    """They asked whether anybody is there, while somebody is; `who` asks, "" where nobody knows; `channel` is "" where
    they asked us directly."""
    place = f" in #{channel}" if channel else ""
    words = f" asks{place} whether somebody is there. I said that you are, and that you know."
    first = paragraph(Run(account, bold=True), f": {who or 'somebody'}{words}")
    return Message((first, buttons(Button("Open", "account.open", {"account": str(account_id)}))))


def _name(wait: Wait) -> Run:
    return Run(wait.account, bold=True)


def _overdue(wait: Wait) -> str:
    waited, promised = span_words(wait.worked), span_words(wait.promised)
    spent = f"the {promised} we promise" if waited == promised else f"{waited}, and we promise {promised}"
    return f"has waited {spent} for a first answer."


def _told(wait: Wait, first: tuple[Run, ...]) -> Message:
    place = f" in #{wait.channel}" if wait.channel else ", in a conversation with me"
    where = f"{wait.who or 'Somebody'}{place}, {when(wait.since_at, wait.zone)}:"
    said: Part = Quote(text(excerpt(wait.words, 280))) if wait.words else paragraph(_NOT_KEPT)
    known = (paragraph(f"Answered before: {wait.answered}. The draft begins with it."),) if wait.answered else ()
    return Message((paragraph(*first), paragraph(where), said, *known, _controls(wait)))


def _controls(wait: Wait) -> Part:
    answer = {"touch": str(wait.touch_id), "as": "answer"}
    return buttons(
        Button("Draft an answer", "reply.open", answer, "primary"),
        Button("Open", "account.open", {"account": str(wait.account_id)}),
        Button("Needs no answer", "clock.not_needed", {"clock": str(wait.clock_id)}),
    )
