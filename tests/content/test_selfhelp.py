"""What customers are pointed to at night: only what really answers them, and what they may have."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest

from content.item_files import read_folder
from content.library import _row
from content.selfhelp import Reader, Shelved, find, shelf
from content.services import Service, load_services
from outreach.models.library import Item
from tests.world import ROOT

TODAY = date(2026, 11, 24)
READER = Reader("top", "adoption", "en")


def item(title: str = "Single sign-on in the first week", **changes: Any) -> Item:
    values = {
        "id": 1,
        "slug": "sso",
        "origin": "file",
        "state": "approved",
        "kind": "product",
        "title": title,
        "link": "https://example.com/sso",
        "topics": ["single sign-on"],
        "curated_by": "Priya",
        "content_hash": "x",
        "added_at": datetime(2026, 11, 1, tzinfo=UTC),
        "changed_at": datetime(2026, 11, 1, tzinfo=UTC),
    }
    return Item(**{**values, **changes})


SSO = Service("sso", {"en": "Single sign-on set up"}, {"en": "We do it."}, {"en": "1 day"}, asks=("single sign-on",))


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "draft"},
        {"state": "retired"},
        {"kind": "personal"},
        {"link": None},
        {"language": "de"},
        {"segments": ["tail"]},
        {"stages": ["onboarding"]},
        {"publish_from": date(2026, 11, 25)},
        {"publish_until": date(2026, 11, 23)},
    ],
    ids=str,
)
def test_what_is_not_for_them_is_not_on_their_shelf(changes: dict[str, Any]) -> None:
    assert [one.piece.title for one in shelf([item()], (), READER, TODAY)] == ["Single sign-on in the first week"]
    assert shelf([item(**changes)], (), READER, TODAY) == []


def test_of_services_only_what_they_have_a_right_to_and_in_their_language() -> None:
    included = replace(SSO, included_in=frozenset({"top"}), title={"en": "Set up", "de": "Einrichtung"})
    assert shelf([], [SSO], READER, TODAY) == []
    assert [one.piece.title for one in shelf([], [included], READER, TODAY)] == ["Set up"]
    assert [one.piece.title for one in shelf([], [included], replace(READER, language="de-AT"), TODAY)] == [
        "Einrichtung"
    ]
    assert shelf([], [included], replace(READER, segment="tail"), TODAY) == []


def test_an_item_and_a_service_of_one_name_are_one_thing() -> None:
    twin = replace(SSO, title={"en": "single sign-on in the first week"}, included_in=frozenset({"top"}))
    (found,) = find("How do I set up single sign-on?", shelf([item()], [twin], READER, TODAY))
    assert found.link == "https://example.com/sso"


def test_nothing_on_the_shelf_and_nothing_asked_find_nothing() -> None:
    assert find("How do I set up single sign-on?", ()) == ()
    assert find("", shelf([item()], (), READER, TODAY)) == ()
    assert find("😀 !!", shelf([item()], (), READER, TODAY)) == ()


@cache
def shipped(language: str) -> Sequence[Shelved]:
    """What a customer in the top segment finds in the library as it comes."""
    now = datetime(2026, 11, 1, tzinfo=UTC)
    rows = [_row(file, now) for file in read_folder(ROOT / "content" / "items").items]
    for number, row in enumerate(rows, 1):
        row.id = number
    return shelf(rows, load_services(ROOT / "content" / "services"), Reader("top", "adoption", language), TODAY)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("How do I set up single sign-on?", "sign-on"),
        ("Can we export the audit trail for our auditors?", "udit trail"),
        ("We need help with data migration", "Migration"),
        ("Can we get training for our super users?", "training"),
    ],
)
def test_questions_that_the_library_answers_find_it(question: str, title: str) -> None:
    found = find(question, shipped("en"))
    assert 1 <= len(found) <= 3
    assert title in found[0].title


@pytest.mark.parametrize(
    "question",
    [
        "what is the weather",
        "When is our renewal call?",
        "Can you reset my password?",
        "Could somebody look at entity 3, the balance is off",
        "Is the API rate limited? We poll every minute",
        "Who approves while Leo is on holiday?",
        "Our invoices look wrong since yesterday",
        "The page is blank for everybody in Vienna",
        "hello, is somebody there",
    ],
)
def test_questions_about_anything_else_find_nothing_of_it(question: str) -> None:
    assert find(question, shipped("en")) == ()


def test_in_german_german_pieces_are_found() -> None:
    (found, *_) = find("Wie bekomme ich einen Export des Prüfprotokolls?", shipped("de"))
    assert found.title == "Export des Prüfprotokolls"
    assert find("Der Abschluss hängt bei uns", shipped("de")) == ()
