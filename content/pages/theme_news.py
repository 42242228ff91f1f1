"""What colleagues are told of a theme: that it is a trend, and that it is done. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.pages.lines import capped, page
from content.pages.moments import counted
from content.pages.moments import listed as and_more
from outreach.messages import (
    Button,
    Message,
    Part,
    Run,
    buttons,
    paragraph,
)

_MOST = 12


def trend_news(name: str, figures: str, yours: Sequence[str], values: dict[str, str]) -> Message:
    """What whoever looks after an affected account is told, once."""
    return page(
        paragraph(Run("Trend: ", bold=True), Run(name, bold=True), f". {figures}. Yours: {and_more(list(yours), 5)}."),
        buttons(Button("Open", "theme.open", values), Button("All themes", "theme.list")),
    )


@dataclass(frozen=True)
class Told:
    """One draft for an affected account of the reader's; `draft_id` None where they have to be told in person."""

    account: str
    draft_id: int | None
    why_not: str = ""


def done_news(name: str, done: str, drafts: Sequence[Told], values: dict[str, str]) -> Message:
    """To whoever looks after them, all of theirs together."""
    some, more = capped(drafts, _MOST)
    return page(
        paragraph(Run(name, bold=True), f" is done: {done}"),
        paragraph(f"{counted(len(drafts), 'customer')} of yours should hear it from you. Nothing goes without you."),
        *(_draft(one) for one in some),
        (paragraph(Run(more, italic=True)),) if more else (),
        buttons(Button("Open the theme", "theme.open", values)),
    )


def _draft(one: Told) -> tuple[Part, ...]:
    if one.draft_id is None:
        return (paragraph(Run(one.account, bold=True), f": tell them yourself, since {one.why_not}."),)
    see = Button("See the draft", "reply.show", {"draft": str(one.draft_id)})
    return (paragraph(Run(one.account, bold=True)), buttons(see))
