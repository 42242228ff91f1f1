"""`link` and `unlink`: whose channel it is, said inside it."""

import pytest

from outreach.errors import BadInput, Stale
from outreach.models.book import Account, Channel, Teammate
from outreach.models.ledger import TouchState
from outreach.store import identities
from tests.handlers.world import Town, labels, words


async def globex(town: Town, csm: Teammate) -> tuple[Account, Channel]:
    account = await town.account("Globex", csm)
    return account, await town.channel(account, "ext-globex")


async def test_a_new_channel_is_linked_at_once(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "acme-two")
    told = await town.types(csm, "link Acme", channel)
    assert channel.account_id == account.id
    assert words(told).startswith("Linked. #acme-two is Acme's channel.")


async def test_another_accounts_channel_is_moved_only_on_a_second_press(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    account, channel = await globex(town, csm)
    asked = await town.types(csm, "link Acme", channel)
    assert channel.account_id == account.id
    assert "Nothing was changed: it is Globex's channel." in words(asked)
    await town.presses(csm, asked, "Move it to Acme")
    assert channel.account_id == acme.id


async def test_a_move_that_is_no_longer_true_changes_nothing(town: Town) -> None:
    csm, *_ = await town.acme()
    _, channel = await globex(town, csm)
    asked = await town.types(csm, "link Acme", channel)
    await town.types(csm, "unlink", channel)
    with pytest.raises(Stale, match="was linked elsewhere meanwhile"):
        await town.presses(csm, asked, "Move it to Acme")
    assert channel.account_id is None


async def globex_is_there(town: Town, csm: Teammate, channel: Channel, *others: str) -> None:
    contact = await town.contact(await town.account("Globex", csm), "Gil Ott")
    identity = await identities.ensure(town.session, "playground", "T-GLOBEX", "U-GIL", contact.name)
    await identities.bind_contact(town.session, identity, contact.id or 0)
    channel.connected = ["T-GLOBEX", *others]


async def test_a_channel_that_only_others_share_is_linked_only_on_a_second_press(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "acme-two")
    await globex_is_there(town, csm, channel)
    asked = await town.types(csm, "link Acme", channel)
    assert "Nothing was changed: it is shared with Globex, as far as we know, and not with Acme." in words(asked)
    assert channel.account_id is None
    assert words(await town.presses(csm, asked, "Link it to Acme")).startswith("Linked.")
    assert channel.account_id == account.id


async def test_so_is_one_whose_name_suggests_it(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "acme-shared")
    await town.befalls(channel, "joined")
    await globex_is_there(town, csm, channel)
    asked = await town.presses(csm, await town.types(csm, ""), "Link")
    assert channel.account_id is None
    await town.presses(csm, asked, "Link it to Acme")
    assert channel.account_id == account.id


async def test_with_a_company_in_it_that_nobody_knows_it_is_linked_at_once(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "acme-two")
    await globex_is_there(town, csm, channel, "T-PERHAPS-ACME")
    await town.types(csm, "link Acme", channel)
    assert channel.account_id == account.id


async def test_a_channel_of_theirs_in_which_only_others_are_known_takes_one_too(town: Town) -> None:
    csm, _, _, channel = await town.acme()
    await globex_is_there(town, csm, channel)
    channel.is_mixed = True
    asked = await town.types(csm, "link Acme", channel)
    assert channel.is_mixed
    await town.presses(csm, asked, "Link it to Acme")
    assert not channel.is_mixed
    assert words(await town.presses(csm, asked, "Link it to Acme")) == "#ext-acme is already Acme's channel."


async def test_one_that_only_people_of_ours_read_is_linked_only_on_a_second_press(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "cs-team", kind="team", introduced_at=None)
    asked = await town.types(csm, "link Acme", channel)
    assert "Only people of ours read #cs-team, as far as the platform says. Link it anyway?" in words(asked)
    assert (channel.account_id, await town.ledger(account)) == (None, [])
    await town.presses(csm, asked, "Link it to Acme")
    assert (channel.account_id, channel.kind) == (account.id, "shared")


async def test_so_is_one_of_ours_whose_name_suggests_it(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "acme-team", kind="team")
    values = {"channel": str(channel.id), "account": str(account.id)}
    asked = await town.press(csm, "channel.link", values)
    assert channel.account_id is None
    await town.presses(csm, asked, "Link it to Acme")
    assert channel.account_id == account.id


async def test_a_direct_conversation_is_nobodys_channel(town: Town) -> None:
    csm, *_ = await town.acme()
    with pytest.raises(BadInput, match="Type this inside the customer's channel: /cs link Acme"):
        await town.types(csm, "link Acme")


async def test_what_was_on_its_way_there_waits_for_its_csm_again(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    town.later(hours=12)
    await town.presses(csm, await town.types(csm, "share Acme"), "Schedule")
    await town.types(csm, "unlink", channel)
    (touch,) = await town.ledger(account)
    assert (touch.state, touch.channel_id, touch.medium) == (TouchState.PROPOSED, None, "email")
    assert await town.deliveries(touch) == ["cancelled"]


async def test_an_email_draft_moves_into_the_channel_once_there_is_one(town: Town) -> None:
    csm, _, _, channel = await town.acme()
    await town.types(csm, "unlink", channel)
    (touch,) = await town.plans()
    assert touch.medium == "email"
    await town.types(csm, "link Acme", channel)
    assert (touch.medium, touch.channel_id) == ("channel", channel.id)


async def test_undo_gives_it_back(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    await town.types(csm, "unlink", channel)
    assert "#ext-acme is Acme's channel again" in words(await town.types(csm, "undo"))
    assert channel.account_id == account.id


async def test_a_suggestion_is_shown_on_the_day_and_confirmed_by_a_press(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "acme-shared")
    await town.befalls(channel, "joined")
    assert (channel.account_id, channel.suggested_account_id) == (None, account.id)
    day = await town.types(csm, "")
    assert "Is #acme-shared Acme's channel?" in words(day)
    await town.presses(csm, day, "Link")
    assert channel.account_id == account.id
    assert "Link" not in labels(await town.types(csm, ""))


async def test_a_wrong_suggestion_is_put_away(town: Town) -> None:
    csm, *_ = await town.acme()
    channel = await town.channel(None, "acme-shared")
    await town.befalls(channel, "joined")
    await town.presses(csm, await town.types(csm, ""), "Not theirs")
    assert (channel.account_id, channel.suggested_account_id) == (None, None)


async def test_linking_it_twice_says_so(town: Town) -> None:
    csm, _, _, channel = await town.acme()
    assert words(await town.types(csm, "link Acme", channel)) == "#ext-acme is already Acme's channel."
