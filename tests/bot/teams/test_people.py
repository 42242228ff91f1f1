"""Who is one of us, who is a customer, and who can be written to."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.teams.people import Member
from outreach.errors import NotReached, RateLimited, Refused
from tests.bot.teams.way_out import WayOut, opened
from tests.platforms.teams.faults import answers, drops
from tests.platforms.teams.tenant import HOME, guid

MEMBER = Member("29:1", "aad-1", "Priya", "priya@ours.example", "priya@ours.example", HOME, "user")


@pytest.fixture
async def out() -> AsyncIterator[WayOut]:
    async with opened() as out:
        yield out


async def test_a_colleague_is_home_with_the_address_of_our_directory(out: WayOut) -> None:
    priya = out.town.priya
    known = await out.people.identify(out.vague(priya), out.place(out.town.shared))
    assert (known.is_home, known.is_vague, known.workspace) == (True, False, HOME)
    assert (known.external_id, known.name, known.email) == (priya.aad_id, "Priya Shah", priya.email)


async def test_somebody_of_another_company_is_of_theirs(out: WayOut) -> None:
    known = await out.people.identify(out.vague(out.town.dana), out.place(out.town.shared))
    assert (known.is_home, known.workspace) == (False, guid("tenant", "acme"))
    assert known.email == "dana.ortiz@acme.example"


async def test_a_guest_in_our_tenant_is_a_customer(out: WayOut) -> None:
    known = await out.people.identify(out.vague(out.town.guest), out.place(out.town.general))
    assert (known.is_home, known.workspace, known.email) == (False, HOME, "tom@umbra.example")


async def test_whom_no_roster_explains_is_a_customer(out: WayOut) -> None:
    stranger = out.town.tenant.unknown("Kim")
    out.town.shared.members.append(stranger)
    known = await out.people.identify(out.vague(stranger), out.place(out.town.shared))
    assert (known.is_home, known.is_vague, known.email) == (False, False, None)


async def test_the_second_id_of_an_activity_lends_nobody_s_name(out: WayOut) -> None:
    """Neither of the two is covered by Teams' signature."""
    out.people.meet(out.town.dana.aad_id, out.town.priya.id)
    known = await out.people.identify(out.vague(out.town.dana), out.place(out.town.shared))
    assert (known.is_home, known.email) == (False, None)


async def test_where_we_were_removed_everybody_is_a_customer(out: WayOut) -> None:
    out.town.shared.is_installed = False
    known = await out.people.identify(out.vague(out.town.priya), out.place(out.town.shared))
    assert not known.is_home


@pytest.mark.parametrize(("status", "error"), [(429, RateLimited), (500, NotReached), (401, Refused)])
async def test_when_teams_cannot_be_asked_nobody_is_declared_a_customer(
    out: WayOut, status: int, error: type[Exception]
) -> None:
    out.teams.faults.plan("look", answers(status))
    with pytest.raises(error):
        await out.people.identify(out.vague(out.town.priya), out.place(out.town.shared))
    assert (await out.people.identify(out.vague(out.town.priya), out.place(out.town.shared))).is_home


@pytest.mark.parametrize(
    ("changes", "is_home"),
    [
        ({}, True),
        ({"role": "owner"}, True),
        ({"role": ""}, True),
        ({"tenant_id": HOME.upper().casefold()}, True),
        ({"role": "guest"}, False),
        ({"role": "anonymous"}, False),
        ({"upn": "priya_else.example#EXT#@ours.example"}, False),
        ({"role": "", "upn": ""}, False),
        ({"tenant_id": "another"}, False),
        ({"tenant_id": ""}, False),
    ],
)
def test_only_who_plainly_is_a_full_member_is_home(changes: dict[str, str], is_home: bool) -> None:
    assert replace(MEMBER, **changes).is_home(HOME) is is_home


@pytest.mark.parametrize(
    ("email", "upn", "counts"),
    [
        ("dana@acme.example", "dana@acme.example", True),
        ("Dana@ACME.example", "d.ortiz@acme.example", True),
        ("ceo@globex.example", "dana@acme.example", False),
        ("dana@acme.example", "", False),
        ("dana", "dana", False),
    ],
)
def test_another_company_vouches_for_addresses_of_its_own_domain_only(email: str, upn: str, counts: bool) -> None:
    member = replace(MEMBER, tenant_id="another", email=email, upn=upn)
    assert member.vouched_email(HOME) == (email if counts else None)


async def test_the_same_person_is_asked_for_once_in_ten_minutes(out: WayOut) -> None:
    actor, place = out.vague(out.town.priya), out.place(out.town.shared)
    await asyncio.gather(*(out.people.identify(actor, place) for _ in range(5)))
    assert out.asked("/members/") == 1
    out.seconds.now += 599
    await out.people.identify(actor, place)
    assert out.asked("/members/") == 1
    out.seconds.now += 2
    await out.people.identify(actor, place)
    assert out.asked("/members/") == 2


async def test_who_turns_into_a_guest_is_seen_as_one_in_ten_minutes(out: WayOut) -> None:
    place, tenant, priya = out.place(out.town.shared), out.town.tenant, out.town.priya
    assert (await out.people.identify(out.vague(priya), place)).is_home
    guest = replace(priya, role="guest")
    tenant.users[tenant.users.index(priya)] = out.town.shared.members[0] = guest
    out.seconds.now += 601
    assert not (await out.people.identify(out.vague(priya), place)).is_home


async def test_who_was_not_there_is_looked_for_again_soon(out: WayOut) -> None:
    place = out.place(out.town.shared)
    assert not (await out.people.identify(out.vague(out.town.marco), place)).is_home
    out.town.shared.members.append(out.town.marco)
    assert not (await out.people.identify(out.vague(out.town.marco), place)).is_home
    out.seconds.now += 31
    assert (await out.people.identify(out.vague(out.town.marco), place)).is_home


async def test_from_a_conversation_that_is_not_ours_people_are_found_in_rosters_that_are(out: WayOut) -> None:
    elsewhere = replace(out.place(out.town.shared), external_id="19:somebody-elses", kind="private")
    out.known = [out.town.general]
    assert (await out.people.identify(out.vague(out.town.priya), elsewhere)).is_home
    assert not (await out.people.identify(out.vague(out.town.dana), elsewhere)).is_home
    assert out.asked("somebody-elses") == 0


async def test_a_colleague_is_reached_by_their_address(out: WayOut) -> None:
    out.known = [out.town.general, out.town.shared]
    reached = await out.people.reach(HOME, " Priya.Shah@OURS.example")
    assert reached is not None
    assert (reached.actor.external_id, reached.actor.is_home) == (out.town.priya.aad_id, True)
    assert reached.place == replace(out.chat(out.town.priya), name="Priya Shah")


async def test_a_chat_is_opened_once_and_then_found_again(out: WayOut) -> None:
    out.known = [out.town.general]
    first = await out.people.reach(HOME, out.town.priya.email)
    assert await out.people.reach(HOME, out.town.priya.email) == first
    assert out.teams.connector.requests.count(("POST", "/conversations")) == 1
    assert out.asked("/pagedmembers") == 1


async def test_a_large_roster_is_read_to_its_end(out: WayOut) -> None:
    out.town.tenant.largest_page = 1
    out.known = [out.town.general]
    assert await out.people.reach(HOME, out.town.priya.email) is not None
    assert await out.people.reach(HOME, "nobody@ours.example") is None
    assert out.asked("/pagedmembers") == 1 + 3


@pytest.mark.parametrize("who", ["dana", "guest", "marco", "nobody"])
async def test_nobody_else_is_reached(out: WayOut, who: str) -> None:
    """Of another company, a guest, a colleague without the app, and nobody at all."""
    out.known = [out.town.general, out.town.shared]
    emails = {"dana": out.town.dana.email, "guest": out.town.guest.email, "marco": out.town.marco.email}
    assert await out.people.reach(HOME, emails.get(who, "")) is None
    assert await out.people.reach("another", out.town.priya.email) is None


async def test_a_roster_that_cannot_be_read_leaves_it_open_who_is_there(out: WayOut) -> None:
    out.known = [out.town.general, out.town.shared]
    out.teams.faults.plan("look", answers(500))
    with pytest.raises(NotReached):
        await out.people.reach(HOME, "nobody@ours.example")
    out.town.shared.is_gone = True
    assert await out.people.reach(HOME, "nobody@ours.example") is None


async def test_opening_a_chat_writes_nothing_whatever_happens(out: WayOut) -> None:
    out.known = [out.town.general]
    out.teams.faults.plan("create", drops(accepted=True))
    with pytest.raises(NotReached):
        await out.people.reach(HOME, out.town.priya.email)


async def test_a_roster_shows_which_other_companies_are_there(out: WayOut) -> None:
    assert await out.people.companies(out.place(out.town.shared)) == frozenset([out.town.dana.tenant_id])
    out.town.shared.members.append(out.town.guest)
    assert await out.people.companies(out.place(out.town.shared)) is None
