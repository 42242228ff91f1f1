import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from bot.connection import Refusal
from bot.inbox import Inbox
from bot.router import Router
from bot.slack.answers import answer_to, opens
from bot.slack.controls import pack
from bot.slack.doors import Doors
from bot.slack.formatting import render
from bot.slack.payloads import FAREWELLS
from bot.slack.quiet import quieten
from bot.slack.subscriptions import payload_types
from bot.slack.views import form_view, home_view, page_view
from handlers.routes import Route
from handlers.work import STAFF, House, Outcome, Reply, Work
from outreach.database import Database
from outreach.errors import NotReached
from outreach.events import (
    Action,
    Actor,
    ChannelChanged,
    ChannelMessage,
    Command,
    FormSubmitted,
    HomeOpened,
    Place,
    Shortcut,
)
from outreach.messages import Button, Buttons, Form, Input, Message, say
from outreach.models.trust import Deed
from tests.bot.people import let_in
from tests.bot.slack.ways_in import NearDoor, Taken, doors_of, near
from tests.fakes import NOT_REACHED, FakeClock, FakeMessenger
from tests.platforms.slack.outbox import Delivery
from tests.platforms.slack.records import View
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.town import ACME, NOW, build_town, client_of
from tests.platforms.slack.workspace import HOME
from tests.world import World


@dataclass
class Scene:
    slack: Slack
    doors: Doors
    door: NearDoor
    taken: Taken
    messenger: FakeMessenger

    @property
    def client(self) -> AsyncWebClient:
        return client_of(self.slack)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with running(build_town(FakeClock(NOW))) as slack:
        yield slack


@pytest.fixture
async def scene(slack: Slack, database: Database) -> AsyncIterator[Scene]:
    taken, messenger = Taken(), FakeMessenger("slack")
    async with AsyncExitStack() as stack:
        doors = await stack.enter_async_context(doors_of(slack, taken, database, messenger=messenger))
        door = await stack.enter_async_context(near(slack, doors))
        yield Scene(slack, doors, door, taken, messenger)


def _envelope(event: dict[str, object]) -> dict[str, object]:
    authorization = {"team_id": HOME, "enterprise_id": None, "is_enterprise_install": False}
    return {
        "type": "event_callback",
        "team_id": ACME,
        "event_id": "Ev1",
        "event": event,
        "authorizations": [authorization],
    }


async def test_a_command_is_taken_with_what_it_may_open_and_be_answered_by(scene: Scene) -> None:
    delivery = await scene.slack.types("Priya Shah", "ext-acme", "/cs why <acme> & co")
    (event,) = scene.taken.taken
    assert isinstance(event, Command)
    assert (event.text, event.place.kind, event.place.workspace) == ("why <acme> & co", "shared", HOME)
    assert event.key == f"trigger:{delivery.payload['trigger_id']}"
    lent, way = opens(event.opens), answer_to(event.answer_to)
    assert lent is not None
    assert (lent.trigger, way.url) == (delivery.payload["trigger_id"], delivery.payload["response_url"])
    assert (delivery.answer.status, delivery.answer.text) == (200, "")


async def test_the_word_payload_in_a_command_is_a_word(scene: Scene) -> None:
    await scene.slack.types("Priya Shah", "ext-acme", "/cs why payload=acme")
    assert [event.text for event in scene.taken.taken if isinstance(event, Command)] == ["why payload=acme"]


async def test_nothing_is_thanked_for_before_it_is_committed(scene: Scene) -> None:
    scene.taken.gate.clear()
    typing = asyncio.create_task(scene.slack.types("Priya Shah", "ext-acme", "/cs why acme"))
    saying = asyncio.create_task(scene.slack.says("Dana Ortiz", "ext-acme", "hello"))
    await asyncio.sleep(0)
    done, _ = await asyncio.wait({typing, saying}, timeout=0.05)
    assert not done
    scene.taken.gate.set()
    await asyncio.gather(typing, saying)
    assert len(scene.taken.taken) == 2


async def test_what_could_not_be_committed_is_sent_again(scene: Scene) -> None:
    scene.taken.failure = RuntimeError("the disk is full")
    await scene.slack.says("Dana Ortiz", "ext-acme", "hello")
    assert [delivery.answer.status for delivery in scene.slack.outbox.failed] == [500]
    scene.taken.failure = None
    await scene.slack.outbox.redeliver()
    assert scene.slack.outbox.failed == []
    assert len(scene.taken.taken) == 1


async def test_every_subscribed_event_has_a_listener(scene: Scene) -> None:
    """Also with hardly anything in it: what cannot be read would be no better the next time."""
    for kind in sorted(payload_types() - FAREWELLS):
        delivery = Delivery("event", _envelope({"type": kind, "channel": "C0EXTACME", "user": "U0DANAORTIZ"}))
        assert (await scene.door.send(delivery, 0, "")).status == 200, kind


async def test_an_event_nobody_asked_for_is_thanked_for(scene: Scene) -> None:
    for event in ({"type": "pin_added"}, {"type": "message", "subtype": "channel_join", "user": "U1"}):
        assert (await scene.door.send(Delivery("event", _envelope(dict(event))), 0, "")).status == 200
    limited = {"type": "app_rate_limited", "team_id": HOME, "minute_rate_limited": 1, "api_app_id": "A1"}
    assert (await scene.door.send(Delivery("event", dict(limited)), 0, "")).status == 200
    assert scene.taken.taken == []


async def test_the_address_is_verified_when_slack_asks(scene: Scene) -> None:
    answer = await scene.slack.verify_url()
    assert (answer.status, "3eZbrw1aBm2rZgRNFdxV" in answer.text) == (200, True)


async def test_who_is_not_installed_is_not_heard(scene: Scene) -> None:
    envelope = _envelope({"type": "message", "user": "U1", "channel": "C1", "ts": "1.0", "text": "hi"})
    envelope["authorizations"] = [{"team_id": ACME, "is_enterprise_install": False}]
    assert (await scene.door.send(Delivery("event", envelope), 0, "")).status == 200
    assert scene.taken.taken == []


async def test_who_we_are_is_asked_once(scene: Scene) -> None:
    for _ in range(3):
        await scene.slack.says("Dana Ortiz", "ext-acme", "hello")
    assert len(scene.slack.called("auth.test")) == 1


async def test_while_slack_cannot_say_who_we_are_events_come_again(scene: Scene) -> None:
    scene.slack.workspace.home.trouble = "internal_error"
    envelope = _envelope({"type": "message", "user": "U1", "channel": "C1", "ts": "1.0", "text": "hi"})
    assert (await scene.door.send(Delivery("event", envelope), 0, "")).status == 500
    scene.slack.workspace.home.trouble = None
    assert (await scene.door.send(Delivery("event", envelope), 1, "")).status == 200


async def _post(scene: Scene, channel: str, message: Message) -> str:
    shown = render(message)
    said = await scene.client.chat_postMessage(channel=channel, text=shown.text, blocks=list(shown.blocks))
    return str(said["ts"])


BUTTON = Message((Buttons((Button("Approve", "approve", {"touch": "7"}),)),))


async def test_a_press_in_a_channel_may_be_anybodys(scene: Scene) -> None:
    ts = await _post(scene, "C0EXTACME", BUTTON)
    await scene.slack.presses("Dana Ortiz", scene.slack.workspace.channel("ext-acme").posts[-1], "Approve")
    (event,) = scene.taken.taken
    assert isinstance(event, Action)
    assert (event.action, event.values, event.ref) == ("approve", {"touch": "7"}, ts)
    assert (event.actor.workspace, event.actor.is_home, event.actor.is_vague) == (ACME, False, False)
    assert (event.place.kind, event.is_private) == ("shared", False)
    assert answer_to(event.answer_to).url


async def test_a_press_in_a_direct_conversation_is_private(scene: Scene) -> None:
    direct = scene.slack.workspace.direct("Priya Shah")
    ts = await _post(scene, direct.id, BUTTON)
    await scene.slack.presses("Priya Shah", direct.posts[-1], "Approve")
    (event,) = scene.taken.taken
    assert isinstance(event, Action)
    assert (event.place.kind, event.ref, event.is_private) == ("direct", ts, True)


async def test_a_press_in_an_ephemeral_message_cannot_be_referred_to(scene: Scene) -> None:
    shown = render(BUTTON)
    await scene.client.chat_postEphemeral(
        channel="C0EXTACME", user="U0PRIYASHAH", text=shown.text, blocks=list(shown.blocks)
    )
    await scene.slack.presses("Priya Shah", scene.slack.workspace.channel("ext-acme").posts[-1], "Approve")
    (event,) = scene.taken.taken
    assert isinstance(event, Action)
    assert (event.ref, event.is_private, event.place.kind) == (None, True, "shared")
    assert (event.actor.is_home, event.actor.is_vague) == (False, True)  # a guest would look the same


async def test_a_press_on_the_home_page_shows_it_anew(scene: Scene) -> None:
    home = Place("slack", HOME, "U0PRIYASHAH", kind="private")
    await scene.client.views_publish(user_id="U0PRIYASHAH", view=home_view(BUTTON, home))
    page = scene.slack.home_of("Priya Shah")
    assert page is not None
    await scene.slack.presses("Priya Shah", page, "Approve")
    await scene.doors.rest()
    action, shown = scene.taken.taken
    assert isinstance(action, Action)
    assert (action.place, action.is_private, action.ref) == (home, True, None)
    assert answer_to(action.answer_to).is_home
    assert isinstance(shown, HomeOpened)
    assert (shown.key, shown.place) == (f"{action.key}:home", home)
    assert scene.taken.received == [action]


FORM = Form("Edit", "edit", (Input("text", "Text"),), values={"touch": "7"})
WHERE = Place("slack", HOME, "C0EXTACME", "ext-acme", thread="1.5")


def _modal(slack: Slack) -> View:
    shown = slack.modal_of("Priya Shah")
    assert shown is not None
    return shown


async def _opened(scene: Scene, form: Form = FORM, place: Place = WHERE) -> None:
    trigger = scene.slack.workspace.new_trigger("U0PRIYASHAH")
    await scene.client.views_open(trigger_id=trigger.id, view=form_view(form, place))


async def test_a_form_comes_back_with_where_it_was_opened(scene: Scene) -> None:
    await _opened(scene)
    await scene.slack.submits("Priya Shah", _modal(scene.slack), text="Hello <you>")
    (event,) = scene.taken.submitted
    assert isinstance(event, FormSubmitted)
    assert (event.action, event.values, event.place) == ("edit", {"touch": "7", "text": "Hello <you>"}, WHERE)
    assert scene.slack.workspace.modals["U0PRIYASHAH"] == []


async def test_a_refused_form_stays_open_and_says_why(scene: Scene) -> None:
    await _opened(scene)
    scene.taken.refusal = Refusal("That is longer than a message may be: shorten it.")
    view = _modal(scene.slack)
    await scene.slack.submits("Priya Shah", view, text="Hello")
    answer = scene.slack.outbox.deliveries[-1].answer
    assert answer.body == {"response_action": "errors", "errors": {"text": scene.taken.refusal.words}}
    assert _modal(scene.slack) is view


async def test_a_form_is_known_by_its_answers(scene: Scene) -> None:
    await _opened(scene)
    scene.taken.refusal = Refusal("Not like that.")
    for words in ("Hello", "Hello", "Good morning"):
        await scene.slack.submits("Priya Shah", _modal(scene.slack), text=words)
    await _opened(scene)
    await scene.slack.submits("Priya Shah", _modal(scene.slack), text="Hello")
    first, again, other, elsewhere = (event.key for event in scene.taken.submitted)
    assert first == again
    assert len({first, other, elsewhere}) == 3


async def test_what_takes_too_long_closes_the_form_and_is_answered_privately(slack: Slack, database: Database) -> None:
    taken, messenger = Taken(), FakeMessenger("slack")
    async with (
        doors_of(slack, taken, database, messenger=messenger, patience_seconds=0) as doors,
        near(slack, doors) as door,
    ):
        scene = Scene(slack, doors, door, taken, messenger)
        await _opened(scene)
        taken.refusal = Refusal("Not like that.")
        taken.submitting.clear()
        await slack.submits("Priya Shah", _modal(slack), text="Hello")
        assert slack.workspace.modals["U0PRIYASHAH"] == []
        assert len(taken.taken) == 1  # committed all the same
        taken.submitting.set()
        await doors.rest()
    (told,) = messenger.whispers
    assert (told.visible_to, told.message.fallback, told.place) == ("U0PRIYASHAH", "Not like that.", WHERE)


async def test_a_form_that_failed_on_our_side_is_committed_and_closes(scene: Scene) -> None:
    await _opened(scene)

    async def fail(event: object) -> Refusal | None:
        raise NotReached("Slack is away.")

    scene.taken.submit = fail  # type: ignore[method-assign]
    await scene.slack.submits("Priya Shah", _modal(scene.slack), text="Hello")
    assert scene.slack.workspace.modals["U0PRIYASHAH"] == []
    assert len(scene.taken.taken) == 1


async def test_a_form_of_another_version_says_so(scene: Scene) -> None:
    await _opened(scene)
    view = _modal(scene.slack)
    view.content["private_metadata"] = pack({"what": "?"})
    await scene.slack.submits("Priya Shah", view, text="Hello")
    answer = scene.slack.outbox.deliveries[-1].answer
    assert answer.body is not None
    assert "Open it again" in str(answer.body["errors"])
    assert scene.taken.submitted == []


async def test_closing_a_form_does_nothing(scene: Scene) -> None:
    payload = {"type": "view_closed", "user": {"id": "U0PRIYASHAH"}, "team": {"id": HOME}, "view": {"callback_id": "x"}}
    assert (await scene.door.send(Delivery("interaction", dict(payload)), 0, "")).status == 200
    assert scene.taken.taken == []


async def test_a_press_on_a_page_inside_a_modal_may_open_another_on_top(scene: Scene) -> None:
    trigger = scene.slack.workspace.new_trigger("U0PRIYASHAH")
    await scene.client.views_open(trigger_id=trigger.id, view=page_view(BUTTON, WHERE))
    modal = _modal(scene.slack)
    await scene.slack.presses("Priya Shah", modal, "Approve")
    (event,) = scene.taken.taken
    assert isinstance(event, Action)
    lent, way = opens(event.opens), answer_to(event.answer_to)
    assert lent is not None
    assert (lent.view, way.view, way.is_home, event.place) == (modal.id, modal.id, False, WHERE)
    assert event.is_private


async def test_a_button_of_another_version_is_answered_as_such(scene: Scene) -> None:
    block = {
        "type": "actions",
        "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Old"}, "action_id": "old"}],
    }
    await scene.client.chat_postMessage(channel="C0EXTACME", text="old", blocks=[block])
    await scene.slack.presses("Priya Shah", scene.slack.workspace.channel("ext-acme").posts[-1], "Old")
    assert [event.action for event in scene.taken.taken if isinstance(event, Action)] == ["outdated"]


async def test_a_message_is_chosen_to_be_logged(scene: Scene) -> None:
    scene.messenger.people["U0DANAORTIZ"] = Actor("slack", ACME, "U0DANAORTIZ", "Dana Ortiz")
    post = await scene.slack.says("Dana Ortiz", "ext-acme", "We need SSO & more")
    await scene.slack.shortcut("Priya Shah", "log", post)
    event = scene.taken.taken[-1]
    assert isinstance(event, Shortcut)
    assert (event.name, event.text, event.ref, event.author) == ("log", "We need SSO & more", post.ts, "Dana Ortiz")
    assert (event.place.external_id, event.place.kind) == ("C0EXTACME", "shared")


async def test_a_chosen_message_whose_author_slack_does_not_name_is_taken_without(scene: Scene) -> None:
    scene.messenger.mishaps.append(NOT_REACHED)
    post = await scene.slack.says("Dana Ortiz", "ext-acme", "We need SSO & more")
    await scene.slack.shortcut("Priya Shah", "log", post)
    event = scene.taken.taken[-1]
    assert isinstance(event, Shortcut)
    assert (event.text, event.author) == ("We need SSO & more", "")


async def test_joining_a_channel_tells_its_name_and_who_sits_there(scene: Scene) -> None:
    town = scene.slack.workspace
    town.add_channel("ext-both", ["Priya Shah", "Dana Ortiz"], connected=[ACME, "T0UMBRA"], with_bot=False)
    await scene.slack.invites("Priya Shah", "ext-both")
    (event,) = scene.taken.taken
    assert isinstance(event, ChannelChanged)
    assert (event.change, event.name, event.place.kind) == ("joined", "ext-both", "shared")
    assert event.connected == (ACME, "T0UMBRA")
    assert event.actor.external_id == "U0PRIYASHAH"


async def test_a_channel_that_slack_does_not_show_is_told_of_as_it_came(scene: Scene) -> None:
    scene.slack.workspace.home.scopes -= {"channels:read", "groups:read"}
    await scene.slack.shares("cs-team", ACME)
    event = scene.taken.taken[0]
    assert isinstance(event, ChannelChanged)
    assert (event.change, event.connected, event.place.kind) == ("shared", (ACME,), "shared")


# With a real inbox behind them


class Counter:
    def __init__(self, database: Database, house: House, messenger: FakeMessenger) -> None:
        rows = [
            Route(kind="command", name="note", handler=self.handle, audience=STAFF),
            Route(kind="action", name="approve", handler=self.handle, audience=STAFF),
            Route(kind="form", name="edit", handler=self.handle, audience=STAFF),
        ]
        self.database = database
        self._router = Router(rows, house)
        self._messenger = messenger

    def make(self) -> Inbox:
        """As a start of the process makes it."""
        messengers = {"slack": self._messenger}
        return Inbox(self.database, self._router, messengers, FakeClock(NOW), timedelta(days=30), FakeClock(NOW).now)

    async def handle(self, work: Work) -> Outcome:
        work.session.add(Deed(teammate_id=work.staff.id or 0, verb="note", done_at=work.now))
        return Reply(say("Noted."))

    async def deeds(self) -> int:
        async with self.database.reading() as session:
            return len((await session.exec(select(Deed))).all())


@pytest.fixture
async def counter(database: Database, house: House) -> Counter:
    messenger = FakeMessenger("slack")
    priya = Actor("slack", HOME, "U0PRIYASHAH", "Priya", is_home=True)
    messenger.people[priya.external_id] = priya
    async with database.writing() as session:
        await let_in(session, priya, await World(session).csm())
    return Counter(database, house, messenger)


async def test_a_command_twice_acts_once_also_after_a_restart(slack: Slack, counter: Counter) -> None:
    first, second = counter.make(), counter.make()
    async with doors_of(slack, first, counter.database) as doors, near(slack, doors):
        delivery = await slack.types("Priya Shah", "ext-acme", "/cs note this")
        await slack.outbox.repeat(delivery)
        await first.rest()
    async with doors_of(slack, second, counter.database) as doors, near(slack, doors):
        await slack.outbox.repeat(delivery, times=2)
        await second.rest()
    assert await counter.deeds() == 1
    assert [answer.status for answer in delivery.answers] == [200] * 4


async def test_a_press_twice_acts_once(slack: Slack, counter: Counter) -> None:
    inbox = counter.make()
    async with doors_of(slack, inbox, counter.database) as doors, near(slack, doors) as door:
        scene = Scene(slack, doors, door, Taken(), FakeMessenger("slack"))
        await _post(scene, slack.workspace.direct("Priya Shah").id, BUTTON)
        await slack.presses("Priya Shah", slack.workspace.direct("Priya Shah").posts[-1], "Approve")
        await slack.outbox.repeat(slack.outbox.deliveries[-1], times=2)
        await inbox.rest()
    assert await counter.deeds() == 1


async def test_a_form_that_slack_had_trouble_with_acts_once(slack: Slack, counter: Counter) -> None:
    """Its answer came too late, so Slack left it open: it is submitted again, with a trigger of its own."""
    inbox = counter.make()
    async with doors_of(slack, inbox, counter.database) as doors, near(slack, doors) as door:
        await _opened(Scene(slack, doors, door, Taken(), FakeMessenger("slack")))
        view = _modal(slack)
        await slack.submits("Priya Shah", view, text="Hello")
        slack.workspace.modals["U0PRIYASHAH"] = [view]
        assert await slack.submits("Priya Shah", view, text="Hello") == {}
        await inbox.rest()
    triggers = {delivery.payload["trigger_id"] for delivery in slack.outbox.deliveries if delivery.kind != "event"}
    assert (len(triggers), await counter.deeds()) == (2, 1)


async def test_a_mention_that_comes_twice_acts_once(slack: Slack, counter: Counter) -> None:
    inbox = counter.make()
    async with doors_of(slack, inbox, counter.database) as doors, near(slack, doors):
        async with slack.outbox.holding(seed=3, twice=True):
            await slack.mentions("Priya Shah", "ext-acme", "note this")
        await inbox.rest()
    assert {event["type"] for event in slack.outbox.events()} == {"message", "app_mention"}
    assert await counter.deeds() == 1


async def test_no_words_reach_the_log(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    quieten()
    with caplog.at_level(logging.DEBUG):
        await scene.slack.says("Dana Ortiz", "ext-acme", "my secret words")
        await scene.slack.types("Priya Shah", "ext-acme", "/cs secret words")
        scene.taken.failure = RuntimeError("oops")
        await scene.slack.says("Dana Ortiz", "ext-acme", "my secret words")
        await scene.door.send(Delivery("event", {"type": "mystery", "text": "secret words"}), 0, "")
        await scene.client.chat_postMessage(channel="C0EXTACME", text="secret words")
        body = json.dumps({"text": "secret words"}).encode()
        assert (await scene.door.post(body, {"X-Slack-Signature": "v0=bad"})).status == 401
    logged = [record for record in caplog.records if record.name.split(".")[0] in ("bot", "slack_bolt", "slack_sdk")]
    assert logged
    assert all("secret" not in f"{record.getMessage()} {record.exc_text}" for record in logged)


async def test_chosen_words_are_plain(scene: Scene) -> None:
    post = await scene.slack.mentions("Dana Ortiz", "ext-acme", "see https://acme.example & <this>")
    said = [event for event in scene.taken.taken if isinstance(event, ChannelMessage)]
    assert {(event.key, event.text, event.mentions_us) for event in said} == {
        (f"message:C0EXTACME:{post.ts}", "see https://acme.example & <this>", True)
    }
