"""What is open among complaints, and what becomes of one, in short. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.pages.complaints import ComplaintLine, decision_buttons, verdict_buttons
from content.pages.lines import excerpt, joined, listed, page, when
from outreach.messages import Button, Heading, Message, Part, Refresh, Run, buttons, paragraph, text

_SHORT = 110


@dataclass(frozen=True)
class ComplaintsPage:
    """`lines`: open ones oldest first, then those after which shares wait, then what lapsed lately."""

    lines: tuple[ComplaintLine, ...]
    zone: str
    command: str = "/cs"


def complaints_page(seen: ComplaintsPage) -> Message:
    if not seen.lines:
        example = Run(f"{seen.command} complaint Acme Dana rang: the export failed again", code=True)
        return page(
            Heading(text("Complaints")),
            paragraph("None is open. One that reached you by phone: ", example),
            Refresh("complaint.list"),
        )
    return page(Heading(text("Complaints")), *_listed(seen), Refresh("complaint.list"))


def _listed(seen: ComplaintsPage) -> Iterator[Part | tuple[Part, ...]]:
    for line in seen.lines:
        words = f": “{excerpt(line.words, _SHORT)}”" if line.words else ""
        state = f"{line.stage} ({line.because})" if line.because else line.stage
        about = joined(state, line.who, when(line.opened_at, seen.zone), f"with {line.owner}" if line.owner else "")
        yield listed([text(Run(line.account, bold=True), f" · {about}{words}")])
        yield buttons(Button("Open", "complaint.open", {"complaint": str(line.complaint_id)}))


def ask_them_page(account: str, because: str, values: dict[str, str]) -> Message:
    """The question could not be put in their channel."""
    return page(
        paragraph(
            Run(account, bold=True),
            f": they were to be asked today whether their complaint is put right, but {because}, so nothing was sent. "
            "Ask them another way.",
        ),
        buttons(*verdict_buttons(values), Button("Complaint", "complaint.open", values)),
    )


def decide_page(account: str, words: str, values: dict[str, str]) -> Message:
    """Shares wait, and `words` say why it comes up now."""
    return page(
        paragraph(Run(account, bold=True), f": {words}"),
        buttons(*decision_buttons(values), Button("Complaint", "complaint.open", values)),
    )


def settled_page(account: str, who: str, values: dict[str, str], *, waits: bool) -> Message:
    """They said that it is right now. `waits`: nobody has let shares go on yet."""
    told = f": {who} says it is right now."
    if waits:
        return decide_page(account, f"{who} says it is right now. Shares still wait.", values)
    return page(paragraph(Run(account, bold=True), told), buttons(Button("Complaint", "complaint.open", values)))
