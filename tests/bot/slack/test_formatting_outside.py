"""Judges that npm installs: Slack's own types, and a list of strings that broke other people's programs."""

import json
from pathlib import Path

import pytest

from bot.slack.formatting import render
from bot.slack.texts import Block, escape
from bot.slack.views import form_view, home_view, page_view
from outreach.messages import Bullets, Button, Choice, Form, Heading, Input, Message, Run, buttons, paragraph, text
from tests.bot.samples import asked_with, said_by
from tests.bot.slack.blockkit import judge, of_type, words_of
from tests.bot.slack.test_formatting import FILES, GOLDENS, SHOWN, rendered
from tests.bot.slack.test_formatting_presses import ACME, ASKED
from tests.clients.npm import compiler_complaints, needs, package

pytestmark = pytest.mark.emulator


def naughty() -> list[str]:
    """Without those of nothing but space, which make no message."""
    listed: list[str] = json.loads((package("blns") / "resources" / "blns.json").read_text("utf-8"))
    return [words for words in listed if words.strip()]


def typed(blocks: dict[str, object], views: dict[str, Block]) -> str:
    lines = ['import type { KnownBlock, View } from "@slack/types";']
    lines += [
        f"const b{n}: KnownBlock[] = {json.dumps(each)}; // {name}" for n, (name, each) in enumerate(blocks.items())
    ]
    lines += [f"const v{n}: View = {json.dumps(each)}; // {name}" for n, (name, each) in enumerate(views.items())]
    return "\n".join([*lines, "export {};", ""])


@needs("@slack/types", "typescript")
def test_slacks_types_take_every_message_form_and_page(tmp_path: Path) -> None:
    views = {name: form_view(form, ACME) for name, form in ASKED.items()}
    for name, message in SHOWN.items():
        views |= {f"{name}-modal": page_view(message, ACME, FILES), f"{name}-home": home_view(message, ACME, FILES)}
    blocks: dict[str, object] = {name: rendered(name).blocks for name in SHOWN}
    assert compiler_complaints(typed(blocks, views), tmp_path) == ""


@needs("@slack/types", "typescript")
def test_slacks_types_take_every_golden(tmp_path: Path) -> None:
    recorded = {path.stem: json.loads(path.read_text("utf-8")) for path in GOLDENS.glob("*.json")}
    blocks = {name: shown["blocks"] for name, shown in recorded.items() if shown["type"] == "message"}
    views = {name: shown for name, shown in recorded.items() if shown["type"] != "message"}
    assert len(blocks) >= 8
    assert len(views) >= 6
    assert compiler_complaints(typed(blocks, views), tmp_path) == ""


@needs("@slack/types", "typescript")
def test_slacks_types_would_notice_a_block_that_is_none(tmp_path: Path) -> None:
    wrong = [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]
    assert "mrkdwn" in compiler_complaints(typed({"wrong": wrong}, {}), tmp_path)


@needs("blns")
def test_no_naughty_string_begins_or_breaks_anything() -> None:
    for words in naughty():
        shown = render(named(words))
        judge(shown.blocks)
        judge(form_view(asked(words), ACME)["blocks"])
        assert not of_type(shown.blocks, "link")
        assert words in words_of(shown.blocks)
        assert escape(words) in shown.text
        assert "<" not in shown.text


def named(words: str) -> Message:
    """A name, a title and a text wherever one of a customer's, or of an item's, may stand."""
    return Message(
        (
            Heading(text(words)),
            paragraph("See ", Run(words, bold=True), "."),
            Bullets((text(words),)),
            buttons(Button(words, "do", {"words": words[:300]}), Choice(words, "do", (("1", words),))),
        )
    )


def asked(words: str) -> Form:
    options = (("1", words),)
    return Form(words, "do", (Input("a", words, "lines", words, hint=words), Input("b", "B", "choice", "1", options)))


@needs("blns")
def test_short_naughty_strings_may_stand_anywhere() -> None:
    for words in naughty():
        if len(words) <= 30:
            judge(render(said_by(words)).blocks)
            judge(form_view(asked_with(words), ACME)["blocks"])
