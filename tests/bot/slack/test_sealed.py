"""Tokens of workspaces that were sealed with another secret: `serve` says so at its start."""

from typing import Any

import pytest

from bot.settings import Settings
from bot.slack.sealed import check_sealed
from bot.vault import Vault
from outreach.database import Database
from outreach.models.trust import Installation
from outreach.store import installations
from tests.world import MONDAY

NOW_KEY, FORMER_KEY = "k" * 32, "f" * 32


def settings(**changes: Any) -> Settings:
    many = {
        "slack_client_id": "1.2",
        "slack_client_secret": "c" * 32,
        "slack_signing_secret": "0" * 32,
        "slack_workspaces": "T0HOME T0LABS",
        "secret_key": NOW_KEY,
        "public_url": "https://concierge.example/",
    }
    return Settings(_env_file=None, **{**many, **changes})  # type: ignore[call-arg]


async def install(database: Database, workspace: str, name: str, key: str) -> None:
    row = Installation(
        platform="slack",
        workspace=workspace,
        name=name,
        sealed_token=Vault(key).seal("xoxb-canary"),
        installed_at=MONDAY,
    )
    async with database.writing() as session:
        await installations.keep(session, row)


@pytest.fixture
async def moved(database: Database) -> Database:
    """Two workspaces of ours, the first of them sealed with the former secret, and a stranger."""
    await install(database, "T0HOME", "Home Inc", FORMER_KEY)
    await install(database, "T0LABS", "Home Labs", NOW_KEY)
    await install(database, "T0FAR", "Far", FORMER_KEY)
    return database


async def test_the_workspace_whose_token_cannot_be_opened_is_named_with_the_cure(moved: Database) -> None:
    assert await check_sealed(settings(), moved) == [
        "Slack's token for Home Inc (T0HOME) cannot be opened, since it was sealed with another SECRET_KEY: set the "
        "former one, or install Concierge there again at https://concierge.example/slack/install."
    ]


async def test_one_workspace_with_a_bot_token_needs_no_sealed_one(moved: Database) -> None:
    assert await check_sealed(settings(slack_bot_token="xoxb-1"), moved) == []
