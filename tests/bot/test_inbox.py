import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.connection import Refusal
from bot.inbox import Inbox
from bot.router import Router
from handlers.routes import Route
from handlers.work import STAFF, House, OpenForm, Outcome, Reply, Work
from outreach.database import Database
from outreach.errors import BadInput, NotReached
from outreach.events import Actor, Command, Event, Place
from outreach.messages import Form, Message, say
from outreach.models.book import Teammate
from outreach.models.ledger import StoredText
from outreach.models.post import Received
from outreach.models.trust import Deed
from outreach.ports import Outgoing
from tests.bot.people import DANA, DIRECT, NOW, PRIYA, SHARED, command, message, press, submit
from tests.fakes import UNCLEAR, FakeClock, FakeMessenger

KEEP = timedelta(days=30)


class Post:
    """An inbox whose one command writes a deed and answers."""

    def __init__(self, book: Database, house: House, outcome: Outcome = None, keep_for: timedelta = KEEP) -> None:
        self.book, self.real = book, FakeClock(NOW)
        self.outcome = outcome or Reply(say("Noted."))
        self.messenger = FakeMessenger("playground")
        self.failure: BaseException | None = None
        self.after: Callable[[Work], Awaitable[None]] | None = None
        rows = [
            Route(kind="command", name="note", handler=self.handle, audience=STAFF),
            Route(kind="action", name="note", handler=self.handle, audience=STAFF),
            Route(kind="action", name="page", handler=self.handle, audience=STAFF, look=self.page),
            Route(kind="form", name="note", handler=self.handle, audience=STAFF),
        ]
        router, messengers = Router(rows, house), {"playground": self.messenger}
        self.inbox = Inbox(book, router, messengers, FakeClock(NOW), keep_for, self.real.now)

    async def handle(self, work: Work) -> Outcome:
        work.session.add(Deed(teammate_id=work.staff.id or 0, verb="note", done_at=work.now))
        await work.session.flush()
        if self.failure:
            raise self.failure
        if self.after:
            await self.after(work)
        return self.outcome

    async def page(self, work: Work) -> Message:
        if self.failure:
            raise self.failure
        return say(f"The page of {work.staff.name}")

    async def deeds(self) -> int:
        async with self.book.reading() as session:
            return len((await session.exec(select(Deed))).all())

    async def rows(self) -> list[tuple[str, str | None]]:
        async with self.book.reading() as session:
            return [(row.state, row.problem) for row in (await session.exec(select(Received))).all()]

    @property
    def told(self) -> list[str]:
        return [whisper.message.fallback for whisper in self.messenger.whispers]


@pytest.fixture
def post(book: Database, house: House) -> Post:
    return Post(book, house)


async def test_an_event_is_handled_and_answered_privately(post: Post) -> None:
    await post.inbox.receive(command("note this"))
    assert (await post.deeds(), await post.rows(), post.told) == (1, [("handled", None)], ["Noted."])
    assert post.messenger.whispers[0].visible_to == PRIYA.external_id


async def test_the_same_event_again_acts_once(post: Post) -> None:
    event = command("note this")
    await post.inbox.receive(event)
    await post.inbox.receive(event)
    assert (await post.deeds(), post.told) == (1, ["Noted."])


async def test_the_same_event_four_times_at_once_acts_once(post: Post) -> None:
    event = command("note this")
    await asyncio.gather(*(post.inbox.receive(event) for _ in range(4)))
    assert (await post.deeds(), len(await post.rows()), post.told) == (1, 1, ["Noted."])


async def test_it_is_committed_before_it_is_handled(post: Post) -> None:
    await post.inbox.accept(command("note this"))
    assert (await post.deeds(), await post.rows()) == (0, [("received", None)])


async def test_what_a_crash_left_is_handled_later_and_once(post: Post) -> None:
    await post.inbox.accept(press("note"))
    assert await post.inbox.replay() == 0  # whoever received it may still be at it
    post.real.advance(seconds=11)
    assert await post.inbox.replay() == 1
    assert await post.inbox.replay() == 0
    assert (await post.deeds(), post.told) == (1, ["Noted."])


async def test_a_crash_in_the_middle_leaves_no_effect_and_the_event(post: Post) -> None:
    post.failure = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await post.inbox.receive(press("note"))
    assert (await post.deeds(), await post.rows()) == (0, [("received", None)])
    post.failure = None
    post.real.advance(seconds=11)
    await post.inbox.replay()
    assert (await post.deeds(), await post.rows()) == (1, [("handled", None)])


async def test_a_fresh_command_is_executed_at_replay(post: Post) -> None:
    await post.inbox.accept(command("note this"))
    post.real.advance(seconds=59)
    await post.inbox.replay()
    assert await post.deeds() == 1


async def test_an_old_command_is_not_executed_but_asked_for_again(post: Post) -> None:
    await post.inbox.accept(command("note this"))
    post.real.advance(seconds=61)
    await post.inbox.replay()
    assert (await post.deeds(), await post.rows()) == (0, [("handled", "too_old")])
    assert post.told[0].endswith("Please repeat it if you still need it: note this")


async def test_what_staff_typed_to_us_as_a_message_is_an_old_command_too(post: Post) -> None:
    await post.inbox.accept(message("note this", PRIYA, DIRECT))
    post.real.advance(seconds=61)
    await post.inbox.replay()
    assert (await post.deeds(), await post.rows()) == (0, [("handled", "too_old")])
    assert post.told[0].endswith("Please repeat it if you still need it: note this")


async def test_a_customers_old_command_is_dropped_in_silence(post: Post) -> None:
    await post.inbox.accept(command("note this", DANA, SHARED))
    post.real.advance(seconds=61)
    await post.inbox.replay()
    assert (await post.rows(), post.told) == ([("handled", "too_old")], [])


async def test_an_old_press_is_executed_since_its_handler_asks_what_is_true_now(post: Post) -> None:
    await post.inbox.accept(press("note"))
    post.real.advance(hours=3)
    await post.inbox.replay()
    assert await post.deeds() == 1


async def test_what_fails_ends_as_failed_and_is_not_tried_again(post: Post) -> None:
    post.failure = KeyError("canary")
    await post.inbox.receive(command("note this"))
    post.real.advance(seconds=11)
    assert (await post.inbox.replay(), await post.deeds(), await post.rows()) == (0, 0, [("failed", "KeyError")])
    assert post.told == ["Something went wrong on our side; nothing was changed. (reference R1)"]


async def test_one_event_that_cannot_be_read_stops_no_other(post: Post) -> None:
    await post.inbox.accept(command("note this"))
    async with post.book.writing() as session:
        for text in (await session.exec(select(StoredText))).all():
            text.body = '{"kind": "Teleport"}'
    await post.inbox.accept(press("note"))
    post.real.advance(seconds=11)
    assert await post.inbox.replay() == 2
    assert await post.rows() == [("failed", "unreadable"), ("handled", None)]


async def test_an_answer_that_gets_lost_undoes_nothing(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    post.messenger.mishaps = [UNCLEAR]
    await post.inbox.receive(command("note this"))
    assert (await post.deeds(), await post.rows()) == (1, [("handled", None)])
    assert "reply.failed reference=R1 problem=Unclear" in caplog.text


async def payloads(post: Post) -> list[StoredText]:
    async with post.book.reading() as session:
        return list((await session.exec(select(StoredText))).all())


async def test_what_was_handled_leaves_no_second_copy_of_the_words(post: Post) -> None:
    await post.inbox.receive(command("note this"))
    assert (await payloads(post), await post.rows()) == ([], [("handled", None)])


async def test_what_failed_can_be_looked_into_for_a_while(post: Post) -> None:
    post.failure = KeyError("x")
    await post.inbox.receive(command("note this"))
    assert [text.expires_on for text in await payloads(post)] == [(NOW + KEEP).date()]


async def test_nothing_is_kept_where_nothing_may_be_kept(book: Database, house: House) -> None:
    post = Post(book, house, keep_for=timedelta())
    post.failure = KeyError("x")
    await post.inbox.receive(command("note this"))
    assert (await payloads(post), await post.rows()) == ([], [("failed", "KeyError")])


async def answered(book: Database, house: House, outcome: Outcome, event: Event) -> FakeMessenger:
    post = Post(book, house, outcome)
    await post.inbox.receive(event)
    return post.messenger


async def test_a_form_opens_for_whoever_acted(book: Database, house: House) -> None:
    form = Form("Edit", "touch.edit", ())
    messenger = await answered(book, house, OpenForm(form), press("note"))
    (opened,) = messenger.opened
    assert (opened.opens, opened.to, opened.form) == ("opens-1", PRIYA.external_id, form)


async def test_a_form_cannot_open_from_a_message_and_says_so(book: Database, house: House) -> None:
    event = message("note this", PRIYA, DIRECT)
    messenger = await answered(book, house, OpenForm(Form("Edit", "touch.edit", ())), event)
    assert "A form opens only from a button" in messenger.whispers[0].message.fallback


async def test_a_reply_may_stand_in_place_of_the_message_with_the_button(book: Database, house: House) -> None:
    post = Post(book, house, Reply(say("Sent."), instead=True))
    await post.messenger.post(Outgoing("d1", DIRECT, say("Send?")))
    await post.inbox.receive(replace(press("note"), ref="1"))
    (copy,) = post.messenger.public
    assert (copy.message, copy.is_edited) == (say("Sent."), True)


@pytest.mark.parametrize("reply", [Reply(say("ARR")), Reply(say("ARR"), instead=True)])
async def test_where_customers_sit_every_answer_stays_private(book: Database, house: House, reply: Reply) -> None:
    messenger = await answered(book, house, reply, press("note", at=SHARED))
    assert messenger.public == []
    assert [whisper.visible_to for whisper in messenger.whispers] == [PRIYA.external_id]


async def test_whoever_the_event_leaves_vague_is_looked_up_before_anything_is_believed(post: Post) -> None:
    known = replace(PRIYA, is_home=True)
    post.messenger.people = {PRIYA.external_id: known}
    event = command("note this", replace(PRIYA, is_home=False, is_vague=True))
    await post.inbox.receive(event)
    assert (await post.deeds(), post.messenger.identified) == (1, [PRIYA.external_id])


async def test_somebody_the_platform_does_not_show_us_is_a_customer(post: Post) -> None:
    await post.inbox.receive(command("note this", replace(PRIYA, is_vague=True)))
    assert (await post.deeds(), await post.rows()) == (0, [("handled", "ForTheTeam")])


async def test_a_colleague_is_known_by_the_address_the_platform_vouches_for(book: Database, house: House) -> None:
    post = Post(book, house)
    newcomer = Actor("playground", "home", "T77", "Priya", is_home=True)
    async with book.reading() as session:
        email = (await session.exec(select(Teammate.email).where(Teammate.name == "Priya Nair"))).one()
    post.messenger.people = {"T77": replace(newcomer, email=email.upper())}
    await post.inbox.receive(command("note this", newcomer))
    assert await post.deeds() == 1
    guest = replace(newcomer, external_id="T78", is_home=False)
    post.messenger.people["T78"] = replace(guest, email=email)
    await post.inbox.receive(command("note this", guest))
    assert await post.deeds() == 1


async def test_while_the_platform_cannot_be_asked_who_it_is_the_event_waits(post: Post) -> None:
    post.messenger.mishaps = [UNCLEAR]
    post.messenger.people = {PRIYA.external_id: PRIYA}
    await post.inbox.take(command("note this", replace(PRIYA, is_vague=True)))
    await post.inbox.rest()
    assert (await post.deeds(), await post.rows()) == (0, [("received", None)])
    post.real.advance(seconds=20)
    assert await post.inbox.replay() == 1
    assert (await post.deeds(), await post.rows()) == (1, [("handled", None)])


async def test_whoever_is_not_named_in_time_waits_as_well(post: Post) -> None:
    post.messenger.mishaps = [TimeoutError()]
    with pytest.raises(NotReached):
        await post.inbox.receive(command("note this", replace(PRIYA, is_vague=True)))
    assert (await post.deeds(), await post.rows()) == (0, [("received", None)])


async def test_what_was_taken_is_committed_at_once_and_handled_soon(post: Post) -> None:
    await post.inbox.take(command("note this"))
    assert len(await post.rows()) == 1
    await post.inbox.rest()
    assert (await post.deeds(), await post.rows()) == (1, [("handled", None)])


async def test_a_refused_form_says_why_instead_of_an_answer(post: Post) -> None:
    post.failure = BadInput("That date is over: choose a later one.")
    assert await post.inbox.submit(submit("note")) == Refusal("That date is over: choose a later one.")
    assert post.told == []
    post.failure = None
    assert await post.inbox.submit(submit("note")) is None
    assert post.told == ["Noted."]


async def test_a_form_acts_once_however_often_it_is_refused_before_and_submitted_after(post: Post) -> None:
    form = submit("note")
    post.failure = BadInput("That date is over: choose a later one.")
    assert [await post.inbox.submit(form) for _ in range(2)] == [Refusal("That date is over: choose a later one.")] * 2
    post.failure = None
    assert [await post.inbox.submit(form) for _ in range(3)] == [None] * 3
    assert (await post.deeds(), post.told) == (1, ["Noted."])


async def test_a_look_shows_the_page_and_leaves_nothing_behind(post: Post) -> None:
    assert await post.inbox.look(press("page")) == say("The page of Priya Nair")
    assert (await post.deeds(), await post.rows(), post.told) == (0, [], [])


async def test_a_look_is_for_staff_and_for_pages(post: Post) -> None:
    assert await post.inbox.look(press("page", DANA)) is None
    assert await post.inbox.look(press("note")) is None
    assert await post.inbox.look(press("elsewhere")) is None


async def test_a_look_at_what_is_gone_shows_nothing(post: Post) -> None:
    post.failure = BadInput("There is no such account.")
    assert await post.inbox.look(press("page")) is None


async def test_whoever_looks_is_looked_up_like_anybody_else(post: Post) -> None:
    vague = replace(PRIYA, is_home=False, is_vague=True)
    assert await post.inbox.look(press("page", vague)) is None
    post.messenger.people[PRIYA.external_id] = PRIYA
    assert await post.inbox.look(press("page", vague)) == say("The page of Priya Nair")


async def test_what_was_told_of_one_place_is_handled_in_its_order(post: Post) -> None:
    """The first must be looked up, which takes longer than the second, whose author is known."""
    post.messenger.people = {PRIYA.external_id: PRIYA}
    asked = post.messenger.identify
    let_go, is_elsewhere, handled = asyncio.Event(), asyncio.Event(), []

    async def slow(actor: Actor, place: Place) -> Actor:
        await let_go.wait()
        return await asked(actor, place)

    async def note(work: Work) -> None:
        assert isinstance(work.event, Command)
        handled.append(work.event.text)
        if work.event.place == DIRECT:
            is_elsewhere.set()

    post.messenger.identify = slow  # type: ignore[method-assign]
    post.after = note
    await post.inbox.take(command("note first", replace(PRIYA, is_vague=True), SHARED))
    await post.inbox.take(command("note second", PRIYA, SHARED))
    await post.inbox.take(command("note elsewhere", PRIYA, DIRECT))
    await is_elsewhere.wait()
    let_go.set()
    await post.inbox.rest()
    assert handled == ["note elsewhere", "note first", "note second"]
