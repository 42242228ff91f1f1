"""Asked about many accounts at once, the ledger says what it says about each."""

from datetime import date, timedelta

from outreach.database import Database
from outreach.ledger import situations
from outreach.models.book import Account
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.store import pasts, touches
from tests.world import MONDAY, World


async def three_pasts(world: World) -> list[Account]:
    """One who spoke last, one who was written to since, one of whom nothing is known."""
    talkative, written_to, silent = [await world.account(name) for name in ("Acme", "Globex", "Initech")]
    channel = await world.channel(written_to, "ext-globex")
    item = await world.item()
    for number, (account, origin, days, state) in enumerate(
        [
            (talkative, "customer", 9, TouchState.MADE),
            (talkative, "person", 3, TouchState.MADE),
            (talkative, "rhythm", 5, TouchState.MADE),
            (talkative, "customer", 1, TouchState.PROPOSED),
            (written_to, "customer", 20, TouchState.MADE),
            (written_to, "rhythm", 12, TouchState.MADE),
            (written_to, "csm", 2, TouchState.MADE),
            (written_to, "rhythm", 1, TouchState.APPROVED),
        ]
    ):
        is_share = origin == "csm"
        row = Touch(
            key=f"past:{number}",
            account_id=account.id or 0,
            channel_id=channel.id if is_share else None,
            direction="in" if origin == "customer" else "out",
            origin=origin,
            purpose=Purpose.SHARE if is_share else Purpose.CHECK_IN,
            state=state,
            item_id=item.id if is_share else None,
            happened_at=MONDAY - timedelta(days=days) if state == TouchState.MADE else None,
            proposed_at=MONDAY - timedelta(days=days),
        )
        await touches.add(world.session, row)
    return [talkative, written_to, silent]


async def test_the_last_word_of_each_is_the_one_that_is_found_alone(database: Database) -> None:
    async with database.writing() as session:
        whose = [account.id or 0 for account in await three_pasts(World(session))]
        words = await pasts.last_words(session, whose)
        for account_id in whose:
            alone, together = await touches.last_by_people(session, account_id), words.get(account_id)
            expected = (alone.origin, alone.happened_at) if alone else None
            assert ((together.origin, together.at) if together else None) == expected
        assert [words[account_id].origin for account_id in whose[:2]] == ["person", "customer"]


async def test_what_was_written_since_the_last_word_counts_as_unanswered(database: Database) -> None:
    async with database.writing() as session:
        whose = [account.id or 0 for account in await three_pasts(World(session))]
        recalled = await situations.recall(session, whose, MONDAY)
        assert [recalled[account_id].unanswered for account_id in whose] == [0, 2, 0]
        assert [len(recalled[account_id].shared_at) for account_id in whose] == [0, 1, 0]


async def test_a_channel_hears_of_what_went_there_or_nowhere_in_particular(database: Database) -> None:
    async with database.writing() as session:
        _, written_to, _ = await three_pasts(World(session))
        past = (await situations.recall(session, [written_to.id or 0], MONDAY))[written_to.id or 0]
        days = {channel: sorted((MONDAY - at).days for at in past.written_in(channel)) for channel in (None, 1, 99)}
        assert days == {None: [2, 12], 1: [2, 12], 99: [12]}


async def test_what_is_said_of_shares_and_questions_carries_the_best_known_day(database: Database) -> None:
    async with database.writing() as session:
        _, written_to, _ = await three_pasts(World(session))
        account_id = written_to.id or 0
        (share,) = (await pasts.given(session, [account_id]))[account_id]
        asked = (await pasts.asked(session, [account_id]))[account_id]
        assert share.on == date(2026, 11, 21)
        assert [on for _, on in asked] == [date(2026, 11, 3), date(2026, 11, 11), date(2026, 11, 22)]
