"""Approved answers on both databases: whom they may serve, and what they were an answer to."""

import pytest

from outreach.database import Database, Session
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.listening import KnownAnswer
from outreach.store import answers, touches
from tests.world import MONDAY, World


async def known(world: World, account_id: int, approver_id: int, **changes: object) -> KnownAnswer:
    question_id, words_id = await answers.keep_texts(world.session, "Where is it?", f"Answer {world.count}")
    values = {"account_id": account_id, "approved_by_id": approver_id, "approved_at": MONDAY}
    texts = {"question_text_id": question_id, "answer_text_id": words_id}
    return await answers.put(world.session, KnownAnswer.model_validate({**values, **texts, **changes}))


@pytest.mark.parametrize(("is_general", "is_retired"), [(False, False), (True, False), (True, True), (False, True)])
async def test_what_serves_another_account_was_generalised_and_is_not_retired(
    database: Database, is_general: bool, is_retired: bool
) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, acme, *_ = await world.acme()
        globex = await world.account("Globex", csm)
        changes = {
            "generalised_at": MONDAY if is_general else None,
            "generalised_by_id": csm.id if is_general else None,
            "retired_at": MONDAY if is_retired else None,
        }
        row = await known(world, acme.id or 0, csm.id or 0, **changes)
        at_home = [one.row.id for one in await answers.serving(session, acme.id or 0)]
        elsewhere = [one.row.id for one in await answers.serving(session, globex.id or 0)]
        assert at_home == ([] if is_retired else [row.id])
        assert elsewhere == ([row.id] if is_general and not is_retired else [])


async def test_rewording_leaves_no_old_words_behind(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, acme, *_ = await world.acme()
        row = await known(world, acme.id or 0, csm.id or 0)
        await answers.reword(session, row, "And now?", "So.")
        (found,) = await answers.live(session)
        assert (found.question, found.words) == ("And now?", "So.")


async def test_an_answer_in_their_thread_answers_what_leads_it(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, acme, _, channel = await world.acme()
        there = {
            "account_id": acme.id or 0,
            "channel_id": channel.id,
            "state": TouchState.MADE,
            "purpose": Purpose.TALK,
        }
        asked = await _put(session, key="in", direction="in", origin="customer", external_ref="1", **there)
        said = await _put(session, key="out", direction="out", origin="person", thread="1", author_id=csm.id, **there)
        alone = await _put(session, key="alone", direction="out", origin="person", author_id=csm.id, **there)
        assert await answers.question_of(session, said) == asked
        assert await answers.question_of(session, alone) is None


async def _put(session: Session, **values: object) -> Touch:
    return await touches.add(session, Touch.model_validate({"happened_at": MONDAY, **values}))
