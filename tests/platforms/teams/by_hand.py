"""The bot's side played by hand: a token, raw calls, and a small tenant to play in."""

from dataclasses import dataclass

import aiohttp

from tests.platforms.teams.cards import Json
from tests.platforms.teams.login import SCOPE
from tests.platforms.teams.server import FakeTeams
from tests.platforms.teams.tenant import Conversation, Tenant, User


@dataclass
class Bot:
    """The bot's side by hand: a token, and raw calls."""

    teams: FakeTeams
    http: aiohttp.ClientSession
    token: str = ""

    async def log_in(self, secret: str | None = None) -> tuple[int, Json]:
        tenant = self.teams.tenant
        form = {"grant_type": "client_credentials", "scope": SCOPE, "client_id": tenant.app_id}
        form["client_secret"] = tenant.secret if secret is None else secret
        async with self.http.post(f"{self.teams.login_url}/{tenant.id}/oauth2/v2.0/token", data=form) as answer:
            told = await answer.json()
        self.token = told.get("access_token", self.token)
        return answer.status, told

    async def call(self, method: str, path: str, body: Json | None = None, **query: str) -> tuple[int, Json]:
        headers = {"Authorization": f"Bearer {self.token}"}
        address = f"{self.teams.service_url}v3/{path}"
        async with self.http.request(method, address, json=body, headers=headers, params=query) as answer:
            raw = await answer.read()
            return answer.status, (await answer.json() if raw else {})

    async def posts(self, address: str, activity: Json, **query: str) -> tuple[int, Json]:
        return await self.call("POST", f"conversations/{address}/activities", activity, **query)


@dataclass
class Town:
    tenant: Tenant
    priya: User
    marco: User
    dana: User
    guest: User
    shared: Conversation
    general: Conversation


def town() -> Town:
    tenant = Tenant()
    priya, marco = tenant.colleague("Priya Shah"), tenant.colleague("Marco Weiss", installed=False)
    dana, guest = tenant.outsider("Dana Ortiz", "acme"), tenant.guest("Tom Hale", "tom@umbra.example")
    team = tenant.team("Customers", priya, marco, guest)
    shared = tenant.channel(team, "ext-acme", "shared", (priya, dana))
    return Town(tenant, priya, marco, dana, guest, shared, tenant.conversations[team.id])
