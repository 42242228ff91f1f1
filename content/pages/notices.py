"""Bad news as colleagues see it: what is open, what would be said to whom, and what became of it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from content.pages.lines import excerpt, joined, listed, page, when
from content.pages.moments import counted, money_words
from content.pages.moments import listed as named
from outreach.messages import (
    Button,
    Buttons,
    Divider,
    Fields,
    Footer,
    Heading,
    Message,
    Paragraph,
    Part,
    Refresh,
    Run,
    Text,
    buttons,
    paragraph,
    text,
)

_MOST, _SHOWN = 10, 5
_TITLES = {"first": "Bad news", "update": "Update", "closing": "It is over"}


@dataclass(frozen=True)
class NoticeLine:
    """One that is open. `is_late`: the next word was promised for a moment that is past. `missed`: how many accounts
    the last word for them did not reach."""

    notice_id: int
    what: str
    owner: str
    accounts: int
    arr: Decimal
    next_word_at: datetime | None
    is_late: bool
    missed: int = 0


@dataclass(frozen=True)
class DraftLine:
    """Something written and not sent."""

    word_id: int
    kind: str
    words: str


@dataclass(frozen=True)
class Goer:
    """`by` is in whose name, `at` when it goes if not now, `but` what it goes against, in words."""

    account: str
    value: str
    where: str
    by: str
    at: str = ""
    but: str = ""


@dataclass(frozen=True)
class Spared:
    """An account that does not get it, and why."""

    account: str
    because: str


@dataclass(frozen=True)
class NoticePreview:
    """`said` are the messages by what they are (first, update …; language), as one of their readers sees them. `asleep`
    of the `going` would get it at the beginning of their day. `changed` says what differs from what was looked over."""

    kind: str
    values: Mapping[str, str]
    whom: str
    going: Sequence[Goer] = ()
    left_out: Sequence[Spared] = ()
    worth: Decimal = Decimal(0)
    asleep: int = 0
    said: Mapping[str, Message] | None = None
    changed: str = ""
    warnings: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class WordLine:
    kind: str
    words: str
    by: str
    at: datetime
    next_word_at: datetime | None


@dataclass(frozen=True)
class Hearer:
    """An account that is told, and how far that has come, in words."""

    account: str
    where: str
    state: str


@dataclass(frozen=True)
class NoticePage:
    """`ours` is the reader's zone."""

    line: NoticeLine
    whom: str
    ours: str
    state: str
    words: Sequence[WordLine] = ()
    hearers: Sequence[Hearer] = ()


def notices_page(lines: Sequence[NoticeLine], drafts: Sequence[DraftLine], ours: str) -> Message:
    return page(
        Heading(text("Bad news")),
        *_open(lines, ours),
        *_drafts(drafts),
        buttons(Button("Tell bad news", "notice.new", style="plain" if lines else "primary")),
        Refresh("notice.list"),
    )


def _open(lines: Sequence[NoticeLine], ours: str) -> Iterator[Part]:
    if not lines:
        yield paragraph("Nothing is open. Whoever hears of it early, and from us, forgives most things.")
    for line in lines[:_SHOWN]:
        yield Paragraph(_line(line, ours))
        yield buttons(*_follow_ups(line), Button("See who", "notice.open", _values(line)))
    if len(lines) > _SHOWN:
        yield paragraph(f"and {len(lines) - _SHOWN} more")


def _line(line: NoticeLine, ours: str) -> Text:
    told = joined(f"{counted(line.accounts, 'account')} told", money_words(line.arr), f"{line.owner}'s")
    missed = (Run(f"NOT SENT to {line.missed}", bold=True), " · ") if line.missed else ()
    return text(Run(excerpt(line.what, 120), bold=True), f" · {told} · ", *missed, *_next(line, ours))


def _next(line: NoticeLine, ours: str) -> tuple[Run | str, ...]:
    if line.next_word_at is None:
        return ("no next word promised",)
    if line.is_late:
        return (Run(f"next word LATE: promised for {when(line.next_word_at, ours)}", bold=True),)
    return (f"next word by {when(line.next_word_at, ours)}",)


def _follow_ups(line: NoticeLine) -> tuple[Button, Button]:
    values = _values(line)
    update = Button("Update", "notice.update", values, "primary" if line.is_late else "plain")
    return update, Button("Close", "notice.close", values)


def _values(line: NoticeLine) -> dict[str, str]:
    return {"notice": str(line.notice_id)}


def _drafts(drafts: Sequence[DraftLine]) -> Iterator[Part]:
    for draft in drafts[:_SHOWN]:
        title = f"Not sent yet ({_TITLES[draft.kind].lower()}): "
        yield paragraph(Run(title, italic=True), excerpt(draft.words, 120))
        values = {"word": str(draft.word_id)}
        yield buttons(Button("Preview", "notice.look", values), Button("Put away", "notice.cancel", values))


def preview_page(shown: NoticePreview) -> Message:
    return page(
        Heading(text(_title(shown))),
        *((paragraph(Run("Look again: ", bold=True), shown.changed),) if shown.changed else ()),
        *shown.warnings,
        paragraph(f"For {shown.whom}."),
        listed([text(_goer(one)) for one in shown.going], _MOST),
        *_spared(shown.left_out),
        *_said(shown.said or {}),
        *_controls(shown),
    )


def _title(shown: NoticePreview) -> str:
    worth = f" ({money_words(shown.worth)})" if shown.worth else ""
    return f"{_TITLES[shown.kind]}: to {counted(len(shown.going), 'account')}{worth}"


def _goer(one: Goer) -> str:
    but = f". Although {one.but}" if one.but else ""
    return f"{joined(one.account, one.value, one.where, f'as {one.by}', one.at)}{but}"


def _spared(left_out: Sequence[Spared]) -> Iterator[Part | tuple[Part, ...]]:
    if left_out:
        yield paragraph(Run(f"Left out: {len(left_out)}", bold=True))
        yield listed([text(f"{one.account}: {one.because}.") for one in left_out], _MOST)


def _said(said: Mapping[str, Message]) -> Iterator[Part]:
    for title, message in said.items():
        yield Divider()
        yield paragraph(Run(title, bold=True))
        yield from (part for part in message.parts if not isinstance(part, Buttons))
    if said:
        yield Divider()


def _controls(shown: NoticePreview) -> Iterator[Part]:
    edit = Button("Edit", "notice.edit", shown.values)
    cancel = Button("Cancel", "notice.cancel", shown.values)
    if not shown.going and shown.kind == "closing":
        yield paragraph("Nobody has heard of it yet, or can be reached: it ends, and nobody is told.")
        close = Button("Close it", "notice.send", shown.values, "primary", "Close it without a word?")
        yield buttons(close, edit, cancel)
        return
    if not shown.going:
        yield paragraph("It would reach nobody as things are.")
        yield buttons(edit, cancel)
        return
    many = counted(len(shown.going), "account")
    send = Button(f"Send to {len(shown.going)}", "notice.send", shown.values, "primary", f"Send this to {many}?")
    if shown.asleep:
        yield Footer(
            text(
                f"It is night, or no working day, for {shown.asleep} of them. Send reaches those at the beginning of "
                "their next working day; Send to all now does not wait, and that is on record."
            )
        )
        now = Button("Send to all now", "notice.send_now", shown.values, "danger", f"Send this to {many} now?")
        yield buttons(send, now, edit, cancel)
        return
    yield buttons(send, edit, cancel)


def notice_page(shown: NoticePage) -> Message:
    line = shown.line
    is_open = shown.state == "open"
    return page(
        Heading(text(excerpt(line.what, 140))),
        Fields(tuple(_fields(shown))),
        *_words(shown),
        *_hearers(shown.hearers),
        buttons(*(_follow_ups(line) if is_open else ()), Button("All bad news", "notice.list")),
        Refresh("notice.open", _values(line)),
    )


def _fields(shown: NoticePage) -> Iterator[tuple[str, Text]]:
    yield "State", text(shown.state)
    yield "For", text(shown.whom)
    yield "Told", text(joined(counted(shown.line.accounts, "account"), money_words(shown.line.arr)))
    yield "Owner", text(shown.line.owner)
    if shown.state == "open":
        yield "Next word", text(*_next(shown.line, shown.ours))
        yield "Meanwhile", text("shares and check-ins to them are held")


def _words(shown: NoticePage) -> Iterator[Part | tuple[Part, ...]]:
    if shown.words:
        yield paragraph(Run("What was said", bold=True))
        yield listed([_word(one, shown.ours) for one in shown.words], _MOST)


def _word(one: WordLine, ours: str) -> Text:
    title = _TITLES.get(one.kind, one.kind.capitalize())
    return text(Run(title, bold=True), f" · {joined(when(one.at, ours), one.by)}: {excerpt(one.words)}")


def _hearers(hearers: Sequence[Hearer]) -> Iterator[Part | tuple[Part, ...]]:
    if hearers:
        yield paragraph(Run("Who", bold=True))
        yield listed([text(f"{joined(one.account, one.where)}: {one.state}") for one in hearers], 20)


def difference_words(added: Sequence[str], gone: Sequence[str]) -> str:
    """What changed about whom it goes to, since somebody looked it over; "" for nothing."""
    more = f"added {named(list(added))}" if added else ""
    less = f"no longer {named(list(gone))}" if gone else ""
    return "; ".join(part for part in (more, less) if part)
