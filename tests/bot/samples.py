"""Messages and forms to be shown on every platform: every catalog example, every page at its fullest, hostile ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from content.pages import digest, morning, noticed, week
from content.pages.account import AccountPage, FactLine, Place, Profile, account_page
from content.pages.findings import Customer
from content.pages.help import CommandLine, command_page, help_page
from content.pages.library import ItemLine, ReasonLine, item_page, library_page
from content.pages.lines import ContactLine
from content.pages.my_day import MyDay, News, my_day_page
from content.pages.notices import (
    DraftLine,
    Goer,
    Hearer,
    NoticeLine,
    NoticePage,
    NoticePreview,
    Spared,
    WordLine,
    notice_page,
    notices_page,
)
from content.pages.notices import preview_page as notice_preview_page
from content.pages.outcome import outcome_page
from content.pages.preview import Aside, Preview, Recipient, preview_page
from content.pages.proposal import Other, Proposal, more_page
from content.pages.signals import Linkable, SignalsPage, alert, signals_page
from content.pages.suggestions import SegmentItem, Suggestion, nothing_page, segment_page, suggestions_page
from content.pages.touch_why import TouchWhy, touch_why_page
from content.pages.why import ComingLine, Explanation, HeldLine, InForce, LookLine, why_page
from outreach.messages import (
    Bullets,
    Button,
    Buttons,
    Choice,
    Fields,
    Footer,
    Form,
    Heading,
    Image,
    Input,
    LinkButton,
    Message,
    Quote,
    Run,
    buttons,
    paragraph,
    text,
)
from outreach.models.signals import Signal
from tests.bot.playground import test_formatting as playground
from tests.content import test_catalog as catalog
from tests.content.pages import test_digest as digests
from tests.content.pages import test_morning as mornings
from tests.content.pages import test_noticed as findings
from tests.content.pages import test_week as weeks

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WORDS = "month-end close still takes six days, and the reconciliation of three entities is what holds it up"
ACTIONS = ("share", "checkin", "account", "why", "pause", "resume", "remember", "log", "link", "unlink", "add", "undo")


def line(number: int = 1, **changes: object) -> ContactLine:
    given = {"at": NOW, "zone": "Europe/Berlin", "what": "Close checklist", "account": "Acme", "account_id": 1}
    more = {"state": "proposed", "who": "Dana Whitfield", "by": "Priya Raman", "why": f"“{WORDS}” (Dana, 3 Nov)"}
    return ContactLine(number, **{**given, **more, **changes})  # type: ignore[arg-type]


def told(many: int = 8) -> Explanation:
    heard = [line(number, direction="in", words=WORDS, why="") for number in range(many)]
    return Explanation(
        1,
        "Acme",
        NOW,
        "Europe/Berlin",
        "America/Chicago",
        "Priya Raman",
        spoke=heard[0] if heard else None,
        coming=tuple(ComingLine(line(n), "waits for Priya", (f"“{WORDS}”",), NOW + 3 * DAY) for n in range(many)),
        in_force=tuple(InForce(n, "paused", "Paused", "Priya Raman", NOW - DAY, NOW + DAY) for n in range(many)),
        held=tuple(HeldLine(n, "share", "enough", "enough is said", NOW - DAY, 3, NOW + DAY) for n in range(many)),
        looks=tuple(LookLine("silence", "nobody has spoken with them", NOW + n * DAY) for n in range(many)),
        made=tuple(heard),
        ended=tuple(line(n, state="expired", note="its moment passed") for n in range(many)),
    )


PROFILE = Profile(
    "top",
    "daily use",
    Decimal(240_000),
    date(2027, 1, 21),
    date(2026, 11, 24),
    "en",
    ("month-end close", "audit trail"),
    4,
    ("Dana Whitfield", "Leo Brandt", "Tom Becker", "Carmen Ruiz"),
    (Place("ext-acme"), Place("acme-team", "archived")),
)
ACCOUNT = AccountPage(told(), PROFILE, tuple(FactLine(n, "goal", WORDS) for n in range(25)))
SHARE = catalog.RENDERER.render(catalog.example("share", "en"))
OPEN = tuple(Proposal(line(n, seen="abc123"), "America/Chicago") for n in range(11))
ON_ITS_WAY = tuple(replace(one, is_open=False) for one in OPEN)
ITEMS = tuple(
    ItemLine(
        n,
        f"Close checklist {n}",
        "how-to",
        "draft" if n < 7 else "approved",
        ("month-end close",),
        "https://example.com/close",
        "Two pages",
        "Priya",
        (ReasonLine("topic month-end close", f"{WORDS}.", "It flags mismatches."),) * 6,
        has_moved_on=True,
    )
    for n in range(40)
)
READY = tuple(
    Recipient(f"Account {n}", "Dana", "#ext-acme", "Wed 25 Nov 10:10 Berlin", "they sleep") for n in range(14)
)
PREVIEW = Preview(
    "Share: Close checklist",
    {"what": "share", "segment": "top"},
    SHARE,
    WORDS,
    READY,
    READY,
    tuple(f"Account {n}" for n in range(14)),
    tuple(Aside(f"Account {n}", "they asked us to stop") for n in range(14)),
)
COMMANDS = [CommandLine(name, f"{name} ACCOUNT …", "Says what it does", (f"{name} Acme",) * 3) for name in ACTIONS * 2]
NEWS = tuple(
    News(text(Run("Globex", bold=True), " answered"), (Button("See", "account.open", {"account": "2"}),))
    for _ in "12345"
)
DAYS = MyDay(replace(mornings.FULL, proposals=(), vetoes=(), drafts=()), OPEN, ON_ITS_WAY, NEWS)
FOUND = [replace(findings.FOUND, kind=kind) for kind in noticed.KINDS][:10]
NOTICES = [NoticeLine(n, WORDS, "Priya Raman", 12, Decimal(1_200_000), NOW, is_late=n < 2) for n in range(9)]
NOTICE_PREVIEW = NoticePreview(
    "update",
    {"word": "12", "seen": "abc123abc123"},
    "every account with the segment mid, and everybody who was told",
    tuple(Goer(f"Account {n}", "$410k", "#ext-acme", "Priya Raman", "Wed 09:00 Berlin", "paused") for n in range(30)),
    tuple(Spared(f"Account {n}", "they asked us to stop") for n in range(30)),
    Decimal(1_200_000),
    3,
    dict.fromkeys(("In English", "In German", "In English, as an update", "In German, as an update"), SHARE),
    "nothing was sent, since this changed while you looked: added Acme.",
)
NOTICE = NoticePage(
    NOTICES[0],
    "every account with the segment mid",
    "America/Chicago",
    "open",
    tuple(WordLine("update", WORDS, "Priya Raman", NOW, NOW) for _ in range(12)),
    tuple(Hearer(f"Account {n}", "#ext-acme", "sent Wed 09:00 Berlin") for n in range(40)),
)
SIGNAL = Signal(
    id=1,
    source="zendesk",
    external_id="4711",
    account_id=1,
    kind="p1_ticket",
    title=WORDS,
    url="https://desk.example/4711",
    opened_at=NOW,
    changed_at=NOW,
    until=NOW + 3 * DAY,
    received_at=NOW,
)
SIGNALS = SignalsPage(1, "Acme", "Europe/Berlin", (SIGNAL,) * 12, tuple(Linkable(n, WORDS) for n in range(40)))
SEGMENT = [SegmentItem(n, f"Item {n}") for n in range(9)]


def given(message: Message | None) -> Message:
    assert message is not None
    return message


PAGES: dict[str, Message] = {
    "account": account_page(ACCOUNT),
    "account-bare": account_page(AccountPage(told(0), replace(PROFILE, people=(), places=(), topics=()))),
    "why": why_page(told()),
    "touch-why": touch_why_page(TouchWhy(ComingLine(line(), "waits for you", (WORDS,)), "Wed", "share")),
    "digest": given(digest.daily(digests.FULL, digests.TUESDAY, digests.NOW, late_since=time(8, 30))),
    "digest-week": given(week.weekly(digests.FULL, weeks.WEEK, weeks.MONDAY, weeks.NOW)),
    "digest-counts": week.counts(weeks.WEEK),
    "digest-csms": week.per_csm(weeks.WEEK),
    "digest-quiet": week.quiet([Customer(1, "Acme")], [Customer(2, "Globex")]),
    "help": help_page(COMMANDS, "/cs"),
    "help-one": command_page(COMMANDS[0], "/cs"),
    "library": library_page(ITEMS, "month-end close", "/cs"),
    "library-empty": library_page([], "month-end close", "/cs"),
    "item": item_page(ITEMS[0]),
    "item-approved": item_page(ITEMS[-1]),
    "morning": given(morning.compose(mornings.FULL, mornings.NOW)),
    "my-day": my_day_page(DAYS, NOW),
    "noticed": noticed.noticed_page(FOUND, 12, standing_in="Leo Brandt"),
    "noticed-list": noticed.list_of_day(FOUND, 12),
    "noticed-alert": noticed.alert(FOUND[:3], findings.GLANCE),
    "notices": notices_page(NOTICES, [DraftLine(n, "first", WORDS) for n in range(7)], "Europe/Berlin"),
    "notices-none": notices_page([], [], "Europe/Berlin"),
    "notice": notice_page(NOTICE),
    "notice-preview": notice_preview_page(NOTICE_PREVIEW),
    "signals": signals_page(SIGNALS),
    "signal-alert": alert("Acme", SIGNAL),
    "outcome": outcome_page("Scheduled", ["Acme: Wed 10:10"], PREVIEW.left_out, (Button("Undo", "deed.undo"),)),
    "preview": preview_page(PREVIEW),
    "proposal-more": more_page(
        replace(OPEN[0], message=SHARE), (Other(1, "Audit trail", WORDS), Other(2, "Year end", WORDS))
    ),
    "suggestions": suggestions_page([Suggestion(n, f"A{n}", "Close checklist", WORDS) for n in range(5)], "/cs"),
    "suggestions-none": suggestions_page([], "/cs"),
    "segment": segment_page("top", SEGMENT),
    "nothing": nothing_page("Acme", 1, "nothing fits", SEGMENT, "/cs"),
}
CATALOG = {
    f"{name}.{language}": catalog.RENDERER.render(catalog.example(name, language))
    for name, language in catalog.MESSAGES
}
MESSAGES: dict[str, Message] = {
    **playground.MESSAGES,
    **CATALOG,
    **PAGES,
}


def said_by(words: str) -> Message:
    """The same words wherever a name, a title or a text may stand."""
    return Message(
        (
            Heading(text(words)),
            paragraph(words, Run(words, bold=True), Run(words, code=True, link="https://example.com/a")),
            Bullets((text(words), text(Run(words, italic=True))), ordered=True),
            Quote(text(words)),
            Fields(((words, text(words)),)),
            Image("https://example.com/p.png", words),
            Image(words, words),
            buttons(
                Button(words, "touch.send", {"touch": words}, "danger", confirm=words),
                LinkButton(words, "https://example.com"),
                LinkButton(words, words),
                Choice(words, "touch.not_now", ((words, words),), {"touch": words}),
            ),
            Footer(text(words)),
        )
    )


def asked_with(words: str) -> Form:
    """The same words wherever a form shows some."""
    options = ((words, words),)
    inputs = (
        Input("line", words, "line", words, hint=words),
        Input("lines", words, "lines", words),
        Input("choice", words, "choice", words, options),
        Input("day", words, "date", words, optional=True),
    )
    return Form(words, "touch.edit", inputs, words, {"touch": words}, text(words))


def presses_of(message: Message) -> list[Button | Choice]:
    found = [control for part in message.parts if isinstance(part, Buttons) for control in part.buttons]
    return [control for control in found if isinstance(control, Button | Choice)]


FORMS: dict[str, Form] = {"form": playground.FORMS["form"], "hostile-form": asked_with(playground.HOSTILE)}
