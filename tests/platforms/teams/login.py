"""Where the bot gets its access tokens: Entra's token endpoint, and a managed identity's."""

import time
from collections.abc import Callable, Mapping
from typing import cast

import jwt
from aiohttp import web

from tests.platforms.teams.cards import Json
from tests.platforms.teams.faults import Faults
from tests.platforms.teams.tenant import Tenant

SCOPE = "https://api.botframework.com/.default"
AUDIENCE = "https://api.botframework.com"
IDENTITY_HEADER = "a made-up identity header"
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Login:
    """`asked` counts every request for a token. `certificate` is the public key (PEM) of the app's certificate, when
    it has one. `lifetime` is what a token is given, in real seconds."""

    def __init__(self, tenant: Tenant, faults: Faults, read_seconds: Callable[[], float] = time.time) -> None:
        self.asked = 0
        self.requests: list[dict[str, str]] = []
        self.lifetime = 3_599
        self.certificate: str | None = None
        self._tenant = tenant
        self._faults = faults
        self._read = read_seconds
        self._good_until: dict[str, float] = {}

    def admits(self, authorization: str | None) -> bool:
        """Whether a request that carries this header comes from our bot."""
        scheme, _, token = (authorization or "").partition(" ")
        return scheme == "Bearer" and self._read() < self._good_until.get(token, 0)

    def revoke(self) -> None:
        """No token issued so far is good any more."""
        self._good_until.clear()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/{tenant}/oauth2/v2.0/token", self._token),
            web.get("/{tenant}/v2.0/.well-known/openid-configuration", self._configuration),
            web.get("/common/discovery/instance", self._instance),
            web.get("/msi/token", self._managed),
        ]

    async def _token(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        # Whatever is posted here is plain form fields; a file would be refused below like any wrong secret.
        form = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        self.requests.append(form)

        async def do() -> web.StreamResponse:
            refusal = self._refusal(request.match_info["tenant"], form)
            if refusal is not None:
                return refusal
            given = {"token_type": "Bearer", "expires_in": self.lifetime, "ext_expires_in": self.lifetime}
            return web.json_response({**given, "access_token": self._issue()})

        return await self._faults.around("token", request, do)

    def _refusal(self, tenant: str, form: Mapping[str, str]) -> web.Response | None:
        if tenant != self._tenant.id:
            return _refused(400, "invalid_request", 90002, f"Tenant '{tenant}' not found.")
        if form.get("grant_type") != "client_credentials":
            return _refused(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
        # With an assertion the client may be named by its subject alone.
        if form.get("client_id", self._tenant.app_id) != self._tenant.app_id:
            return _refused(400, "unauthorized_client", 700016, "Application was not found in the directory.")
        if form.get("scope") != SCOPE:
            return _refused(400, "invalid_scope", 70011, f"The scope {form.get('scope')} is not valid.")
        if form.get("client_assertion_type") == _ASSERTION:
            return None if self._vouched(form.get("client_assertion", "")) else _refused(401, *_BAD_ASSERTION)
        return None if form.get("client_secret") == self._tenant.secret else _refused(401, *_BAD_SECRET)

    def _vouched(self, assertion: str) -> bool:
        if self.certificate is None:
            return False
        try:
            options = cast("jwt.types.Options", {"verify_aud": False})
            claims = jwt.decode(assertion, self.certificate, algorithms=["RS256", "PS256"], options=options)
        except jwt.PyJWTError:
            return False
        return bool(claims.get("iss") == claims.get("sub") == self._tenant.app_id)

    def _issue(self) -> str:
        token = f"made-up-token-{self.asked}"
        self._good_until[token] = self._read() + self.lifetime
        return token

    async def _managed(self, request: web.Request) -> web.StreamResponse:
        """What App Service offers a user-assigned managed identity."""
        self.asked += 1
        if request.headers.get("X-IDENTITY-HEADER") != IDENTITY_HEADER:
            return web.json_response({"statusCode": 401, "message": "Unauthorized"}, status=401)
        if request.query.get("client_id") != self._tenant.app_id or request.query.get("resource") != AUDIENCE:
            return web.json_response({"statusCode": 400, "message": "No such identity"}, status=400)
        until = str(int(self._read()) + self.lifetime)
        given = {"access_token": self._issue(), "expires_on": until, "resource": AUDIENCE, "token_type": "Bearer"}
        return web.json_response({**given, "client_id": self._tenant.app_id})

    async def _configuration(self, request: web.Request) -> web.Response:
        tenant = request.match_info["tenant"]
        if tenant != self._tenant.id:
            return _refused(400, "invalid_tenant", 90002, f"Tenant '{tenant}' not found.")
        here = f"{request.scheme}://{request.host}/{tenant}"
        return web.json_response(
            {
                "issuer": f"{here}/v2.0",
                "authorization_endpoint": f"{here}/oauth2/v2.0/authorize",
                "token_endpoint": f"{here}/oauth2/v2.0/token",
                "device_authorization_endpoint": f"{here}/oauth2/v2.0/devicecode",
            }
        )

    async def _instance(self, request: web.Request) -> web.Response:
        here = f"{request.scheme}://{request.host}/{self._tenant.id}/v2.0/.well-known/openid-configuration"
        return web.json_response({"tenant_discovery_endpoint": here, "api-version": "1.1", "metadata": []})


_BAD_SECRET = ("invalid_client", 7000215, "Invalid client secret provided.")
_BAD_ASSERTION = ("invalid_client", 700027, "The certificate that signed the client assertion is not registered.")


def _refused(status: int, error: str, code: int, words: str) -> web.Response:
    told: Json = {"error": error, "error_description": f"AADSTS{code}: {words}", "error_codes": [code]}
    return web.json_response(told, status=status)
