"""ROUTES: everything a person can make the bot do, who may, and which file does it. Read from top to bottom."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from content.pages.help import CommandLine
from handlers import greeting
from handlers.actions import (
    channel_link,
    channel_not_theirs,
    deed_undo,
    delivery_it_arrived,
    delivery_send_again,
    digest_draft,
    digest_nudge,
    digest_see,
    fact_forget,
    fact_remember,
    item_approve,
    item_retire,
    mark_kind_word,
    preview_cancel,
    preview_keep,
    preview_open,
    preview_override,
    preview_schedule,
    preview_send,
    preview_test,
    touch_copy,
    touch_edit,
    touch_more,
    touch_not_for_account,
    touch_not_now,
    touch_other_item,
    touch_override,
    touch_schedule,
    touch_send,
    touch_send_now,
    touch_sent_by_hand,
    touch_stop,
    touch_test,
    touch_why,
)
from handlers.commands import (
    account,
    add,
    away,
    back,
    checkin,
    digest,
    library,
    link,
    log,
    my_day,
    pause,
    remember,
    resume,
    share,
    undo,
    unlink,
    why,
)
from handlers.commands.help import showing
from handlers.events import channel_changed, home_opened, installed, reaction
from handlers.messages import changed, customer, staff
from handlers.shortcuts import ask_for_this, log_this, share_this
from handlers.work import ANYBODY, CUSTOMER, MANAGER, NOBODY, STAFF, Audience, Outcome, Usage, Work
from outreach.messages import Message

Kind = Literal["command", "action", "shortcut", "form", "event"]


@dataclass(frozen=True)
class Route:
    """One row. `audience` is nobody unless the row says otherwise; of several rows of a kind and name, the first that
    admits the person counts. `usage` belongs to commands. `look` draws the page that an action opens for whoever only
    looks at it again: it reads, and writes nothing."""

    kind: Kind
    name: str
    handler: Callable[[Work], Awaitable[Outcome]]
    audience: Audience = NOBODY
    usage: Usage | None = None
    look: Callable[[Work], Awaitable[Message]] | None = None


@dataclass(frozen=True)
class MenuEntry:
    """How a row of kind "shortcut" reads in the menu of every message; `name` is the row's."""

    name: str
    label: str
    summary: str


# In the order of the menu. The platforms' manifests say the same.
SHORTCUTS: tuple[MenuEntry, ...] = (
    MenuEntry("share", "Share this", "Put what this message links to into the library, as a draft worth sharing"),
    MenuEntry("log", "Log this", "Put this message on record as a contact with its account"),
    MenuEntry("ask", "Ask for this", "Note this message as something its account has asked for"),
)


def usages() -> Sequence[CommandLine]:
    """Every command as help and the platforms' manifests list it."""
    return [
        CommandLine(route.name, route.usage.shape, route.usage.summary, route.usage.examples)
        for route in ROUTES
        if route.usage is not None
    ]


def _command(name: str, handler: Callable[[Work], Awaitable[Outcome]], usage: Usage) -> Route:
    return Route("command", name, handler, STAFF, usage)


ROUTES: tuple[Route, ...] = (
    # What people type, in the order in which help lists it.
    _command("my-day", my_day.my_day, Usage("", "Your day: what comes first, and what waits for your yes")),
    _command(
        "account",
        account.account,
        Usage("account NAME", "Everything we know about one account", ("account Acme", "account “Brandt, Voss”")),
    ),
    _command(
        "why",
        why.why,
        Usage("why NAME", "What was sent, what is next and when, what was held back and by which rule", ("why Acme",)),
    ),
    _command(
        "share",
        share.share,
        Usage(
            "share [NAME or top, mid, tail] [ITEM]",
            "Share something worth their time; you see everything before anything is sent",
            ("share", "share Acme", "share Acme close checklist", "share top year-end cut-off"),
        ),
    ),
    _command("checkin", checkin.checkin, Usage("checkin NAME", "Ask them one real question", ("checkin Acme",))),
    _command(
        "remember",
        remember.remember,
        Usage(
            "remember NAME [goal, request or topic] TEXT",
            "Note what they said or want, so that what we send can rest on it",
            ("remember Acme month-end close still takes six days", "remember Acme goal to close in four days"),
        ),
    ),
    _command(
        "log",
        log.log,
        Usage(
            "log NAME call, meeting or email NOTE",
            "Put a conversation of yours on record",
            ("log Acme call They want the export before the audit",),
        ),
    ),
    _command(
        "pause",
        pause.pause,
        Usage(
            "pause NAME [until DATE] [because …]",
            "Send them nothing unasked for a while",
            ("pause Acme", "pause Acme until Friday because they are merging", "pause Acme for 2 weeks"),
        ),
    ),
    _command("resume", resume.resume, Usage("resume NAME", "End a pause", ("resume Acme",))),
    _command(
        "library",
        library.library,
        Usage("library [TOPIC]", "What may be shared, and what waits for approval", ("library", "library audit trail")),
    ),
    _command(
        "add",
        add.add,
        Usage("add LINK", "Add something worth sharing, as a draft", ("add https://example.com/report",)),
    ),
    _command("link", link.link, Usage("link NAME", "Inside a channel: it is theirs from now on", ("link Acme",))),
    _command("unlink", unlink.unlink, Usage("unlink", "Inside a channel: it is nobody's from now on", ("unlink",))),
    _command("undo", undo.undo, Usage("undo", "Take back the last thing that can be taken back", ("undo",))),
    _command(
        "away",
        away.away,
        Usage("away until DATE", "Say that you are away", ("away until Friday", "away for 2 weeks")),
    ),
    _command("back", back.back, Usage("back", "Say that you are back earlier", ("back",))),
    _command("digest", digest.digest, Usage("digest", "Your digest as things stand now", ("digest",))),
    _command("help", showing(usages), Usage("help [COMMAND]", "This list, or one command in full", ("help share",))),
    # What people choose from a message's menu.
    Route("shortcut", "share", share_this.share_this, STAFF),
    Route("shortcut", "log", log_this.log_this, STAFF),
    Route("shortcut", "ask", ask_for_this.ask_for_this, STAFF),
    # Pages behind buttons.
    Route("action", "day.open", my_day.my_day, STAFF, look=my_day.day_of),
    Route("action", "account.open", account.open_account, STAFF, look=account.look),
    Route("action", "account.why", why.open_why, STAFF, look=why.look),
    Route("action", "account.resume", resume.press, STAFF),
    Route("action", "share.open", share.suggest, STAFF),
    Route("action", "library.open", library.open_library, STAFF),
    Route("action", "help.open", showing(usages), STAFF),
    # A proposal, or a message on its way.
    Route("action", "touch.send", touch_send.send, STAFF),
    Route("action", "touch.send_now", touch_send_now.send_now, STAFF),
    Route("action", "touch.override", touch_override.ask, STAFF),
    Route("form", "touch.override", touch_override.override, STAFF),
    Route("action", "touch.schedule", touch_schedule.ask, STAFF),
    Route("form", "touch.schedule", touch_schedule.schedule, STAFF),
    Route("action", "touch.edit", touch_edit.ask, STAFF),
    Route("form", "touch.edit", touch_edit.save, STAFF),
    Route("action", "touch.not_now", touch_not_now.not_now, STAFF),
    Route("action", "touch.more", touch_more.more, STAFF),
    Route("action", "touch.other_item", touch_other_item.other_item, STAFF),
    Route("action", "touch.not_for_account", touch_not_for_account.not_for_account, STAFF),
    Route("action", "touch.why", touch_why.why, STAFF),
    Route("action", "touch.test", touch_test.try_out, STAFF),
    Route("action", "touch.copy", touch_copy.copy, STAFF),
    Route("action", "touch.sent_by_hand", touch_sent_by_hand.sent_by_hand, STAFF),
    Route("action", "touch.stop", touch_stop.stop, STAFF),
    Route("action", "touch.log", log.ask, STAFF),
    Route("form", "touch.log", log.submit, STAFF),
    Route("action", "deed.undo", deed_undo.undo, STAFF),
    # A share or a check-in by hand, before it is sent.
    Route("action", "preview.open", preview_open.open_preview, STAFF),
    Route("action", "preview.test", preview_test.try_out, STAFF),
    Route("action", "preview.schedule", preview_schedule.schedule, STAFF),
    Route("action", "preview.send", preview_send.send, STAFF),
    Route("action", "preview.override", preview_override.ask, STAFF),
    Route("form", "preview.override", preview_override.override, STAFF),
    Route("action", "preview.keep", preview_keep.keep, STAFF),
    Route("action", "preview.cancel", preview_cancel.cancel, STAFF),
    # What nobody could know, whose channel it is, what we know, what may be shared.
    Route("action", "delivery.it_arrived", delivery_it_arrived.it_arrived, STAFF),
    Route("action", "delivery.send_again", delivery_send_again.send_again, STAFF),
    Route("action", "channel.link", channel_link.link_channel, STAFF),
    Route("action", "channel.not_theirs", channel_not_theirs.dismiss, STAFF),
    Route("action", "fact.remember", fact_remember.ask, STAFF),
    Route("form", "fact.remember", fact_remember.remember, STAFF),
    Route("action", "fact.forget", fact_forget.forget, STAFF),
    Route("action", "mark.kind_word", mark_kind_word.mark, STAFF),
    Route("action", "item.add", add.ask, STAFF),
    Route("form", "item.add", add.submit, STAFF),
    Route("action", "item.open", library.open_item, STAFF),
    Route("action", "item.approve", item_approve.ask, STAFF),
    Route("form", "item.approve", item_approve.approve, STAFF),
    Route("action", "item.retire", item_retire.retire, STAFF),
    # Behind a digest's lines.
    Route("action", "digest.see_account", account.open_account, STAFF),
    Route("action", "digest.see_day", digest_see.see_day, STAFF),
    Route("action", "digest.draft", digest_draft.draft, STAFF),
    Route("action", "digest.spoke", log.ask, STAFF),
    Route("action", "digest.see_counts", digest_see.see_counts, MANAGER),
    Route("action", "digest.see_csms", digest_see.see_csms, MANAGER),
    Route("action", "digest.see_quiet", digest_see.see_quiet, MANAGER),
    Route("action", "digest.nudge", digest_nudge.nudge, MANAGER),
    # What happens in channels. Whatever staff say to us there has become a command before it comes here.
    Route("event", "ChannelMessage", staff.hear, STAFF),
    Route("event", "ChannelMessage", customer.hear, CUSTOMER),
    Route("event", "MessageChanged", changed.follow, ANYBODY),
    Route("event", "ChannelChanged", channel_changed.follow, ANYBODY),
    Route("event", "Reaction", reaction.notice, ANYBODY),
    Route("event", "HomeOpened", home_opened.open_home, STAFF),
    Route("event", "HomeOpened", greeting.newcomer, CUSTOMER),
    Route("event", "Installed", installed.welcome, STAFF),
    Route("event", "Installed", greeting.newcomer, CUSTOMER),
)
