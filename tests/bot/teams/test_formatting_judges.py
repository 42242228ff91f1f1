"""Cards before judges that nobody here wrote: Microsoft's schema, Microsoft's parser, and a list of naughty strings.

CONCIERGE_TEST_DATA names the folder of the schema, CONCIERGE_NPM one in which npm installed `adaptivecards` and `blns`.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft6Validator

from bot.teams.elements import Element
from bot.teams.formatting import CARD, render
from bot.teams.forms import form_card
from outreach.messages import Refresh, say
from tests.bot.samples import FORMS, MESSAGES, asked_with, said_by
from tests.bot.teams.test_formatting import GOLDENS, PNG, PRESS, PRIYA, lines, walk

DATA = Path(os.environ.get("CONCIERGE_TEST_DATA", Path(__file__).parents[4] / "shared" / "data"))
SCHEMA = DATA / "schemas" / "adaptive-card-1.5.0.json"
NPM = Path(os.environ.get("CONCIERGE_NPM", "nowhere")).resolve() / "node_modules"
READER = Path(__file__).with_name("parse_cards.js")

no_schema = pytest.mark.skipif(not SCHEMA.is_file(), reason="set CONCIERGE_TEST_DATA to the folder with schemas/")


def installed(package: str) -> pytest.MarkDecorator:
    there = (NPM / package).is_dir() and shutil.which("node") is not None
    return pytest.mark.skipif(not there, reason=f"set CONCIERGE_NPM to a folder in which npm installed {package}")


def cards() -> dict[str, Element]:
    """Every sample, as a customer or colleague gets it."""
    messages = {name: render(message, PRESS, author=PRIYA, attachments={"week 1.png": PNG}).card
                for name, message in MESSAGES.items()}  # fmt: skip
    pages = {name: each for name, each in MESSAGES.items() if any(isinstance(part, Refresh) for part in each.parts)}
    anew = {f"{name} anew": render(page, PRESS, readers=["29:1"]).card for name, page in pages.items()}
    forms = {name: form_card(form, PRESS) for name, form in FORMS.items()}
    over = {f"{name} over it": form_card(form, PRESS, problem="No.", in_dialog=True) for name, form in FORMS.items()}
    return {**messages, **anew, **forms, **over}


CARDS = cards()


def recorded(path: Path) -> Element:
    """The card in a golden file: alone, in an activity or in a dialog."""
    found = json.loads(path.read_text(encoding="utf-8"))
    inside = [each["content"] for each in walk(found) if each.get("contentType") == CARD]
    card = next(iter(inside), found)
    assert isinstance(card, dict)
    return card


def naughty() -> list[str]:
    strings = json.loads((NPM / "blns" / "resources" / "blns.json").read_text(encoding="utf-8"))
    return [each for each in strings if each]


@pytest.fixture(scope="module")
def schema() -> Draft6Validator:
    return Draft6Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def broken(schema: Draft6Validator, card: Element) -> list[str]:
    """`msteams` is Teams' own and no part of the schema."""
    return [error.message for error in schema.iter_errors({k: v for k, v in card.items() if k != "msteams"})]


def parsed(cards: Iterable[Element]) -> list[tuple[list[str], list[str]]]:
    """Of each card what the parser objects to, and what its text blocks draw."""
    said = subprocess.run(
        [shutil.which("node") or "node", READER],
        input=json.dumps(list(cards)),
        env={"NODE_PATH": str(NPM)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return [(each["problems"], each["blocks"]) for each in json.loads(said.stdout)]


@no_schema
@pytest.mark.parametrize("name", CARDS)
def test_every_sample_is_valid(schema: Draft6Validator, name: str) -> None:
    assert broken(schema, CARDS[name]) == []


@no_schema
@pytest.mark.parametrize("path", sorted(GOLDENS.iterdir()), ids=lambda path: path.stem)
def test_every_golden_is_valid(schema: Draft6Validator, path: Path) -> None:
    assert broken(schema, recorded(path)) == []


@no_schema
def test_the_schema_would_notice(schema: Draft6Validator) -> None:
    good = render(say("Hi"), PRESS).card
    assert broken(schema, {**good, "body": [{"type": "RichTextBlok", "inlines": []}]})
    assert broken(schema, {**good, "colour": "red"})


@pytest.mark.emulator
@installed("adaptivecards")
def test_microsofts_parser_takes_every_card_and_draws_its_words() -> None:
    shown = {**CARDS, **{path.name: recorded(path) for path in GOLDENS.iterdir()}}
    for (name, card), (problems, blocks) in zip(shown.items(), parsed(shown.values()), strict=True):
        assert problems == [], name
        assert blocks == _outside_questions(card), name


@pytest.mark.emulator
@installed("adaptivecards")
def test_the_parser_would_notice() -> None:
    good = render(say("Hi"), PRESS).card
    formula = {"type": "RichTextBlock", "inlines": ["{{DATE(2026-11-24T08:00:00Z)}}"]}
    (problems, _), (_, drawn) = parsed([{**good, "body": [{"type": "Blok"}]}, {**good, "body": [formula]}])
    assert problems
    assert drawn != formula["inlines"]


@pytest.mark.emulator
@installed("blns")
@installed("adaptivecards")
def test_naughty_names_titles_and_texts_are_drawn_as_they_are() -> None:
    strings = naughty()
    assert len(strings) > 400
    shown = [render(said_by(words), PRESS).card for words in strings]
    forms = [form_card(asked_with(words), PRESS) for words in strings]
    for card, (problems, blocks) in zip([*shown, *forms], parsed([*shown, *forms]), strict=True):
        assert problems == []
        assert blocks == _outside_questions(card)


@pytest.mark.emulator
@installed("blns")
def test_naughty_strings_make_no_element_no_mention_and_no_link() -> None:
    usual = [each.get("type") for each in walk(render(said_by("usual"), PRESS).card)]
    for words in naughty():
        card = render(said_by(re.sub(r"[\r\n]+", " ", words)), PRESS).card
        assert [each.get("type") for each in walk(card)] == usual
        assert set(_addresses(card)) == {"https://example.com/a", "https://example.com", "https://example.com/p.png"}
        assert not [each for each in walk(card) if "entities" in each]


@no_schema
@pytest.mark.emulator
@installed("blns")
def test_naughty_strings_make_valid_cards(schema: Draft6Validator) -> None:
    """Every fifth: the cards differ in nothing that the schema looks at, as the test before this one shows."""
    for words in naughty()[::5]:
        assert broken(schema, render(said_by(words), PRESS).card) == []
        assert broken(schema, form_card(asked_with(words), PRESS)) == []


def _addresses(card: Element) -> Iterator[str]:
    return (str(each["url"]) for each in walk(card) if "url" in each)


def _outside_questions(card: Element) -> list[str]:
    """What its blocks say, but for those that only a press shows."""
    body = card["body"]
    assert isinstance(body, list)
    return lines({"body": [_without_questions(each) for each in body]})


def _without_questions(node: object) -> object:
    if isinstance(node, list):
        return [_without_questions(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {} if node.get("type") == "Action.ShowCard" else {k: _without_questions(v) for k, v in node.items()}
