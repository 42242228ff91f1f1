"""A draft that answers a customer, beside what they said, with the five marks of good service: pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.five_marks import Mark, Verdict
from content.pages.lines import excerpt, listed, page
from outreach.messages import (
    Button,
    Buttons,
    Divider,
    Footer,
    Message,
    Part,
    Quote,
    Refresh,
    Run,
    buttons,
    paragraph,
    text,
)

_QUOTED = 600


@dataclass(frozen=True)
class Asked:
    """What they said: `words` are "" once nobody keeps them any more; `told` is
    who and when ("Dana · Tue 24 Nov 10:10")."""

    told: str
    words: str = ""


@dataclass(frozen=True)
class KnownLine:
    """What was answered before to a question like this. `is_said`: the draft says it already."""

    answer_id: int
    question: str
    words: str
    told: str
    is_said: bool = False


@dataclass(frozen=True)
class ReplyPage:
    """`where` says where it goes ("#ext-acme"), `speaks` whose name it carries; `seen` which words these are."""

    draft_id: int
    seen: str
    account: str
    where: str
    speaks: str
    message: Message
    asked: Asked | None = None
    marks: Sequence[Mark] = ()
    known: KnownLine | None = None

    @property
    def values(self) -> dict[str, str]:
        return {"draft": str(self.draft_id), "seen": self.seen}


def reply_page(shown: ReplyPage) -> Message:
    return page(
        paragraph(Run(shown.account, bold=True), f" · draft for {shown.where}, {shown.speaks}"),
        tuple(_asked(shown.asked)),
        tuple(_words(shown.message)),
        listed([text(Run(f"{one.verdict} {one.name}", bold=True), f": {one.reason}") for one in shown.marks]),
        tuple(_known(shown.known)),
        buttons(*_presses(shown)),
        Refresh("reply.show", {"draft": str(shown.draft_id)}),
    )


def _asked(asked: Asked | None) -> Iterator[Part]:
    if asked is None:
        return
    if asked.words:
        yield paragraph(f"{asked.told}:")
        yield Quote(text(excerpt(asked.words, _QUOTED)))
    else:
        yield paragraph(f"{asked.told}. Their words are no longer kept.")


def _words(message: Message) -> Iterator[Part]:
    """As it will look; what they can press there is named, for here it would act."""
    said = tuple(part for part in message.parts if not isinstance(part, Buttons | Footer))
    yield from (Divider(), *said)
    labels = [control.label for part in message.parts if isinstance(part, Buttons) for control in part.buttons]
    if labels:
        yield paragraph(Run(f"With buttons for them: {' · '.join(labels)}", italic=True))
    yield Divider()


def _known(known: KnownLine | None) -> Iterator[Part]:
    if known is not None:
        yield paragraph(Run(f"Answered before: {excerpt(known.question)}", bold=True), f" {known.told}.")
    if known is not None and not known.is_said:
        yield Quote(text(excerpt(known.words, _QUOTED)))


def _presses(shown: ReplyPage) -> Iterator[Button]:
    missed = [one for one in shown.marks if one.verdict is Verdict.MISSED]
    if not missed:
        yield Button("Send", "reply.send", shown.values, "primary")
    yield Button("Edit", "reply.edit", shown.values, "primary" if missed else "plain")
    if shown.known is not None and not shown.known.is_said:
        yield Button("Use this answer", "reply.use", {**shown.values, "answer": str(shown.known.answer_id)})
    if missed and not any(one.stops for one in missed):
        yield Button("Send anyway …", "reply.override", shown.values)
    yield Button("Put away", "reply.put_away", shown.values)
