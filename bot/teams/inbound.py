"""What Teams tells us as neutral events; nothing for whatever means nothing to us. Pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from bot.teams import changes
from bot.teams.activity import Activity, Json, part, rows, word
from bot.teams.presses import Press, read_press
from bot.teams.repeats import Repeats
from bot.teams.words import read_page, read_plain
from outreach.events import (
    Action,
    ChannelMessage,
    Command,
    Event,
    FormSubmitted,
    MessageChanged,
    Reaction,
    Shortcut,
)

CARD_PRESSED = "adaptiveCard/action"
DIALOG_OPENS, DIALOG_SUBMITTED = "task/fetch", "task/submit"
MENU_OPENS, MENU_SUBMITTED = "composeExtension/fetchTask", "composeExtension/submitAction"
# Each opens a dialog, or comes from one.
DIALOGS = (DIALOG_OPENS, DIALOG_SUBMITTED, MENU_OPENS, MENU_SUBMITTED)

_SHORTCUTS = ("share", "log", "ask")
_EMOJI = {"like": "👍", "heart": "❤️", "laugh": "😆", "surprised": "😮", "sad": "🙁", "angry": "😡"}


def read(activity: Activity, repeats: Repeats) -> list[Event]:
    if activity.kind in ("conversationUpdate", "installationUpdate"):
        return changes.read(activity)
    if activity.is_by_bot or not activity.conversation_id:
        return []
    match activity.kind:
        case "message":
            return _message(activity, repeats)
        case "messageUpdate" | "messageDelete":
            return [_changed(activity)] if activity.id else []
        case "messageReaction":
            return list(_reactions(activity))
        case "invoke":
            return _invoke(activity, repeats)
    return []


def _message(activity: Activity, repeats: Repeats) -> list[Event]:
    press = read_press(activity.raw.get("value"))
    if press is not None:
        return [] if press.is_look else [_pressed(activity, press, repeats, waits=False)]
    words = _words(activity)
    if not activity.id or not (words or _has_more(activity)):
        return []
    key = f"message:{activity.conversation_id}:{activity.id}"
    who = key, activity.at, activity.actor, activity.place
    if activity.is_targeted:
        way = activity.way()
        return [Command(*who, _behind_command(words, activity.us.command), opens=way, answer_to=way)]
    mentions_us = activity.is_personal or bool(_addressed(activity))
    return [ChannelMessage(*who, words, activity.id, mentions_us=mentions_us)]


def _words(activity: Activity) -> str:
    text = word(activity.raw, "text")
    if word(activity.raw, "textFormat") in ("xml", "html"):
        for mark in _addressed(activity):
            text = text.replace(mark, " ", 1)
        return read_page(text)
    return read_plain(text, _addressed(activity))


def _addressed(activity: Activity) -> list[str]:
    """The marks in the text that name us. Not botbuilder's own, which takes our name out wherever it stands."""
    mentions = [each for each in rows(activity.raw, "entities") if word(each, "type").casefold() == "mention"]
    ours = [each for each in mentions if activity.us.is_bot(word(part(each, "mentioned"), "id"))]
    return [word(each, "text") or f"<at>{word(part(each, 'mentioned'), 'name')}</at>" for each in ours]


def _has_more(activity: Activity) -> bool:
    """Pictures and files: somebody said something without a word. The page is the text once more."""
    return any(
        word(each, "contentType") != "text/html" or "<img" in word(each, "content")
        for each in rows(activity.raw, "attachments")
    )


def _behind_command(words: str, command: str) -> str:
    """Of `/why acme` and of `/cs why acme`: `why acme`."""
    first, _, rest = words.removeprefix("/").partition(" ")
    return rest.strip() if first.casefold() == command.removeprefix("/").casefold() else words.removeprefix("/")


def _changed(activity: Activity) -> MessageChanged:
    """One message changes many times; told again, each change says the same time."""
    is_gone = activity.kind == "messageDelete"
    key = f"{activity.kind}:{activity.conversation_id}:{activity.id}:{activity.at.isoformat()}"
    text = None if is_gone else _words(activity)
    mentions_us = not is_gone and bool(_addressed(activity))
    return MessageChanged(key, activity.at, activity.actor, activity.place, activity.id, text, mentions_us)


def _reactions(activity: Activity) -> Iterator[Reaction]:
    for name, added in (("reactionsAdded", True), ("reactionsRemoved", False)):
        for each in rows(activity.raw, name):
            kind = word(each, "type")
            ref = word(activity.raw, "replyToId") or activity.id
            key = f"reaction:{activity.conversation_id}:{activity.id or activity.at.isoformat()}:{name}:{kind}"
            yield Reaction(key, activity.at, activity.actor, activity.place, ref, _emoji(kind), added)


def _emoji(kind: str) -> str:
    """Newer ones are told like `1f440_eyes`."""
    code = kind.partition("_")[0]
    try:
        return _EMOJI.get(kind) or "".join(chr(int(each, 16)) for each in code.split("-"))
    except (ValueError, OverflowError):
        return kind


def _invoke(activity: Activity, repeats: Repeats) -> list[Event]:
    if activity.name not in (CARD_PRESSED, *DIALOGS):
        return []
    value = part(activity.raw, "value")
    if activity.name == MENU_OPENS or (activity.name == MENU_SUBMITTED and read_press(value) is None):
        return _shortcut(activity, value, repeats)
    press = read_press(value)
    return [_pressed(activity, press, repeats, waits=True)] if press is not None and not press.is_look else []


def looked_at(activity: Activity) -> Action | None:
    """The page that Teams wants drawn anew, or None. It is no deed of anybody's: `read` tells nothing of it."""
    press = read_press(activity.raw.get("value"))
    is_asked = activity.kind == "invoke" and activity.name == CARD_PRESSED and not activity.is_by_bot
    if press is None or not press.is_look or not is_asked:
        return None
    who = "", activity.at, activity.actor, activity.place
    card = word(activity.raw, "replyToId") or None
    return Action(*who, press.action, press.values, card, answer_to=activity.way(), is_private=True)


def _pressed(activity: Activity, press: Press, repeats: Repeats, *, waits: bool) -> Event:
    """`waits`: Teams waits for what is shown in answer. A press is known by what it is, as its id is not the same
    every time it is told."""
    actor, place = activity.actor, activity.place
    card = word(activity.raw, "replyToId") or None
    deed = [place.external_id, card, actor.external_id, press.action, dict(press.values), press.press, press.is_form]
    key = repeats.key(deed, activity.at)
    in_dialog = activity.name in DIALOGS
    way = activity.way(key if waits else None, in_dialog=in_dialog)
    if press.is_form:
        return FormSubmitted(key, activity.at, actor, place, press.action, press.values, answer_to=way)
    is_private = place.is_between_us or in_dialog
    return Action(key, activity.at, actor, place, press.action, press.values, card, way, way, is_private)


def _shortcut(activity: Activity, value: Json, repeats: Repeats) -> list[Event]:
    """From the menu of any message, also where we were never added."""
    name, chosen = word(value, "commandId"), part(value, "messagePayload")
    if name not in _SHORTCUTS:
        return []
    actor, ref = activity.actor, word(chosen, "id")
    place = replace(activity.place, thread=word(chosen, "replyToId") or None)
    body = part(chosen, "body")
    content = word(body, "content")
    text = read_page(content) if word(body, "contentType") == "html" else read_plain(content)
    author = word(part(part(chosen, "from"), "user"), "displayName")
    said = hashlib.sha256(text.encode()).hexdigest()
    key = repeats.key(["menu", place.external_id, ref, actor.external_id, name, said], activity.at)
    way = activity.way(key, in_dialog=True)
    return [Shortcut(key, activity.at, actor, place, name, text, ref, author, opens=way, answer_to=way)]
