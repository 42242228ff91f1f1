"""What interrupts a colleague: little, at once, and once."""

from datetime import date

from outreach.models.book import Away
from tests.handlers.listening.hints import listening
from tests.handlers.world import Town


async def test_that_they_may_leave_is_told_at_once_with_their_words_and_the_account_at_a_glance(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    account.renewal_on, account.relationship = date(2027, 1, 21), 2
    await town.says(dana, channel, "To be open with you: we look at other vendors before we renew.")
    (alert,) = await town.told(csm)
    assert alert.startswith("Acme · Dana · Tue 24 Nov 10:30 Berlin · they may be leaving")
    assert "> To be open with you: we look at other vendors before we renew." in alert
    assert "Why we think so: Dana says “other vendors”" in alert
    assert "mid · $100k · renews in 58 days" in alert
    assert "2 of 5" in alert


async def test_whoever_asks_for_a_person_is_told_of_at_once(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "Can I please talk to a person?")
    (alert,) = await town.told(csm)
    assert "they want a person" in alert


async def test_an_urgent_one_reaches_them_however_often_they_were_interrupted(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    for number in range(7):
        await town.says(dana, channel, f"{number}: we look at other vendors")
    assert len(await town.told(csm)) == 7


async def test_a_wish_to_buy_is_told_until_they_were_interrupted_enough(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    for number in range(7):
        await town.says(dana, channel, f"{number}: we need more seats")
    told = await town.told(csm)
    assert len(told) == 5
    assert "they ask to buy" in told[0]


async def test_one_message_is_one_alert_that_names_everything(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "Let me talk to a person, or we look at other vendors")
    (alert,) = await town.told(csm)
    assert "They may be leaving. Why we think so" in alert
    assert "They want a person. Why we think so" in alert


async def test_an_edit_that_changes_nothing_tells_nobody_again(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "we look at other vendors")
    await town.changes(event, "We look at other vendors.")
    await town.changes(event, "Nothing")
    await town.changes(event, "We look at other vendors.")
    assert len(await town.told(csm)) == 1


async def test_words_that_become_urgent_by_an_edit_are_told(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "hello")
    await town.changes(event, "we look at other vendors")
    assert len(await town.told(csm)) == 1


async def test_the_cover_is_told_while_the_csm_is_away(town: Town) -> None:
    leo = await town.csm("Leo Brandt")
    csm, _, dana, channel = await listening(town).acme()
    csm.cover_id = leo.id
    town.session.add(Away(teammate_id=csm.id or 0, from_on=date(2026, 11, 23), until_on=date(2026, 11, 27)))
    await town.says(dana, channel, "we look at other vendors")
    assert await town.told(csm) == []
    assert len(await town.told(leo)) == 1


async def test_of_an_account_that_nobody_looks_after_those_in_charge_are_told(town: Town) -> None:
    manager = await town.manager()
    account = await listening(town).account("Acme")
    dana, channel = await town.contact(account), await town.channel(account)
    await town.says(dana, channel, "we look at other vendors")
    assert len(await town.told(manager)) == 1


async def test_what_is_less_sure_interrupts_nobody(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "It does not work, could you look? thank you, when will it?")
    assert await town.told(csm) == []
