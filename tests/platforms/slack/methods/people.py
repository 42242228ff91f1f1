"""auth.*, users.*, team.*, bots.*, oauth.* and apps.* of our fake Slack."""

from tests.platforms.slack import shapes
from tests.platforms.slack.calls import Call, Method, SlackError
from tests.platforms.slack.records import Installation, Json, Person
from tests.platforms.slack.workspace import APP_ID, APP_TOKEN, BOT_NAME, CLIENT_ID, CLIENT_SECRET


def test_token(call: Call) -> Json:
    installation = call.installation
    team = call.workspace.teams[installation.team]
    said = {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": BOT_NAME.lower(),
        "team_id": team.id,
        "user_id": installation.bot_user,
        "bot_id": installation.bot_id,
        "is_enterprise_install": installation.is_org_wide,
    }
    return said | ({"enterprise_id": installation.enterprise} if installation.enterprise else {})


def revoke(call: Call) -> Json:
    call.installation.trouble = "token_revoked"
    return {"revoked": True}


def user_info(call: Call) -> Json:
    call.require("users:read")
    return {"user": _shown(call, call.person())}


def lookup_by_email(call: Call) -> Json:
    """Members of our own company only, as Slack does it."""
    call.require("users:read.email")
    wanted = call.need("email").lower()
    for person in call.workspace.people.values():
        if person.email.lower() == wanted and call.workspace.is_home(person, call.installation):
            return {"user": _shown(call, person)}
    raise SlackError("users_not_found")


def list_users(call: Call) -> Json:
    call.require("users:read")
    shown = [
        _shown(call, person)
        for person in call.workspace.people.values()
        if call.workspace.is_home(person, call.installation) or call.workspace.shares_channel(person, call.installation)
    ]
    return {"members": shown, "response_metadata": {"next_cursor": ""}}


def _shown(call: Call, person: Person) -> Json:
    with_email = "users:read.email" in call.installation.scopes
    return shapes.person(call.workspace, person, call.installation, with_email=with_email)


def team_info(call: Call) -> Json:
    call.require("team:read")
    wanted = call.text("team") or call.installation.team
    team = call.workspace.teams.get(wanted)
    if team is None or (team.id != call.installation.team and not call.workspace.is_connected(team.id)):
        raise SlackError("team_not_found")
    said: Json = {"id": team.id, "name": team.name, "domain": team.domain, "icon": {"image_default": True}}
    return {"team": said | ({"enterprise_id": team.enterprise} if team.enterprise else {})}


def bot_info(call: Call) -> Json:
    call.require("users:read")
    wanted = call.text("bot") or call.installation.bot_id
    found = next((one for one in call.workspace.installations if one.bot_id == wanted), None)
    if found is None:
        raise SlackError("bot_not_found")
    bot = {"id": found.bot_id, "deleted": False, "name": BOT_NAME, "app_id": APP_ID, "user_id": found.bot_user}
    return {"bot": bot | {"icons": {}}}


def exchange_code(call: Call) -> Json:
    """oauth.v2.access: a code for a token, once."""
    client_id, secret = call.basic or (call.text("client_id"), call.text("client_secret"))
    if client_id != CLIENT_ID:
        raise SlackError("invalid_client_id")
    if secret != CLIENT_SECRET:
        raise SlackError("bad_client_secret")
    grant = call.workspace.grants.get(call.need("code"))
    if grant is None or grant.is_used:
        raise SlackError("code_already_used" if grant else "invalid_code")
    if call.text("redirect_uri") and grant.redirect_uri and call.text("redirect_uri") != grant.redirect_uri:
        raise SlackError("bad_redirect_uri")
    grant.is_used = True
    return _granted(call, grant.installation, grant.installer)


def _granted(call: Call, installation: Installation, installer: str) -> Json:
    teams = call.workspace.teams
    team, enterprise = teams[installation.team], installation.enterprise
    return {
        "access_token": installation.token,
        "token_type": "bot",
        "scope": ",".join(sorted(installation.scopes)),
        "bot_user_id": installation.bot_user,
        "app_id": APP_ID,
        "team": None if installation.is_org_wide else {"id": team.id, "name": team.name},
        "enterprise": {"id": enterprise, "name": f"{team.name} Grid"} if enterprise else None,
        "is_enterprise_install": installation.is_org_wide,
        "authed_user": {"id": installer},
    }


def open_connection(call: Call) -> Json:
    """The address of a socket, good for one connection."""
    if call.token != APP_TOKEN:
        raise SlackError("not_allowed_token_type" if call.token.startswith("xoxb-") else "invalid_auth")
    ticket = call.workspace.next_id("link")
    call.workspace.tickets.add(ticket)
    return {"url": f"{call.root.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id={APP_ID}"}


METHODS: dict[str, Method] = {
    "auth.test": test_token,
    "auth.revoke": revoke,
    "users.info": user_info,
    "users.list": list_users,
    "users.lookupByEmail": lookup_by_email,
    "team.info": team_info,
    "bots.info": bot_info,
    "oauth.v2.access": exchange_code,
    "apps.connections.open": open_connection,
}
