"""The files in tests/payloads/teams are what the fake tells the bot today. RECORD_GOLDENS=1 writes them anew."""

import os
from collections.abc import Awaitable
from datetime import UTC, datetime

import pytest
from botbuilder.schema import Activity

from tests.fakes import FakeClock
from tests.platforms.teams import payloads
from tests.platforms.teams.activities import Activities
from tests.platforms.teams.administering import Administering
from tests.platforms.teams.by_hand import Town, town
from tests.platforms.teams.cards import Json
from tests.platforms.teams.faults import Faults
from tests.platforms.teams.identity import Identity
from tests.platforms.teams.listener import Listener, card, carrying, dialog, executed
from tests.platforms.teams.posts import Board, Post

SEND: Json = {"type": "Action.Execute", "title": "Send", "verb": "approve", "data": {"touch": "1"}}
SAVE: Json = {"type": "Action.Submit", "title": "Save", "data": {"touch": "1"}}
EDIT: Json = {"type": "Action.Submit", "title": "Edit", "data": {"touch": "1", "msteams": {"type": "task/fetch"}}}
WORDS: Json = {"type": "Input.Text", "id": "words", "label": "Message", "value": "Hello"}
REFRESH: Json = {"action": {"type": "Action.Execute", "verb": "mine", "data": {"touch": "1"}}}


class Recording:
    """A story told once, without any network; each step's activity has a name, a step of two tells by the last."""

    def __init__(self) -> None:
        self.place: Town = town()
        self.listener = Listener()
        tenant, clock = self.place.tenant, FakeClock(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
        activities = Activities(tenant, clock, f"https://smba.trafficmanager.net/emea/{tenant.id}/")
        self.teams = Administering(tenant, Board(clock), Identity(tenant.app_id, Faults()), activities)
        self.teams.bot, self.teams.is_anonymous = self.listener.app, True
        self.kept: dict[str, Json] = {}

    async def keep(self, name: str, step: Awaitable[object], *names: str) -> object:
        """`names` for the further activities of the same step."""
        before = len(self.listener.heard)
        done = await step
        self.kept.update(zip((name, *names), self.listener.heard[before:], strict=True))
        return done

    async def all(self) -> dict[str, Json]:
        await self._installing()
        await self._talking()
        await self._pressing()
        await self._administering()
        await self.teams.hang_up()
        return self.kept

    async def _installing(self) -> None:
        teams, place = self.teams, self.place
        team = place.general.team
        both = ("installation_added_to_team",)
        await self.keep("bot_added_to_team", teams.installs(place.priya, team), *both)
        await self.keep("bot_admitted_to_shared_channel", teams.installs(place.priya, place.shared))
        await self.keep("bot_added_by_colleague", teams.installs(place.marco), "installation_added_by_colleague")
        await self.keep("installation_upgraded", teams.upgrades(place.priya, team))

    async def _talking(self) -> None:
        teams, place, tenant = self.teams, self.place, self.place.tenant
        named = tenant.outsider("Femi Adeyemi", "acme", names_tenant=True)
        stranger = tenant.unknown("A Stranger")
        place.shared.members += [named, stranger]
        group = tenant.group("Acme and us", place.priya, named)
        say = teams.says
        await self.keep("message_personal_from_home", say(place.priya, None, "why acme"))
        await self.keep("message_channel_mention_from_home", say(place.priya, place.shared, "why acme", mention=True))
        lead = await self.keep("message_channel_from_foreign_tenant", say(place.dana, place.shared, "Is SSO live?"))
        await self.keep("message_channel_from_foreign_tenant_named", say(named, place.shared, "And the export?"))
        await self.keep("message_channel_from_guest", say(place.guest, place.general, "Hello", mention=True))
        await self.keep("message_channel_from_unknown", say(stranger, place.shared, "Hello"))
        await self.keep("message_group_from_foreign_tenant", say(named, group, "Hello", mention=True))
        await self.keep("message_slash_from_home", say(place.priya, place.shared, "my-day", slash=True))
        assert isinstance(lead, Post)
        await self.keep("message_thread_from_home", say(place.priya, place.shared, "Looking", thread=lead))
        await self.keep("message_edited_by_foreign_tenant", teams.edits(place.dana, lead, "Is SSO live now?"))
        await self.keep("message_deleted_by_foreign_tenant", teams.deletes(place.dana, lead))

    async def _pressing(self) -> None:
        teams, place, answers = self.teams, self.place, self.listener.answers
        content = card(WORDS, actions=(SEND, EDIT, SAVE), refresh=REFRESH)
        post = teams.board.add(place.shared, None, carrying(content))
        answers += [executed(content), executed(content), dialog(card(WORDS, actions=(SAVE,))), 200, 200]
        await self.keep("execute_from_foreign_tenant", teams.presses(place.dana, post, "Send"))
        await self.keep("execute_refresh_from_home", teams.looks(place.priya, post))
        await self.keep("dialog_opened_by_home", teams.presses(place.priya, post, "Edit"))
        await self.keep("dialog_submitted_by_home", teams.submits(place.priya, words="Shorter"))
        await self.keep("submit_from_foreign_tenant", teams.presses(place.dana, post, "Save"))
        await self.keep("reaction_added_by_foreign_tenant", teams.reacts(place.dana, post))
        await self.keep("reaction_removed_by_foreign_tenant", teams.reacts(place.dana, post, added=False))
        theirs = teams.board.add(place.shared, place.dana, {"type": "message", "text": "Could you add SSO?"})
        answers += [dialog(card(WORDS, actions=(SAVE,))), 200]
        await self.keep("message_action_opened_by_home", teams.message_action(place.priya, "log", theirs))
        await self.keep("message_action_submitted_by_home", teams.submits(place.priya, words="A wish"))

    async def _administering(self) -> None:
        teams, place, by = self.teams, self.place, self.place.priya
        team = place.general.team
        assert team is not None
        femi = place.tenant.outsider("Femi Bello", "globex")
        channel = await self.keep("channel_created", teams.creates(by, team, "plans"))
        assert channel is not None
        plans = place.tenant.channels_of(team)[-1]
        await self.keep("channel_renamed", teams.renames(by, plans, "roadmap"))
        await self.keep("channel_deleted", teams.deletes_channel(by, plans))
        await self.keep("channel_restored", teams.restores_channel(by, plans))
        await self.keep("channel_shared", teams.shares(by, place.shared, femi), "foreign_member_came_with_it")
        await self.keep("channel_unshared", teams.unshares(by, place.shared, femi.tenant_id))
        await self.keep("member_added_to_team", teams.adds(by, team, place.guest))
        await self.keep("member_removed_from_team", teams.drops(by, team, place.guest))
        await self.keep("team_renamed", teams.renames(by, team, "Customers of ours"))
        await self.keep("team_archived", teams.archives(by, team))
        await self.keep("bot_removed_by_colleague", teams.removes(place.marco), "installation_removed_by_colleague")
        await self.keep("bot_removed_from_team", teams.removes(by, team), "installation_removed_from_team")


@pytest.fixture
async def told() -> dict[str, Json]:
    return await Recording().all()


async def test_every_file_is_what_the_fake_tells(told: dict[str, Json]) -> None:
    if os.environ.get("RECORD_GOLDENS"):
        for name, activity in told.items():
            payloads.record(name, activity)
    assert payloads.names() == sorted(told)
    assert {name: payloads.payload(name) for name in told} == told


@pytest.mark.parametrize("name", payloads.names())
def test_microsofts_own_library_reads_every_file(name: str) -> None:
    found = payloads.payload(name)
    activity = Activity().deserialize(found)

    assert (activity.type, activity.id, activity.channel_id) == (found["type"], found["id"], "msteams")
    assert activity.from_property.aad_object_id == found["from"]["aadObjectId"]
    # It looks for "tenantID" and so misses what Teams really sends, "tenantId".
    assert activity.conversation.additional_properties["tenantId"] == activity.channel_data["tenant"]["id"]
    assert activity.timestamp.tzinfo is not None
