"""Why this message, to them, then: what it rests on and which rules were asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.pages.lines import joined, listed, page
from content.pages.why import ComingLine
from outreach.messages import Button, Heading, Message, Run, buttons, paragraph, text


@dataclass(frozen=True)
class TouchWhy:
    """`against` are the rules that stand against it at its moment; empty when none does. `item` is a line about who
    curated and approved what it shares; `rhythm` says which rule planned it, or who began it by hand."""

    coming: ComingLine
    at: str
    rhythm: str
    is_live: bool = True
    item: str = ""
    against: Sequence[str] = ()


def touch_why_page(told: TouchWhy) -> Message:
    line = told.coming.line
    rests_on = [text(fact) for fact in told.coming.rests_on]
    return page(
        Heading(text(f"Why: {joined(line.what, line.account)}")),
        paragraph(f"{line.why}." if line.why else "No reason is on record."),
        (paragraph(Run("It rests on", bold=True)), *listed(rests_on)) if rests_on else (),
        paragraph(Run("Planned by", bold=True), f" {told.rhythm}."),
        (paragraph(Run("The item", bold=True), f": {told.item}."),) if told.item else (),
        paragraph(Run("When", bold=True), f": {told.at}. {told.coming.decides[:1].upper()}{told.coming.decides[1:]}."),
        (paragraph(Run("Rules", bold=True), f": {_rules(told.against)}. They are asked again when it is sent."),)
        if told.is_live
        else (),
        buttons(Button(f"All of {line.account}", "account.why", {"account": str(line.account_id)})),
    )


def _rules(against: Sequence[str]) -> str:
    return "; ".join(against) if against else "none stands against it at that moment"
