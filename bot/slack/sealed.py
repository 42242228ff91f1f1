"""Which workspaces' tokens this SECRET_KEY does not open."""

from collections.abc import Iterator, Sequence

from bot.settings import Settings
from bot.slack.calls import PLATFORM
from bot.spellings import parse_workspaces
from bot.vault import CannotOpen, Vault
from outreach.database import Database
from outreach.models.trust import Installation
from outreach.store import installations


async def check_sealed(settings: Settings, database: Database) -> list[str]:
    """A sentence with its cure for each; asks nobody. With SLACK_BOT_TOKEN nothing is read from the database."""
    if settings.secret_key is None or settings.slack_client_id is None or settings.slack_bot_token is not None:
        return []
    async with database.reading() as session:
        rows = await installations.live(session, PLATFORM)
    page = f"{(settings.public_url or 'PUBLIC_URL').rstrip('/')}/slack/install"
    admitted = parse_workspaces(settings.slack_workspaces)
    ours = [row for row in rows if not admitted.isdisjoint({row.workspace, row.organisation})]
    return [
        f"Slack's token for {row.name or row.workspace} ({row.workspace}) cannot be opened, since it was sealed with "
        f"another SECRET_KEY: set the former one, or install Concierge there again at {page}."
        for row in _unopened(Vault(settings.secret_key.get_secret_value()), ours)
    ]


def _unopened(vault: Vault, rows: Sequence[Installation]) -> Iterator[Installation]:
    for row in rows:
        try:
            vault.open(row.sealed_token)
        except CannotOpen:
            yield row
