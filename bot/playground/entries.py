"""One message as one person sees it in a pane: pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.playground.chat import Kept
from bot.playground.directory import Person
from bot.playground.formatting import message_html
from bot.playground.inbound import EMOJI
from bot.playground.markup import Markup, element
from bot.playground.moments import day_words, time_words
from outreach.messages import Message

PICTURES = "/playground/attachment"
BELL = "/playground/static/bell.svg"
_HUES = 6


@dataclass(frozen=True)
class View:
    """Through whose eyes: the viewer, their zone, everybody's names, the reactions by message reference, and what
    staff can do with a message, as (name, label)."""

    viewer: Person
    zone: ZoneInfo
    people: Mapping[str, Person]
    reactions: Mapping[str, Sequence[tuple[str, str]]]
    is_direct: bool
    product: str
    shortcuts: Sequence[tuple[str, str]] = ()


def entries(kept: Sequence[Kept], view: View) -> Iterator[tuple[str, Markup]]:
    """(key, line): days and messages in reading order, each with a key that stays."""
    day = None
    for message in _threaded(kept):
        told = day_words(message.at, view.zone)
        if told != day and not message.thread:
            day = told
            yield f"day-{message.at.astimezone(view.zone):%Y-%m-%d}", _day(told)
        yield f"m{message.ref}", _message(message, view)


def _threaded(kept: Sequence[Kept]) -> Iterator[Kept]:
    """Answers right under the message they answer; those whose leader is out of view stay where they are."""
    standing = {message.ref for message in kept}
    answers: dict[str, list[Kept]] = {}
    for message in kept:
        if message.thread in standing:
            answers.setdefault(str(message.thread), []).append(message)
    for message in kept:
        if message.thread not in standing:
            yield message
            yield from answers.get(message.ref, ())


def _day(told: str) -> Markup:
    return element("li", element("span", told), class_="day")


def _message(kept: Kept, view: View) -> Markup:
    kinds = {
        kept.author_kind: True,
        "own": kept.author == view.viewer.handle,
        "reply": kept.thread is not None,
        "whisper": kept.visible_to is not None,
    }
    return element(
        "li",
        _avatar(kept, view),
        element("div", _byline(kept, view), _only_you(kept), _body(kept), _below(kept, view), class_="bubble"),
        class_=" ".join(("entry", *(kind for kind, is_so in kinds.items() if is_so))),
        data_ref=kept.ref,
    )


def _avatar(kept: Kept, view: View) -> Markup:
    if kept.author_kind == "bot" and kept.author_name == view.product:
        return element("img", src=BELL, alt="", class_="avatar", width=32, height=32)
    hue = sum(kept.author_name.encode()) % _HUES
    return element("span", initials(kept.author_name), class_=f"avatar hue-{hue}", aria_hidden="true")


def initials(name: str) -> str:
    """At most two characters, letters and digits only, since a name may hold anything."""
    firsts = [next((char for char in word if char.isalnum()), "") for word in name.split()]
    shown = "".join(firsts[:1] + firsts[-1:] if len(firsts) > 1 else firsts)
    return shown.upper()[:2] or "•"


def _byline(kept: Kept, view: View) -> Markup:
    zone = view.zone
    return element(
        "p",
        element("strong", kept.author_name),
        *_provenance(kept, view),
        element("time", time_words(kept.at, zone), datetime=kept.at.isoformat(timespec="seconds"), title=str(zone)),
        element("span", "edited", class_="quiet") if kept.edited_at else "",
        class_="byline",
    )


def _provenance(kept: Kept, view: View) -> Iterator[Markup]:
    if kept.author_kind == "bot":
        if kept.author_name != view.product:
            yield element("span", f"via {view.product}", class_="quiet")
        yield element("span", "App", class_="badge")
        return
    author = view.people.get(kept.author or "")
    if author and author.account and not view.is_direct:
        yield element("span", author.account, class_="quiet")


def _only_you(kept: Kept) -> str:
    return element("p", "Only you can see this", class_="only-you") if kept.visible_to else ""


def _body(kept: Kept) -> Markup:
    return _rendered(kept.stored, f"{PICTURES}/{kept.ref}/")


# Every page asks every 1.5 s for all it shows, and most of it never changes.
@lru_cache(maxsize=2048)
def _rendered(stored: str, pictures: str) -> Markup:
    return message_html(Message.from_json(stored), pictures)


def _below(kept: Kept, view: View) -> str:
    """Reactions, and what one can do with a message that others see too."""
    if kept.visible_to:
        return ""
    given = _tally(view.reactions.get(kept.ref, ()))
    shown = [_reaction(emoji, who, view) for emoji, who in given.items()]
    reply = element("button", "Reply", type="button", class_="tool", data_reply=kept.thread or kept.ref)
    tools = [_reaction_menu(kept)] if view.is_direct else [reply, _reaction_menu(kept)]
    if view.viewer.is_home and view.shortcuts:
        tools.append(_shortcut_menu(kept, view))
    return element("div", *shown, element("span", *tools, class_="tools"), class_="below")


def _tally(given: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    tally: dict[str, list[str]] = {}
    for emoji, who in given:
        tally.setdefault(emoji, []).append(who)
    return tally


def _reaction(emoji: str, who: Sequence[str], view: View) -> Markup:
    names = ", ".join(view.people[handle].name for handle in who if handle in view.people)
    return element(
        "button",
        f"{emoji} {len(who)}",
        type="button",
        class_="reaction",
        data_emoji=emoji,
        aria_pressed="true" if view.viewer.handle in who else "false",
        title=names,
        aria_label=f"{emoji} by {names}",
    )


def _reaction_menu(kept: Kept) -> Markup:
    choices = [
        element("button", emoji, type="button", class_="reaction", data_emoji=emoji, aria_label=f"React with {emoji}")
        for emoji in EMOJI
    ]
    label = f"React to {kept.author_name}"
    summary = element("summary", "React", class_="tool", aria_label=label)
    return element("details", summary, element("span", *choices, class_="choices"))


def _shortcut_menu(kept: Kept, view: View) -> Markup:
    entries = [
        element("button", label, type="button", class_="tool", data_shortcut=name) for name, label in view.shortcuts
    ]
    summary = element("summary", "⋯", class_="tool", aria_label=f"Do something with what {kept.author_name} wrote")
    return element("details", summary, element("span", *entries, class_="choices"))
