"""The whole page, assembled on the server so that it reads well before any script runs."""

from collections.abc import Sequence

from bot.playground.host import Playground
from bot.playground.markup import Markup, element, join
from bot.playground.selection import PANES
from bot.playground.state import Line, Now, Pane, State

STATIC = "/playground/static"
_TABS = {**PANES, "ledger": "Ledger"}


def page(playground: Playground, state: State) -> str:
    body = element(
        "body",
        element("a", "Skip to the chats", href="#panes", class_="skip"),
        _top(playground, state),
        _tabs(),
        element("main", *_panes(playground, state), id="panes"),
        _dialogs(),
        _commands(playground),
        element("div", role="alert", class_="toast", id="toast", hidden=True),
        data_tab="csm",
        data_command=playground.command,
    )
    return "<!doctype html>\n" + element("html", _head(playground), body, lang="en")


def _head(playground: Playground) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{playground.product} · {playground.mode}"),
        element("link", rel="icon", href=f"{STATIC}/bell.svg", type="image/svg+xml"),
        *(element("link", rel="stylesheet", href=f"{STATIC}/{sheet}.css") for sheet in ("app", "chat")),
        element("script", src=f"{STATIC}/app.js", type="module"),
    )


def _top(playground: Playground, state: State) -> Markup:
    return element(
        "header",
        element(
            "p",
            element("img", src=f"{STATIC}/bell.svg", alt="", width=28, height=28),
            element("strong", playground.product),
            element("span", playground.mode, class_="mode"),
            class_="brand",
        ),
        element(
            "div",
            element("progress", max=1, value="0", aria_label="The clock is moving"),
            element("span", role="status"),
            id="moving",
            hidden=True,
        ),
        _clock(state["now"]),
        _clock_controls(state["now"]),
        element(
            "button",
            "Ledger",
            type="button",
            class_="button",
            id="ledger-toggle",
            aria_controls="ledger",
            aria_expanded="false",
        ),
        class_="top",
    )


def _clock(now: Now) -> Markup:
    day = element("span", now["day"], id="now-day")
    year = element("span", now["year"], id="now-year")
    zone = element("span", now["zone"], id="now-zone")
    return element(
        "p",
        element("strong", now["time"], id="now-time"),
        element("span", day, element("span", " ", year, class_="year"), " · ", zone),
        class_="clock",
    )


def _clock_controls(now: Now) -> Markup:
    jumps = (("hour", "+1 hour"), ("tomorrow", "Tomorrow 9:00"), ("next", "Next event"))
    field = element("input", type="datetime-local", id="jump-to", required=True, value=now["local"], min=now["local"])
    go = element("button", "Jump", type="submit", class_="button primary")
    return element(
        "div",
        *(element("button", words, type="button", class_="button", data_jump=to) for to, words in jumps),
        element(
            "details",
            element("summary", "Jump to…", class_="button"),
            element("form", element("label", "Date and time", for_="jump-to"), field, go, id="jump-form"),
        ),
        class_="jumps",
        role="group",
        aria_label="Move the clock",
    )


def _tabs() -> Markup:
    tabs = [
        element(
            "button",
            words,
            type="button",
            role="tab",
            id=f"tab-{name}",
            data_tab=name,
            aria_controls=name,
            aria_selected="true" if name == "csm" else "false",
            tabindex=0 if name == "csm" else -1,
        )
        for name, words in _TABS.items()
    ]
    return element("div", *tabs, role="tablist", aria_label="Who to be", class_="tabs")


def _panes(playground: Playground, state: State) -> Sequence[Markup]:
    chats = [_pane(name, pane, _composer(name, pane, playground)) for name, pane in state["panes"].items()]
    return [*chats, _pane("ledger", state["ledger"], Markup(""))]


def _pane(name: str, pane: Pane, composer: Markup) -> Markup:
    lines = element(
        "ol",
        *(_line(line) for line in pane["entries"]),
        class_="lines",
        role="log" if composer else None,
        aria_live="polite" if composer else None,
        aria_relevant="additions" if composer else None,
        aria_label=pane["label"],
        tabindex=0,
    )
    fresh = element("button", "New messages", type="button", class_="button primary fresh", hidden=True)
    empty = element("div", Markup(pane["empty"]), data_empty=True, hidden=bool(pane["entries"]))
    return element(
        "section",
        element("div", Markup(pane["head"]), data_head=True),
        element("div", empty, lines, fresh, class_="middle"),
        composer,
        id=name,
        class_="pane",
        aria_label=_TABS[name],
        data_person=pane["person"],
        data_channel=pane["channel"],
    )


def _line(line: Line) -> Markup:
    """The page's script names each line the same way when it replaces one."""
    return Markup(line["html"].replace("<li", f'<li data-key="{line["key"]}" data-digest="{line["digest"]}"', 1))


def _composer(name: str, pane: Pane, playground: Playground) -> Markup:
    ident = f"{name}-words"
    words = element(
        "textarea",
        id=ident,
        rows=1,
        placeholder=pane["placeholder"],
        disabled=not pane["is_open"],
        autocomplete="off",
        aria_describedby=f"{name}-hint",
        data_suggests=name != "customer",
    )
    return element(
        "form",
        element(
            "ul", id=f"{name}-suggestions", role="listbox", aria_label="Commands", class_="suggestions", hidden=True
        ),
        element("p", element("span"), element("button", "Cancel", type="button"), class_="replying", hidden=True),
        element("label", f"Message from the {PANES[name]}", for_=ident, class_="unseen"),
        words,
        element("button", "Send", type="submit", class_="button primary", disabled=not pane["is_open"]),
        element("p", _hint(name, playground), id=f"{name}-hint", class_="hint"),
        class_="composer",
    )


def _hint(name: str, playground: Playground) -> Markup:
    keys = join(element("kbd", "Enter"), " sends, ")
    if name == "customer":
        return join(keys, element("kbd", "Shift Enter"), " starts a line")
    return join(keys, element("kbd", playground.command), " lists commands")


def _dialogs() -> Markup:
    ask = element(
        "form",
        element("p", id="confirm-words"),
        element(
            "div",
            element("button", "Cancel", value="no", class_="button"),
            element("button", "Yes", value="yes", class_="button primary", id="confirm-yes"),
            class_="controls",
        ),
        method="dialog",
    )
    return join(element("dialog", ask, id="confirm", aria_labelledby="confirm-words"), element("dialog", id="asked"))


def _commands(playground: Playground) -> Markup:
    lines = [
        element("li", element("code", _usage(usage, playground.command)), element("span", summary), role="option")
        for usage, summary in playground.commands
    ]
    return element("template", *lines, id="commands")


def _usage(usage: str, command: str) -> str:
    return usage if usage.split(" ")[0] == command else f"{command} {usage}".strip()
