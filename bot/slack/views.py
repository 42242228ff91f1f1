"""Forms, pages and a person's own page as Slack's views, and what a submitted form says. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date

from bot.slack.controls import Json, chosen, option, pack, select
from bot.slack.formatting import NO_FILES, message_blocks
from bot.slack.texts import LONGEST, Block, label, paragraphs
from outreach.errors import BadInput, Refused
from outreach.events import Place
from outreach.messages import Form, Heading, Input, Message, Run, plain, text

FORM, PAGE, HOME = "concierge.form", "concierge.page", "concierge.home"
MOST_BLOCKS = 100
_LONGEST_TITLE, _LONGEST_CARRIED, _LONGEST_QUESTION, _LONGEST_NAME = 24, 3_000, 2_000, 255
_ANSWER = "answer"
_OUTDATED = "That form is from an earlier version and no longer works. Open it again."


def form_view(form: Form, place: Place) -> Block:
    """A modal. Its answers come back with `place`, since Slack does not say where a form was opened."""
    blocks = list(_head(form))
    blocks += [_question(each) for each in form.inputs]
    if len(blocks) > MOST_BLOCKS:
        raise _too_long(f"“{form.title}” asks more than {MOST_BLOCKS} things: ask fewer at once.")
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": label(form.title, _LONGEST_TITLE),
        "submit": label(form.submit, _LONGEST_TITLE),
        "close": label("Cancel", _LONGEST_TITLE),
        "private_metadata": _carried({"action": form.action, "values": dict(form.values), "place": _packed(place)}),
        "blocks": blocks,
    }


def page_view(message: Message, place: Place, files: Mapping[str, str] = NO_FILES) -> Block:
    """A page shown as the answer inside a modal."""
    titles = [plain(part.text) for part in message.parts if isinstance(part, Heading)]
    return {
        "type": "modal",
        "callback_id": PAGE,
        "title": label(titles[0] if titles else "Concierge", _LONGEST_TITLE),
        "close": label("Close", _LONGEST_TITLE),
        "private_metadata": _carried({"place": _packed(place)}),
        "blocks": message_blocks(message, files, MOST_BLOCKS),
    }


def home_view(message: Message, place: Place, files: Mapping[str, str] = NO_FILES) -> Block:
    return {
        "type": "home",
        "callback_id": HOME,
        "private_metadata": _carried({"place": _packed(place)}),
        "blocks": message_blocks(message, files, MOST_BLOCKS),
    }


def read_view(view: Json) -> tuple[str, dict[str, str]]:
    """A submitted form's action, and its own values and the answers together; answers win. Nothing given is "".

    Raises BadInput for a form that this version did not make.
    """
    carried = _opened(view)
    action, values = carried.get("action"), carried.get("values")
    if not isinstance(action, str) or not isinstance(values, dict):
        raise BadInput(_OUTDATED)
    return action, {**values, **_answers(view)}


def read_place(view: Json) -> Place:
    """Where the view was asked for. Raises BadInput for a view that this version did not make."""
    place = _opened(view).get("place")
    if not isinstance(place, dict):
        raise BadInput(_OUTDATED)
    try:
        return Place(**place)
    except TypeError as changed:
        raise BadInput(_OUTDATED) from changed


def refusal(view: Json, words: str, at: str = "") -> Block:
    """The response that keeps a form open and says why: `at` the question of that name, else at the last one, right
    above the button."""
    blocks = view.get("blocks")
    questions = [each for each in blocks if each.get("type") == "input"] if isinstance(blocks, list) else []
    if not questions:
        raise BadInput(words)
    names = [str(each.get("block_id")) for each in questions]
    return {"response_action": "errors", "errors": {at if at in names else names[-1]: words}}


def _head(form: Form) -> Iterator[Block]:
    """A title that had to be shortened is said in full."""
    if len(form.title) > _LONGEST_TITLE:
        yield from paragraphs(text(Run(form.title, bold=True)))
    yield from paragraphs(form.intro)


def _question(question: Input) -> Block:
    """`name` becomes the block's id, so that a refusal can point at it and what was typed survives an update."""
    _refuse_long(question.label, question.label, _LONGEST_QUESTION)
    _refuse_long(question.hint, question.label, _LONGEST_QUESTION)
    _refuse_long(question.name, question.label, _LONGEST_NAME)
    shown: Block = {
        "type": "input",
        "block_id": question.name,
        "label": label(question.label, _LONGEST_QUESTION),
        "element": _element(question),
        "optional": question.optional,
    }
    return {**shown, "hint": label(question.hint, _LONGEST_QUESTION)} if question.hint.strip() else shown


def _element(question: Input) -> Block:
    match question.kind:
        case "choice":
            return _select(question)
        case "date":
            given: Block = {"initial_date": question.value} if _is_date(question.value) else {}
            return {"type": "datepicker", "action_id": _ANSWER, **given}
    _refuse_long(question.value, question.label, LONGEST)
    given = {"initial_value": question.value} if question.value else {}
    return {
        "type": "plain_text_input",
        "action_id": _ANSWER,
        "multiline": question.kind == "lines",
        "max_length": LONGEST,
        **given,
    }


def _select(question: Input) -> Block:
    if not question.options:
        raise Refused("invalid_message", f"“{question.label}” offers nothing to choose from, so it cannot be asked.")
    shown = select(_ANSWER, "Choose…", question.options)
    selected = [option(value, words) for value, words in question.options if value == question.value]
    return {**shown, "initial_option": selected[0]} if selected else shown


def _is_date(words: str) -> bool:
    """Slack takes YYYY-MM-DD alone, while Python also reads other shapes."""
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _answers(view: Json) -> dict[str, str]:
    state = view.get("state")
    given = state.get("values") if isinstance(state, Mapping) else None
    if not isinstance(given, Mapping):
        raise BadInput(_OUTDATED)
    return {name: _answer(each.get(_ANSWER)) for name, each in given.items() if isinstance(each, Mapping)}


def _answer(given: object) -> str:
    if not isinstance(given, Mapping):
        return ""
    answer = given.get("value") or given.get("selected_date") or chosen(given)
    return answer if isinstance(answer, str) else ""


def _packed(place: Place) -> dict[str, object]:
    return {name: value for name, value in asdict(place).items() if value is not None}


def _carried(carried: Mapping[str, object]) -> str:
    packed = pack(carried)
    if len(packed) > _LONGEST_CARRIED:
        raise _too_long(f"It has to carry more than {_LONGEST_CARRIED:,} characters: let it stand for fewer things.")
    return packed


def _opened(view: Json) -> dict[str, object]:
    packed = view.get("private_metadata")
    try:
        opened = json.loads(packed) if isinstance(packed, str) else None
    except ValueError:
        opened = None
    if not isinstance(opened, dict):
        raise BadInput(_OUTDATED)
    return opened


def _refuse_long(words: str, question: str, longest: int) -> None:
    if len(words) > longest:
        raise _too_long(f"“{question}” holds at most {longest:,} characters on Slack: shorten it.")


def _too_long(cure: str) -> Refused:
    return Refused("message_too_long", cure)
