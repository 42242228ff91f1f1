"""Doctor with platforms that are on: the address that leads to us, what is half set, and what is asked of whom."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import server, wire
from bot.doctor import address, checks
from bot.doctor.examination import examine, over_network
from bot.findings import Finding
from bot.probing import Case, each_of, moment
from bot.settings import Settings
from outreach.database import Database
from scheduler.clockwork import read_real_time
from tests.bot.serving import served
from tests.fakes import FakeClock
from tests.platforms.slack.server import running
from tests.platforms.slack.town import NOW, build_town

TEAMS = {
    "teams_app_id": "2f1c2d3e-0000-4000-8000-000000000001",
    "teams_tenant_id": "2f1c2d3e-0000-4000-8000-000000000002",
}
NOWHERE = "http://127.0.0.1:9"


def settings(**changes: Any) -> Settings:
    return Settings(_env_file=None, **changes)  # type: ignore[call-arg]


async def nothing_in_the_way() -> list[str]:
    return []


@pytest.fixture
async def case(database: Database) -> AsyncIterator[Case]:
    async with wire.session() as session:
        yield Case(settings(), database, session, read_real_time)


async def led_to(case: Case, url: str) -> tuple[str | None, Finding]:
    # Only https may be set; what listens here has no certificate.
    reached, (finding, *_) = await address.examine(
        replace(case, settings=settings(slack_bot_token="xoxb-1").model_copy(update={"public_url": url}))
    )
    return reached, finding


async def test_an_address_that_leads_to_us_is_fine(case: Case) -> None:
    async with served(server.application(nothing_in_the_way)) as url:
        reached, finding = await led_to(case, f"{url}/")

    assert (reached, finding.verdict, "leads to Concierge" in finding.words) == (url, "ok", True)


async def test_an_address_where_nobody_listens_is_told_with_its_cure(case: Case) -> None:
    reached, finding = await led_to(case, NOWHERE)

    assert (reached, finding.verdict) == (None, "failure")
    assert "nobody listens there" in finding.words
    assert "python -m bot serve" in finding.cure
    assert "port 3978" in finding.cure


async def test_an_unknown_name_is_told(case: Case) -> None:
    _, finding = await led_to(case, "https://concierge.invalid")

    assert "no such name is known" in finding.words


async def test_something_else_behind_the_address_is_found(case: Case) -> None:
    async with served(Starlette()) as url:
        reached, finding = await led_to(case, url)

    assert (reached, finding.verdict, "is not Concierge (404)" in finding.words) == (None, "failure", True)


async def test_another_version_behind_the_address_is_found(case: Case) -> None:
    async def healthz(_: Request) -> Response:
        return JSONResponse({"alive": True, "versions": {"concierge": "0.0.1"}})

    async with served(Starlette(routes=[Route("/healthz", healthz)])) as url:
        reached, finding = await led_to(case, url)

    assert (reached, finding.verdict) == (url, "warning")
    assert "leads to Concierge 0.0.1" in finding.words


async def test_no_address_is_a_warning_where_slack_comes_to_us(case: Case) -> None:
    on = replace(case, settings=settings(slack_bot_token="xoxb-1", slack_signing_secret="0" * 32))
    reached, (finding,) = await address.examine(on)

    assert (reached, finding.verdict) == (None, "warning")
    assert "https://concierge.example.com" in finding.cure


def test_socket_mode_needs_no_address() -> None:
    tokens = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}
    assert not address.needs_address(settings(**tokens), ["Slack"])
    assert address.needs_address(settings(**tokens, **TEAMS), ["Slack", "Teams"])
    assert address.needs_address(settings(slack_bot_token="xoxb-1"), ["Slack"])


@pytest.mark.parametrize(
    ("changes", "name", "missing"),
    [
        ({"slack_bot_token": "xoxb-1"}, "Slack", "neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN"),
        ({"slack_signing_secret": "0" * 32}, "Slack", "SLACK_BOT_TOKEN is not set"),
        ({"slack_client_id": "1.2", "slack_client_secret": "3"}, "Slack", "SECRET_KEY and PUBLIC_URL are not set"),
        ({"teams_app_id": TEAMS["teams_app_id"]}, "Teams", "TEAMS_TENANT_ID is not set"),
        (TEAMS, "Teams", "none of TEAMS_APP_PASSWORD"),
        ({"teams_app_password": "s"}, "Teams", "TEAMS_APP_ID and TEAMS_TENANT_ID are not set"),
    ],
)
def test_a_platform_that_is_half_set_is_a_warning(changes: Any, name: str, missing: str) -> None:
    (finding,) = [one for one in checks.check_platforms(settings(**changes)) if one.verdict == "warning"]

    assert finding.check == name
    assert missing in finding.words
    assert f"docs/{name.lower()}.md" in finding.cure


async def test_offline_asks_nobody(database: Database) -> None:
    async with running(build_town(FakeClock(NOW))) as slack:
        on = settings(
            slack_bot_token=slack.workspace.home.token, slack_app_token="xapp-1-concierge", slack_api_url=slack.base_url
        )
        offline = await examine(on, database, is_offline=True)
        assert slack.calls == []
        online = await examine(on, database)

    assert "Slack token" not in {finding.check for finding in offline}
    assert "Slack token" in {finding.check for finding in online}


async def test_a_database_without_tables_leaves_the_platforms_examined(empty_database: Database) -> None:
    async with running(build_town(FakeClock(NOW))) as slack:
        on = settings(
            slack_bot_token=slack.workspace.home.token, slack_app_token="xapp-1-concierge", slack_api_url=slack.base_url
        )
        found = {finding.check: finding.verdict for finding in await examine(on, empty_database)}

    assert (found["database"], found["Slack token"]) == ("failure", "ok")
    assert "Slack channels" not in found


async def test_both_platforms_out_of_reach_are_told_and_nothing_is_raised(case: Case) -> None:
    on = settings(
        slack_bot_token="xoxb-1",
        slack_signing_secret="0" * 32,
        slack_api_url=f"{NOWHERE}/api/",
        teams_app_password="s",
        teams_login_url="https://127.0.0.1:9",
        teams_metadata_url=f"{NOWHERE}/keys",
        **TEAMS,
    )
    found = await over_network(replace(case, settings=on), ["Slack", "Teams"])
    failures = [finding for finding in found if finding.verdict == "failure"]

    assert {finding.check for finding in failures} == {"Slack token", "Teams credentials", "Teams keys"}
    assert all(finding.cure for finding in failures)


async def test_what_goes_wrong_in_one_part_is_a_finding_and_the_others_are_told() -> None:
    async def broken() -> list[Finding]:
        raise KeyError("jwks_uri")

    async def whole() -> list[Finding]:
        return [Finding("b", "ok", "fine")]

    first, second = await each_of("a", broken(), whole())

    assert (first.verdict, first.words) == ("failure", "could not be examined to the end (KeyError)")
    assert second.words == "fine"


@pytest.mark.parametrize("said", ["", "yesterday", "Sun, 22 Nov 2026 08:00:00", "Sun, 99 Nov 2026 08:00:00 GMT"])
def test_a_date_that_nobody_can_read_is_none(said: str) -> None:
    assert moment({"date": said}) is None


def test_a_date_is_read_with_its_zone() -> None:
    read = moment({"DATE": "Sun, 22 Nov 2026 08:00:00 GMT"})

    assert read is not None
    assert read.utcoffset() == timedelta()
