"""Doctor's look at Slack: every step of docs/slack.md, and the cure where one was missed."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.findings import Finding, failed, fine, warned
from bot.probing import Answer, Case, ask, compare_clocks, each_of
from bot.settings import Settings
from bot.slack.asking import Said, said_by
from bot.slack.calls import PLATFORM, Workspaces
from bot.slack.identifying import INSTALLED, LATER, NO_SPACE, examine_client, glance_at_client
from bot.slack.manifest import EVENTS_PATH, scopes
from bot.slack.purposes import PURPOSES
from bot.slack.roaming import examine_channels
from bot.slack.verifying import SHORTEST_SECRET
from bot.spellings import stray_space
from bot.vault import Vault
from outreach.errors import DeliveryProblem
from outreach.models.trust import Installation
from outreach.store import installations

TOKEN, APP_TOKEN, SECRET = "Slack token", "Slack app token", "Slack signing secret"
SCOPES, DOOR, CLOCK = "Slack scopes", "Slack events", "Slack clock"

_COPY_BOT_TOKEN = "Copy the “Bot User OAuth Token” (xoxb-…) from “OAuth & Permissions” of the app into SLACK_BOT_TOKEN."
_COPY_APP_TOKEN = (
    "Make one under “Basic Information”, “App-Level Tokens”, with the scope connections:write, and copy it into "
    "SLACK_APP_TOKEN."
)
_COPY_SECRET = "Copy it again: “Basic Information” of the app, “App Credentials”, “Signing Secret”, “Show”."
_INSTALL_AGAIN = "Install the app into the workspace again (“Install App”), and set the new token as SLACK_BOT_TOKEN."
_GRANT = "Paste `python -m bot manifest slack` into “App Manifest” of the app, then install it again."
_CHALLENGE = "concierge-doctor"

_OTHER_TOKENS = {
    "xoxp-": "is a user's token",
    "xapp-": "is an app-level token, which belongs into SLACK_APP_TOKEN",
    "xoxe": "expires after hours, since token rotation is on",
    "xoxc-": "is a browser's token",
    "xoxs-": "is a browser's token",
}
_TOKEN_CURES = {
    "invalid_auth": ("Slack knows no such token", _COPY_BOT_TOKEN),
    "not_authed": ("Slack knows no such token", _COPY_BOT_TOKEN),
    "token_expired": ("it expired: token rotation is on", f"Switch token rotation off. {_GRANT}"),
    "token_revoked": ("it was taken back: the app was removed from the workspace", _INSTALL_AGAIN),
    "account_inactive": ("its bot was removed from the workspace", _INSTALL_AGAIN),
    "not_allowed_token_type": ("it is not a bot's", _COPY_BOT_TOKEN),
}


def glance(settings: Settings) -> list[Finding]:
    """What the settings alone tell."""
    return [*_bot_token(settings), *_app_token(settings), *_secret(settings), *glance_at_client(settings)]


async def examine(case: Case) -> list[Finding]:
    """What Slack says, and the process behind PUBLIC_URL."""
    settings = case.settings
    vault = Vault(settings.secret_key.get_secret_value()) if settings.secret_key else None
    workspaces = Workspaces(settings, case.database, vault, case.session)
    return await each_of(
        TOKEN,
        _only(case, workspaces) if workspaces.is_single else _installed(case, workspaces),
        examine_client(settings, workspaces),
        _sockets(settings, workspaces),
        _door(case),
        examine_channels(case, workspaces),
    )


def _bot_token(settings: Settings) -> Iterator[Finding]:
    if settings.slack_bot_token is None:
        return
    token = settings.slack_bot_token.get_secret_value()
    if space := stray_space(token):
        yield failed(TOKEN, f"SLACK_BOT_TOKEN {space}", NO_SPACE)
        return
    known = next((words for prefix, words in _OTHER_TOKENS.items() if token.startswith(prefix)), None)
    if known is not None:
        yield failed(TOKEN, f"SLACK_BOT_TOKEN {known}", _COPY_BOT_TOKEN)
    elif not token.startswith("xoxb-"):
        yield failed(TOKEN, "SLACK_BOT_TOKEN does not begin with xoxb-", _COPY_BOT_TOKEN)


def _app_token(settings: Settings) -> Iterator[Finding]:
    token = settings.slack_app_token
    if token is not None and (space := stray_space(token.get_secret_value())):
        yield failed(APP_TOKEN, f"SLACK_APP_TOKEN {space}", NO_SPACE)
    elif token is not None and not token.get_secret_value().startswith("xapp-"):
        yield failed(APP_TOKEN, "SLACK_APP_TOKEN does not begin with xapp-", _COPY_APP_TOKEN)


def _secret(settings: Settings) -> Iterator[Finding]:
    if settings.slack_signing_secret is None:
        return
    secret, other = settings.slack_signing_secret.get_secret_value().strip(), settings.slack_client_secret
    if other is not None and secret == other.get_secret_value().strip():
        yield failed(SECRET, "SLACK_SIGNING_SECRET and SLACK_CLIENT_SECRET are the same", _COPY_SECRET)
    elif len(secret) < SHORTEST_SECRET:
        yield failed(SECRET, f"has {len(secret)} characters, and Slack's have 32", _COPY_SECRET)
    elif re.fullmatch(r"[0-9a-f]{32}", secret) is None:
        yield warned(SECRET, "does not look like Slack's, which are 32 digits and letters a to f", _COPY_SECRET)
    else:
        yield fine(
            SECRET,
            "looks like one. Only Slack can prove it: with a wrong one nothing arrives, and each attempt is logged as "
            "request.refused … problem=signature",
        )


async def _only(case: Case, workspaces: Workspaces) -> list[Finding]:
    """The one workspace of SLACK_BOT_TOKEN."""
    token = case.settings.slack_bot_token
    if token is None or list(_bot_token(case.settings)):
        return []
    found = await _token(case, workspaces.client_of(token.get_secret_value()), "")
    return found.findings


@dataclass(frozen=True)
class _Token:
    is_good: bool
    findings: list[Finding]


async def _token(case: Case, client: AsyncWebClient, workspace: str) -> _Token:
    """Whose it is and what it may do; `workspace` names it where there are several."""
    said = await said_by(client.auth_test())
    prefix = f"{workspace}: " if workspace else ""
    if said.trouble:
        return _Token(False, [_refused(said, prefix)])
    if not said.data.get("bot_id"):
        return _Token(False, [failed(TOKEN, f"{prefix}it is a person's, not the bot's", _COPY_BOT_TOKEN)])
    name, team = said.data.get("team"), said.data.get("enterprise_id" if _is_org_wide(said) else "team_id")
    accepted = fine(TOKEN, f"is accepted: @{said.data.get('user')} in {name} ({team})")
    clocks = compare_clocks(CLOCK, "Slack's", said.date, case.read_real())
    return _Token(True, [accepted, *_granted(said, prefix), *clocks])


def _is_org_wide(said: Said) -> bool:
    return bool(said.data.get("is_enterprise_install") and said.data.get("enterprise_id"))


def _refused(said: Said, prefix: str) -> Finding:
    if not said.code:
        cure = "Let this machine reach https://slack.com (a firewall or proxy may be in between)."
        return failed(TOKEN, f"{prefix}Slack could not be asked: {said.trouble}", cure)
    words, cure = _TOKEN_CURES.get(said.code, (f"Slack answered {said.code}", LATER))
    if prefix:
        cure = "Open PUBLIC_URL/slack/install and install Concierge there again."
    return failed(TOKEN, f"{prefix}{words}", cure)


def _granted(said: Said, prefix: str) -> Iterator[Finding]:
    if not said.scopes:
        yield warned(SCOPES, f"{prefix}Slack did not say what the token may do", LATER)
        return
    wanted = scopes()
    missing = [scope for scope in wanted if scope not in said.scopes]
    for scope in missing:
        yield failed(SCOPES, f"{prefix}{scope} is missing: {PURPOSES.get(scope, 'it is used')}", _GRANT)
    if not missing:
        more = sorted(said.scopes - set(wanted))
        unused = f"; {len(more)} more are never used: {', '.join(more)}" if more else ""
        yield fine(SCOPES, f"{prefix}all {len(wanted)} are granted{unused}")


async def _installed(case: Case, workspaces: Workspaces) -> list[Finding]:
    """Every workspace that installed us."""
    if not case.has_book:
        return []
    async with case.database.reading() as session:
        rows = list(await installations.live(session, PLATFORM))
    theirs = [_not_ours(row) for row in rows if not workspaces.admits(row.workspace, row.organisation)]
    ours = [row for row in rows if workspaces.admits(row.workspace, row.organisation)]
    if not ours:
        page = f"{(case.settings.public_url or 'PUBLIC_URL').rstrip('/')}/slack/install"
        cure = f"Open {page} as somebody who may install apps."
        return [*theirs, warned(INSTALLED, "none of our workspaces has installed Concierge yet", cure)]
    tokens = await asyncio.gather(*(_kept(case, workspaces, row.workspace, row.name or row.workspace) for row in ours))
    if any(not token.is_good for token in tokens):
        return [*theirs, *(finding for token in tokens for finding in token.findings)]
    names = ", ".join(row.name or row.workspace for row in ours)
    more = [finding for token in tokens for finding in token.findings if finding.check != TOKEN]
    return [*theirs, fine(INSTALLED, f"{len(ours)} installed Concierge: {names}"), *more]


def _not_ours(row: Installation) -> Finding:
    words = (
        f"{row.name or row.workspace} ({row.workspace}) installed it and is not in SLACK_WORKSPACES: it is not heard"
    )
    return warned(INSTALLED, words, "Add its id if it is our own company's; else have the app removed there.")


async def _kept(case: Case, workspaces: Workspaces, workspace: str, name: str) -> _Token:
    try:
        client = await workspaces.client(workspace)
    except DeliveryProblem as problem:
        words, _, cure = str(problem).rpartition(": ")
        return _Token(False, [failed(INSTALLED, f"{name}: {words}", f"{cure[:1].upper()}{cure[1:]}")])
    return await _token(case, client, name)


async def _sockets(settings: Settings, workspaces: Workspaces) -> list[Finding]:
    token = settings.slack_app_token
    if token is None or list(_app_token(settings)):
        return []
    said = await said_by(workspaces.client_of().apps_connections_open(app_token=token.get_secret_value()))
    if not said.trouble:
        return [fine(APP_TOKEN, "is accepted: events may come over Socket Mode")]
    if not said.code:
        return [failed(APP_TOKEN, f"Slack could not be asked: {said.trouble}", "Let this machine reach slack.com.")]
    if said.code == "missing_scope":
        return [failed(APP_TOKEN, "it lacks the scope connections:write", _COPY_APP_TOKEN)]
    if said.code in ("ratelimited", "internal_error", "fatal_error"):
        return [warned(APP_TOKEN, f"Slack answered {said.code}", LATER)]
    cure = f"{_COPY_APP_TOKEN} “Socket Mode” of the app must be on."
    return [failed(APP_TOKEN, f"Slack does not accept it ({said.code})", cure)]


async def _door(case: Case) -> list[Finding]:
    """Asks the process behind PUBLIC_URL what Slack asks, signed with our secret and with another."""
    secret = case.settings.slack_signing_secret
    if secret is None or case.address is None:
        return []
    url = f"{case.address}{EVENTS_PATH}"
    own, other = await asyncio.gather(
        _challenge(case, url, secret.get_secret_value().strip()), _challenge(case, url, "no secret of anybody")
    )
    if other.status == 200:
        words = f"{url} took a request that was signed with another secret"
        return [failed(DOOR, words, "Take it off the network at once: what answers there is not this Concierge.")]
    if own.status == 200 and _CHALLENGE in own.text:
        return [fine(DOOR, f"{url} admits what is signed with our secret, and nothing else")]
    return [failed(DOOR, f"{url} {_answered(own)}", _door_cure(own.status))]


def _answered(answer: Answer) -> str:
    if not answer.status:
        return f"did not answer: {answer.why}"
    if answer.status == 401:
        return "refuses what is signed with our secret"
    if answer.status == 429:
        return "has refused too much within a minute to listen now"
    return f"answered {answer.status}"


def _door_cure(status: int) -> str:
    if status == 429:
        return "Wait a minute. Somebody sends what Slack did not sign, or Slack's app has another signing secret."
    if status == 401:
        return "The process there has another SLACK_SIGNING_SECRET, or another clock: start it again with this one."
    if status == 404:
        return "The process there runs without Slack: start it again with these settings."
    return "Look at the log of the process there, and at the router in front of it."


async def _challenge(case: Case, url: str, secret: str) -> Answer:
    body = json.dumps({"type": "url_verification", "token": "", "challenge": _CHALLENGE})
    timestamp = str(int(case.read_real().timestamp()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body) or ""
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
    }
    return await ask(case.session, url, body.encode(), headers)
