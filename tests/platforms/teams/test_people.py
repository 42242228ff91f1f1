"""What people do reaches the bot as Teams would tell it, and what it answers is what they see."""

import asyncio

import pytest

from tests.platforms.teams.by_hand import Bot, Town
from tests.platforms.teams.cards import Json, NotThere
from tests.platforms.teams.delivering import BotFailed
from tests.platforms.teams.listener import Listener, card, carrying, dialog, executed
from tests.platforms.teams.posts import Post
from tests.platforms.teams.server import FakeTeams

WORDS: Json = {"type": "Input.Text", "id": "words", "label": "Message", "value": "Hello", "isRequired": True}
DAY: Json = {"type": "Input.ChoiceSet", "id": "day", "choices": [{"title": "Monday", "value": "mon"}]}
SEND: Json = {"type": "Action.Execute", "title": "Send", "verb": "approve", "data": {"touch": "1"}}
SAVE: Json = {"type": "Action.Submit", "title": "Save", "data": {"touch": "1"}}
OPEN: Json = {"type": "Action.Submit", "title": "Edit", "data": {"touch": "1", "msteams": {"type": "task/fetch"}}}
DONE = card({"type": "TextBlock", "text": "Sent."})


@pytest.fixture
def listener(teams: FakeTeams) -> Listener:
    listener = Listener()
    teams.bot = listener.app
    return listener


async def posted(bot: Bot, place: Town, content: Json) -> Post:
    status, told = await bot.posts(place.shared.id, carrying(content))
    assert status == 201
    return next(post for post in bot.teams.copies if post.id == told["id"])


async def test_a_mention_stands_in_the_text_and_in_its_entities(
    teams: FakeTeams, place: Town, listener: Listener
) -> None:
    post = await teams.says(place.dana, place.shared, "status & <more>", mention=True)

    [told] = listener.heard
    assert told["text"].startswith("<at>Concierge</at> status & <more>")
    assert [entity["mentioned"]["id"] for entity in told["entities"] if entity["type"] == "mention"] == [
        teams.tenant.bot_id
    ]
    assert told["conversation"]["id"] == f"{place.shared.id};messageid={post.id}"
    assert told["conversation"]["tenantId"] == teams.tenant.id
    assert "tenantId" not in told["from"]
    assert "&lt;more&gt;" in told["attachments"][0]["content"]


async def test_deliveries_are_signed_unless_the_mode_is_anonymous(
    teams: FakeTeams, place: Town, listener: Listener
) -> None:
    await teams.says(place.priya, None, "help")
    teams.be_anonymous()
    await teams.says(place.priya, None, "help")
    await teams.deliver(listener.heard[0], "alg none")

    assert [header is not None for header in listener.headers] == [True, False, True]


async def test_without_the_grant_a_channel_is_heard_only_when_it_mentions_the_bot(
    teams: FakeTeams, place: Town, listener: Listener
) -> None:
    place.shared.reads_all = False
    await teams.says(place.dana, place.shared, "anybody there?")
    await teams.says(place.dana, place.shared, "help", mention=True)
    place.shared.is_installed = False
    await teams.says(place.dana, place.shared, "help", mention=True)

    assert len(listener.heard) == 1
    assert len(teams.seen_by(place.priya, place.shared)) == 3


async def test_a_slash_command_is_seen_by_nobody_else(teams: FakeTeams, place: Town, listener: Listener) -> None:
    await teams.says(place.priya, place.shared, "why acme", slash=True)

    assert listener.heard[0]["recipient"]["isTargeted"] is True
    assert teams.seen_by(place.dana, place.shared) == []


async def test_a_thread_goes_on_under_its_first_message(teams: FakeTeams, place: Town, listener: Listener) -> None:
    lead = await teams.says(place.dana, place.shared, "one")
    await teams.says(place.priya, place.shared, "two", thread=lead)

    assert listener.heard[1]["conversation"]["id"].endswith(f";messageid={lead.id}")
    assert listener.heard[1]["id"] != lead.id


async def test_a_bot_that_does_not_answer_well_is_noticed(teams: FakeTeams, place: Town, listener: Listener) -> None:
    listener.answers.append(500)
    with pytest.raises(BotFailed, match="500"):
        await teams.says(place.priya, None, "help")


async def test_redelivery_keeps_the_id_and_an_invoke_may_come_under_a_new_one(
    teams: FakeTeams, place: Town, listener: Listener
) -> None:
    await teams.says(place.priya, None, "help")
    await teams.redeliver(teams.deliveries[0])
    await teams.redeliver(teams.deliveries[0], new_id=True)

    first, again, renewed = (told["id"] for told in listener.heard)
    assert first == again != renewed


async def test_a_press_carries_data_and_answers_and_changes_the_card_for_them_alone(
    bot: Bot, place: Town, listener: Listener
) -> None:
    post = await posted(bot, place, card(WORDS, DAY, actions=(SEND,)))
    listener.answers.append(executed(DONE))

    answer = await bot.teams.presses(place.priya, post, "Send", day="mon")

    [told] = listener.heard
    assert told["value"]["action"]["data"] == {"touch": "1", "words": "Hello", "day": "mon"}
    assert (told["value"]["action"]["verb"], told["replyToId"]) == ("approve", post.id)
    assert answer.reads == "Sent."
    assert bot.teams.read_by(place.priya, place.shared) == "Sent."
    assert post.buttons_for(place.dana) == ["Send"]


@pytest.mark.parametrize(
    ("title", "given"),
    [("Send it", {}), ("Send", {"tone": "me"}), ("Send", {"day": "sun"}), ("Send", {"words": ""})],
)
async def test_nobody_presses_or_answers_what_is_not_there(
    bot: Bot, place: Town, listener: Listener, title: str, given: dict[str, str]
) -> None:
    post = await posted(bot, place, card(WORDS, DAY, actions=(SEND,)))

    with pytest.raises(NotThere):
        await bot.teams.presses(place.priya, post, title, **given)
    with pytest.raises(NotThere):
        await bot.teams.presses(place.marco, post, "Send")
    assert listener.heard == []


@pytest.mark.parametrize("body", [200, {"text": "ok"}, {"statusCode": 200, "type": "made/up", "value": {}}])
async def test_an_answer_that_the_client_cannot_show_is_a_failure(
    bot: Bot, place: Town, listener: Listener, body: Json | int
) -> None:
    post = await posted(bot, place, card(actions=(SEND,)))
    listener.answers.append(body)

    with pytest.raises(BotFailed):
        await bot.teams.presses(place.priya, post, "Send")


async def test_words_and_errors_come_back_as_such(bot: Bot, place: Town, listener: Listener) -> None:
    post = await posted(bot, place, card(actions=(SEND,)))
    refusal = {"code": "NotAllowed", "message": "Only Priya may."}
    listener.answers += [
        {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Noted."},
        {"statusCode": 403, "type": "application/vnd.microsoft.error", "value": refusal},
    ]

    assert (await bot.teams.presses(place.priya, post, "Send")).words == "Noted."
    assert (await bot.teams.presses(place.dana, post, "Send")).error == "Only Priya may."


async def test_a_plain_submit_is_a_message_without_words(bot: Bot, place: Town, listener: Listener) -> None:
    post = await posted(bot, place, card(WORDS, actions=(SAVE,)))

    await bot.teams.presses(place.priya, post, "Save", words="Hi")

    [told] = listener.heard
    assert (told["type"], told["value"], told.get("text")) == ("message", {"touch": "1", "words": "Hi"}, None)


async def test_a_dialog_opens_stays_and_closes(bot: Bot, place: Town, listener: Listener) -> None:
    teams = bot.teams
    post = await posted(bot, place, card(actions=(OPEN,)))
    form = card(WORDS, actions=(SAVE,))
    listener.answers += [dialog(form, "Edit"), dialog(form, "Shorter, please"), 200]

    assert (await teams.presses(place.priya, post, "Edit")).dialog is not None
    await teams.submits(place.priya, words="A very long text")
    shown = teams.dialog_of(place.priya)
    assert shown is not None
    assert shown.title == "Shorter, please"
    await teams.submits(place.priya, words="Short")

    assert teams.dialog_of(place.priya) is None
    assert [told["name"] for told in listener.heard] == ["task/fetch", "task/submit", "task/submit"]
    assert listener.heard[2]["value"]["data"] == {"touch": "1", "words": "Short"}


async def test_a_messages_menu_tells_which_message_and_who_wrote_it(bot: Bot, place: Town, listener: Listener) -> None:
    teams = bot.teams
    post = await teams.says(place.dana, place.shared, "Could you export <this>?")
    listener.answers += [dialog(card(WORDS, actions=(SAVE,))), {"task": {"type": "message", "value": "Logged."}}]

    await teams.message_action(place.priya, "log", post)
    answer = await teams.submits(place.priya, words="A wish")

    fetched, submitted = (told["value"] for told in listener.heard[1:])
    assert (fetched["commandId"], fetched["messagePayload"]["id"]) == ("log", post.id)
    assert fetched["messagePayload"]["from"]["user"]["id"] == place.dana.aad_id
    assert fetched["messagePayload"]["body"]["content"] == "<p>Could you export &lt;this&gt;?</p>"
    assert submitted["data"] == {"touch": "1", "words": "A wish"}
    assert answer.words == "Logged."


async def test_a_card_that_refreshes_asks_for_those_it_names(bot: Bot, place: Town, listener: Listener) -> None:
    refresh: Json = {"action": {**SEND, "verb": "mine"}, "userIds": [place.priya.id]}
    post = await posted(bot, place, card({"type": "TextBlock", "text": "For all"}, refresh=refresh))
    listener.answers.append(executed(card({"type": "TextBlock", "text": "For Priya"})))

    assert await bot.teams.looks(place.dana, post) is None
    await bot.teams.looks(place.priya, post)

    assert listener.heard[0]["value"]["trigger"] == "automatic"
    assert [post.words_for(user) for user in (place.priya, place.dana)] == ["For Priya", "For all"]


async def test_edits_deletes_and_reactions_are_told(bot: Bot, place: Town, listener: Listener) -> None:
    teams = bot.teams
    ours = await posted(bot, place, DONE)
    theirs = await teams.says(place.dana, place.shared, "one")
    await teams.edits(place.dana, theirs, "two")
    await teams.reacts(place.dana, ours, "heart")
    await teams.reacts(place.dana, ours, "heart", added=False)
    await teams.reacts(place.priya, theirs)
    await teams.deletes(place.dana, theirs)

    assert [told["type"] for told in listener.heard] == [
        "message",
        "messageUpdate",
        "messageReaction",
        "messageReaction",
        "messageDelete",
    ]
    assert listener.heard[1]["text"] == "two"
    assert [listener.heard[2].get(name) for name in ("reactionsAdded", "replyToId")] == [[{"type": "heart"}], ours.id]


async def test_the_apps_life_in_a_team_and_a_shared_channel_is_told(
    teams: FakeTeams, place: Town, listener: Listener
) -> None:
    team = place.general.team
    assert team is not None
    fresh = await teams.creates(place.priya, team, "ext-globex", "shared")
    femi = teams.tenant.outsider("Femi", "globex")
    await teams.installs(place.priya, fresh)
    await teams.shares(place.priya, fresh, femi)
    await teams.renames(place.priya, fresh, "globex")
    await teams.unshares(place.priya, fresh, femi.tenant_id)
    await teams.removes(place.priya, team)
    await teams.renames(place.priya, team, "nobody hears this")

    told = [(each["type"], each["channelData"].get("eventType", each.get("action"))) for each in listener.heard]
    assert told == [
        ("conversationUpdate", "channelMemberAdded"),
        ("conversationUpdate", "channelShared"),
        ("conversationUpdate", "channelMemberAdded"),
        ("conversationUpdate", "channelRenamed"),
        ("conversationUpdate", "channelUnshared"),
        ("conversationUpdate", "teamMemberRemoved"),
        ("installationUpdate", "remove"),
    ]
    assert listener.heard[1]["channelData"]["sharedWithTeams"][0]["tenantId"] == femi.tenant_id
    assert femi not in fresh.people


async def test_somebody_can_wait_for_what_the_bot_does_in_its_own_time(bot: Bot, place: Town) -> None:
    waiting = asyncio.create_task(bot.teams.until(lambda: bot.teams.seen_by(place.dana, place.shared)))
    await asyncio.sleep(0)
    await posted(bot, place, DONE)

    [post] = await waiting
    assert post.words == "Sent."
