"""The fake connector takes, keeps, shows and refuses as the real one does."""

import pytest

from tests.platforms.teams.by_hand import Bot, Town
from tests.platforms.teams.cards import CARD, Json
from tests.platforms.teams.tenant import User

HELLO: Json = {"type": "message", "text": "Hello"}


async def test_a_post_is_seen_by_everybody_in_the_channel_and_by_nobody_else(bot: Bot, place: Town) -> None:
    status, told = await bot.posts(place.shared.id, HELLO)

    assert status == 201
    assert [post.id for post in bot.teams.seen_by(place.dana, place.shared)] == [told["id"]]
    assert bot.teams.read_by(place.priya, place.shared) == "Hello"
    assert bot.teams.seen_by(place.marco, place.shared) == []


async def test_a_reply_stands_in_the_thread_that_its_address_names(bot: Bot, place: Town) -> None:
    _, lead = await bot.posts(place.shared.id, HELLO)
    await bot.posts(f"{place.shared.id};messageid={lead['id']}", HELLO)
    await bot.call("POST", f"conversations/{place.shared.id}/activities/{lead['id']}", HELLO)

    assert [post.thread for post in bot.teams.copies] == [lead["id"]] * 3
    status, told = await bot.posts(f"{place.shared.id};messageid=17", HELLO)
    assert (status, told["error"]["code"]) == (404, "ActivityNotFoundInConversation")


async def test_a_changed_message_keeps_what_it_was(bot: Bot, place: Town) -> None:
    _, told = await bot.posts(place.shared.id, HELLO)
    path = f"conversations/{place.shared.id}/activities/{told['id']}"
    assert (await bot.call("PUT", path, {"type": "message", "text": "Good morning"}))[0] == 200

    [post] = bot.teams.copies
    assert [version["text"] for version in post.versions] == ["Hello", "Good morning"]
    assert bot.teams.read_by(place.dana, place.shared) == "Good morning"


async def test_what_is_deleted_is_kept_as_a_copy_and_can_be_deleted_once(bot: Bot, place: Town) -> None:
    _, told = await bot.posts(place.shared.id, HELLO)
    path = f"conversations/{place.shared.id}/activities/{told['id']}"

    assert [(await bot.call("DELETE", path))[0], (await bot.call("DELETE", path))[0]] == [200, 404]
    assert bot.teams.seen_by(place.dana, place.shared) == []
    assert [post.is_deleted for post in bot.teams.copies] == [True]


async def test_a_targeted_message_is_seen_by_one_and_changed_on_its_own_way_only(bot: Bot, place: Town) -> None:
    aside = {**HELLO, "recipient": {"id": place.priya.id}}
    _, told = await bot.posts(place.shared.id, aside, isTargetedActivity="true")
    path = f"conversations/{place.shared.id}/activities/{told['id']}"

    assert bot.teams.read_by(place.priya, place.shared) == "Hello"
    assert bot.teams.seen_by(place.dana, place.shared) == []
    assert bot.teams.from_bot == []
    assert (await bot.call("DELETE", path))[0] == 404
    assert (await bot.call("DELETE", path, isTargetedActivity="true"))[0] == 200


async def test_a_targeted_message_needs_a_member_and_no_personal_chat(bot: Bot, place: Town) -> None:
    async def status(address: str, to: User) -> int:
        return (await bot.posts(address, {**HELLO, "recipient": {"id": to.id}}, isTargetedActivity="true"))[0]

    assert await status(place.shared.id, place.marco) == 403
    assert await status(place.tenant.personal(place.priya).id, place.priya) == 400


async def test_a_chat_is_opened_once_and_only_with_whom_the_app_is_installed(bot: Bot, place: Town) -> None:
    async def opened(user_id: str) -> tuple[int, Json]:
        asked = {"bot": {"id": place.tenant.bot_id}, "members": [{"id": user_id}], "tenantId": place.tenant.id}
        return await bot.call("POST", "conversations", asked)

    first, again = await opened(place.priya.id), await opened(place.priya.id)
    assert first == again
    assert first[0] == 201
    assert [(await opened(user.id))[0] for user in (place.marco, place.dana, place.guest)] == [403, 403, 403]
    assert (await opened(place.priya.email))[0] == 400


async def test_a_thread_can_be_begun_through_a_new_conversation(bot: Bot, place: Town) -> None:
    asked: Json = {"isGroup": True, "channelData": {"channel": {"id": place.shared.id}}, "activity": HELLO}
    status, told = await bot.call("POST", "conversations", asked)

    assert (status, told["id"]) == (201, f"{place.shared.id};messageid={told['activityId']}")
    assert bot.teams.read_by(place.dana, place.shared) == "Hello"


async def test_places_without_the_app_are_closed(bot: Bot, place: Town) -> None:
    async def code() -> tuple[int, str]:
        status, told = await bot.posts(place.shared.id, HELLO)
        return status, told["error"]["code"]

    place.shared.is_installed = False
    assert await code() == (403, "BotNotInConversationRoster")
    place.shared.is_installed, place.tenant.is_disabled = True, True
    assert await code() == (403, "BotDisabledByAdmin")
    place.shared.is_gone = True
    assert await code() == (404, "ConversationNotFound")
    assert bot.teams.copies == []


async def test_somebody_who_blocked_the_bot_gets_nothing(bot: Bot, place: Town) -> None:
    place.tenant.blocked.add(place.priya.id)

    status, told = await bot.posts(place.tenant.personal(place.priya).id, HELLO)

    assert (status, told["error"]["code"]) == (403, "ConversationBlockedByUser")


async def test_peoples_messages_are_theirs(bot: Bot, place: Town) -> None:
    post = bot.teams.board.add(place.shared, place.dana, HELLO)

    status, told = await bot.call("DELETE", f"conversations/{place.shared.id}/activities/{post.id}")

    assert (status, told["error"]["code"]) == (403, "NotEnoughPermissions")


def carded(text: str) -> Json:
    block = {"type": "TextBlock", "text": text}
    content = {"type": "AdaptiveCard", "version": "1.5", "body": [block]}
    return {"type": "message", "attachments": [{"contentType": CARD, "content": content}]}


@pytest.mark.parametrize(
    ("activity", "status"),
    [
        ({"text": "no type"}, 400),
        ({"type": "message"}, 400),
        ({**HELLO, "entities": [{"mentioned": {}}]}, 400),
        ({"type": "message", "attachments": [{"contentType": CARD, "content": "{}"}]}, 400),
        ({"type": "message", "text": "a" * 60_000}, 413),
        (carded("a" * 28_700), 413),
        (carded("a" * 25_000), 201),
        ({"type": "typing"}, 201),
    ],
)
async def test_broken_and_large_messages_are_refused(bot: Bot, place: Town, activity: Json, status: int) -> None:
    assert (await bot.posts(place.shared.id, activity))[0] == status


async def test_pictures_inside_a_message_do_not_count_towards_its_size(bot: Bot, place: Town) -> None:
    picture = {"contentType": "image/png", "contentUrl": "data:image/png;base64," + "A" * 200_000}

    assert (await bot.posts(place.shared.id, {**HELLO, "attachments": [picture]}))[0] == 201


async def test_the_roster_says_whose_people_they_are(bot: Bot, place: Town) -> None:
    status, told = await bot.call("GET", f"conversations/{place.shared.id}/pagedmembers")

    assert status == 200
    assert [(each["name"], each["tenantId"]) for each in told["members"]] == [
        ("Priya Shah", place.tenant.id),
        ("Dana Ortiz", place.dana.tenant_id),
    ]
    _, guest = await bot.call("GET", f"conversations/{place.general.id}/members/{place.guest.aad_id}")
    assert (guest["tenantId"], guest["userRole"]) == (place.tenant.id, "guest")
    assert "#EXT#" in guest["userPrincipalName"]


async def test_a_roster_comes_in_pages(bot: Bot, place: Town) -> None:
    place.tenant.largest_page = 2
    _, first = await bot.call("GET", f"conversations/{place.general.id}/pagedmembers", pageSize="500")
    token = first["continuationToken"]
    _, last = await bot.call("GET", f"conversations/{place.general.id}/pagedmembers", continuationToken=token)

    assert [each["name"] for each in first["members"] + last["members"]] == ["Priya Shah", "Marco Weiss", "Tom Hale"]
    assert "continuationToken" not in last


async def test_nobody_finds_an_unknown_person(bot: Bot, place: Town) -> None:
    stranger = place.tenant.unknown("A Stranger")
    place.shared.members.append(stranger)

    assert (await bot.call("GET", f"conversations/{place.shared.id}/members/{stranger.id}"))[0] == 404


async def test_a_team_lists_its_channels(bot: Bot, place: Town) -> None:
    _, facts = await bot.call("GET", f"teams/{place.general.id}")
    _, told = await bot.call("GET", f"teams/{place.general.id}/conversations")

    assert facts["name"] == "Customers"
    assert [(each["name"], each["type"]) for each in told["conversations"]] == [
        (None, "standard"),
        ("ext-acme", "shared"),
    ]


async def test_nobody_calls_without_a_good_token(bot: Bot, place: Town) -> None:
    bot.teams.login.revoke()
    assert (await bot.posts(place.shared.id, HELLO))[0] == 401

    await bot.log_in()
    assert (await bot.posts(place.shared.id, HELLO))[0] == 201
    assert bot.teams.login.asked == 2
