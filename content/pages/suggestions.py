"""What could be shared: with whom something is worth it today, and what is left when nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.pages.lines import capped, excerpt, page
from outreach.messages import Button, Footer, Heading, Message, Part, Run, buttons, paragraph, say, text

_MOST = 5
_LABEL = 70  # a button on Slack holds 75 characters


@dataclass(frozen=True)
class Suggestion:
    account_id: int
    account: str
    title: str
    why: str


@dataclass(frozen=True)
class SegmentItem:
    item_id: int
    title: str


def suggestions_page(found: Sequence[Suggestion], command: str) -> Message:
    if not found:
        return say(
            "Nothing is worth sharing with your accounts today. That is a normal day. To share something all the same, "
            "name an account and an item: ",
            Run(f"{command} share Acme close checklist", code=True),
            ".",
        )
    return page(Heading(text("Worth sharing today")), *(_suggestion(one) for one in found))


def _suggestion(one: Suggestion) -> tuple[Part, ...]:
    values = {"what": "share", "account": str(one.account_id)}
    return (
        paragraph(Run(f"{one.account} · {one.title}", bold=True), f". Why: {one.why}"),
        buttons(Button("Preview", "preview.open", values)),
    )


def segment_page(segment: str, found: Sequence[SegmentItem]) -> Message:
    """Items that say why they matter to a whole segment."""
    if not found:
        return say(
            f"No approved item says why it matters to all {segment} accounts. "
            f"Add a reason bound to “segment: {segment}” to an item, then it is listed here."
        )
    some, more = capped(found, _MOST)
    controls = [
        Button(
            excerpt(item.title, _LABEL),
            "preview.open",
            {"what": "share", "segment": segment, "item": str(item.item_id)},
        )
        for item in some
    ]
    return page(
        Heading(text(f"For the {segment} segment")),
        paragraph("These say why they matter to all of them. Choose one to see who would get it, and who not."),
        buttons(*controls),
        (Footer(text(more)),) if more else (),
    )


def nothing_page(account: str, account_id: int, because: str, personal: Sequence[SegmentItem], command: str) -> Message:
    """`personal` are items a CSM may pass on as a person."""
    some, _ = capped(personal, 3)
    controls = [
        Button(
            excerpt(item.title, _LABEL),
            "preview.open",
            {"what": "share", "account": str(account_id), "item": str(item.item_id)},
        )
        for item in some
    ]
    return page(
        paragraph(Run(f"Nothing worth sharing with {account} today", bold=True), f": {because}."),
        paragraph(
            "That is a normal day. What they told you gives it more to go on: ",
            Run(f"{command} remember {account} …", code=True),
        ),
        (paragraph("Or pass something on as yourself:"), buttons(*controls)) if controls else (),
    )
