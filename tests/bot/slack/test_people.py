"""Whom Slack vouches for: everybody else is a customer."""

from pathlib import Path

import pytest

from bot.slack.installed import Installed
from bot.slack.people import known_as
from outreach.errors import DeliveryProblem, NotReached, RateLimited, Refused
from outreach.events import Actor
from tests.bot.slack.ways_out import ACME, DANA, GUS, LEONIE, PRIYA, Out, going_out
from tests.platforms.slack import faults
from tests.platforms.slack.faults import Fault
from tests.platforms.slack.town import ACME as ACME_TEAM
from tests.platforms.slack.town import UMBRA
from tests.platforms.slack.workspace import HOME

OURS = Installed(HOME, "E0HOME", "U0CONCIERGE", "B0CONCIERGE", None, "Home Inc")
FULL: dict[str, object] = {
    "id": "U1",
    "team_id": HOME,
    "real_name": "Priya Shah",
    "deleted": False,
    "is_bot": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
    "profile": {"email": "priya@home.example"},
}


def vague(user: str, workspace: str = HOME) -> Actor:
    return Actor("slack", workspace, user, "", is_vague=True)


async def test_a_full_member_is_one_of_us_with_name_and_address(out: Out) -> None:
    known = await out.people.identify(vague(PRIYA), ACME)
    assert known == Actor("slack", HOME, PRIYA, "Priya Shah", is_home=True, email="priya@home.example")


async def test_a_guest_of_ours_is_not_one_of_us(out: Out) -> None:
    known = await out.people.identify(vague(GUS), ACME)
    assert (known.workspace, known.is_home, known.email) == (HOME, False, "gus@partner.example")


async def test_a_customer_belongs_to_their_own_company_whatever_the_event_claimed(out: Out) -> None:
    known = await out.people.identify(vague(DANA), ACME)
    assert known == Actor("slack", ACME_TEAM, DANA, "Dana Ortiz", email="dana@acme.example")


async def test_a_customer_on_a_grid_is_known_by_their_team(out: Out) -> None:
    known = await out.people.identify(vague("U0TOMHALE", "E0UMBRA"), ACME)
    assert (known.workspace, known.is_home, known.is_vague) == (UMBRA, False, False)


async def test_a_stranger_has_a_name_and_no_address(out: Out) -> None:
    known = await out.people.identify(vague("U0SAMSTRANGER"), ACME)
    assert (known.name, known.is_home, known.email) == ("Sam Stranger", False, None)


@pytest.mark.parametrize("user", ["U0GLENGLOBE", "U0NOBODY"])
async def test_whom_slack_does_not_show_us_is_not_one_of_us(out: Out, user: str) -> None:
    known = await out.people.identify(Actor("slack", HOME, user, "x", True, "x@home.example", True), ACME)
    assert known == Actor("slack", HOME, user, "x")


async def test_our_own_bot_is_nobodys_colleague(out: Out) -> None:
    known = await out.people.identify(vague(out.ours.bot_user_id), ACME)
    assert not known.is_home


async def test_another_workspace_of_our_grid_is_home(tmp_path: Path) -> None:
    async with going_out(tmp_path, enterprise="E0HOME") as out:
        out.slack.workspace.add_team("T0SISTER", "Home Labs", enterprise="E0HOME")
        out.slack.workspace.add_person("Ada Sister", "T0SISTER", "ada@home.example")
        sister = await out.people.identify(vague("U0ADASISTER", "T0SISTER"), ACME)
        priya = await out.people.identify(vague(PRIYA, "E0HOME"), ACME)
        assert [(known.workspace, known.is_home) for known in (sister, priya)] == [("E0HOME", True)] * 2


@pytest.mark.parametrize(
    "change",
    [
        {"deleted": True},
        {"is_bot": True},
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_restricted": None},
        {"is_stranger": True},
        {"team_id": "T0ACME"},
        {"team_id": None},
        {"id": "USLACKBOT"},
    ],
)
def test_what_slack_does_not_say_plainly_counts_against_them(change: dict[str, object]) -> None:
    assert known_as(FULL, OURS).is_home
    assert not known_as(FULL | change, OURS).is_home


def test_an_address_that_was_never_confirmed_is_none() -> None:
    assert known_as(FULL | {"is_email_confirmed": True}, OURS).email == "priya@home.example"
    assert known_as(FULL | {"is_email_confirmed": False}, OURS).email is None


async def test_who_left_is_believed_for_minutes_at_most(out: Out) -> None:
    for _ in range(3):
        assert (await out.people.identify(vague(PRIYA), ACME)).is_home
    assert len(out.slack.called("users.info")) == 1
    out.slack.workspace.person(PRIYA).is_deleted = True
    out.watch.seconds += 300
    assert not (await out.people.identify(vague(PRIYA), ACME)).is_home


async def test_who_just_came_is_known_within_a_minute(out: Out) -> None:
    assert not (await out.people.identify(vague("U0NEWHIRE"), ACME)).is_home
    out.slack.workspace.add_person("New Hire")
    assert not (await out.people.identify(vague("U0NEWHIRE"), ACME)).is_home
    out.watch.seconds += 60
    assert (await out.people.identify(vague("U0NEWHIRE"), ACME)).is_home


@pytest.mark.parametrize(("fault", "problem"), [(faults.ERROR_BEFORE, NotReached), (faults.LIMITED, RateLimited)])
async def test_who_cannot_be_asked_about_is_not_guessed_at(
    out: Out, fault: Fault, problem: type[DeliveryProblem]
) -> None:
    out.slack.faults.plan("users.info", fault)
    with pytest.raises(problem):
        await out.people.identify(vague(PRIYA), ACME)
    assert (await out.people.identify(vague(PRIYA), ACME)).is_home


async def test_a_missing_scope_is_no_answer_about_a_person(out: Out) -> None:
    out.slack.workspace.home.scopes -= {"users:read"}
    with pytest.raises(Refused) as refused:
        await out.people.identify(vague(PRIYA), ACME)
    assert refused.value.code == "not_permitted"


async def test_a_colleague_is_reached_in_our_conversation_with_them(out: Out) -> None:
    for address in ("leonie@home.example", " Leonie@Home.example"):
        reached = await out.people.reach(HOME, address)
        assert reached is not None
        assert reached.actor == Actor("slack", HOME, LEONIE, "Leonie Brandt", True, "leonie@home.example")
        assert (reached.place.external_id, reached.place.kind) == ("D0LEONIEBRANDT", "direct")
    assert len(out.slack.called("users.lookupByEmail")) == len(out.slack.called("conversations.open")) == 1


@pytest.mark.parametrize("address", ["gus@partner.example", "dana@acme.example", "nobody@home.example"])
async def test_only_full_members_are_reached(out: Out, address: str) -> None:
    assert await out.people.reach(HOME, address) is None
    assert out.slack.called("conversations.open") == []


async def test_who_cannot_be_written_to_is_not_reached(out: Out) -> None:
    await out.people.reach(HOME, "priya@home.example")
    leonie = out.slack.workspace.person(LEONIE)
    known = await out.people.reach(HOME, "leonie@home.example")
    assert known is not None
    leonie.is_deleted = True
    # Known for minutes by their address, while their conversation has to be opened anew.
    out.watch.seconds += 299
    assert await out.people.reach(HOME, "leonie@home.example") == known
    out.watch.seconds += 24 * 3600
    assert await out.people.reach(HOME, "leonie@home.example") is None
