"""What SlackMessenger promises beyond the contract of every platform."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import wire
from bot.slack.answers import Opens, encode
from bot.slack.calls import Workspaces
from bot.slack.messenger import SlackMessenger
from bot.slack.people import People
from bot.vault import Vault
from outreach.database import Database
from outreach.errors import DeliveryProblem, NotReached, RateLimited, Refused, Unclear
from outreach.events import Place
from outreach.messages import Form, Input, Message, Preview, Run, paragraph, say
from outreach.models.trust import Installation
from outreach.ports import Author, Outgoing
from outreach.store import installations
from tests.bot.slack.ways_in import settings_for
from tests.bot.slack.ways_out import ACME, PRIYA, TEAM, Out
from tests.fakes import FakeClock
from tests.platforms.slack import faults
from tests.platforms.slack.faults import Fault
from tests.platforms.slack.reading import words_of
from tests.platforms.slack.server import running
from tests.platforms.slack.town import GLOBEX, NOW, build_town

HELLO = Outgoing("d1", ACME, say("Hello"))
FORM = Form("Edit", "edit-save", (Input("words", "Message", "lines", "Hello"),))


async def test_a_post_carries_all_its_words_twice_and_its_marker_once(out: Out) -> None:
    words = Message((paragraph("Hello ", Run("<!channel>", bold=True), " & all"),))
    posted = await out.messenger.post(Outgoing("d1", ACME, words))
    (copy,) = out.slack.copies
    assert copy.ts == posted.ref
    assert copy.text == "Hello &lt;!channel&gt; &amp; all"
    assert words_of(copy) == "Hello <!channel> & all"
    assert copy.metadata == {"event_type": "concierge_delivery", "event_payload": {"id": "d1"}}


async def test_a_link_unfolds_only_where_the_message_wants_it(out: Out) -> None:
    await out.messenger.post(HELLO)
    await out.messenger.post(replace(HELLO, message=Message((paragraph("New"), Preview("https://example.com/new")))))
    asked = out.asked("chat.postMessage")
    assert [(one["unfurl_links"], one["unfurl_media"]) for one in asked] == [(False, False), (True, True)]


@pytest.mark.parametrize(
    ("author", "place", "shown"),
    [
        (Author("Priya Shah", "https://x.test/p.png"), ACME, ("Priya Shah via Concierge", "https://x.test/p.png")),
        (Author("Priya Shah"), TEAM, ("Priya Shah via Concierge", None)),
        (Author("Priya Shah", "http://x.test/p.png"), ACME, ("Priya Shah via Concierge", None)),
        (Author(" Priya\n\tShah "), ACME, ("Priya Shah via Concierge", None)),
        (Author("P" * 200), ACME, ("P" * 65 + "… via Concierge", None)),
        (Author(" "), ACME, (None, None)),
        (None, ACME, (None, None)),
    ],
)
async def test_a_message_stands_in_the_name_of_its_author(
    out: Out, author: Author | None, place: Place, shown: tuple[str | None, str | None]
) -> None:
    await out.messenger.post(replace(HELLO, place=place, author=author))
    (copy,) = out.slack.copies
    assert (copy.username, copy.picture) == shown
    assert len(copy.username or "") <= 80


async def test_between_us_nobody_else_speaks(out: Out) -> None:
    await out.messenger.post(replace(HELLO, place=out.direct("Priya Shah"), author=Author("Marco")))
    (copy,) = out.slack.copies
    assert copy.username is None


@pytest.mark.parametrize("fault", [faults.ERROR_BEFORE, faults.ERROR_AFTER, faults.INTERNAL_AFTER, faults.RESET_AFTER])
async def test_a_post_is_attempted_exactly_once(out: Out, fault: Fault) -> None:
    out.slack.faults.plan("chat.postMessage", fault)
    with pytest.raises(Unclear):
        await out.messenger.post(HELLO)
    assert len(out.slack.called("chat.postMessage")) == 1


@pytest.mark.parametrize(("seconds", "is_everywhere"), [(1, False), (30, True)])
async def test_who_waits_longer_than_a_channels_second_waits_everywhere(
    out: Out, seconds: int, is_everywhere: bool
) -> None:
    out.slack.faults.plan("chat.postMessage", Fault("429", retry_after=seconds))
    with pytest.raises(RateLimited) as limited:
        await out.messenger.post(HELLO)
    assert (limited.value.retry_after, limited.value.whole_lane) == (timedelta(seconds=seconds), is_everywhere)


async def test_a_refusal_names_the_channel_and_keeps_slacks_answer_to_itself(out: Out) -> None:
    lobby = Place("slack", ACME.workspace, "C0LOBBY", "lobby")
    with pytest.raises(Refused) as refused:
        await out.messenger.post(replace(HELLO, place=lobby))
    assert str(refused.value) == "Concierge is not in #lobby: invite @Concierge to #lobby, then send again."
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


async def test_what_is_internal_goes_to_a_teams_channel(out: Out) -> None:
    await out.messenger.post(replace(HELLO, place=TEAM))
    assert out.said_in("cs-team") == ["Hello"]


async def test_what_is_internal_stays_out_of_a_channel_that_is_shared_by_now(out: Out) -> None:
    posted = await out.messenger.post(replace(HELLO, place=TEAM))
    await out.slack.shares("cs-team", GLOBEX)
    out.watch.seconds += 10
    for write in (
        lambda: out.messenger.post(replace(HELLO, place=TEAM)),
        lambda: out.messenger.update(replace(HELLO, place=TEAM, message=say("More")), posted.ref),
    ):
        with pytest.raises(Refused, match="#cs-team is shared with other companies"):
            await write()
    assert out.said_in("cs-team") == ["Hello"]


@pytest.mark.parametrize(
    ("fault", "problem"),
    [(faults.ERROR_BEFORE, NotReached), (faults.INTERNAL_AFTER, NotReached), (faults.LIMITED, RateLimited)],
)
async def test_what_is_internal_waits_until_slack_can_be_asked_who_reads_there(
    out: Out, fault: Fault, problem: type[DeliveryProblem]
) -> None:
    out.slack.faults.plan("conversations.info", fault)
    with pytest.raises(problem):
        await out.messenger.post(replace(HELLO, place=TEAM))
    assert out.slack.copies == []


async def test_who_reads_there_is_believed_for_seconds(out: Out) -> None:
    for _ in range(3):
        await out.messenger.post(replace(HELLO, place=TEAM))
    assert len(out.slack.called("conversations.info")) == 1
    out.watch.seconds += 5
    await out.messenger.post(replace(HELLO, place=TEAM))
    assert len(out.slack.called("conversations.info")) == 2


async def test_nobody_is_asked_about_a_channel_that_customers_read_anyway(out: Out) -> None:
    await out.messenger.post(HELLO)
    assert out.slack.called("conversations.info") == []


async def test_a_long_update_keeps_all_its_words_in_blocks(out: Out) -> None:
    posted = await out.messenger.post(HELLO)
    await out.messenger.update(replace(HELLO, message=say("word " * 2_000)), posted.ref)
    (copy,) = out.slack.copies
    assert len(copy.text) <= 4_000
    assert words_of(copy).count("word") == 2_000
    assert copy.metadata is not None


async def test_all_calls_go_over_one_connection(out: Out) -> None:
    posted = await out.messenger.post(HELLO)
    await out.messenger.update(HELLO, posted.ref)
    await out.messenger.delete(ACME, posted.ref)
    assert len(out.slack.connections) == 1


async def test_a_connection_that_comes_too_late_is_not_written_to(out: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    deadline = wire.deadline
    monkeypatch.setattr(wire, "deadline", lambda: deadline(-1.0))
    with pytest.raises(NotReached):
        await out.messenger.post(HELLO)
    assert out.slack.called("chat.postMessage") == []


async def test_an_expired_form_says_so(out: Out) -> None:
    trigger = out.slack.workspace.new_trigger(PRIYA)
    out.slack.workspace.clock.advance(seconds=4)  # type: ignore[attr-defined]
    with pytest.raises(Refused) as refused:
        await out.messenger.open_form(encode(Opens(trigger.id)), PRIYA, ACME, FORM)
    assert refused.value.code == "form_expired"


async def test_a_form_asked_for_in_a_modal_goes_on_top_of_it_and_comes_back_with_its_place(out: Out) -> None:
    trigger = out.slack.workspace.new_trigger(PRIYA)
    await out.messenger.open_form(encode(Opens(trigger.id)), PRIYA, ACME, FORM)
    first = out.slack.modal_of("Priya Shah")
    assert first is not None
    again = encode(Opens(out.slack.workspace.new_trigger(PRIYA).id, first.id))
    await out.messenger.open_form(again, PRIYA, ACME, replace(FORM, title="Really?"))
    top = out.slack.modal_of("Priya Shah")
    assert top is not None
    assert (top.previous, top.content["title"]["text"]) == (first.id, "Really?")


async def test_each_workspace_is_written_to_with_its_own_token(database: Database) -> None:
    vault = Vault("a secret of some length")
    async with running(build_town(FakeClock(NOW))) as slack, wire.session() as session:
        theirs = slack.workspace.install(GLOBEX)
        room = slack.workspace.add_channel("globex-cs", ["Glen Globe"], host=GLOBEX, with_bot=False)
        room.members.add(theirs.bot_user)
        async with database.writing() as writing:
            row = Installation(
                platform="slack",
                workspace=GLOBEX,
                name="Globex",
                bot_user_id=theirs.bot_user,
                bot_id=theirs.bot_id,
                sealed_token=vault.seal(theirs.token),
                scopes=[],
                installed_at=NOW,
            )
            await installations.keep(writing, row)
        workspaces = Workspaces(
            settings_for(slack, slack_bot_token=None, slack_workspaces=GLOBEX), database, vault, session
        )
        messenger = SlackMessenger(workspaces, People(workspaces))
        there = Place("slack", GLOBEX, room.id, "globex-cs")
        posted = await messenger.post(replace(HELLO, place=there))
        assert await messenger.find("d1", there, NOW - timedelta(days=1)) == posted
        assert {call.token for call in slack.calls} == {theirs.token}
        with pytest.raises(Refused) as refused:
            await messenger.post(HELLO)
        assert refused.value.code == "platform_off"
