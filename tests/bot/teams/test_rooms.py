"""What we remember about channels where an activity leaves it out."""

from outreach.events import ChannelChanged
from outreach.store import channels
from tests.bot.teams.office import Office, team_of


async def test_what_happens_to_a_team_happens_to_its_channels(office: Office) -> None:
    await office.teams.says(office.town.dana, office.town.shared, "Hello")
    event = (await office.rest())[0]
    async with office.database.writing() as session:
        await channels.ensure(session, event.place)
    await office.teams.archives(office.town.priya, team_of(office.town))
    archived = [event for event in await office.rest() if isinstance(event, ChannelChanged)]
    assert {event.place.external_id for event in archived} == {office.town.general.id, office.town.shared.id}
    assert {event.change for event in archived} == {"archived"}


async def test_sharing_adds_to_whom_a_channel_is_shared_with(office: Office) -> None:
    await office.teams.says(office.town.dana, office.town.shared, "Hello")
    event = (await office.rest())[0]
    async with office.database.writing() as session:
        channel = await channels.ensure(session, event.place)
        channel.connected = ["known"]
        session.add(channel)
    femi = office.town.tenant.outsider("Femi Adeyemi", "globex")
    ines = office.town.tenant.outsider("Ines Alvarez", "umbra")
    for each in (femi, ines):
        await office.teams.shares(office.town.priya, office.town.shared, each)
        await office.rest()
    await office.teams.unshares(office.town.priya, office.town.shared, femi.tenant_id)
    changes = [event for event in await office.rest() if isinstance(event, ChannelChanged)]
    # Each builds on the one before, which is not in the book yet.
    assert [set(change.connected or ()) for change in changes] == [
        {"known", femi.tenant_id},
        {"known", femi.tenant_id, ines.tenant_id},
        {"known", ines.tenant_id},
    ]
    assert changes[2].change == "unshared"


async def test_who_remains_where_nobody_was_known_is_seen_there(office: Office) -> None:
    shared, dana = office.town.shared, office.town.dana
    femi = office.town.tenant.outsider("Femi Adeyemi", "globex")
    await office.teams.shares(office.town.priya, shared, femi)
    await office.rest()
    office.start()
    office.handled.clear()
    for company in (femi.tenant_id, dana.tenant_id):
        await office.teams.unshares(office.town.priya, shared, company)
        await office.rest()
    changes = [event for event in await office.rest() if isinstance(event, ChannelChanged)]
    assert [change.connected for change in changes] == [(dana.tenant_id,), ()]


async def test_whoever_shared_it_before_us_is_not_forgotten(office: Office) -> None:
    """We heard of one company only, which leaves; the other was there when we came."""
    shared = office.town.shared
    femi = office.town.tenant.outsider("Femi Adeyemi", "globex")
    await office.teams.shares(office.town.priya, shared, femi)
    await office.rest()
    await office.teams.unshares(office.town.priya, shared, femi.tenant_id)
    changes = [event for event in await office.rest() if isinstance(event, ChannelChanged)]
    assert [change.connected for change in changes] == [(femi.tenant_id,), (office.town.dana.tenant_id,)]


async def test_where_nobody_can_be_seen_nobody_knows_who_remains(office: Office) -> None:
    office.messenger.is_out = True
    shared, dana = office.town.shared, office.town.dana
    await office.teams.unshares(office.town.priya, shared, dana.tenant_id)
    assert office.teams.deliveries[-1].status == 200
    office.messenger.is_out = False
    # It is kept; who did it can be asked now.
    office.real.advance(minutes=1)
    await office.inbox.rest()
    await office.inbox.replay()
    (change,) = [event for event in await office.rest() if isinstance(event, ChannelChanged)]
    assert (change.change, change.connected) == ("unshared", None)


async def test_joining_a_team_is_joining_the_channels_that_are_open_to_all(office: Office) -> None:
    team = team_of(office.town)
    office.town.tenant.channel(team, "globex")
    await office.teams.installs(office.town.priya, team)
    joined = [event for event in await office.rest() if isinstance(event, ChannelChanged)]
    assert sorted(event.name for event in joined) == ["Customers", "globex"]
    assert {event.change for event in joined} == {"joined"}
    await office.teams.redeliver(office.teams.deliveries[-2])
    assert len([event for event in await office.rest() if isinstance(event, ChannelChanged)]) == 2


async def test_a_channel_that_lets_us_in_has_a_name(office: Office) -> None:
    await office.teams.installs(office.town.priya, office.town.shared)
    (event,) = [event for event in await office.rest() if isinstance(event, ChannelChanged)]
    assert (event.name, event.place.name) == ("ext-acme", "ext-acme")


async def test_without_a_list_we_have_joined_all_the_same(office: Office) -> None:
    office.messenger.is_out = True
    await office.teams.installs(office.town.priya, office.town.shared)
    assert office.teams.deliveries[-1].status == 200
    assert await office.rows() == ["received"]
