"""Several workspaces of one company that share channels with each other, and with customers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bot.slack.channels import looked_at
from bot.slack.inbound import event_of
from bot.slack.insiders import Insiders
from bot.slack.installed import Installed
from bot.slack.people import People
from bot.slack.senders import actor_of
from outreach.database import Database
from outreach.errors import NotReached, Refused
from outreach.events import Actor, ChannelChanged, Place
from tests.bot.slack.test_inbound import payload
from tests.bot.slack.test_installing import FARM, Office, an_office
from tests.platforms.slack.faults import ERROR_BEFORE
from tests.platforms.slack.town import ACME, NOW
from tests.platforms.slack.workspace import HOME

ROOM = Place("slack", HOME, "C0BARN", "barn", "team")
OURS = Installed(HOME, None, "U0BOT00001", None, None, "Home Inc", relatives=frozenset({FARM}))


@dataclass
class Family:
    """Home Inc and The Farm are one company; #barn is shared between them."""

    office: Office
    people: People

    async def knows(self, user: str, workspace: str = FARM) -> Actor:
        return await self.people.identify(Actor("slack", workspace, user, "", is_vague=True), ROOM)


@pytest.fixture
async def family(database: Database) -> AsyncIterator[Family]:
    async with an_office(database) as office:
        town = office.slack.workspace
        town.add_team(FARM, "The Farm")
        town.add_person("Fred Farmer", FARM, "fred@home.example")
        town.add_person("Gina Guest", FARM, "gina@partner.example", is_guest=True)
        members = ["Priya Shah", "Fred Farmer", "Gina Guest"]
        town.add_channel("barn", members, connected=[FARM])
        town.channel("ext-acme").members.add("U0FREDFARMER")
        await office.install()
        yield Family(office, People(office.workspaces))


async def test_a_colleague_at_our_other_workspace_is_one_of_us_under_their_own(family: Family) -> None:
    await family.office.install("Fred Farmer")
    known = await family.knows("U0FREDFARMER")
    assert known == Actor("slack", FARM, "U0FREDFARMER", "Fred Farmer", is_home=True, email="fred@home.example")


async def test_a_guest_of_our_other_workspace_is_not_one_of_us(family: Family) -> None:
    await family.office.install("Fred Farmer")
    assert not (await family.knows("U0GINAGUEST")).is_home


async def test_where_our_other_workspace_did_not_let_us_in_they_stay_customers(family: Family) -> None:
    assert not (await family.knows("U0FREDFARMER")).is_home


async def test_a_customer_is_none_of_us_whatever_workspace_the_event_claims(family: Family) -> None:
    await family.office.install("Fred Farmer")
    assert (await family.knows("U0DANAORTIZ")).workspace == ACME
    assert not (await family.knows("U0DANAORTIZ")).is_home
    assert not (await family.knows("U0NOBODY")).is_home


async def test_our_other_workspace_is_asked_again_when_it_does_not_answer(family: Family) -> None:
    await family.office.install("Fred Farmer")
    family.office.slack.faults.plan("users.info", None, ERROR_BEFORE)
    with pytest.raises(NotReached):
        await family.knows("U0FREDFARMER")
    assert (await family.knows("U0FREDFARMER")).is_home


async def test_a_token_that_our_other_workspace_took_back_makes_them_customers(family: Family) -> None:
    await family.office.install("Fred Farmer")
    next(one for one in family.office.slack.workspace.installations if one.team == FARM).trouble = "token_revoked"
    assert not (await family.knows("U0FREDFARMER")).is_home


async def test_relatives_are_our_other_workspaces(family: Family) -> None:
    assert (await family.office.workspaces.installation(HOME)).relatives == {FARM, "E0HOME"}


def test_people_of_relatives_are_looked_up_and_others_only_where_a_whole_organisation_is_ours() -> None:
    assert actor_of(OURS, "U1", FARM) == Actor("slack", FARM, "U1", "", is_vague=True)
    assert not actor_of(OURS, "U1", ACME).is_vague
    assert actor_of(replace(OURS, relatives=frozenset({"E0OTHER"})), "U1", ACME).is_vague


async def test_a_channel_between_our_own_workspaces_is_shared_with_nobody(family: Family) -> None:
    workspaces = family.office.workspaces
    shown = await looked_at(workspaces, _joined(family, "barn"))
    assert (shown.connected, shown.place.kind) == ((), "team")
    await Insiders(workspaces).confirm(ROOM)
    family.office.slack.workspace.channel("barn").connected.append(ACME)
    shown = await looked_at(workspaces, _joined(family, "barn"))
    assert (shown.connected, shown.place.kind) == ((ACME,), "shared")
    with pytest.raises(Refused, match="#barn is shared"):
        await Insiders(workspaces).confirm(ROOM)


async def test_a_customers_own_channel_stays_theirs_with_both_our_workspaces_in_it(family: Family) -> None:
    """Of whoever hosts it nothing may stand among the connected."""
    theirs = family.office.slack.workspace.channel("barn")
    theirs.host, theirs.connected = ACME, [HOME, FARM]
    shown = await looked_at(family.office.workspaces, _joined(family, "barn"))
    assert (shown.connected, shown.place.kind) == ((ACME,), "shared")


@pytest.mark.parametrize("name", ["channel_shared", "shared_channel_invite_received", "shared_channel_invite_accepted"])
def test_what_our_own_workspaces_share_is_no_news_of_a_customer(name: str) -> None:
    ours = replace(OURS, workspace="T061EG9R6")
    assert event_of(payload(name), ours, NOW) is not None
    assert event_of(payload(name), replace(ours, relatives=frozenset({"T0ACME0001"})), NOW) is None


def _joined(family: Family, channel: str) -> ChannelChanged:
    where = family.office.slack.workspace.channel(channel)
    ourselves = Actor("slack", HOME, "U0CONCIERGE", "")
    return ChannelChanged("k", NOW, ourselves, Place("slack", HOME, where.id, channel), "joined")
