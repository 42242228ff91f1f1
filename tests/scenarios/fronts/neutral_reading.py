"""A neutral message or form as somebody reads it. What other platforms show must read the same."""

from collections.abc import Iterator, Sequence

from outreach.messages import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Fields,
    Footer,
    Form,
    Heading,
    Image,
    Input,
    LinkButton,
    Message,
    Paragraph,
    Part,
    Quote,
    Text,
)
from tests.scenarios.fronts.front import Seen, choice_label, lines_of


def read(message: Message) -> Seen:
    rows = [part.buttons for part in message.parts if isinstance(part, Buttons)]
    return Seen(
        lines_of(*(line for part in message.parts for line in _lines(part))),
        tuple(_label(control) for row in rows for control in selects_last(row)),
    )


def selects_last(row: Sequence[Button | LinkButton | Choice]) -> list[Button | LinkButton | Choice]:
    """A select stands behind the buttons of its row, as on Teams."""
    return sorted(row, key=lambda control: isinstance(control, Choice))


def read_form(form: Form) -> Seen:
    return Seen(
        lines_of(form.title, _said(form.intro), *(line for each in form.inputs for line in question(each))),
        (form.submit,),
    )


def question(asked: Input) -> Iterator[str]:
    """Its label, what stands in it, and what can be chosen."""
    yield asked.label
    if asked.hint:
        yield asked.hint
    options = dict(asked.options)
    if asked.kind == "choice":
        yield choice_label("", [label for _, label in asked.options]).strip()
        yield options.get(asked.value, "")
    else:
        yield asked.value


def _lines(part: Part) -> Iterator[str]:
    match part:
        case Heading(text=words) | Paragraph(text=words) | Quote(text=words) | Footer(text=words):
            yield _said(words)
        case Bullets(items=items):
            yield from (_said(item) for item in items)
        case Fields(pairs=pairs):
            yield from (f"{label}: {_said(value)}" for label, value in pairs)
        case Image(alt=alt):
            yield f"[{alt}]"


def _said(words: Text) -> str:
    """A link by its words: where it leads is behind them."""
    return "".join(run.text for run in words)


def _label(control: Button | LinkButton | Choice) -> str:
    if isinstance(control, Choice):
        return choice_label(control.label, [label for _, label in control.options])
    return control.label
