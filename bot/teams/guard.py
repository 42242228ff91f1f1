"""Who may tell us something in Teams' name: checked in front of the SDK, which then never fetches a key itself."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import jwt

from bot.teams.addresses import LOOPBACK, ended, is_allowed
from bot.teams.keys import SigningKeys

log = logging.getLogger(__name__)

Claims = Mapping[str, object]

# Bot Framework's own, and the American government's.
_ISSUERS = ("https://api.botframework.com", "https://api.botframework.us")
_CHANNEL = "msteams"
_CLOCKS_DIFFER_BY_SECONDS = 300
_LONGEST = 16_384
_BEARER = re.compile(r"Bearer ([\w-]+\.[\w-]+\.[\w-]+)", re.ASCII)


class Denied(Exception):
    """`status` is 401 or 403; the text says why, for the log alone."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Caller:
    """Who asks. `peer` is the address at the other end; `host`, `origin` and `is_forwarded` are what headers say."""

    authorization: str | None = None
    peer: str | None = None
    host: str | None = None
    origin: str | None = None
    is_forwarded: bool = False

    @property
    def is_local_client(self) -> bool:
        """A program on this machine. A tunnel or proxy comes from here as well, and so does any page in a browser."""
        if self.is_forwarded or self.origin is not None:
            return False
        return self.peer in LOOPBACK and _hostname(self.host or "") in LOOPBACK


@dataclass(frozen=True)
class Guard:
    """`allows_anonymous`: local clients may leave out the signature. `allows_loopback`: answers may go to this very
    machine, where a local client or a made-up Teams listens."""

    app_id: str
    tenant_id: str
    keys: SigningKeys
    allows_anonymous: bool = False
    allows_loopback: bool = False

    async def admit(self, caller: Caller, activity: Mapping[str, object]) -> Claims:
        """The claims that vouch for this activity, none in anonymous mode. Raises Denied, and nothing else."""
        try:
            return await self._admit(caller, activity)
        except Denied:
            raise
        except jwt.PyJWTError as problem:
            raise Denied(401, type(problem).__name__) from None
        # Whatever else goes wrong here, nobody has been let in.
        except Exception as problem:
            raise Denied(401, f"unexpected {type(problem).__name__}") from problem

    async def _admit(self, caller: Caller, activity: Mapping[str, object]) -> Claims:
        if activity.get("channelId") != _CHANNEL and not self.allows_anonymous:
            _deny("the channel is not msteams")
        service_url = activity.get("serviceUrl")
        if not isinstance(service_url, str) or not service_url:
            _deny("no service URL")
        claims = await self._vouched(caller, service_url)
        if not is_allowed(service_url, loopback=self.allows_loopback):
            _deny("unknown service URL", 403)
        self._check_tenant(activity)
        return claims

    async def _vouched(self, caller: Caller, service_url: str) -> Claims:
        if not caller.authorization and self.allows_anonymous:
            if not caller.is_local_client:
                _deny("anonymous, and not from this machine", 403)
            return {}
        claims = await self._verified(_token(caller.authorization or ""))
        claimed = claims.get("serviceurl")
        if not isinstance(claimed, str) or ended(claimed) != ended(service_url):
            _deny("the token is for another service URL")
        return claims

    async def _verified(self, token: str) -> Claims:
        header = jwt.get_unverified_header(token)
        name = header.get("kid")
        if header.get("alg") != "RS256" or not isinstance(name, str):
            _deny("no RS256 signature by a named key")
        # Whoever cannot even name us gets no key looked up.
        self._check_claims(jwt.decode(token, options={"verify_signature": False}))
        key = await self.keys.find(name)
        if key is None:
            _deny("nobody published that key")
        if _CHANNEL not in key.endorsements:
            _deny("the key does not speak for Teams")
        claims: dict[str, object] = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            audience=self.app_id,
            issuer=_ISSUERS,
            leeway=_CLOCKS_DIFFER_BY_SECONDS,
            options={"require": ["exp", "iss", "aud"], "strict_aud": True},
        )
        return claims

    def _check_claims(self, claims: Mapping[str, object]) -> None:
        """Of a token whose signature is not checked yet."""
        if claims.get("iss") not in _ISSUERS:
            _deny("another issuer")
        if claims.get("aud") != self.app_id:
            _deny("another audience")
        if "exp" not in claims:
            _deny("a token that never ends")

    def _check_tenant(self, activity: Mapping[str, object]) -> None:
        """The token does not say in whose tenant it happened; the activity does, once or twice."""
        named = set(_tenants(activity))
        if not named or any(each.casefold() != self.tenant_id.casefold() for each in named):
            _deny("another tenant", 403)


def _tenants(activity: Mapping[str, object]) -> list[str]:
    found: list[object] = []
    match activity.get("conversation"):
        case {"tenantId": tenant}:
            found.append(tenant)
    match activity.get("channelData"):
        case {"tenant": {"id": tenant}}:
            found.append(tenant)
    return [str(each) for each in found if each is not None]


def _token(authorization: str) -> str:
    found = _BEARER.fullmatch(authorization) if len(authorization) <= _LONGEST else None
    if found is None:
        _deny("no bearer token")
    return found.group(1)


def _hostname(host: str) -> str:
    """Without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _deny(why: str, status: int = 401) -> NoReturn:
    raise Denied(status, why)
