"""What a share or a check-in by hand would do, before it does it: who gets it when, in which words, who does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from content.pages.lines import joined, listed, page
from content.pages.moments import counted
from outreach.messages import (
    Button,
    Buttons,
    Divider,
    Footer,
    Heading,
    Message,
    Part,
    Run,
    buttons,
    paragraph,
    text,
)

_MOST = 10


@dataclass(frozen=True)
class Recipient:
    """`when` is the next good moment there, `but` what stands against sending it this minute, both in words."""

    account: str
    who: str
    where: str
    when: str
    but: str = ""


@dataclass(frozen=True)
class Aside:
    """An account that does not get it, and why."""

    account: str
    because: str


@dataclass(frozen=True)
class Preview:
    """`message` is what the first of them reads. `held` are held back by rules that a person may override,
    `drafts` have no channel. `values` come back with every press."""

    title: str
    values: Mapping[str, str]
    message: Message | None = None
    why: str = ""
    ready: tuple[Recipient, ...] = ()
    held: tuple[Recipient, ...] = ()
    drafts: tuple[str, ...] = ()
    left_out: tuple[Aside, ...] = ()


def preview_page(shown: Preview) -> Message:
    return page(
        Heading(text(shown.title)),
        *_recipients(shown),
        *_asides(shown),
        *_words(shown),
        *_controls(shown),
    )


def _recipients(shown: Preview) -> Iterator[Part | tuple[Part, ...]]:
    if shown.ready:
        yield paragraph(Run(f"Goes to {counted(len(shown.ready), 'account')}", bold=True))
        yield listed([text(_line(one)) for one in shown.ready], _MOST)
    if shown.held:
        yield paragraph(Run("Held back, unless you say why not", bold=True))
        yield listed([text(joined(one.account, one.who), f": {one.but}.") for one in shown.held], _MOST)
    if shown.drafts:
        yield paragraph(Run("No channel is linked: an e-mail draft for you to send", bold=True))
        yield listed([text(name) for name in shown.drafts], _MOST)


def _line(one: Recipient) -> str:
    not_now = f". Not this minute: {one.but}" if one.but else ""
    return f"{joined(one.account, one.who, one.where, one.when)}{not_now}"


def _asides(shown: Preview) -> Iterator[Part | tuple[Part, ...]]:
    if shown.left_out:
        yield paragraph(Run("Left out", bold=True))
        yield listed([text(f"{one.account}: {one.because}.") for one in shown.left_out], _MOST)


def _words(shown: Preview) -> Sequence[Part]:
    if shown.message is None:
        return ()
    said = tuple(part for part in shown.message.parts if not isinstance(part, Buttons))
    many = len(shown.ready) + len(shown.held) + len(shown.drafts) > 1
    title = "What the first of them reads; each gets their own words" if many else "What they read"
    reason = (Footer(text(f"Why: {shown.why}")),) if shown.why else ()
    return (Divider(), paragraph(Run(title, bold=True)), *said, Divider(), *reason)


def _controls(shown: Preview) -> Iterator[Part]:
    presses = list(_presses(shown))
    if presses:
        yield buttons(*presses, Button("Cancel", "preview.cancel", shown.values))
    else:
        yield paragraph("Nothing can be sent as things are.")


def _presses(shown: Preview) -> Iterator[Button]:
    many = f" to {len(shown.ready)} accounts" if len(shown.ready) > 1 else ""
    if shown.message is not None:
        yield Button("Test to me", "preview.test", shown.values)
    if shown.ready:
        yield Button("Schedule", "preview.schedule", shown.values)
        confirm = f"Send this{many} now?" if many else None
        yield Button("Send", "preview.send", shown.values, "primary", confirm=confirm)
    if shown.held:
        yield Button("Send anyway …", "preview.override", shown.values)
    if shown.ready or shown.drafts:
        yield Button(
            "Keep as draft" if shown.drafts and not shown.ready else "Edit first", "preview.keep", shown.values
        )
