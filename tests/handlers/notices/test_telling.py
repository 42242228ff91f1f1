"""Bad news, from the form to everybody it affects."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from handlers.work import Outcome
from outreach.desk.signals import read
from outreach.errors import BadInput, Stale
from outreach.models.book import Account, Channel, Hold, Teammate
from outreach.models.ledger import Touch, TouchState
from outreach.models.notices import Notice, NoticeAccount
from outreach.store import holds, touches
from scheduler import signalling
from tests.handlers.world import PLANNING, Town, form, labels, words

NEWS = {
    "what": "Exports to the tax office fail since 09:10",
    "by": "segment",
    "whom": "mid",
    "on": "2026-11-24",
    "at": "15:00",
}


async def writes(town: Town, csm: Teammate, **answers: str) -> Outcome:
    return await town.submits(csm, await town.types(csm, "notice"), **{**NEWS, **answers})


async def tells(town: Town, csm: Teammate, **answers: str) -> Outcome:
    shown = await writes(town, csm, **answers)
    send = next(label for label in labels(shown) if label.startswith("Send to "))
    return await town.presses(csm, shown, send)


async def sent_to(town: Town, account: Account) -> list[Touch]:
    return [touch for touch in await town.ledger(account) if touch.origin == "notice"]


async def globex(town: Town, csm: Teammate, **changes: object) -> tuple[Account, Channel]:
    account = await town.account("Globex", csm, **changes)
    return account, await town.channel(account, "ext-globex")


async def test_everybody_it_affects_is_shown_before_anything_is_sent(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await globex(town, await town.csm("Leo Hartmann"), arr=Decimal(410_000), language="de")
    await town.account("Initech", csm)
    shown = await writes(town, csm, they_can="Keep the files")
    said = words(shown)
    assert "Bad news: to 2 accounts ($510k)" in said
    assert "Acme · $100k · #ext-acme · as Priya Nair" in said
    assert "Globex · $410k · #ext-globex · as Leo Hartmann" in said
    assert "Initech: no channel is linked." in said
    assert "In English, for the first time, as Acme reads it" in said
    assert "In German, for the first time, as Globex reads it; your own words stay as you wrote them" in said
    assert "What you can do meanwhile: Keep the files." in said
    assert "The next word from us comes today, 15:00 Berlin time at the latest" in said
    assert labels(shown) == ["Send to 2", "Edit", "Cancel"]
    assert await sent_to(town, acme) == []


async def test_each_account_is_told_once_by_its_own_csm(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    leo = await town.csm("Leo Hartmann")
    other, _ = await globex(town, leo)
    shown = await writes(town, csm)
    told = await town.presses(csm, shown, "Send to 2")
    assert "Told: 2" in words(told)
    for account, author in ((acme, csm), (other, leo)):
        (touch,) = await sent_to(town, account)
        assert (touch.state, touch.author_id, touch.purpose) == (TouchState.APPROVED, author.id, "notice")
        assert "Exports to the tax office fail since 09:10." in await town.said(touch)
        assert await town.held(account) == ["open_notice"]
    with pytest.raises(Stale, match="went out already"):
        await town.presses(csm, shown, "Send to 2")
    assert len(await sent_to(town, acme)) == 1
    assert "Priya Nair tells Globex in your name" in (await town.told(leo))[0]


async def test_nothing_cheerful_is_proposed_until_it_is_over(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm)
    assert await town.plans() == []
    assert "Exports to the tax office fail" in words(await town.types(csm, "why Acme"))
    shown = await town.presses(csm, await town.types(csm, "notice"), "Close")
    await town.arrives((await sent_to(town, acme))[0])
    closing = await town.submits(csm, shown, words="A certificate had run out. It renews itself now")
    assert "It is over: to 1 account" in words(closing)
    await town.presses(csm, closing, "Send to 1")
    assert await town.held(acme) == []
    assert "A certificate had run out. It renews itself now." in await town.said((await sent_to(town, acme))[-1])
    notice = (await town.session.exec(select(Notice))).one()
    assert (notice.state, notice.cause) == ("closed", "A certificate had run out. It renews itself now")
    town.later(days=2)
    assert [touch.account_id for touch in await town.plans()] == [acme.id]


async def test_it_does_not_count_as_outreach(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    assert acme.id is not None
    await tells(town, csm)
    await town.arrives((await sent_to(town, acme))[0])
    assert await touches.last_by_people(town.session, acme.id) is None
    assert await touches.last_made_by(town.session, csm.id or 0, town.now - timedelta(days=1)) is None


@pytest.mark.parametrize("code", ["paused", "snoozed", "asked_for_less", "open_complaint"])
async def test_a_pause_does_not_keep_bad_news_from_them(town: Town, code: str) -> None:
    csm, acme, *_ = await town.acme()
    await _hold(town, acme, code)
    await tells(town, csm)
    (touch,) = await sent_to(town, acme)
    lifted = [code] if code in ("paused", "snoozed") else []
    assert touch.lifted == lifted
    assert touch.override == ("bad news does not wait" if lifted else None)


async def test_whoever_said_stop_is_left_out_and_so_is_a_mixed_or_lost_channel(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await _hold(town, acme, "opted_out")
    _, channel = await globex(town, csm)
    channel.is_mixed = True
    lost = await town.account("Hooli", csm)
    (await town.channel(lost, "ext-hooli")).gone_at = town.now
    gone = await town.account("Umbra", csm, stage="churned")
    await town.channel(gone, "ext-umbra")
    shown = await writes(town, csm, by="accounts", whom="Acme, Globex, Hooli, Umbra")
    said = words(shown)
    assert "Acme: they asked us to stop." in said
    assert "Globex: people of two customers sit in that channel." in said
    assert "Hooli: their channel is gone." in said
    assert "Umbra: they are no longer a customer." in said
    assert "It would reach nobody as things are." in said
    assert labels(shown) == ["Edit", "Cancel"]


async def test_at_night_it_waits_for_their_morning_unless_somebody_decides_otherwise(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    far, _ = await globex(town, csm, timezone="America/New_York", country="US")
    shown = await writes(town, csm, at="17:00")
    assert "Globex · $100k · #ext-globex · as Priya Nair · Tue 24 Nov 09:00 New York" in words(shown)
    assert "It is night, or no working day, for 1 of them." in words(shown)
    await town.presses(csm, shown, "Send to 2")
    (now,), (later,) = await sent_to(town, acme), await sent_to(town, far)
    assert now.due_at == town.now
    assert later.due_at is not None
    assert later.due_at - town.now == timedelta(hours=4, minutes=30)
    assert "comes today, 11:00 New York time" in await town.said(later)


async def test_sent_at_night_all_the_same_the_reason_is_on_record(town: Town) -> None:
    csm, _, *_ = await town.acme()
    far, _ = await globex(town, csm, timezone="America/New_York", country="US")
    await town.presses(csm, await writes(town, csm), "Send to all now")
    (touch,) = await sent_to(town, far)
    assert (touch.due_at, touch.override, touch.lifted) == (town.now, "bad news does not wait", ["quiet_hours"])


async def test_who_changed_since_is_said_and_asked_about_again(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    shown = await writes(town, csm)
    other, _ = await globex(town, csm)
    acme.segment = "top"
    again = await town.presses(csm, shown, "Send to 1")
    assert "this changed while you looked: added Globex; no longer Acme." in words(again)
    assert await sent_to(town, other) == []
    await town.presses(csm, again, "Send to 1")
    assert len(await sent_to(town, other)) == 1
    assert await sent_to(town, acme) == []


async def test_other_words_than_those_shown_are_never_sent(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    shown = await writes(town, csm)
    edited = await town.submits(csm, await town.presses(csm, shown, "Edit"), what="Exports work again")
    assert "Look again" in words(await town.presses(csm, shown, "Send to 1"))
    await town.presses(csm, edited, "Send to 1")
    assert "Exports work again." in await town.said((await sent_to(town, acme))[0])


async def test_a_draft_can_be_put_away(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    shown = await writes(town, csm)
    waiting = await town.types(csm, "notice")
    assert "Not sent yet (bad news): Exports to the tax office fail" in words(waiting)
    await town.presses(csm, waiting, "Put away")
    with pytest.raises(Stale):
        await town.presses(csm, shown, "Send to 1")
    assert form(await town.types(csm, "notice")).title == "Tell bad news"
    assert await sent_to(town, acme) == []


async def test_another_customers_name_in_it_is_noticed(town: Town) -> None:
    csm, *_ = await town.acme()
    await town.account("Umbrella", csm, segment="top")
    shown = await writes(town, csm, what="Exports fail, as Umbrella told us")
    assert "Look again: it names Umbrella, which is another customer." in words(shown)


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"whom": "midd"}, "No account has the segment “midd”. Did you mean mid?"),
        ({"whom": ""}, "Whom does it affect?"),
        ({"by": "stage", "whom": "adopton"}, "Did you mean adoption?"),
        ({"by": "topic", "whom": "closing"}, "No account has any topic"),
        ({"by": "product", "whom": "ledger"}, "No account has any product"),
        ({"by": "accounts", "whom": "Acmee"}, "Did you mean Acme?"),
        ({"by": "weather"}, "Choose how"),
        ({"what": " "}, "Say it in a sentence"),
        ({"what": "x" * 1_501}, "1,500 are the most"),
        ({"at": "soon"}, "“soon” is not a time of day; write 08:30."),
        ({"at": "09:00"}, "That moment is past"),
        ({"on": "2027-03-01"}, "more than a month away"),
    ],
)
async def test_what_cannot_be_used_is_said_with_its_cure(town: Town, answers: dict[str, str], says: str) -> None:
    csm, *_ = await town.acme()
    with pytest.raises(BadInput, match=says.replace("?", r"\?").replace(".", r"\.")) as refused:
        await writes(town, csm, **answers)
    assert refused.value.field in (*answers, "whom", "at")


async def test_accounts_are_listed_by_name_with_commas_in_them(town: Town) -> None:
    csm, *_ = await town.acme()
    brandt = await town.account("Brandt, Voss & Partner", csm)
    await town.channel(brandt, "ext-brandt")
    shown = await writes(town, csm, by="accounts", whom="Acme, Brandt, Voss & Partner")
    assert "to 2 accounts" in words(shown)


async def test_a_product_is_what_another_system_says_they_have(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await globex(town, csm)
    given = {"source": "crm", "id": "e1", "account": "Acme", "kind": "entitlement", "title": "Consolidation"}
    await signalling.take(town.session, PLANNING, read("opened", given, town.now), town.now)
    shown = await writes(town, csm, by="product", whom="consolidation")
    assert "For every account with the product consolidation." in words(shown)
    assert "to 1 account" in words(shown)
    await town.presses(csm, shown, "Send to 1")
    assert len(await sent_to(town, acme)) == 1


async def test_a_promised_moment_that_has_passed_is_not_sent(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    shown = await writes(town, csm, at="11:00")
    town.later(hours=2)
    with pytest.raises(BadInput, match="promised for the next word is past"):
        await town.presses(csm, shown, "Send to 1")
    assert await sent_to(town, acme) == []


async def test_hostile_words_stay_text(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    await tells(town, csm, what="<!channel> [x](http://evil.example) **bold** {{ csm }}")
    assert "<!channel> [x](http://evil.example) **bold** {{ csm }}." in await town.said((await sent_to(town, acme))[0])


async def test_a_mistake_is_taken_back_and_is_a_draft_again(town: Town) -> None:
    csm, acme, *_ = await town.acme()
    other, _ = await globex(town, csm)
    told = await tells(town, csm)
    await town.arrives((await sent_to(town, acme))[0])
    undone = await town.presses(csm, told, "Undo")
    assert "It is a draft again" in words(undone)
    assert (await sent_to(town, acme))[0].ended_because == "being taken back"
    assert (await sent_to(town, other))[0].state == TouchState.CANCELLED
    assert (await town.held(acme), await town.held(other)) == ([], [])
    assert (await town.session.exec(select(NoticeAccount))).all() == []
    again = await town.presses(csm, await town.types(csm, "notice"), "Preview")
    await town.presses(csm, again, "Send to 2")
    assert [touch.state for touch in await sent_to(town, other)] == [TouchState.CANCELLED, TouchState.APPROVED]


async def test_what_they_answer_is_heard_as_ever(town: Town) -> None:
    csm, acme, dana, channel = await town.acme()
    await tells(town, csm)
    await town.arrives((await sent_to(town, acme))[0])
    await town.says(dana, channel, "Is our data safe?")
    assert (await town.ledger(acme))[-1].origin == "customer"
    assert await town.held(acme) == ["open_notice"]


async def _hold(town: Town, account: Account, code: str) -> None:
    assert account.id is not None
    await holds.place(town.session, Hold(account_id=account.id, code=code, placed_by="x", placed_at=town.now))
