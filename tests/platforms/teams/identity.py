"""Who vouches for what the bot is told: signing keys, tokens of real and of forged deliveries, published metadata."""

import base64
import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import jwt
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.platforms.teams.cards import Json
from tests.platforms.teams.faults import Faults

ISSUER = "https://api.botframework.com"
ENDORSED = ("msteams", "webchat", "directline", "emulator")

Forgery = Literal[
    "no header",
    "empty header",
    "not bearer",
    "not a token",
    "alg none",
    "HS256 with the public key",
    "another key",
    "unknown kid",
    "no kid",
    "unendorsed key",
    "wrong audience",
    "no audience",
    "wrong issuer",
    "no issuer",
    "expired",
    "no expiry",
    "not yet valid",
    "wrong serviceurl",
    "no serviceurl",
]
FORGERIES: tuple[Forgery, ...] = get_args(Forgery)
_CLAIMS: dict[Forgery, Callable[[int], Json]] = {
    "wrong audience": lambda _: {"aud": "00000000-0000-0000-0000-000000000000"},
    "no audience": lambda _: {"aud": None},
    "wrong issuer": lambda _: {"iss": "https://sts.windows.net/somebody-else/"},
    "no issuer": lambda _: {"iss": None},
    "expired": lambda now: {"nbf": now - 7_200, "exp": now - 3_600},
    "no expiry": lambda _: {"exp": None},
    "not yet valid": lambda now: {"nbf": now + 3_600, "exp": now + 7_200},
    "wrong serviceurl": lambda _: {"serviceurl": "https://attacker.example/"},
    "no serviceurl": lambda _: {"serviceurl": None},
}


@functools.cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    """Made once a process: a key of this length takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


@dataclass(frozen=True)
class Key:
    number: int
    endorsements: tuple[str, ...] = ENDORSED

    @property
    def kid(self) -> str:
        return f"key-{self.number}"

    @property
    def private(self) -> rsa.RSAPrivateKey:
        return rsa_key(self.number)

    def published(self) -> Json:
        numbers = self.private.public_key().public_numbers()
        named = {"kty": "RSA", "use": "sig", "kid": self.kid, "x5t": self.kid, "endorsements": list(self.endorsements)}
        return {**named, "n": _base64(numbers.n), "e": _base64(numbers.e)}


class Identity:
    """`asked` counts downloads of the metadata and of the keys. Tokens live in real time, as their readers do.

    The metadata's own bad days (outage, slowness) are `faults.plan("metadata" | "keys", …)`.
    """

    def __init__(
        self, app_id: str, faults: Faults, read_seconds: Callable[[], float] = time.time, lifetime: int = 3_600
    ) -> None:
        self.asked = {"metadata": 0, "keys": 0}
        self.is_out = False
        self._app_id = app_id
        self._faults = faults
        self._read = read_seconds
        self._lifetime = lifetime
        self._current = Key(0)
        self._unendorsed = Key(1, ("slack",))
        self._stranger = Key(2)
        self._keys = [self._current, self._unendorsed]

    def rotate(self, *, keep_old: bool = False) -> str:
        """Signs with a new key from now on, and publishes it; returns its id."""
        kept = self._keys if keep_old else [self._unendorsed]
        self._current = Key(max(self._current.number, self._stranger.number) + 1)
        self._keys = [self._current, *kept]
        return self._current.kid

    def header(self, service_url: str, forgery: Forgery | None = None) -> str | None:
        """The Authorization header of a delivery; None when there is none."""
        now = int(self._read())
        match forgery:
            case "no header":
                return None
            case "empty header":
                return ""
            case "not a token":
                return "Bearer abc.def"
            case "not bearer":
                return f"Basic {self._signed(self._claims(service_url, now))}"
        changes = _CLAIMS[forgery](now) if forgery in _CLAIMS else {}
        claims = {**self._claims(service_url, now), **changes}
        return f"Bearer {self._signed({name: value for name, value in claims.items() if value is not None}, forgery)}"

    def _claims(self, service_url: str, now: int) -> Json:
        return {
            "serviceurl": service_url,
            "nbf": now - 300,
            "exp": now + self._lifetime,
            "iss": ISSUER,
            "aud": self._app_id,
        }

    def _signed(self, claims: Json, forgery: Forgery | None = None) -> str:
        key = self._unendorsed if forgery == "unendorsed key" else self._current
        headers = {"kid": "key-nobody-published" if forgery == "unknown kid" else key.kid, "x5t": key.kid}
        match forgery:
            case "alg none":
                return jwt.encode(claims, "", "none", headers)
            case "HS256 with the public key":
                return _confused(claims, key, headers)
            case "another key" | "unknown kid":
                return jwt.encode(claims, self._stranger.private, "RS256", headers)
            case "no kid":
                return jwt.encode(claims, key.private, "RS256")
        return jwt.encode(claims, key.private, "RS256", headers)

    def routes(self, address: Callable[[], str]) -> list[web.RouteDef]:
        """`address` is where this server listens, known once it does."""

        async def metadata(request: web.Request) -> web.StreamResponse:
            return await self._published("metadata", request, self._metadata(address()))

        async def keys(request: web.Request) -> web.StreamResponse:
            return await self._published("keys", request, {"keys": [key.published() for key in self._keys]})

        return [
            web.get("/v1/.well-known/openidconfiguration", metadata),
            web.get("/v1/.well-known/keys", keys),
        ]

    async def _published(
        self, what: Literal["metadata", "keys"], request: web.Request, content: Json
    ) -> web.StreamResponse:
        self.asked[what] += 1

        async def do() -> web.StreamResponse:
            return web.Response(status=503) if self.is_out else web.json_response(content)

        return await self._faults.around(what, request, do)

    def _metadata(self, address: str) -> Json:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{address}/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }


def _confused(claims: Json, key: Key, headers: dict[str, str]) -> str:
    """A token whose shared secret is the public key: what a verifier without an algorithm list takes for good."""
    public = key.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head = jwt.encode(claims, "x" * 32, "HS256", headers).rsplit(".", 1)[0]
    algorithm = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    # PyJWT's own encode refuses such a secret.
    mark = algorithm.sign(head.encode(), public)
    return f"{head}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


def _base64(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
