"""Queue one, stop one, and settle by hand what nobody could know."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from outreach.database import Database, Session
from outreach.errors import NotFound, Stale, WrongChannel
from outreach.events import Place
from outreach.models.book import Account, Channel
from outreach.models.ledger import Touch, TouchState
from outreach.models.post import Attempt, Delivery, DeliveryState, Lane, Priority
from outreach.store import channels, deliveries, endings, lanes, texts

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    async with database.writing() as session:
        yield session


async def acme(session: Session, name: str = "Acme") -> tuple[Account, Channel]:
    account = Account(external_id=name, name=name, timezone="UTC", created_at=NOW)
    session.add(account)
    await session.flush()
    channel = await channels.ensure(session, Place("made-up", "T1", f"ext-{name}"))
    await channels.link(session, channel, account.id or 0, by="test", now=NOW)
    return account, channel


async def touch_about(session: Session, account: Account, channel: Channel, **given: object) -> Touch:
    values = {"direction": "out", "origin": "rhythm", "purpose": "share", "state": TouchState.APPROVED, **given}
    touch = Touch(
        key=f"touch:{account.id}:{len(given)}",
        account_id=account.id or 0,
        channel_id=channel.id,
        **values,  # type: ignore[arg-type]
    )
    session.add(touch)
    await session.flush()
    return touch


async def queue(session: Session, channel: Channel, key: str = "k1", **given: object) -> Delivery:
    values = {"message_text_id": await texts.keep(session, "[]", None), "priority": Priority.OUTREACH, **given}
    return await deliveries.queue(
        session,
        key=key,
        channel=channel,
        ready_at=NOW,
        now=NOW,
        **values,  # type: ignore[arg-type]
    )


async def unknown(session: Session, channel: Channel, touch: Touch | None = None) -> Delivery:
    """One that a person was asked about."""
    delivery = await queue(session, channel, touch_id=touch.id if touch else None)
    delivery.state, delivery.asked_at, delivery.first_attempt_at = DeliveryState.UNKNOWN, NOW, NOW
    delivery.problem_code = "unclear"
    session.add_all((delivery, Attempt(delivery_id=delivery.id or 0, number=1, started_at=NOW, outcome="unclear")))
    await session.flush()
    return delivery


async def test_a_delivery_is_queued_on_its_workspaces_lane(session: Session) -> None:
    _, channel = await acme(session)
    delivery = await queue(session, channel, author_name="Priya", thread="t-7")
    lane = await lanes.by_id(session, delivery.lane_id)
    assert lane is not None
    assert (lane.platform, lane.workspace) == ("made-up", "T1")
    assert (delivery.state, delivery.author_name, delivery.thread) == (DeliveryState.QUEUED, "Priya", "t-7")
    assert len(delivery.marker) == 32


async def test_the_same_key_twice_is_one_delivery(session: Session) -> None:
    _, channel = await acme(session)
    first, again = await queue(session, channel), await queue(session, channel, author_name="Somebody else")
    assert (first.id, first.author_name) == (again.id, None)
    assert len((await session.exec(select(Delivery))).all()) == 1
    assert len((await session.exec(select(Lane))).all()) == 1


async def test_a_message_about_one_account_is_not_queued_for_another(session: Session) -> None:
    acme_account, acme_channel = await acme(session)
    _, globex_channel = await acme(session, "Globex")
    touch = await touch_about(session, acme_account, acme_channel)
    with pytest.raises(WrongChannel, match="does not belong"):
        await queue(session, globex_channel, touch_id=touch.id)
    assert (await session.exec(select(Delivery))).all() == []


async def test_what_stands_in_a_channel_that_changed_hands_may_still_be_deleted(session: Session) -> None:
    account, channel = await acme(session)
    touch = await touch_about(session, account, channel)
    channel.account_id = None
    delivery = await queue(session, channel, touch_id=touch.id, op="delete", target_ref="r", message_text_id=None)
    assert delivery.state == DeliveryState.QUEUED


async def test_a_queued_delivery_can_be_stopped_once(session: Session) -> None:
    _, channel = await acme(session)
    delivery = await queue(session, channel)
    await deliveries.cancel(session, delivery, NOW)
    assert delivery.state == DeliveryState.CANCELLED
    with pytest.raises(Stale, match="cancelled"):
        await deliveries.cancel(session, delivery, NOW)


async def test_a_delivery_whose_sending_has_begun_cannot_be_stopped(session: Session) -> None:
    _, channel = await acme(session)
    delivery = await queue(session, channel)
    # Somebody else's transaction, which this object has not heard of.
    statement = update(Delivery).where(col(Delivery.id) == delivery.id).values(state=DeliveryState.SENDING)
    await session.exec(statement, execution_options={"synchronize_session": False})
    assert delivery.state == DeliveryState.QUEUED
    with pytest.raises(Stale, match="sending"):
        await deliveries.cancel(session, delivery, NOW)
    assert delivery.state == DeliveryState.SENDING


async def test_it_arrived_makes_the_touch(session: Session) -> None:
    account, channel = await acme(session)
    touch = await touch_about(session, account, channel)
    delivery = await unknown(session, channel, touch)
    assert [one.id for one in await deliveries.awaiting_person(session)] == [delivery.id]
    await deliveries.it_arrived(session, delivery.id or 0, now=NOW, ref="r-1")
    await session.refresh(touch)
    assert (delivery.state, delivery.external_ref, delivery.asked_at) == (DeliveryState.SENT, "r-1", None)
    assert (touch.state, touch.external_ref, touch.happened_at) == (TouchState.MADE, "r-1", NOW)
    assert await deliveries.awaiting_person(session) == []


async def test_send_again_queues_it_as_if_it_had_never_been_tried(session: Session) -> None:
    account, channel = await acme(session)
    touch = await touch_about(session, account, channel)
    delivery = await unknown(session, channel, touch)
    await deliveries.send_again(session, delivery.id or 0)
    await session.refresh(touch)
    assert (delivery.state, delivery.first_attempt_at, delivery.problem_code) == (DeliveryState.QUEUED, None, None)
    assert touch.state == TouchState.APPROVED
    assert (await session.exec(select(Attempt.outcome))).all() == ["not_found"]


@pytest.mark.parametrize("change", [{"state": DeliveryState.SENT}, {"asked_at": None}])
async def test_only_what_a_person_was_asked_about_is_settled_by_hand(
    session: Session, change: dict[str, object]
) -> None:
    _, channel = await acme(session)
    delivery = await unknown(session, channel)
    for name, value in change.items():
        setattr(delivery, name, value)
    await session.flush()
    with pytest.raises(Stale):
        await deliveries.send_again(session, delivery.id or 0)
    with pytest.raises(Stale):
        await deliveries.it_arrived(session, delivery.id or 0, now=NOW)


async def test_what_does_not_exist_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        await deliveries.it_arrived(session, 404, now=NOW)


@pytest.mark.parametrize(
    ("op", "state", "before", "after"),
    [
        ("post", DeliveryState.SENT, TouchState.APPROVED, TouchState.MADE),
        ("post", DeliveryState.FAILED, TouchState.APPROVED, TouchState.MISSED),
        ("post", DeliveryState.UNKNOWN, TouchState.APPROVED, TouchState.APPROVED),
        ("post", DeliveryState.SENT, TouchState.MADE, TouchState.MADE),
        ("post", DeliveryState.FAILED, TouchState.CANCELLED, TouchState.CANCELLED),
        ("update", DeliveryState.SENT, TouchState.MADE, TouchState.MADE),
        ("update", DeliveryState.FAILED, TouchState.MADE, TouchState.MADE),
        ("delete", DeliveryState.SENT, TouchState.MADE, TouchState.RECALLED),
        ("delete", DeliveryState.FAILED, TouchState.MADE, TouchState.MADE),
    ],
)
async def test_each_ending_has_one_meaning_for_the_touch(
    session: Session, op: str, state: str, before: str, after: str
) -> None:
    account, channel = await acme(session)
    touch = await touch_about(session, account, channel, state=before)
    delivery = await queue(session, channel, touch_id=touch.id, op=op, target_ref="r")
    delivery.state, delivery.external_ref, delivery.problem_code = state, "r-1", "too_long"
    await endings.of_touches(session, [delivery], NOW)
    await session.refresh(touch)
    assert touch.state == after
    if after == TouchState.MISSED:
        assert touch.ended_because == "too_long"


async def test_a_delivery_without_a_touch_ends_without_one(session: Session) -> None:
    _, channel = await acme(session)
    delivery = await queue(session, channel)
    delivery.state = DeliveryState.SENT
    await endings.of_touches(session, [delivery], NOW + timedelta(hours=1))
    assert (await session.exec(select(Touch))).all() == []
