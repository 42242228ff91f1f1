"""Doctor's look at the client id and secret with which workspaces install Concierge."""

import re
from collections.abc import Iterator

from bot.findings import Finding, failed, fine, warned
from bot.settings import Settings
from bot.slack.asking import said_by
from bot.slack.calls import Workspaces
from bot.spellings import stray_space

INSTALLED, CLIENT = "Slack workspaces", "Slack client secret"
NO_SPACE = "Take the space out."
LATER = "Try again in a minute; see https://slack-status.com should it go on."
_COPY_CLIENT = "Copy both again: “Basic Information” of the app, “App Credentials”, “Client ID” and “Client Secret”."
_NO_CODE = "concierge-doctor"


def glance_at_client(settings: Settings) -> Iterator[Finding]:
    if settings.slack_client_id is None:
        return
    if settings.slack_bot_token is not None:
        words = "SLACK_BOT_TOKEN is set as well, so nobody can install Concierge into another workspace"
        yield warned(INSTALLED, words, "Take out SLACK_CLIENT_ID for one workspace, SLACK_BOT_TOKEN for several.")
    elif space := stray_space(settings.slack_client_id):
        yield failed(INSTALLED, f"SLACK_CLIENT_ID {space}", NO_SPACE)
    elif re.fullmatch(r"\d+\.\d+", settings.slack_client_id) is None:
        cure = "Copy it again: “Basic Information” of the app, “App Credentials”, “Client ID”."
        yield failed(INSTALLED, "SLACK_CLIENT_ID does not look like Slack's 123456789.987654321", cure)


async def examine_client(settings: Settings, workspaces: Workspaces) -> list[Finding]:
    """Offers a code that Slack never gave out: it can be exchanged for nothing, and Slack looks at the secret first."""
    client_id, secret = settings.slack_client_id, settings.slack_client_secret
    if workspaces.is_single or client_id is None or secret is None or list(glance_at_client(settings)):
        return []
    if space := stray_space(secret.get_secret_value()):
        return [failed(CLIENT, f"SLACK_CLIENT_SECRET {space}", NO_SPACE)]
    given = {"client_id": client_id, "client_secret": secret.get_secret_value(), "code": _NO_CODE}
    said = await said_by(workspaces.client_of().api_call("oauth.v2.access", data=given))
    if said.code == "invalid_code":
        return [fine(CLIENT, "is accepted: workspaces can install Concierge")]
    if said.code == "bad_client_secret":
        return [failed(CLIENT, "SLACK_CLIENT_SECRET is not the app's: nobody can install Concierge", _COPY_CLIENT)]
    if said.code in ("invalid_client_id", "bad_client_id"):
        return [failed(CLIENT, "Slack knows no app with this SLACK_CLIENT_ID", _COPY_CLIENT)]
    words = "could not be tried; with a wrong one nobody can install Concierge"
    return [warned(CLIENT, f"{words} ({said.trouble or 'no word from Slack'})", LATER)]
