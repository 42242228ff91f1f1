"""What is pressed and submitted comes back as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.controls import read_press
from bot.slack.formatting import render
from bot.slack.texts import Block
from bot.slack.views import HOME, PAGE, form_view, home_view, page_view, read_place, read_view, refusal
from outreach.errors import BadInput, Refused
from outreach.events import Place
from outreach.messages import Button, Choice, Form, Input, LinkButton, Message, buttons, say, text
from tests.bot.samples import FORMS, asked_with, presses_of
from tests.bot.slack.blockkit import excesses, judge, no_table, of_type, words_of
from tests.bot.slack.test_formatting import FILES, GOLDENS, HOSTILE, RECORDED, SHOWN, golden, rendered

ACME = Place("slack", "T0HOME", "C0ACME", "ext-acme", "shared", "1700000000.000100")
ASKED = {"form": FORMS["form"], "hostile-form": asked_with(HOSTILE)}
PAGES = ["my-day", "account"]
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def pressed(control: Block, choice: str = "") -> tuple[str, dict[str, str]] | None:
    """As a payload's `actions` names it."""
    sent: Block = {name: control[name] for name in ("type", "action_id", "value") if name in control}
    if control["type"] == "static_select":
        sent["selected_option"] = {"text": {"type": "plain_text", "text": "x"}, "value": choice} if choice else None
    return read_press({**sent, "block_id": "b1", "action_ts": "1700000000.1"})


def submitted(view: Block, **answers: str | None) -> Block:
    """As a view_submission brings it back."""
    given = {}
    for block in of_type(view["blocks"], "input"):
        element = block["element"]
        assert isinstance(element, dict)
        given[str(block["block_id"])] = {element["action_id"]: _answered(element, answers.get(str(block["block_id"])))}
    return {**view, "id": "V1", "state": {"values": given}}


def _answered(element: Block, answer: str | None) -> Block:
    match element["type"]:
        case "static_select":
            return {"type": "static_select", "selected_option": {"value": answer} if answer else None}
        case "datepicker":
            return {"type": "datepicker", "selected_date": answer}
    return {"type": element["type"], "value": answer}


@pytest.mark.parametrize("name", SHOWN)
def test_every_press_brings_back_its_action_and_its_values(name: str) -> None:
    controls = of_type(rendered(name).blocks, "button", "static_select")
    wanted = [
        (one.action, {**one.values, "choice": one.options[0][0]} if isinstance(one, Choice) else dict(one.values))
        for one in presses_of(SHOWN[name])
    ]
    found = [pressed(one, _first_option(one)) for one in controls]
    assert [one for one in found if one is not None] == wanted


def _first_option(control: Block) -> str:
    options = control.get("options")
    return str(options[0]["value"]) if isinstance(options, list) else ""


@given(ANY.filter(bool), st.dictionaries(ANY, ANY, max_size=3))
def test_any_values_survive_the_way_there_and_back(action: str, values: dict[str, str]) -> None:
    message = Message((buttons(Button("Go", action, values), Choice("Go", action, (("a", "A"),), values)),))
    button, select = of_type(render(message).blocks, "button", "static_select")
    assert pressed(button) == (action, values)
    assert pressed(select, "a") == (action, {**values, "choice": "a"})
    assert not set("<>&") & set(str(button["value"]))


def test_a_choice_taken_back_is_empty() -> None:
    (select,) = of_type(render(Message((buttons(Choice("Go", "do", (("a", "A"),))),))).blocks, "static_select")
    assert pressed(select) == ("do", {"choice": ""})


def test_a_link_that_was_opened_is_no_press_of_ours() -> None:
    (link,) = of_type(render(Message((buttons(LinkButton("Open", "https://example.com")),))).blocks, "button")
    assert pressed(link) is None


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"type": "button", "action_id": "do", "value": "{}"},
        {"type": "button", "action_id": "x:do", "value": "{}"},
        {"type": "button", "action_id": "1:do"},
        {"type": "button", "action_id": "1:do", "value": "no JSON"},
        {"type": "button", "action_id": "1:do", "value": '{"touch": 1}'},
        {"type": "static_select", "action_id": "1:do"},
        {"type": "static_select", "action_id": '1:["do"]'},
        {"type": "static_select", "action_id": '1:["do", []]'},
    ],
)
def test_a_control_of_another_version_is_told_so(sent: Block) -> None:
    with pytest.raises(BadInput, match="earlier version"):
        read_press(sent)


@pytest.mark.parametrize("name", ASKED)
def test_a_form_looks_as_recorded(name: str) -> None:
    view = form_view(ASKED[name], ACME)
    assert view == golden(name, view)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_recorded_in_a_modal_and_on_the_home_tab(name: str) -> None:
    page, home = page_view(SHOWN[name], ACME, FILES), home_view(SHOWN[name], ACME, FILES)
    assert page == golden(f"{name}-modal", page)
    assert home == golden(f"{name}-home", home)


def test_no_golden_is_left_over() -> None:
    views = [f"{name}-{kind}" for name in PAGES for kind in ("modal", "home")]
    assert {path.stem for path in GOLDENS.iterdir()} == {*RECORDED, *ASKED, *views}


@no_table
@pytest.mark.parametrize("name", [*ASKED, *SHOWN])
def test_every_view_keeps_slacks_numbers(name: str) -> None:
    asked = [form_view(ASKED[name], ACME)] if name in ASKED else []
    shown = [page_view(SHOWN[name], ACME, FILES), home_view(SHOWN[name], ACME, FILES)] if name in SHOWN else []
    for view in (*asked, *shown):
        judge(view["blocks"])
        assert excesses(view) == []


def test_a_form_comes_back_with_its_own_values_and_the_answers() -> None:
    form = Form(FORMS["form"].title, "edit-save", FORMS["form"].inputs, values={"touch": "1", "note": "old"})
    answers = {"words": "Hi & <b>\nDana", "on": "2026-11-25", "tone": "team"}
    sent = submitted(form_view(form, ACME), **answers)
    assert read_view(sent) == ("edit-save", {"touch": "1", **answers, "kind": "", "note": ""})
    assert read_place(sent) == ACME


@given(ANY, ANY)
def test_any_value_and_any_answer_survive(value: str, answer: str) -> None:
    view = form_view(Form("Edit", "do", (Input("words", "Words", "lines", value),), values={"kept": value}), ACME)
    assert read_view(submitted(view, words=answer)) == ("do", {"kept": value, "words": answer})


def test_every_view_says_where_it_was_asked_for() -> None:
    private = Place("slack", "T0HOME", "U0PRIYA", kind="private")
    page, home = page_view(say("Hi"), ACME), home_view(say("Hi"), private)
    assert (read_place(page), page["callback_id"]) == (ACME, PAGE)
    assert (read_place(home), home["callback_id"]) == (private, HOME)
    assert "submit" not in page


def test_a_long_title_is_said_in_full_below_the_short_one() -> None:
    view = form_view(
        Form("Edit: Solvanta Finance Operations", "do", (Input("a", "A"),), intro=text("Word for word.")), ACME
    )
    assert words_of(view["title"]) == "Edit: Solvanta Finance…"
    first, second, _ = view["blocks"] if isinstance(view["blocks"], list) else []
    assert (words_of(first), words_of(second)) == ("Edit: Solvanta Finance Operations", "Word for word.")


def test_a_choice_and_a_day_start_where_they_stand_and_nonsense_starts_nowhere() -> None:
    options = (("a", "A"), ("b", "B"))
    inputs = (Input("c", "C", "choice", "b", options), Input("d", "D", "date", "2026-11-25"))
    nonsense = (Input("c", "C", "choice", "z", options), Input("d", "D", "date", "20261125"))
    chosen, day = (each["element"] for each in of_type(form_view(Form("F", "do", inputs), ACME), "input"))
    assert isinstance(chosen, dict)
    assert isinstance(day, dict)
    assert chosen["initial_option"] == chosen["options"][1]
    assert day["initial_date"] == "2026-11-25"
    for element in (each["element"] for each in of_type(form_view(Form("F", "do", nonsense), ACME), "input")):
        assert isinstance(element, dict)
        assert not {"initial_option", "initial_date"} & set(element)


def test_a_refusal_stands_at_the_question_it_is_about_else_at_the_last() -> None:
    view = form_view(FORMS["form"], ACME)
    assert refusal(view, "That day has passed.") == {
        "response_action": "errors",
        "errors": {"note": "That day has passed."},
    }
    assert refusal(view, "Choose one.", FORMS["form"].inputs[0].name)["errors"] == {
        FORMS["form"].inputs[0].name: "Choose one."
    }
    assert refusal(view, "Choose one.", "other")["errors"] == {"note": "Choose one."}
    with pytest.raises(BadInput, match="That day has passed"):
        refusal(page_view(say("Hi"), ACME), "That day has passed.")


@pytest.mark.parametrize(
    "form",
    [
        Form("F", "do", (Input("a", "A", "lines", "x" * 3_001),)),
        Form("F", "do", (Input("a", "A", hint="x" * 2_001),)),
        Form("F", "do", (Input("a", "A"),), values={"words": "x" * 3_000}),
        Form("F", "do", tuple(Input(str(number), "A") for number in range(101))),
        Form("F", "do", (Input("a", "A", "choice", "", tuple((str(number), "x") for number in range(101))),)),
    ],
)
def test_a_form_that_cannot_be_asked_is_refused_with_its_cure(form: Form) -> None:
    with pytest.raises(Refused, match=r": (shorten|let|ask|narrow) .*\.$") as refused:
        form_view(form, ACME)
    assert refused.value.code == "message_too_long"


def test_a_choice_of_nothing_is_no_question() -> None:
    with pytest.raises(Refused) as refused:
        form_view(Form("F", "do", (Input("a", "A", "choice"),)), ACME)
    assert refused.value.code == "invalid_message"


@pytest.mark.parametrize(
    "carried", [None, "", "[]", "no JSON", "{}", '{"action": 1, "values": {}}', '{"place": {"x": 1}}']
)
def test_a_form_of_another_version_is_told_so(carried: str | None) -> None:
    view: Block = {"private_metadata": carried, "state": {"values": {}}}
    for read in (read_view, read_place):
        with pytest.raises(BadInput, match="earlier version"):
            read(view)
    with pytest.raises(BadInput, match="earlier version"):
        read_view({"private_metadata": json.dumps({"action": "do", "values": {}})})
