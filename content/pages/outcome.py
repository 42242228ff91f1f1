"""What became of a decision about several accounts."""

from collections.abc import Sequence

from content.pages.lines import listed, page
from content.pages.preview import Aside
from outreach.messages import Button, Message, Run, buttons, paragraph, text


def outcome_page(
    title: str, done: Sequence[str], not_done: Sequence[Aside], controls: Sequence[Button] = ()
) -> Message:
    """`done` are lines to read; `not_done` says of each account why not."""
    return page(
        paragraph(Run(f"{title}: {len(done)}" if len(done) != 1 else title, bold=True)),
        listed([text(line) for line in done]),
        (paragraph(Run("Not to", bold=True)),) if not_done else (),
        listed([text(f"{one.account}: {one.because}.") for one in not_done]),
        (buttons(*controls),) if controls else (),
    )
