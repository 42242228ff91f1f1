"""What the lines of a manager's digest are made of: a mark, words, and what can be done about it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.pages.findings import Customer
from content.pages.moments import listed, money_words
from content.sentences import excerpt
from outreach.messages import Button, Run, Text, text

NEED, LATE, QUIET, KIND = "●", "▲", "○", "★"
QUOTE, CURE = 90, 200
_LABEL = 40  # a button on Slack holds 75 characters


@dataclass(frozen=True)
class Line:
    """One thing to know, and what can be done about it. `mark`: ● needs a decision, ▲ late or broken, ○ quiet,
    ★ kind."""

    mark: str
    words: Text
    buttons: tuple[Button, ...]

    @property
    def text(self) -> Text:
        return text(f"{self.mark} ", *self.words)


def named(customers: Sequence[Customer]) -> list[str]:
    return list(dict.fromkeys(customer.name for customer in customers))


def by_whom(customers: Sequence[Customer]) -> str:
    csms = list(dict.fromkeys(customer.csm for customer in customers if customer.csm))
    return f". {listed(csms)}" if csms else ""


def about(customer: Customer, words: str, *controls: Button, is_signed: bool = True) -> Line:
    """`is_signed`: it ends with whose account it is."""
    value = money_words(customer.arr)
    worth = f" ({value})" if value else ""
    # "Globex ($410k, renews in 58 days)": one pair of brackets.
    if worth and words.startswith(" ("):
        worth, words = f" ({value}, ", words[2:]
    by = f". {customer.csm}" if customer.csm and is_signed else ""
    return Line(NEED, text(Run(customer.name, bold=True), worth, words, by), controls)


def see(customer: Customer) -> Button:
    return Button(f"See {excerpt(customer.name, _LABEL)}", "digest.see_account", {"account": str(customer.id)})


def nudge(customer: Customer, kind: str) -> tuple[Button, ...]:
    """Nobody can be nudged about an account that nobody looks after."""
    if customer.csm_id is None:
        return ()
    values = {"kind": kind, "account": str(customer.id), "teammate": str(customer.csm_id)}
    return (Button(f"Nudge {excerpt(customer.csm, _LABEL)}", "digest.nudge", values),)
