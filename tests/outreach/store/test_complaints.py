"""What is asked of complaints, on both databases."""

from datetime import timedelta
from typing import Any

from outreach.database import Database
from outreach.models.desk import Complaint
from outreach.models.ledger import Touch
from outreach.store import complaints, errands, glances
from outreach.store.oversight import Team
from tests.world import MONDAY, World

DAY = timedelta(days=1)
CLOSED: dict[str, Any] = {
    "closed_at": MONDAY,
    "confirmed_at": MONDAY,
    "made_right": "yes",
    "closed_because": "made right",
}


async def test_shares_wait_for_whoever_looks_after_the_account(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, account, *_ = await world.acme()
        ours, theirs = [csm.id or 0], [0]
        waits = await complaints.add(session, Complaint(account_id=account.id or 0, opened_at=MONDAY, **CLOSED))
        await complaints.add(session, Complaint(account_id=account.id or 0, opened_at=MONDAY))
        assert [one.id for one, _ in await complaints.to_decide(session, ours)] == [waits.id]
        assert await complaints.to_decide(session, theirs) == []
        await errands.arrange(session, complaints.DECIDE, waits.id or 0, MONDAY + DAY)
        assert await complaints.to_decide(session, ours) == []
        await errands.drop(session, [complaints.DECIDE], waits.id or 0, MONDAY, "told")
        waits.resumes_at = MONDAY
        assert await complaints.to_decide(session, ours) == []


async def test_what_a_manager_asks_of_a_team(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, account, *_ = await world.acme()
        team, nobody = Team(frozenset({csm.id or 0})), Team(frozenset())
        first = Complaint(account_id=account.id or 0, opened_at=MONDAY, confirmed_at=MONDAY)
        lapsed = Complaint(
            account_id=account.id or 0, opened_at=MONDAY, closed_at=MONDAY + DAY, closed_because="lapsed"
        )
        await complaints.add(session, first)
        await complaints.add(session, lapsed)
        assert [one.id for one, _ in await complaints.without_cause(session, team)] == [first.id]
        assert [one.id for one, _ in await complaints.open_in(session, team)] == [first.id]
        assert [one.id for one, _ in await complaints.lapsed_since(session, team, MONDAY)] == [lapsed.id]
        assert [one.id for one, _ in await complaints.opened_between(session, team, MONDAY, MONDAY + DAY)] == [first.id]
        assert await complaints.opened_between(session, team, MONDAY - DAY, MONDAY) == []
        assert await complaints.without_cause(session, nobody) == []
        assert await complaints.count_others(session, first, MONDAY - DAY, ["lapsed"]) == 0


async def test_the_first_answer_is_the_first_word_by_people_after_it(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, account, _, channel = await world.acme()
        said = Complaint(account_id=account.id or 0, channel_id=channel.id, opened_at=MONDAY)
        await complaints.add(session, said)
        for number, (origin, hours) in enumerate([("person", -1), ("reply", 1), ("desk", 2), ("person", 3)]):
            await world._keep(
                Touch(
                    key=f"touch-{number}",
                    account_id=account.id or 0,
                    channel_id=channel.id,
                    direction="out",
                    origin=origin,
                    purpose="answer",
                    state="made",
                    author_id=csm.id,
                    happened_at=MONDAY + timedelta(hours=hours),
                )
            )
        answer = await complaints.first_answer(session, said)
        assert answer is not None
        assert answer.key == "touch-2"


async def test_an_account_has_its_rank_and_what_is_open(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        _, account, *_ = await world.acme()
        await world.account("Larger", arr=200_000)
        await world.account("Gone", arr=300_000, stage="churned")
        assert await glances.rank(session, account) == (1, 2)
        await complaints.add(session, Complaint(account_id=account.id or 0, opened_at=MONDAY))
        assert await glances.open_things(session, account.id or 0) == (0, 1, 0)
