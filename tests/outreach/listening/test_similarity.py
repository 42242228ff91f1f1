import csv
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from benchmarks.themes import METHODS, Labelled, precision
from outreach.listening.similarity import SAME_QUESTION, Index, Match, answers

DATA = Path(os.environ.get("CONCIERGE_TEST_DATA", Path(__file__).parents[4] / "shared" / "data")) / "banking77.csv"
no_data = pytest.mark.skipif(not DATA.exists(), reason=f"no {DATA}; set CONCIERGE_TEST_DATA to the data folder")

KEPT = {
    "export": "The export of invoices fails with a timeout",
    "slow": "Our dashboard has been slow since Monday",
    "sso": "Could you switch on single sign-on for our team?",
    "goal": "We'd like to close the month in three days",
    "rechnung": "Wie kann ich meine Rechnungen herunterladen?",
    "urlaub": "Wann ist unser Ansprechpartner wieder da?",
}


@pytest.fixture
def index() -> Index[str]:
    return Index.of(KEPT.items())


def best(index: Index[str], text: str) -> Match[str]:
    return index.nearest(text, 1)[0]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("exporting an invoice timed out, the exports fail", "export"),
        ("DASHBOARDS are so slow today!!", "slow"),
        ("please enable single sign on", "sso"),
        ("Rechnung herunterladen geht nicht", "rechnung"),
        ("wo finde ich die RECHNUNGEN", "rechnung"),
        ("ist der Ansprechpartner da", "urlaub"),
    ],
)
def test_the_same_thing_in_other_words_is_nearest(index: Index[str], text: str, key: str) -> None:
    assert best(index, text).key == key


@pytest.mark.parametrize(
    ("text", "key"), [("dashbaord", "slow"), ("invioces", "export"), ("Rechnugen", "rechnung"), ("Dáshbòard", "slow")]
)
def test_slips_and_accents_are_seen_through(index: Index[str], text: str, key: str) -> None:
    found = best(index, text)
    assert found.key == key
    assert found.shared == (text.lower().replace("á", "a").replace("ò", "o"),)


def test_a_contraction_is_the_same_as_its_words_in_full(index: Index[str]) -> None:
    index.add("late", "It didn't arrive and we can't wait")
    assert best(index, "it did not arrive and we can not wait").score == 1.0


def test_what_is_shared_is_told_in_the_words_of_the_new_text_small_words_left_out(index: Index[str]) -> None:
    assert set(best(index, "The invoice exports are broken again").shared) == {"invoice", "exports"}


def test_small_words_are_told_where_nothing_else_is_shared() -> None:
    index = Index.of([("a", "What is this?")])
    assert best(index, "what is that about").shared == ("what", "is")


@pytest.mark.parametrize("text", ["", "   ", "?!…", "\n", "xyzzy"])
def test_a_text_without_a_word_in_common_has_no_match(index: Index[str], text: str) -> None:
    assert index.nearest(text) == ()


@pytest.mark.parametrize("text", ["", "?!", "   "])
def test_a_text_without_words_is_kept_found_by_nothing_and_removed(text: str) -> None:
    index = Index.of([("empty", text), ("full", "the export fails")])
    assert [match.key for match in index.nearest("the export fails")] == ["full"]
    index.remove("empty")
    assert "empty" not in index


def test_emoji_are_words() -> None:
    index = Index.of([("angry", "😡😡"), ("thanks", "🙏")])
    assert best(index, "😡").key == "angry"


def test_what_is_excluded_is_not_found(index: Index[str]) -> None:
    found = index.nearest("invoices export", exclude={"export"})
    assert "export" not in {match.key for match in found}


def test_no_more_than_asked_for_are_found_best_first() -> None:
    index = Index.of((number, f"export number {number} fails") for number in range(9))
    found = index.nearest("export fails", 4)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert len(found) == 4


def test_equals_come_in_the_order_in_which_they_were_added() -> None:
    index = Index.of((number, "the export fails") for number in range(400))
    index.remove(0)
    index.add(0, "the export fails")
    assert [match.key for match in index.nearest("the export fails", 3)] == [1, 2, 3]
    assert [match.key for match in index.nearest("the export fails", 400)][-1] == 0


def test_a_key_given_again_has_its_new_text_only(index: Index[str]) -> None:
    index.add("slow", "Where is the invoice of March?")
    assert index.nearest("dashboard") == ()
    assert best(index, "invoice March").key == "slow"
    assert len(index) == len(KEPT)


def test_removing_what_is_not_there_is_an_error(index: Index[str]) -> None:
    with pytest.raises(KeyError):
        index.remove("nobody")


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Index[str]().nearest("export") == ()


def test_a_title_answers_a_question_that_it_covers_and_no_other() -> None:
    index = Index.of([("sso", "Set up single sign-on (SSO) for your whole team"), ("close", "Month-end close")])
    assert answers(best(index, "How do we set up single sign-on?"))
    assert not answers(best(index, "Can the team lunch be set for Friday?"))


def test_the_same_question_is_above_its_threshold_and_another_below(index: Index[str]) -> None:
    assert best(index, "our dashboard is slow since Monday").score >= SAME_QUESTION
    assert best(index, "our dashboard shows the wrong currency").score < SAME_QUESTION


texts = some.lists(some.text(max_size=40) | some.sampled_from(sorted(KEPT.values())), max_size=12)


@given(kept=texts, text=some.text(max_size=60))
def test_any_text_is_scored_from_nought_to_one(kept: list[str], text: str) -> None:
    found = Index.of(enumerate([*kept, text])).nearest(text, 20)
    assert all(0 < match.score <= 1 and 0 <= match.covers <= 1 for match in found)
    assert not found or found[0].score == 1.0


@given(kept=texts, data=some.data())
def test_adding_and_removing_leaves_what_building_anew_gives(kept: list[str], data: some.DataObject) -> None:
    gone = data.draw(some.sets(some.sampled_from(range(len(kept)))) if kept else some.just(set[int]()))
    changed = Index.of(enumerate(kept))
    for key in sorted(gone):
        changed.remove(key)
    anew = Index.of((key, text) for key, text in enumerate(kept) if key not in gone)
    for text in [*kept, "the export is slow"]:
        assert changed.nearest(text, 20) == anew.nearest(text, 20)


def test_adding_and_removing_among_hundreds_leaves_what_building_anew_gives() -> None:
    chance = random.Random(3)
    words = [f"{head}{tail}" for head in ("ex", "im", "re", "de") for tail in ("port", "pose", "ply", "duct", "fer")]
    kept = [" ".join(chance.choices(words, k=6)) for _ in range(600)]
    changed = Index.of(enumerate(kept))
    again = chance.sample(range(600), 300)
    for key in again:
        changed.remove(key)
        changed.add(key, kept[key])
    for key in range(200):
        changed.remove(key)
    left = [key for key in range(600) if key not in again] + again
    anew = Index.of((key, kept[key]) for key in left if key >= 200)
    for text in kept[:40]:
        assert changed.nearest(text) == anew.nearest(text)


@no_data
@pytest.mark.long
def test_it_finds_the_same_intent_more_often_than_words_or_letters_alone() -> None:
    with DATA.open(encoding="utf-8") as file:
        rows = [Labelled(row["text"], row["category"]) for row in csv.DictReader(file)]
    chosen = random.Random(1).sample(rows, 2_000)
    found = {name: precision(chosen, method(chosen), name) for name, method in METHODS.items()}
    assert found["concierge"] > max(found["BM25, words"], found["TF-IDF, letters"]) + 0.02
