"""What is put on record of what customers say, and what becomes of it when they change or delete their words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from outreach.models.ledger import Touch
from outreach.models.listening import Noticed
from outreach.store import noticed, texts
from tests.handlers.listening.hints import listening
from tests.handlers.world import Town, words


async def on_record(town: Town) -> list[tuple[str, str]]:
    """Kind and judgement, oldest first."""
    rows = (await town.session.exec(select(Noticed).order_by(col(Noticed.id)))).all()
    return [(row.kind, row.judged) for row in rows]


async def causes(town: Town, touch: Touch) -> list[str]:
    """The words that each finding rests on, read from what is kept."""
    body = await texts.body_of(town.session, touch.text_id) or ""
    found = await noticed.of_touch(town.session, touch.id or 0)
    return [body[one.begins : one.ends] for one in found.values()]


async def test_each_finding_names_the_words_that_caused_it(town: Town) -> None:
    _, account, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "  \n The export does not work, could you look?")
    (said,) = await town.ledger(account)
    assert await causes(town, said) == ["does not work", "could you"]
    assert await on_record(town) == [("complaint", "open"), ("request", "open")]


async def test_the_customer_is_never_answered_and_nothing_is_closed(town: Town) -> None:
    _, account, dana, channel = await listening(town).acme()
    for sentence in ("our goal is speed", "could you send it?", "other vendors", "talk to a person", "more seats"):
        await town.says(dana, channel, sentence)
    assert {touch.direction for touch in await town.ledger(account)} == {"in"}


async def test_the_same_event_twice_is_one_finding(town: Town) -> None:
    csm, _, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "we look at other vendors")
    await town._do(event, dana)
    await town._do(replace(event, key="the same message as a mention"), dana)
    assert await on_record(town) == [("churn", "open")]
    assert len(await town.told(csm)) == 1


async def test_a_finding_follows_the_words_that_are_edited(town: Town) -> None:
    _, account, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "It does not work")
    await town.changes(event, "Sorry to say: it still does not work, could you look?")
    (said,) = await town.ledger(account)
    assert await causes(town, said) == ["does not work", "could you"]


async def test_a_finding_goes_with_words_that_are_edited_away_and_comes_back_with_them(town: Town) -> None:
    _, _, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "It does not work")
    await town.changes(event, "It works now")
    assert await on_record(town) == [("complaint", "taken back")]
    await town.changes(event, "It does not work")
    assert await on_record(town) == [("complaint", "open")]


async def test_an_edit_that_becomes_a_wish_takes_its_findings_along(town: Town) -> None:
    _, _, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "It does not work")
    await town.changes(event, "stop")
    assert await on_record(town) == [("complaint", "taken back")]


async def test_nobody_is_asked_about_words_that_were_deleted(town: Town) -> None:
    _, _, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "It does not work")
    await town.changes(event, None)
    assert await on_record(town) == [("complaint", "taken back")]


async def test_what_a_person_judged_stays_judged_whatever_becomes_of_the_words(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    event = await town.says(dana, channel, "It does not work")
    (said,) = await town.ledger(account)
    found = (await noticed.of_touch(town.session, said.id or 0))["complaint"]
    await town.press(csm, "finding.wrong", {"noticed": str(found.id)})
    await town.changes(event, "It really does not work")
    await town.changes(event, None)
    assert await on_record(town) == [("complaint", "wrong")]


async def test_a_wish_to_the_bot_is_heeded_and_not_listed_as_well(town: Town) -> None:
    _, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "stop")
    await town.says(dana, channel, "fewer of these please, and not on Mondays", mentions_us=True)
    assert await on_record(town) == []


@pytest.mark.parametrize("how", ["not_to_be_read", "is_mixed", "not introduced"])
async def test_where_we_may_not_read_nothing_is_analysed(town: Town, how: str) -> None:
    csm, _, dana, channel = await listening(town).acme()
    if how == "not introduced":
        channel.introduced_at = None
    else:
        setattr(channel, how, True)
    event = await town.says(dana, channel, "We look at other vendors")
    await town.changes(event, "It does not work, we look at other vendors")
    assert await on_record(town) == []
    assert await town.told(csm) == []


async def test_people_of_another_customer_are_not_listened_to(town: Town) -> None:
    csm, account, _, channel = await listening(town).acme()
    other = await town.account("Globex", csm)
    gwen = await town.contact(other, "Gwen Stone")
    await town.says(gwen, channel, "We look at other vendors")
    assert await on_record(town) == []
    assert not any("vendors" in each for each in await town.told(csm))
    assert await town.ledger(account) == []


async def test_somebody_whom_nobody_knows_is_listened_to_in_a_customers_channel(town: Town) -> None:
    _, _, _, channel = await listening(town).acme()
    await town.says("a stranger", channel, "It does not work")
    assert await on_record(town) == [("complaint", "open")]


async def test_who_asks_to_buy_asks_for_something_and_that_is_one_thing_to_judge(town: Town) -> None:
    _, _, dana, channel = await listening(town).acme()
    await town.says(dana, channel, "could you give us more seats?")
    assert await on_record(town) == [("buying", "open")]


async def test_colleagues_are_not_customers(town: Town) -> None:
    csm, _, _, channel = await listening(town).acme()
    await town.says(csm, channel, "It does not work on our side either")
    assert await on_record(town) == []


async def test_where_no_words_are_kept_the_finding_is_and_its_words_are_not(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    town.house = replace(town.house, keep_inbound=timedelta(0))
    await town.says(dana, channel, "The export does not work")
    await town.says(dana, channel, "We look at other vendors")
    assert [touch.text_id for touch in await town.ledger(account)] == [None, None]
    assert await on_record(town) == [("complaint", "open"), ("churn", "open")]
    (alert,) = await town.told(csm)
    assert "they may be leaving" in alert
    assert "We look at" not in alert


async def test_once_their_words_have_expired_the_rule_alone_is_told(town: Town) -> None:
    csm, account, dana, channel = await listening(town).acme()
    town.house = replace(town.house, keep_inbound=timedelta(days=2))
    await town.says(dana, channel, "The export does not work")
    assert "The export" in words(await town.types(csm, "noticed"))
    await texts.expire(town.session, town.later(days=3).date())
    assert [touch.text_id for touch in await town.ledger(account)] == [None]
    page = words(await town.types(csm, "noticed"))
    assert "Why we think so: Dana says “does not work”" in page
    assert "The export" not in page
