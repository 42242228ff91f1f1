"""What we think customers said, with the words that made us think so, for a person to judge. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.pages.glance import Glance, glance_parts
from content.pages.lines import excerpt, joined, page, when
from content.pages.moments import counted
from outreach.messages import (
    Button,
    Heading,
    Message,
    Paragraph,
    Part,
    Quote,
    Refresh,
    Run,
    Text,
    buttons,
    paragraph,
    text,
)

# How a colleague calls what was noticed.
KINDS: Mapping[str, str] = {
    "contempt": "they feel badly treated",
    "churn": "they may be leaving",
    "complaint": "a complaint",
    "person": "they want a person",
    "buying": "they ask to buy",
    "request": "they ask for something",
    "preference": "how they want to be written to",
    "fact": "something to know about them",
    "question": "a question",
    "promise": "a promise",
    "thanks": "thanks",
}
_ADVICE: Mapping[str, str] = {
    "buying": ". They ask, so nobody need sell: hand them over warmly, with what they said.",
}
_BEFORE, _CAUSE, _AFTER = 80, 160, 120


@dataclass(frozen=True)
class Found:
    """One finding. `words`: the whole message as it is kept, or "" when it is not; characters `begins` to `ends` of it
    caused the finding, by the rule that `because` names. `at` is told in `zone`, the reader's."""

    noticed_id: int
    touch_id: int
    account_id: int
    account: str
    kind: str
    because: str
    at: datetime
    zone: str
    who: str = ""
    words: str = ""
    begins: int = 0
    ends: int = 0


def noticed_page(found: Sequence[Found], count: int, *, standing_in: str = "") -> Message:
    """`count`: how many there are in all. `standing_in` names for whom the reader looks today, if for somebody."""
    if not found:
        return page(paragraph("Nothing that customers said waits for a look of yours."), Refresh("noticed.open"))
    shown = (part for one in found for part in found_parts(one))
    return page(Heading(_title(count, standing_in)), *shown, *_rest(count - len(found)), Refresh("noticed.open"))


def list_of_day(found: Sequence[Found], count: int, *, standing_in: str = "") -> Message:
    """The afternoon's message: the same, with the way to the page that is always as of now."""
    shown = (part for one in found for part in found_parts(one))
    return page(Heading(_title(count, standing_in)), *shown, *_rest(count - len(found)), buttons(_all(count)))


def _all(count: int) -> Button:
    return Button(f"Noticed ({count})", "noticed.open")


def _title(count: int, standing_in: str) -> Text:
    whose = f", for {standing_in}" if standing_in else ""
    return text(f"Noticed: {counted(count, 'thing')} to look at{whose}")


def _rest(more: int) -> Iterator[Part]:
    if more > 0:
        yield paragraph(Run(f"and {more} more; they come up once these are marked", italic=True))


def found_parts(found: Found) -> Iterator[Part]:
    """As an entry of a list: who and when, their words, why we think so, and what to make of it."""
    yield _headed(found)
    yield from _quoted(found)
    yield paragraph(Run(_why(found), italic=True))
    yield buttons(*judgements(found), *_next_step(found))


def alert(found: Sequence[Found], glance: Glance) -> Message:
    """What should not wait until the afternoon: everything of one message, the weightiest first."""
    first = found[0]
    several = len(found) > 1
    entries = (part for one in found for part in _alerted(one, several=several))
    return page(
        _headed(first),
        *_quoted(first),
        *entries,
        glance_parts(glance),
        buttons(
            Button("Draft an answer", "reply.open", {"touch": str(first.touch_id), "as": "answer"}, "primary"),
            Button("Open account", "account.open", {"account": str(first.account_id)}),
        ),
    )


def also_noticed(found: Found) -> Iterator[Part]:
    """Beside what the same message is told for."""
    yield from _alerted(found, several=True)


def _alerted(found: Found, *, several: bool) -> Iterator[Part]:
    kind = f"{KINDS[found.kind].capitalize()}. " if several else ""
    yield paragraph(f"{kind}{_why(found)}{_ADVICE.get(found.kind, '')}")
    yield buttons(*judgements(found), *_next_step(found))


def _why(found: Found) -> str:
    return f"Why we think so: {found.who or 'somebody there'} {found.because}"


def _headed(found: Found) -> Paragraph:
    about = joined("", found.who, when(found.at, found.zone), KINDS[found.kind])
    return paragraph(Run(found.account, bold=True), f" · {about}")


def _quoted(found: Found) -> Iterator[Part]:
    if found.words:
        yield Quote(cause(found.words, found.begins, found.ends))


def cause(words: str, begins: int, ends: int) -> Text:
    """The words that caused it, in bold, with a little of what stands around them."""
    if not 0 <= begins < ends <= len(words):
        return text(excerpt(words, _BEFORE + _CAUSE))
    return text(
        _end_of(words[:begins], _BEFORE), Run(_inside(words[begins:ends]), bold=True), _start_of(words[ends:], _AFTER)
    )


def _inside(words: str) -> str:
    return _on_one_line(excerpt(words, _CAUSE)) or words[:_CAUSE]


def _end_of(words: str, longest: int) -> str:
    line = _on_one_line(words)
    return line if len(line) <= longest else f"… {line[-longest:].partition(' ')[2]}"


def _start_of(words: str, longest: int) -> str:
    line = _on_one_line(words)
    return line if len(line) <= longest else f"{line[:longest].rpartition(' ')[0]} …"


def _on_one_line(words: str) -> str:
    """Spaces at either end stay, since what goes on there is the same sentence."""
    inner = " ".join(words.split())
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and inner else ""
    return f"{before}{inner}{after}"


def judgements(found: Found) -> tuple[Button, Button]:
    values = {"noticed": str(found.noticed_id)}
    return Button("Right", "finding.right", values), Button("Wrong", "finding.wrong", values)


def _next_step(found: Found) -> Iterator[Button]:
    """What a person may make of it, in one press."""
    if found.kind in ("request", "buying"):
        yield Button("Make it a request", "request.open", {"touch": str(found.touch_id)})
    if found.kind == "preference" and found.words:
        yield Button("Keep", "preference.keep", {"noticed": str(found.noticed_id)})
    if found.kind == "fact" and found.words:
        yield Button("Keep", "finding.keep", {"noticed": str(found.noticed_id)})
