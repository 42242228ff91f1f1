"""Channels: linked when they are nobody's, suggested by their name, never moved."""

import pytest

from outreach.book.imports import Defaults
from outreach.models.book import Channel, ChannelLink
from outreach.store import channels
from tests.outreach.book.conftest import NOW, Importing

HEADING = "platform,external_id,name,kind,account_id,workspace\n"
LINKED = "slack,C1,ext-acme,shared,acc-1,T0\n"


@pytest.fixture
async def globex(acme: Importing) -> Importing:
    """Acme, and beside it Globex."""
    await acme("accounts", "id,name,domain\nacc-2,Globex,globex.example\n")
    return acme


async def test_a_channel_is_linked_by_import(acme: Importing) -> None:
    assert (await acme("channels", HEADING + LINKED)).created == 1
    channel, link = await acme.one(Channel), await acme.one(ChannelLink)
    assert (channel.account_id, channel.suggested_account_id) == (1, None)
    assert (link.account_id, link.linked_by, link.ended_at) == (1, "import", None)
    assert (await acme("channels", HEADING + LINKED)).unchanged == 1


async def test_a_channel_of_another_account_is_never_moved(globex: Importing) -> None:
    await globex("channels", HEADING + LINKED)
    report = await globex("channels", HEADING + "slack,C1,renamed,shared,acc-2,T0\n")
    assert [str(bad) for bad in report.bad] == [
        "line 2: ext-acme belongs to Acme, and a file never moves a channel; "
        "if it is Globex's now, write `/cs link Globex` in it"
    ]
    channel = await globex.one(Channel)
    assert (channel.account_id, channel.name) == (1, "ext-acme")


async def test_a_channel_without_account_gets_a_suggestion_and_no_link(globex: Importing) -> None:
    rows = "slack,C1,globex-us,shared,,T0\nslack,C2,random,shared,,T0\nslack,C3,Globex,direct,,T0\n"
    report = await globex("channels", HEADING + rows)
    assert report.created == 3
    assert [(one.account_id, one.suggested_account_id) for one in await globex.rows(Channel)] == [
        (None, 2),
        (None, None),
        (None, None),
    ]
    assert await globex.rows(ChannelLink) == []


async def test_a_row_without_account_leaves_a_linked_channel_linked(acme: Importing) -> None:
    await acme("channels", HEADING + LINKED)
    report = await acme("channels", HEADING + "slack,C1,acme-new,shared,,T0\n")
    channel = await acme.one(Channel)
    assert (channel.account_id, channel.name, channel.suggested_account_id) == (1, "acme-new", None)
    assert report.changes[0].fields == {"name": ("ext-acme", "acme-new")}


async def test_a_known_channel_that_is_nobodys_is_linked(acme: Importing) -> None:
    await acme("channels", HEADING + "slack,C1,ext-acme,shared,,T0\n")
    report = await acme("channels", HEADING + LINKED)
    assert report.changes[0].fields == {"account": (None, "Acme")}
    assert (await acme.one(Channel)).account_id == 1


async def test_a_link_that_somebody_ended_is_only_suggested(acme: Importing) -> None:
    await acme("channels", HEADING + LINKED)
    async with acme.database.writing() as session:
        await channels.unlink(session, await channels.by_id(session, 1), now=NOW)
    report = await acme("channels", HEADING + LINKED)
    channel = await acme.one(Channel)
    assert (channel.account_id, channel.suggested_account_id) == (None, 1)
    assert report.warnings == [
        "Somebody ended this link, so it is only suggested: `/cs link` in the channel renews it (line 2)."
    ]
    assert (await acme("channels", HEADING + LINKED)).unchanged == 1


async def test_the_same_id_in_two_workspaces_is_two_channels(acme: Importing) -> None:
    await acme("channels", HEADING + LINKED + LINKED.replace("T0", "T1").replace("acc-1", ""))
    assert [one.workspace for one in await acme.rows(Channel)] == ["T0", "T1"]


async def test_a_workspace_that_is_not_given_is_ours_or_the_only_one_known(acme: Importing) -> None:
    bare = "platform,external_id,name\nslack,C1,ext-acme\nslack,C2,acme-two\nteams,19:x,Acme – Shared\n"
    report = await acme("channels", bare, defaults=Defaults("UTC", workspaces={"slack": "T0"}))
    assert [str(bad) for bad in report.bad] == [
        "line 4: no tenant is given; add a column workspace with the id of your tenant"
    ]
    again = await acme("channels", "platform,external_id,name\nslack,C1,ext-acme\nslack,C3,acme-three\n")
    assert (again.unchanged, again.created) == (1, 1)
    assert {one.workspace for one in await acme.rows(Channel)} == {"T0"}


async def test_a_platform_can_be_moved_to_another(acme: Importing) -> None:
    moved = Defaults("UTC", platforms={"slack": "playground"})
    await acme("channels", HEADING + LINKED, defaults=moved)
    channel = await acme.one(Channel)
    assert (channel.platform, channel.workspace, channel.external_id) == ("playground", "slack", "C1")
    assert (await acme("channels", HEADING + LINKED, defaults=moved)).unchanged == 1


async def test_an_unknown_account_keeps_the_channel_out(acme: Importing) -> None:
    report = await acme("channels", HEADING + "slack,C1,ext-acme,shared,acc-9,T0\n")
    assert report.bad[0].reason.startswith("no account has the id “acc-9”")
    assert await acme.rows(Channel) == []
