"""How Microsoft learns who we are: a blocking call for an access token, by secret, certificate or managed identity."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from msal import (  # type: ignore[import-untyped]
    ConfidentialClientApplication,
    ManagedIdentityClient,
    UserAssignedManagedIdentity,
)
from msal.exceptions import MsalError  # type: ignore[import-untyped]

from bot.settings import Settings
from outreach.errors import NotReached, Refused

# To connect, and to answer, for each of the two requests a login takes.
_TIMEOUT = (2.0, 3.0)
_NUMBER = re.compile(r"AADSTS(\d+)")
# Microsoft's own numbers for "later".
_PASSING = frozenset({50196, 90033, 90055})
_PASSING_ERRORS = frozenset({"temporarily_unavailable", "server_error"})
_UNKNOWN_TENANT = 90002
_IN_TENANT = "check TEAMS_TENANT_ID on the overview page of the app registration"

CURES: Mapping[int, str] = {
    7000215: "TEAMS_APP_PASSWORD is not the app's client secret: set the secret's value, which is not its id.",
    7000222: "The client secret in TEAMS_APP_PASSWORD has expired: make a new one in the app registration and set it.",
    700016: "There is no app TEAMS_APP_ID in tenant TEAMS_TENANT_ID: check both in the app registration.",
    7000229: "The app TEAMS_APP_ID was never admitted to tenant TEAMS_TENANT_ID: an administrator consents to it.",
    _UNKNOWN_TENANT: f"Microsoft knows no tenant TEAMS_TENANT_ID: {_IN_TENANT}.",
    900023: f"TEAMS_TENANT_ID is no tenant's id: {_IN_TENANT}.",
    700027: "The certificate in TEAMS_CERTIFICATE_FILE is not the app's: upload it to the app registration.",
    700024: "This machine's clock is wrong: set it, for a certificate proves who we are for minutes only.",
}
"""What to do, by the number that Microsoft gives (AADSTS…)."""


class LoginRefused(Refused):
    """Microsoft does not let us in; `number` is what it calls the reason (AADSTS…), where it gave one."""

    def __init__(self, cure: str, number: int | None = None) -> None:
        super().__init__("platform_off", cure)
        self.number = number


class LoginUnanswered(NotReached):
    """`address` is where the last question went."""

    def __init__(self, words: str, address: str) -> None:
        super().__init__(words)
        self.address = address


@dataclass(frozen=True)
class Login:
    """An access token, good for so many seconds from before it was asked for."""

    token: str
    seconds: float


def log_in(settings: Settings) -> Login:
    """Blocks for up to ten seconds, and keeps nothing: what rotates is read anew. Raises LoginRefused, or NotReached
    when Microsoft could not be asked."""
    with requests.Session() as http:
        # What stands in somebody's shell or .netrc is no part of how we log in.
        http.trust_env = False
        impatient = _Impatient(http, settings.teams_login_url)
        try:
            return _read(_ask(settings, impatient))
        except (requests.RequestException, MsalError, OSError, RuntimeError) as problem:
            whose = "Azure's managed identity service" if settings.teams_managed_identity else "Microsoft's login"
            words = f"{whose} did not answer ({type(problem).__name__}): nothing was sent."
            raise LoginUnanswered(words, impatient.address) from None
        except NotReached as problem:
            raise LoginUnanswered(str(problem), impatient.address) from None


def read_certificate(path: Path) -> str:
    """The PEM file's text; raises LoginRefused unless it holds a certificate and its unencrypted private key."""
    try:
        written = path.read_bytes()
        x509.load_pem_x509_certificate(written)
        serialization.load_pem_private_key(written, password=None)
        return written.decode("ascii", "replace")
    except OSError as problem:
        raise LoginRefused(f"TEAMS_CERTIFICATE_FILE cannot be read ({problem.strerror}): {path}.") from None
    except (ValueError, TypeError):
        raise LoginRefused(
            f"TEAMS_CERTIFICATE_FILE holds no certificate with its private key, both as unencrypted PEM: {path}."
        ) from None


class _Impatient:
    """Microsoft's library waits for ever unless told otherwise, and goes wherever it is sent, our secret with it."""

    def __init__(self, http: requests.Session, address: str) -> None:
        self._http = http
        self.address = address

    def get(self, url: str, **more: object) -> requests.Response:
        return self._ask("GET", url, more)

    def post(self, url: str, **more: object) -> requests.Response:
        return self._ask("POST", url, more)

    def _ask(self, method: str, url: str, more: Mapping[str, object]) -> requests.Response:
        parts = urlsplit(url)
        self.address = f"{parts.scheme}://{parts.netloc}"
        given = {"timeout": _TIMEOUT, **more, "allow_redirects": False}
        return self._http.request(method, url, **given)  # type: ignore[arg-type]

    def close(self) -> None:
        self._http.close()


def _ask(settings: Settings, http: _Impatient) -> Mapping[str, object]:
    audience = _audience(settings.teams_login_url)
    if settings.teams_managed_identity:
        return _ask_azure(settings, http, audience)
    credential = _credential(settings)
    try:
        client = ConfidentialClientApplication(
            settings.teams_app_id,
            client_credential=credential,
            authority=f"{settings.teams_login_url.rstrip('/')}/{settings.teams_tenant_id}",
            # The address is the owner's own choice: nobody else need vouch for it.
            instance_discovery=False,
            http_client=http,
        )
        return dict(client.acquire_token_for_client([f"{audience}/.default"]))
    except ValueError as problem:
        if urlsplit(settings.teams_login_url).scheme != "https":
            raise LoginRefused("TEAMS_LOGIN_URL must begin with https: Microsoft's library takes no other.") from None
        # The library asks for the tenant's own addresses first, and says no more than that they are not there.
        number = _number(str(problem)) or _UNKNOWN_TENANT
        raise LoginRefused(_cure(number), number) from None


def _ask_azure(settings: Settings, http: _Impatient, audience: str) -> Mapping[str, object]:
    client = ManagedIdentityClient(UserAssignedManagedIdentity(client_id=settings.teams_app_id), http_client=http)
    try:
        told = dict(client.acquire_token_for_client(resource=audience))
    except ValueError:
        raise NotReached("Azure's answer about the managed identity cannot be read: nothing was sent.") from None
    if "access_token" not in told:
        raise LoginRefused(
            "Azure gives this machine no token for the managed identity TEAMS_APP_ID: assign that identity to it."
        )
    return told


def _credential(settings: Settings) -> object:
    if settings.teams_certificate_file is not None:
        written = read_certificate(settings.teams_certificate_file)
        return {"private_key": written, "public_certificate": written}
    if settings.teams_app_password is not None:
        return settings.teams_app_password.get_secret_value()
    raise LoginRefused(
        "Concierge has nothing to log in to Teams with: "
        "set TEAMS_APP_PASSWORD, TEAMS_CERTIFICATE_FILE or TEAMS_MANAGED_IDENTITY."
    )


def _read(told: Mapping[str, object]) -> Login:
    token, seconds = told.get("access_token"), told.get("expires_in")
    if isinstance(token, str) and token:
        return Login(token, float(seconds) if isinstance(seconds, int | float | str) else 0.0)
    number = _number(str(told.get("error_description", "")))
    if number in _PASSING or told.get("error") in _PASSING_ERRORS:
        raise NotReached("Microsoft's login is busy: nothing was sent.")
    raise LoginRefused(_cure(number), number)


def _cure(number: int | None) -> str:
    if number is not None and number in CURES:
        return CURES[number]
    named = f" (AADSTS{number})" if number else ""
    return f"Microsoft does not accept our credentials{named}: check TEAMS_APP_ID, TEAMS_TENANT_ID and the secret."


def _number(words: str) -> int | None:
    found = _NUMBER.search(words)
    return int(found.group(1)) if found else None


def _audience(login_url: str) -> str:
    """The American government's cloud has an address of its own."""
    is_government = (urlsplit(login_url).hostname or "").endswith(".us")
    return "https://api.botframework.us" if is_government else "https://api.botframework.com"
