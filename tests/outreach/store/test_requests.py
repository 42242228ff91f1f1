"""Requests and their options, asked for in the ways that people and errands ask."""

from datetime import date, timedelta
from typing import Any

import pytest

from outreach.database import Database, Session
from outreach.errors import NotFound
from outreach.models.desk import Option, Request
from outreach.store import requests, texts
from tests.world import MONDAY, World


async def made(session: Session, account_id: int, **more: Any) -> Request:
    values: dict[str, Any] = {"account_id": account_id, "opened_at": MONDAY, "opened_by": "Priya", **more}
    return await requests.add(session, Request(**values))


async def test_those_that_are_open_are_told_apart_from_those_that_are_over(database: Database) -> None:
    async with database.writing() as session:
        account = await World(session).account()
        assert account.id is not None
        first = await made(session, account.id)
        await made(session, account.id, settled_at=MONDAY, opened_at=MONDAY + timedelta(hours=1))
        assert [one.id for one in await requests.open_of(session, account.id)] == [first.id]
        assert [one.id for one, _ in await requests.all_open(session)] == [first.id]
        assert len(await requests.of_account(session, account.id)) == 2
        assert len(await requests.opened_between(session, MONDAY, MONDAY + timedelta(hours=1))) == 1


async def test_late_is_what_waits_for_us_longest_first(database: Database) -> None:
    async with database.writing() as session:
        account = await World(session).account()
        assert account.id is not None
        for state, day in (("in hand", 23), ("opened", 20), ("offered", 20), ("in hand", 24)):
            await made(session, account.id, state=state, due_on=date(2026, 11, day))
        late = await requests.late(session, date(2026, 11, 24))
        assert [(one.state, one.due_on) for one, _ in late] == [
            ("opened", date(2026, 11, 20)),
            ("in hand", date(2026, 11, 23)),
        ]


async def test_a_new_round_of_options_takes_the_place_of_the_old_one(database: Database) -> None:
    async with database.writing() as session:
        account = await World(session).account()
        request = await made(session, account.id or 0)
        assert request.id is not None
        assert await requests.newest_round(session, request.id) == 0
        for titles in (("A", "B"), ("C", "D", "E")):
            options = [Option(request_id=0, number=0, title=title, offered_at=MONDAY) for title in titles]
            await requests.offer(session, request.id, options)
        assert [(one.number, one.title) for one in await requests.options_of(session, request.id)] == [
            (1, "C"),
            (2, "D"),
            (3, "E"),
        ]
        assert [one.title for one in await requests.options_of(session, request.id, 1)] == ["A", "B"]
        assert await requests.chosen(session, request.id) is None


async def test_a_button_about_nothing_says_so(database: Database) -> None:
    async with database.writing() as session:
        with pytest.raises(NotFound, match="no longer on record"):
            await requests.by_id(session, 12)


async def test_words_of_an_open_request_do_not_expire(database: Database) -> None:
    async with database.writing() as session:
        kept = await texts.keep(session, "an export", MONDAY.date())
        await requests.keep_open(session, kept)
        assert await texts.expire(session, MONDAY.date()) == 0
        assert await texts.body_of(session, kept) == "an export"


async def test_a_ticket_elsewhere_leads_to_its_requests(database: Database) -> None:
    async with database.writing() as session:
        account = await World(session).account()
        request = await made(session, account.id or 0, ticket_ref="JIRA-7")
        assert [one.id for one in await requests.by_ticket(session, "JIRA-7")] == [request.id]
