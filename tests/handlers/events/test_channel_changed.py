"""A channel's own life, and the other things that just happen."""

import pytest

from handlers.events.reaction import notice
from handlers.work import Work
from outreach.events import Change, Reaction
from outreach.models.book import Channel, Contact
from outreach.models.ledger import TouchState
from outreach.store import channels, holds, identities
from outreach.trust.identity import Who
from tests.handlers.world import Town, words


@pytest.mark.parametrize("change", ["archived", "left"])
async def test_a_lost_channel_gets_nothing_and_what_waited_becomes_email(town: Town, change: Change) -> None:
    csm, account, _, channel = await town.acme()
    town.later(hours=12)
    await town.presses(csm, await town.types(csm, "share Acme"), "Schedule")
    await town.befalls(channel, change)
    (touch,) = await town.ledger(account)
    assert channel.gone_at == town.now
    assert (touch.state, touch.medium, touch.channel_id) == (TouchState.PROPOSED, "email", None)
    assert await town.deliveries(touch) == ["cancelled"]


async def test_another_channel_of_theirs_takes_over(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    second = await town.channel(account, "acme-finance")
    town.later(hours=12)
    await town.presses(csm, await town.types(csm, "share Acme"), "Schedule")
    await town.befalls(channel, "archived")
    (touch,) = await town.ledger(account)
    assert (touch.medium, touch.channel_id) == ("channel", second.id)


async def test_the_csm_is_told_which_one_takes_over(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    await town.channel(account, "acme-finance")
    await town.channel(account, "acme-mixed", is_mixed=True)
    await town.befalls(channel, "deleted")
    (told,) = await town.told(csm)
    assert told.endswith("nothing goes to Acme there. What is meant for them goes to #acme-finance.")


async def test_a_channel_that_comes_back_is_used_again(town: Town) -> None:
    _, account, _, channel = await town.acme()
    await town.befalls(channel, "archived")
    await town.befalls(channel, "unarchived")
    assert channel.gone_at is None
    (touch,) = await town.plans()
    assert (touch.account_id, touch.channel_id) == (account.id, channel.id)


@pytest.mark.parametrize(("closed", "opened"), [("archived", "unarchived"), ("left", "joined"), ("unshared", "shared")])
async def test_what_became_an_email_goes_back_to_a_channel_that_opens_again(
    town: Town, closed: Change, opened: Change
) -> None:
    _, _, _, channel = await town.acme()
    (touch,) = await town.plans()
    await town.befalls(channel, closed, connected=() if closed == "unshared" else None)
    assert (touch.medium, touch.channel_id) == ("email", None)
    await town.befalls(channel, opened, connected=("T-ACME",) if opened == "shared" else None)
    assert (touch.medium, touch.channel_id) == ("channel", channel.id)


async def test_where_two_customers_sit_nothing_goes_back(town: Town) -> None:
    _, _, _, channel = await town.acme()
    (touch,) = await town.plans()
    await town.befalls(channel, "archived")
    channel.is_mixed = True
    await town.befalls(channel, "unarchived")
    assert (touch.medium, touch.channel_id) == ("email", None)


async def test_a_new_name_is_kept_and_may_suggest_an_account(town: Town) -> None:
    _, account, *_ = await town.acme()
    channel = await town.channel(None, "project-x")
    await town.befalls(channel, "renamed", "ext-acme-2026")
    assert channel.name == "ext-acme-2026"
    assert channel.account_id is None
    await town.befalls(channel, "renamed", "acme-shared")
    assert channel.suggested_account_id == account.id


async def test_shared_with_another_company_it_is_a_shared_channel(town: Town) -> None:
    channel = await town.channel(None, "cs-team", kind="team")
    await town.befalls(channel, "shared")
    assert channel.kind == "shared"


async def test_a_reaction_concludes_nothing(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "Thanks")
    before = len(await town.ledger(account))
    reaction = Reaction("k2", town.now, event.actor, event.place, event.ref, "👍")
    await notice(Work(town.session, town.now, Who(), reaction, town.house))
    assert len(await town.ledger(account)) == before


@pytest.mark.parametrize(
    ("change", "said", "cure"),
    [
        ("archived", "#ext-acme is archived, so nothing goes to Acme there.", "Reopen it, or type /cs link Acme in"),
        ("left", "#ext-acme is no longer open to us", "Invite me again, or type /cs link Acme in another channel"),
        ("deleted", "#ext-acme is deleted", "To go on, type /cs link Acme in another channel of theirs."),
        ("unshared", "#ext-acme is no longer shared with Acme", "Share it with them again, or type /cs link Acme"),
    ],
)
async def test_a_csm_is_told_at_once_and_once_what_they_lost_and_what_cures_it(
    town: Town, change: Change, said: str, cure: str
) -> None:
    csm, account, _, channel = await town.acme()
    nobody = () if change == "unshared" else None
    await town.befalls(channel, change, connected=nobody)
    await town.befalls(channel, change, connected=nobody)
    (told,) = await town.told(csm)
    assert said in told
    assert cure in told
    assert channel.account_id == account.id


async def test_what_comes_back_is_told_as_well(town: Town) -> None:
    csm, _, _, channel = await town.acme()
    await town.befalls(channel, "archived")
    await town.befalls(channel, "unarchived")
    assert "#ext-acme is open to us again" in (await town.told(csm))[-1]


async def test_a_new_name_keeps_the_link_and_is_told(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    await town.befalls(channel, "renamed", "acme-eu")
    await town.befalls(channel, "renamed", "acme-eu")
    (told,) = await town.told(csm)
    assert told.startswith("#acme-eu was #ext-acme until now, and stays Acme's channel.")
    assert channel.account_id == account.id


async def test_nobody_is_told_of_channels_that_are_nobodys(town: Town) -> None:
    csm = await town.csm()
    channel = await town.channel(None, "lunch")
    for change in ("archived", "unarchived", "unshared", "shared", "renamed"):
        await town.befalls(channel, change, "lunch-2")
    assert await town.told(csm) == []


async def test_where_nobody_looks_after_an_account_its_managers_are_told(town: Town) -> None:
    csm, manager = await town.csm(), await town.manager()
    channel = await town.channel(await town.account("Acme"))
    await town.befalls(channel, "archived")
    assert (await town.told(csm), len(await town.told(manager))) == ([], 1)


async def test_whoever_stands_in_is_told_while_the_csm_is_away(town: Town) -> None:
    cover = await town.csm("Nadia Petrov")
    csm = await town.csm(cover_id=cover.id)
    channel = await town.channel(await town.account("Acme", csm))
    await town.types(csm, "away until Friday")
    await town.befalls(channel, "archived")
    assert (await town.told(csm), len(await town.told(cover))) == ([], 1)


async def test_a_new_channel_is_put_to_its_likely_csm_once_and_linked_by_their_press(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "acme-shared", introduced_at=None)
    await town.befalls(channel, "joined")
    await town.befalls(channel, "left")
    await town.befalls(channel, "joined")
    (told,) = await town.told(csm)
    assert "#acme-shared is new to me. Is it Acme's channel?" in told
    assert channel.account_id is None
    await town.press(csm, "channel.link", {"channel": str(channel.id), "account": str(account.id)})
    assert channel.account_id == account.id


async def test_a_channel_shared_no_more_is_no_place_to_write_to_until_it_is_again(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    (planned,) = await town.plans()
    await town.befalls(channel, "unshared", connected=())
    assert (channel.kind, planned.channel_id, planned.medium) == ("team", None, "email")
    assert await channels.for_outreach(town.session, [account.id or 0]) == {}
    assert "#ext-acme is not shared with them" in words(await town.types(csm, ""))
    await town.befalls(channel, "shared", connected=("T-ACME",))
    assert (channel.kind, channel.connected) == ("shared", ["T-ACME"])
    assert (await channels.for_outreach(town.session, [account.id or 0]))[account.id or 0].id == channel.id


async def test_linked_again_by_a_person_it_counts_as_theirs(town: Town) -> None:
    csm, _, _, channel = await town.acme()
    await town.befalls(channel, "unshared", connected=())
    asked = await town.types(csm, "link Acme", channel)
    assert channel.kind == "team"
    assert words(await town.presses(csm, asked, "Link it to Acme")).startswith("Linked.")
    assert channel.kind == "shared"


async def test_with_another_company_still_in_it_customers_read_it(town: Town) -> None:
    _, account, _, channel = await town.acme()
    channel.connected = ["T-ACME", "T-ADVISER"]
    await town.befalls(channel, "unshared", connected=("T-ACME",))
    assert (channel.kind, channel.account_id, channel.connected) == ("shared", account.id, ["T-ACME"])


async def test_where_nobody_knows_who_is_left_the_csm_is_asked_to_look(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    (planned,) = await town.plans()
    await town.befalls(channel, "unshared")
    assert (channel.kind, channel.account_id, planned.channel_id) == ("shared", account.id, channel.id)
    (told,) = await town.told(csm)
    assert told == (
        "#ext-acme is no longer shared with one of the companies in it, and I cannot see which are left. "
        "Look who is still there; if Acme is not, type /cs unlink in it."
    )


async def test_when_the_customer_leaves_the_others_the_link_is_closed(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    await _knows(town, dana, "T-ACME")
    channel.connected = ["T-ACME", "T-ADVISER"]
    await town.befalls(channel, "unshared", connected=("T-ADVISER",))
    assert (channel.account_id, channel.suggested_account_id) == (None, None)
    (told,) = await town.told(csm)
    assert "Acme has left #ext-acme, in which another company stays: it is nobody's channel now." in told
    assert account.name in told


async def test_two_companies_in_it_are_told_and_two_customers_end_it(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    gil = await town.contact(await town.account("Globex", csm), "Gil Ott")
    await town.befalls(channel, "shared", connected=("T-ACME", "T-ADVISER"))
    assert not channel.is_mixed
    assert "is shared with 2 other companies now" in (await town.told(csm))[-1]
    await _knows(town, dana, "T-ACME")
    await _knows(town, gil, "T-GLOBEX")
    await town.befalls(channel, "shared", connected=("T-ACME", "T-GLOBEX"))
    assert channel.is_mixed
    assert "is shared with another of our customers now, so nothing for Acme goes there" in (await town.told(csm))[-1]


@pytest.mark.parametrize("others", [("T-GLOBEX",), ("T-NOBODY-KNOWN", "T-GLOBEX")])
async def test_another_customer_let_in_ends_it_whoever_else_sits_there(town: Town, others: tuple[str, ...]) -> None:
    csm, _, _, channel = await town.acme()
    gil = await town.contact(await town.account("Globex", csm), "Gil Ott")
    await _knows(town, gil, "T-GLOBEX")
    await town.befalls(channel, "shared", connected=others)
    assert channel.is_mixed
    assert "is shared with another of our customers now, so nothing for Acme goes there" in (await town.told(csm))[-1]


async def test_an_invitation_is_passed_on_and_changes_nothing(town: Town) -> None:
    csm, *_ = await town.acme()
    elsewhere = Channel(platform="playground", workspace="slack", external_id="C-THEIRS", name="acme-shared")
    await town.befalls(elsewhere, "invited")
    (told,) = await town.told(csm)
    assert "accept the invitation" in told
    assert await channels.by_place(town.session, channels.place_of(elsewhere)) is None


async def test_an_invitation_from_nobody_we_know_is_told_to_those_in_charge_once(town: Town) -> None:
    csm, *_ = await town.acme()
    boss = await town.manager()
    elsewhere = Channel(platform="playground", workspace="slack", external_id="C-THEIRS", name="qx-zulu")
    await town.befalls(elsewhere, "invited")
    (told,) = await town.told(boss)
    assert told.startswith("Another company (#qx-zulu) wants to share a channel with us")
    assert await town.told(csm) == []


async def test_an_accepted_invitation_makes_it_a_place_of_theirs(town: Town) -> None:
    csm, account, *_ = await town.acme()
    channel = await town.channel(None, "acme-chat", kind="team")
    await town.befalls(channel, "accepted", connected=("T-ACME",))
    assert (channel.kind, channel.suggested_account_id) == ("shared", account.id)
    assert "Is it Acme's channel?" in (await town.told(csm))[-1]


async def test_a_channel_that_moves_keeps_its_row_its_link_and_what_is_on_its_way(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    town.later(hours=12)
    await town.presses(csm, await town.types(csm, "share Acme"), "Schedule")
    await town.befalls(channel, "moved", becomes="C-NEW")
    (touch,) = await town.ledger(account)
    assert (channel.external_id, channel.account_id) == ("C-NEW", account.id)
    assert await town.deliveries(touch) == ["queued"]


async def test_a_row_that_was_there_under_the_new_id_is_taken_in(town: Town) -> None:
    _, account, dana, channel = await town.acme()
    old = channel.external_id
    twin = await town.channel(account, "ext-acme", not_to_be_read=True, external_id="C-NEW")
    await town.says(dana, twin, "stop")
    (hold,) = await holds.live(town.session, account.id or 0, town.now)
    await town.befalls(channel, "moved", becomes="C-NEW")
    assert (channel.external_id, channel.not_to_be_read, channel.account_id) == ("C-NEW", True, account.id)
    assert (twin.external_id, twin.account_id, twin.gone_at) == (old, None, town.now)
    assert hold.channel_id == channel.id
    assert [one.state for one in await town.ledger(account)] == [TouchState.MADE, TouchState.APPROVED]


async def test_two_rows_of_two_customers_that_turn_out_to_be_one_place_get_nothing(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    await town.channel(await town.account("Globex", csm), "ext-globex", external_id="C-NEW")
    await town.befalls(channel, "moved", becomes="C-NEW")
    assert (channel.is_mixed, channel.account_id) == (True, account.id)
    assert "has moved to a place that is not theirs alone" in (await town.told(csm))[-1]


async def _knows(town: Town, contact: Contact, workspace: str) -> None:
    identity = await identities.ensure(town.session, "playground", workspace, f"C{contact.id}", contact.name)
    await identities.bind_contact(town.session, identity, contact.id or 0)
