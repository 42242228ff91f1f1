"""A neutral message or form as HTML for the playground's page: pure, and every character of theirs stays text."""

import json
from collections.abc import Mapping
from urllib.parse import quote

from bot.playground.markup import Markup, element, join
from outreach.messages import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Divider,
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
    Preview,
    Quote,
    Refresh,
    Run,
    Text,
)

CARRIED = "attachment:"
_TAGS: dict[type[Part], tuple[str, str | None]] = {
    Heading: ("h3", None),
    Paragraph: ("p", None),
    Quote: ("blockquote", None),
    Footer: ("p", "footer"),
}
OUTSIDE = {"target": "_blank", "rel": "noopener noreferrer nofollow"}


def message_html(message: Message, pictures: str = "") -> Markup:
    """`pictures` is the address below which the bytes of `attachment:NAME` are served."""
    return element("div", *(_part(part, pictures) for part in message.parts), class_="message")


def form_html(form: Form, ident: str) -> Markup:
    """`ident` makes the ids of its fields unique on the page."""
    return element(
        "form",
        element("h2", form.title, id=f"{ident}-title"),
        element("p", *_runs(form.intro), class_="intro") if form.intro else "",
        *(_input(each, f"{ident}-{number}") for number, each in enumerate(form.inputs)),
        element("p", role="alert", class_="problem", hidden=True),
        element(
            "div",
            element("button", "Cancel", type="button", class_="button", data_dismiss=True),
            element("button", form.submit, type="submit", class_="button primary"),
            class_="controls",
        ),
        method="dialog",
        data_form=ident,
        aria_labelledby=f"{ident}-title",
    )


def _part(part: Part, pictures: str) -> Markup:
    match part:
        case Heading(text=words) | Paragraph(text=words) | Quote(text=words) | Footer(text=words):
            tag, kind = _TAGS[type(part)]
            return element(tag, *_runs(words), class_=kind)
        case Bullets(items=items, ordered=ordered):
            return element("ol" if ordered else "ul", *(element("li", *_runs(item)) for item in items))
        case Fields(pairs=pairs):
            return element("dl", *(_pair(label, value) for label, value in pairs))
        case Image():
            return _image(part, pictures)
        case Divider():
            return element("hr")
        case Preview() | Refresh():
            # The page works without internet, and what was said stands as it was said.
            return join()
        case Buttons(buttons=controls):
            return element("div", *(_control(control) for control in controls), class_="controls")


def _runs(words: Text) -> list[Markup]:
    return [_run(run) for run in words]


def _run(run: Run) -> Markup:
    html = join(run.text)
    styles = (("code", run.code), ("s", run.strike), ("em", run.italic), ("strong", run.bold))
    for name, is_on in styles:
        html = element(name, html) if is_on else html
    if run.link is None:
        return html
    if not _is_web(run.link):
        return join(html, f" ({run.link})")
    return element("a", html, href=run.link, **OUTSIDE)


def _is_web(link: str) -> bool:
    return link.startswith(("https://", "http://"))


def _pair(label: str, value: Text) -> Markup:
    return element("div", element("dt", label), element("dd", *_runs(value)))


def _image(image: Image, pictures: str) -> Markup:
    if image.source.startswith(CARRIED):
        name = quote(image.source.removeprefix(CARRIED), safe="")
        return element("figure", element("img", src=f"{pictures}{name}", alt=image.alt, loading="lazy"))
    # The page must work without internet, and loading a stranger's picture would tell them who looks.
    shown = f"Picture: {image.alt}"
    return element("p", _run(Run(shown, link=image.source)), class_="picture")


def _control(control: Button | LinkButton | Choice) -> Markup:
    match control:
        case Button(label=label, style=style):
            return element(
                "button",
                label,
                type="button",
                class_="button" if style == "plain" else f"button {style}",
                data_action=control.action,
                data_values=_json(control.values),
                data_confirm=control.confirm,
            )
        case LinkButton(label=label, link=link) if _is_web(link):
            return element("a", label, href=link, class_="button", **OUTSIDE)
        case LinkButton(label=label, link=link):
            return element("span", f"{label} ({link})")
        case Choice():
            return _choice(control)


def _choice(choice: Choice) -> Markup:
    return element(
        "select",
        element("option", choice.label, value="", selected=True, disabled=True),
        *(element("option", label, value=value) for value, label in choice.options),
        aria_label=choice.label,
        class_="button",
        data_action=choice.action,
        data_values=_json(choice.values),
    )


def _json(values: Mapping[str, str]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)


def _input(question: Input, ident: str) -> Markup:
    optional = element("span", " (optional)", class_="quiet") if question.optional else ""
    hint = element("span", question.hint, id=f"{ident}-hint", class_="quiet") if question.hint else ""
    return element(
        "div",
        element("label", question.label, optional, for_=ident),
        _field(question, ident),
        hint,
        class_="field",
    )


def _field(question: Input, ident: str) -> Markup:
    name, value, required = question.name, question.value, not question.optional
    hint = f"{ident}-hint" if question.hint else None
    match question.kind:
        case "lines":
            # A textarea swallows the first line break: one more keeps a value that begins with one.
            words = f"\n{value}" if value.startswith("\n") else value
            return element("textarea", words, id=ident, name=name, rows=5, required=required, aria_describedby=hint)
        case "choice":
            options = _options(question)
            return element("select", *options, id=ident, name=name, required=required, aria_describedby=hint)
    kind = "date" if question.kind == "date" else "text"
    return element(
        "input",
        type=kind,
        id=ident,
        name=name,
        value=value,
        required=required,
        autocomplete="off",
        aria_describedby=hint,
    )


def _options(question: Input) -> list[Markup]:
    given = [element("option", label, value=key, selected=key == question.value) for key, label in question.options]
    if question.value in dict(question.options):
        return given
    return [element("option", "–" if question.optional else "Choose…", value="", selected=True), *given]
