"""What was answered before is found for the same question, however it is put, and for nobody it does not serve."""

import pytest

from outreach.database import Database
from outreach.models.listening import KnownAnswer
from outreach.store import answers
from scheduler.recalling import Recalled, recall
from tests.world import World


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


KEPT = "Where do I find the audit trail for the auditors?"


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        (KEPT, True),
        ("Where can our auditors find the audit trail?", True),
        ("where do i find the audit trial for auditors", True),
        ("When does our contract renew?", False),
        ("Where do I find the invoice?", False),
        ("", False),
        ("🙏", False),
    ],
)
async def test_a_question_like_it_is_recognised(database: Database, asked: str, is_found: bool) -> None:
    async with database.writing() as session:
        found, elsewhere = await _asked(World(session), asked)
    assert (found is not None) == is_found
    assert found is None or found.line == "Approved by Priya on 23 Nov, used 4 times"
    assert elsewhere is None


async def _asked(world: World, asked: str) -> tuple[Recalled | None, Recalled | None]:
    csm, acme, *_ = await world.acme()
    question_id, words_id = await answers.keep_texts(world.session, KEPT, "Under Reports.")
    row = KnownAnswer(
        account_id=acme.id or 0,
        question_text_id=question_id,
        answer_text_id=words_id,
        approved_by_id=csm.id or 0,
        approved_at=world.now,
        uses=4,
    )
    await answers.put(world.session, row)
    globex = await world.account("Globex", csm)
    return (
        await recall(world.session, acme.id or 0, asked),
        await recall(world.session, globex.id or 0, asked),
    )
