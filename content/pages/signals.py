"""What other systems report about an account, as colleagues read it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.pages.lines import excerpt, joined, page, when
from outreach.desk.signals import KINDS
from outreach.messages import (
    Bullets,
    Button,
    Choice,
    Heading,
    LinkButton,
    Message,
    Part,
    Refresh,
    Run,
    Text,
    buttons,
    paragraph,
    say,
    text,
)
from outreach.models.signals import Signal

# Teams takes 25 kB in all, and each ticket has a select of its own.
_MOST, _OPTIONS, _OPTION = 6, 10, 60


@dataclass(frozen=True)
class Linkable:
    """A request of the account, in its own words."""

    request_id: int
    words: str


@dataclass(frozen=True)
class SignalsPage:
    """`ours` is the reader's zone."""

    account_id: int
    account: str
    ours: str
    open: Sequence[Signal] = ()
    requests: Sequence[Linkable] = ()


def alert(account: str, signal: Signal) -> Message:
    """For the CSM, the moment it is reported."""
    words = say(Run(account, bold=True), f": {KINDS[signal.kind].words}, reported by {signal.source}: {signal.title}.")
    there = (LinkButton("Open it there", signal.url),) if signal.url else ()
    see = Button("What is open", "signal.see", {"account": str(signal.account_id)})
    return words + Message((buttons(see, Button("Account", "account.open", see.values), *there),))


def signal_text(signal: Signal, ours: str) -> Text:
    """One line: P1 ticket · Export times out · zendesk 4711 · since … · until …"""
    kind = KINDS[signal.kind]
    title = Run(signal.title, link=signal.url)
    since = f"since {when(signal.opened_at, ours)}"
    until = f"until {when(signal.until, ours)}" if signal.until else ""
    effect = "holds shares and check-ins" if kind.holds else ""
    linked = f"request {signal.request_id}" if signal.request_id else ""
    rest = joined(f"{signal.source} {signal.external_id}", since, until, effect, linked)
    return text(Run(kind.words.capitalize(), bold=True), ": ", title, f" · {rest}")


def signals_page(shown: SignalsPage) -> Message:
    return page(
        Heading(text(f"{shown.account}: what other systems report")),
        *_lines(shown),
        buttons(Button("Account", "account.open", {"account": str(shown.account_id)})),
        Refresh("signal.see", {"account": str(shown.account_id)}),
    )


def _lines(shown: SignalsPage) -> Iterator[Part]:
    if not shown.open:
        yield paragraph("Nothing is open.")
    for signal in shown.open[:_MOST]:
        yield Bullets((signal_text(signal, shown.ours),))
        values = {"signal": str(signal.id)}
        over = Button("It is over", "signal.close", values, confirm=f"Is “{excerpt(signal.title, 60)}” over?")
        yield buttons(over, *_linking(signal, shown.requests))
    if len(shown.open) > _MOST:
        yield paragraph(f"and {len(shown.open) - _MOST} more")


def _linking(signal: Signal, requests: Sequence[Linkable]) -> Sequence[Choice]:
    others = [one for one in requests if one.request_id != signal.request_id][:_OPTIONS]
    if signal.kind not in ("ticket", "p1_ticket") or not others:
        return ()
    options = tuple((str(one.request_id), excerpt(f"{one.request_id}: {one.words}", _OPTION)) for one in others)
    return (Choice("Link to a request …", "signal.link", options, {"signal": str(signal.id)}),)
