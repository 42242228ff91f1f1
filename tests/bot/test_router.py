from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.connection import Refusal
from bot.router import Routed, Router
from handlers.routes import ROUTES, Route
from handlers.work import (
    ADMIN,
    ANYBODY,
    CUSTOMER,
    MANAGER,
    STAFF,
    Audience,
    House,
    OpenForm,
    Outcome,
    Reply,
    Usage,
    Work,
    may_use,
)
from outreach.database import Database, Session
from outreach.errors import BadInput, NotFound
from outreach.events import Actor, Event, Place, Reaction, Shortcut
from outreach.messages import Form, say
from outreach.models.book import Account, Teammate
from outreach.store import accounts, teammates
from outreach.trust.identity import Who
from tests.bot.people import (
    DANA,
    DIRECT,
    HOME,
    MARCO,
    NADIA,
    NOW,
    PRIYA,
    SHARED,
    STRANGER,
    command,
    key,
    message,
    press,
    submit,
)

Handler = Callable[[Work], Awaitable[Outcome]]
NEWCOMER = replace(STRANGER, workspace=HOME, is_home=True)
REFUSED = Routed("handled", None, "ForTheTeam")


async def greet(work: Work) -> Outcome:
    return Reply(say(f"Hello {work.staff.name}"))


async def greet_newcomer(work: Work) -> Outcome:
    return Reply(say("Hello"), is_for_newcomers=True)


class Noted:
    """A handler that keeps what it was given."""

    def __init__(self) -> None:
        self.work: list[Work] = []

    async def __call__(self, work: Work) -> Outcome:
        self.work.append(work)
        return None


def row(handler: Handler, name: str = "greet", audience: Audience = STAFF, kind: str = "command") -> Route:
    usage = Usage(name, "Says hello") if kind == "command" else None
    return Route(kind=kind, name=name, handler=handler, audience=audience, usage=usage)  # type: ignore[arg-type]


async def route(book: Database, house: House, event: Event, *rows: Route) -> Routed:
    async with book.writing() as session:
        return await Router(rows, house).handle(session, event, NOW, "R7")


def words(routed: Routed) -> str | None:
    return routed.outcome.message.fallback if isinstance(routed.outcome, Reply) else None


async def test_the_first_word_picks_the_command_whatever_its_case(book: Database, house: House) -> None:
    routed = await route(book, house, command("GREET everybody"), row(greet))
    assert (routed.ending, words(routed)) == ("handled", "Hello Priya Nair")


async def test_nothing_typed_is_my_day(book: Database, house: House) -> None:
    assert words(await route(book, house, command("  "), row(greet, "my-day"))) == "Hello Priya Nair"


async def test_buttons_forms_and_other_events_find_their_rows(book: Database, house: House) -> None:
    noted = Noted()
    rows = [
        row(noted, "touch.send", kind="action"),
        row(noted, "touch.edit", kind="form"),
        row(noted, "Reaction", kind="event"),
    ]
    for event in (
        press("touch.send", touch="12"),
        submit("touch.edit"),
        Reaction(key(), NOW, PRIYA, SHARED, ref="7", emoji="🎉"),
    ):
        await route(book, house, event, *rows)
    assert [type(work.event).__name__ for work in noted.work] == ["Action", "FormSubmitted", "Reaction"]


@pytest.mark.parametrize(
    ("text", "place", "mentions_us"),
    [
        ("why acme", DIRECT, False),
        ("/cs why acme", DIRECT, False),
        ("cs why acme", DIRECT, False),
        ("@Concierge why acme", SHARED, True),
    ],
)
async def test_what_staff_write_to_the_bot_is_a_command(
    book: Database, house: House, text: str, place: Place, mentions_us: bool
) -> None:
    noted = Noted()
    event = replace(message(text, PRIYA, mentions_us=mentions_us), place=place)
    await route(book, house, event, row(noted, "why"), row(noted, "ChannelMessage", kind="event"))
    assert [(type(work.event).__name__, getattr(work.event, "text", "")) for work in noted.work] == [
        ("Command", "why acme")
    ]


async def test_what_staff_write_to_others_is_no_command(book: Database, house: House) -> None:
    noted = Noted()
    await route(book, house, message("why acme", PRIYA), row(greet, "why"), row(noted, "ChannelMessage", kind="event"))
    assert [type(work.event).__name__ for work in noted.work] == ["ChannelMessage"]


async def test_a_customers_words_are_never_a_command(book: Database, house: House) -> None:
    noted = Noted()
    rows = (row(noted, "why"), row(noted, "why", CUSTOMER, kind="action"))
    routed = await route(book, house, message("why acme", DANA, mentions_us=True), *rows)
    assert (routed, noted.work) == (Routed("handled"), [])


async def test_of_two_rows_the_one_that_admits_them_is_used(book: Database, house: House) -> None:
    staff, customer = Noted(), Noted()
    rows = [
        row(staff, "ChannelMessage", STAFF, kind="event"),
        row(customer, "ChannelMessage", CUSTOMER, kind="event"),
    ]
    await route(book, house, message("hello", DANA), *rows)
    await route(book, house, message("hello", PRIYA), *rows)
    assert [len(staff.work), len(customer.work)] == [1, 1]


async def test_an_unknown_command_says_what_was_meant(book: Database, house: House) -> None:
    routed = await route(book, house, command("gret all"), row(greet))
    assert words(routed) == "I know no command “gret”. Did you mean /cs greet? /cs help lists them all."
    assert routed.ending == "handled"


async def test_an_endless_word_is_not_repeated_to_its_end(book: Database, house: House) -> None:
    routed = await route(book, house, command("x" * 4000), row(greet))
    assert words(routed) == f"I know no command “{'x' * 39}…”. /cs help lists them all."


async def test_nothing_is_suggested_that_they_may_not_use(book: Database, house: House) -> None:
    routed = await route(book, house, command("gret"), row(greet, audience=ADMIN))
    assert "Did you mean" not in (words(routed) or "")


async def test_a_button_of_another_version_says_so(book: Database, house: House) -> None:
    assert "belongs to another version" in (words(await route(book, house, press("touch.teleport"), row(greet))) or "")


AUDIENCES = (Audience(), STAFF, MANAGER, ADMIN, CUSTOMER, ANYBODY)
ADMITTED = {
    PRIYA: (STAFF, ANYBODY),
    MARCO: (STAFF, MANAGER, ANYBODY),
    NADIA: (STAFF, MANAGER, ADMIN, ANYBODY),
    DANA: (CUSTOMER, ANYBODY),
    STRANGER: (CUSTOMER, ANYBODY),
    replace(PRIYA, is_home=False): (CUSTOMER, ANYBODY),
}


@pytest.mark.parametrize("actor", ADMITTED, ids=lambda actor: f"{actor.name}-{'home' if actor.is_home else 'away'}")
async def test_only_those_a_row_admits_get_through(book: Database, house: House, actor: Actor) -> None:
    admitted = []
    for audience in AUDIENCES:
        noted = Noted()
        await route(book, house, press("secret", actor, SHARED), row(noted, "secret", audience, kind="action"))
        admitted += [audience] if noted.work else []
    assert tuple(admitted) == ADMITTED[actor]


@pytest.mark.parametrize("text", ["why acme", "account Globex", "gret", ""])
async def test_a_customer_learns_nothing_from_a_refusal(book: Database, house: House, text: str) -> None:
    rows = [row(greet, "why"), row(greet, "account", MANAGER), row(greet, "my-day")]
    for actor in (DANA, STRANGER, replace(PRIYA, is_home=False)):
        for event in (command(text, actor, SHARED), press("why", actor, SHARED), submit("why", actor)):
            assert await route(book, house, event, *rows) == REFUSED


async def test_a_colleague_without_the_role_is_told_whose_it_is(book: Database, house: House) -> None:
    assert words(await route(book, house, command("greet"), row(greet, audience=MANAGER))) == (
        "That is for a manager: ask one."
    )


async def test_nobody_is_asked_about_accounts_before_they_are_admitted(
    book: Database, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def leak(*_: object) -> Account:
        raise AssertionError("account data was read")

    for name in ("by_id", "by_ids", "all_accounts", "of_csm"):
        monkeypatch.setattr(accounts, name, leak)
    routed = await route(book, house, command("why acme", DANA, SHARED), *ROUTES)
    assert routed == REFUSED


async def test_a_reply_to_a_customer_is_dropped(book: Database, house: House, caplog: pytest.LogCaptureFixture) -> None:
    async def reply(work: Work) -> Outcome:
        return Reply(say("ARR 240,000")) if work.event.key else OpenForm(Form("x", "y", ()))

    routed = await route(book, house, message("hi", DANA), row(reply, "ChannelMessage", CUSTOMER, kind="event"))
    assert routed == Routed("handled")
    assert "reply.dropped reference=R7" in caplog.text
    assert "240,000" not in caplog.text


@pytest.mark.parametrize(("is_home", "is_answered"), [(True, True), (False, False)])
async def test_only_a_colleague_who_is_no_teammate_yet_reads_what_holds_no_fact(
    book: Database, house: House, is_home: bool, is_answered: bool
) -> None:
    newcomer = replace(STRANGER, is_home=is_home)
    routed = await route(
        book, house, message("hi", newcomer), row(greet_newcomer, "ChannelMessage", CUSTOMER, kind="event")
    )
    assert (routed.outcome is not None) == is_answered


@pytest.mark.parametrize(
    "event",
    [
        command("", NEWCOMER, SHARED),
        command("help", NEWCOMER),
        command("gret", NEWCOMER),
        Shortcut(key(), NOW, NEWCOMER, SHARED, "share"),
        press("day.open", NEWCOMER),
        message("help", NEWCOMER, DIRECT),
        message("/cs help", NEWCOMER, SHARED),
    ],
    ids=lambda event: f"{type(event).__name__}-{event.place.kind}",
)
async def test_a_colleague_who_is_no_teammate_yet_is_told_how_to_become_one(
    book: Database, house: House, event: Event
) -> None:
    routed = await route(book, house, event, *ROUTES)
    assert "import teammates" in (words(routed) or "")
    assert routed.refusal is None
    guest = replace(event, actor=replace(NEWCOMER, is_home=False))
    assert (await route(book, house, guest, *ROUTES)).outcome is None


async def test_what_such_a_colleague_says_to_others_is_left_alone(book: Database, house: House) -> None:
    for said in (message("help", NEWCOMER), message("@Concierge help", NEWCOMER, mentions_us=True)):
        assert (await route(book, house, said, *ROUTES)).outcome is None


def failing(error: Exception) -> Handler:
    async def fail(work: Work) -> Outcome:
        work.session.add(Teammate(name="Ghost", email="ghost@example.com", role="csm", timezone="UTC"))
        await work.session.flush()
        raise error

    return fail


async def ghosts(session: Session) -> int:
    return sum(one.name == "Ghost" for one in await teammates.all_teammates(session))


async def test_an_expected_refusal_is_told_as_it_stands_and_leaves_nothing(book: Database, house: House) -> None:
    refusal = NotFound("There is no account “Akme”. Did you mean Acme?")
    async with book.writing() as session:
        routed = await Router([row(failing(refusal))], house).handle(session, command("greet"), NOW, "R7")
        assert await ghosts(session) == 0
    assert routed == Routed("handled", Reply(say(str(refusal))), "NotFound", Refusal(str(refusal)))


async def test_a_refusal_names_the_input_that_it_is_about(book: Database, house: House) -> None:
    refusal = BadInput("Say why.", field="reason")
    routed = await route(book, house, submit("greet"), row(failing(refusal), kind="form"))
    assert routed.refusal == Refusal("Say why.", "reason")


async def test_a_defect_is_logged_once_with_its_reference_and_leaves_nothing(
    book: Database, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async with book.writing() as session:
        routed = await Router([row(failing(KeyError("canary")))], house).handle(session, command("greet"), NOW, "R7")
        assert await ghosts(session) == 0
    told = "Something went wrong on our side; nothing was changed. (reference R7)"
    assert routed == Routed("failed", Reply(say(told)), "KeyError", Refusal(told))
    assert caplog.text.count("event.failed reference=R7 kind=Command") == 1


@pytest.mark.parametrize("error", [BadInput("Globex pays more than Acme."), KeyError("x")])
async def test_a_customer_never_reads_an_error_of_ours(book: Database, house: House, error: Exception) -> None:
    pressed = await route(book, house, press("less", DANA, SHARED), row(failing(error), "less", CUSTOMER, "action"))
    assert pressed.outcome is None
    rows = row(failing(error), "ChannelMessage", CUSTOMER, "event")
    assert words(await route(book, house, message("less", DANA), rows)) is None


def test_every_row_names_its_audience() -> None:
    assert [route.name for route in ROUTES if route.audience.who == "nobody"] == []


def test_no_two_rows_compete_for_the_same_people() -> None:
    seen: set[tuple[str, str, str]] = set()
    for route in ROUTES:
        address = (route.kind, route.name, route.audience.who)
        assert address not in seen
        seen.add(address)


def test_every_command_has_a_usage_and_is_for_staff_only() -> None:
    commands = [route for route in ROUTES if route.kind == "command"]
    assert all(route.usage is not None for route in commands)
    assert not [route.name for route in commands if may_use(route.audience, Who())]


async def test_a_command_typed_as_a_message_is_a_command_wherever_colleagues_type_it(
    book: Database, house: House
) -> None:
    assert words(await route(book, house, message("/cs greet", PRIYA, SHARED), row(greet))) == "Hello Priya Nair"
    assert words(await route(book, house, message("/cs greet", DANA, SHARED), row(greet))) is None
    assert words(await route(book, house, message("please type /cs greet", PRIYA, SHARED), row(greet))) is None
