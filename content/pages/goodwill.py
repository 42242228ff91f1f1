"""Goodwill as colleagues see it: what is left this month, what was given, what waits for a manager. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.pages.lines import listed, page
from outreach.messages import Button, Footer, Heading, Message, Part, Refresh, Run, Text, buttons, paragraph, text

_MOST = 10


@dataclass(frozen=True)
class GoodwillLine:
    """`amount` and `on` are ready to read; `by` who gives it; `became` what is decided ("granted by Marco"), "" while
    it waits."""

    goodwill_id: int
    account: str
    amount: str
    what: str
    by: str
    on: str
    became: str = ""


@dataclass(frozen=True)
class GoodwillPage:
    """`to_decide` wait for the reader's yes; `mine` are the reader's of this month."""

    left: str
    allowance: str
    mine: Sequence[GoodwillLine]
    to_decide: Sequence[GoodwillLine] = ()
    command: str = "/cs"


def goodwill_page(shown: GoodwillPage) -> Message:
    return page(
        Heading(text("Goodwill")),
        tuple(part for one in shown.to_decide for part in decision_parts(one)),
        paragraph(Run(f"{shown.left} of {shown.allowance}", bold=True), " are left to you this month without asking."),
        listed([_line(one) for one in shown.mine], _MOST),
        Refresh("goodwill.open"),
        Footer(text(f"To give some: {shown.command} goodwill Acme 200 a month of the archive module")),
    )


def decision_parts(one: GoodwillLine) -> Iterator[Part]:
    """For whoever decides: what it is, and yes, no or a question."""
    values = {"goodwill": str(one.goodwill_id)}
    yield paragraph(Run(f"{one.amount} goodwill for {one.account}", bold=True), f" ({one.by}, {one.on}): {one.what}.")
    yield buttons(
        Button("Yes", "goodwill.grant", values, "primary"),
        Button("No", "goodwill.refuse", values),
        Button("Ask", "goodwill.ask", values),
    )


def _line(one: GoodwillLine) -> Text:
    return text(Run(f"{one.on} · {one.account}", bold=True), f" · {one.amount}: {one.what} · {one.became or 'waits'}")
