"""Approved answers: what is kept for being given again, by whom it was approved, and how often it was used. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.pages.lines import capped, excerpt, joined, page
from outreach.messages import Button, Footer, Heading, Message, Part, Quote, Refresh, Run, buttons, paragraph, say, text

_MOST = 8
_OFFERED = 3
_SHOWN = 400


@dataclass(frozen=True)
class AnswerLine:
    """`told` is who approved it when and how often it was used; `serves` whom it may be said to."""

    answer_id: int
    question: str
    words: str
    told: str
    serves: str
    is_general: bool = False


@dataclass(frozen=True)
class JustAnswered:
    """What the reader answered lately and has not kept."""

    touch_id: int
    account: str
    question: str
    at: str


@dataclass(frozen=True)
class AnswersPage:
    """`searched` is what was typed behind the command, "" for all of them."""

    found: Sequence[AnswerLine]
    searched: str = ""
    offered: Sequence[JustAnswered] = ()
    command: str = "/cs"


def answers_page(shown: AnswersPage) -> Message:
    some, more = capped(shown.found, _MOST)
    title = f"Approved answers about “{shown.searched}”" if shown.searched else "Approved answers"
    return page(
        Heading(text(title)),
        tuple(part for one in shown.offered[:_OFFERED] for part in _offer(one)),
        _nothing(shown) if not shown.found else (),
        tuple(part for one in some for part in answer_parts(one)),
        () if shown.searched else Refresh("answers.open"),
        (Footer(text(f"{more}. Search them: {shown.command} answers export")),) if more else (),
    )


def _offer(one: JustAnswered) -> Iterator[Part]:
    where = joined(one.account, one.at)
    yield paragraph(
        Run("You answered", bold=True), f" “{excerpt(one.question)}” ({where}). Give the same answer again?"
    )
    yield buttons(Button("Keep this answer", "answer.keep", {"touch": str(one.touch_id)}))


def _nothing(shown: AnswersPage) -> tuple[Part, ...]:
    if shown.searched:
        return say("None speaks of that.").parts
    return say("None is kept yet. After you have answered something, you can keep the answer for the next time.").parts


def answer_parts(one: AnswerLine) -> Iterator[Part]:
    values = {"answer": str(one.answer_id)}
    controls = [Button("Edit", "answer.edit", values)]
    if not one.is_general:
        controls.append(Button("Generalise", "answer.generalise", values))
    controls.append(Button("Retire", "answer.retire", values, "danger"))
    yield paragraph(Run(excerpt(one.question), bold=True), f" {one.told} · {one.serves}.")
    yield Quote(text(excerpt(one.words, _SHOWN)))
    yield buttons(*controls)
