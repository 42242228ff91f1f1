"""Doctor's look at Teams: every step of docs/teams.md, and the cure where one was missed."""

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from bot.findings import Finding, failed, fine, warned
from bot.probing import Answer, Case, ask, compare_clocks, each_of
from bot.settings import Settings
from bot.spellings import stray_space
from bot.teams.doors import PATH
from bot.teams.logins import Login, LoginRefused, LoginUnanswered, log_in, read_certificate
from bot.teams.roaming import examine_channels
from outreach.errors import DeliveryProblem

ID, CREDENTIALS, CERTIFICATE = "Teams app id", "Teams credentials", "Teams certificate"
KEYS, DOOR, CLOCK, ANONYMOUS = "Teams keys", "Teams messages", "Teams clock", "Teams signatures"

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_COPY_ID = "Copy “Microsoft App ID” from “Configuration” of the Azure bot into TEAMS_APP_ID."
_COPY_TENANT = "Copy “Directory (tenant) ID” from the overview page of the app registration into TEAMS_TENANT_ID."
_COPY_SECRET = (
    "Make a new one in the app registration (“Certificates & secrets”, “New client secret”), and copy its Value, which "
    "is shown once, into TEAMS_APP_PASSWORD."
)
_NEW_CERTIFICATE = "Upload a new one in the app registration (“Certificates & secrets”), and put it into that file."
_NO_SPACE = "Take the space out."
_RESTART = "The process there runs without Teams: start it again with these settings."
_SOON = timedelta(days=30)
_CHANNEL = "msteams"
# Nobody acts on it should it ever be let in: somebody is typing.
_UNSIGNED = {"type": "typing", "channelId": _CHANNEL, "serviceUrl": "https://smba.trafficmanager.net/teams/"}


def glance(settings: Settings, now: datetime) -> list[Finding]:
    """What the settings alone tell, and the certificate's file."""
    if settings.teams_app_id is None:
        return []
    told = [*_ids(settings), *_choice(settings), *_secret(settings)]
    return [*told, *_certificate(settings, now), *_anonymous(settings)]


async def examine(case: Case) -> list[Finding]:
    """What Microsoft says, and the process behind PUBLIC_URL."""
    return await each_of(CREDENTIALS, _login(case), _keys(case), _door(case))


def _ids(settings: Settings) -> Iterator[Finding]:
    app_id, tenant_id = settings.teams_app_id or "", settings.teams_tenant_id
    if space := stray_space(app_id):
        yield failed(ID, f"TEAMS_APP_ID {space}", _NO_SPACE)
    elif _GUID.fullmatch(app_id) is None:
        yield failed(ID, "TEAMS_APP_ID is no app id, which looks like 00000000-0000-0000-0000-000000000000", _COPY_ID)
    if tenant_id is None:
        return
    if space := stray_space(tenant_id):
        yield failed(ID, f"TEAMS_TENANT_ID {space}", _NO_SPACE)
    elif _GUID.fullmatch(tenant_id) is None:
        # Activities name the tenant by its id: a domain would match none of them.
        yield failed(ID, "TEAMS_TENANT_ID is no tenant's id, but perhaps its domain", _COPY_TENANT)
    elif tenant_id.casefold() == app_id.casefold():
        yield failed(ID, "TEAMS_TENANT_ID and TEAMS_APP_ID are the same", _COPY_TENANT)


def _choice(settings: Settings) -> Iterator[Finding]:
    given = {
        "TEAMS_MANAGED_IDENTITY": settings.teams_managed_identity,
        "TEAMS_CERTIFICATE_FILE": settings.teams_certificate_file is not None,
        "TEAMS_APP_PASSWORD": settings.teams_app_password is not None,
    }
    chosen = [name for name, is_given in given.items() if is_given]
    if len(chosen) > 1:
        words = f"{chosen[0]} is used, and {' and '.join(chosen[1:])} has no effect"
        yield warned(CREDENTIALS, words, "Take out what is not meant.")


def _secret(settings: Settings) -> Iterator[Finding]:
    secret = settings.teams_app_password
    if secret is not None and (space := stray_space(secret.get_secret_value())):
        yield failed(CREDENTIALS, f"TEAMS_APP_PASSWORD {space}", _NO_SPACE)
    elif secret is not None and _GUID.fullmatch(secret.get_secret_value().strip()):
        yield failed(CREDENTIALS, "TEAMS_APP_PASSWORD is the secret's id, not the secret", _COPY_SECRET)


def _certificate(settings: Settings, now: datetime) -> Iterator[Finding]:
    path = settings.teams_certificate_file
    if path is None:
        return
    try:
        written = read_certificate(path).encode()
    except LoginRefused as problem:
        cure = "Write certificate and key into it as PEM without a passphrase, readable for who runs Concierge."
        yield failed(CERTIFICATE, str(problem).rstrip("."), cure)
        return
    certificate = x509.load_pem_x509_certificate(written)
    key = serialization.load_pem_private_key(written, password=None)
    until = certificate.not_valid_after_utc
    if _public(certificate) != key.public_key().public_bytes(*_AS):
        yield failed(CERTIFICATE, "the private key in the file is not the certificate's", _NEW_CERTIFICATE)
    elif until <= now:
        yield failed(CERTIFICATE, f"it expired on {until:%d %b %Y}", _NEW_CERTIFICATE)
    elif until - now < _SOON:
        yield warned(CERTIFICATE, f"it expires on {until:%d %b %Y}", _NEW_CERTIFICATE)
    else:
        yield fine(CERTIFICATE, f"is readable, and good until {until:%d %b %Y}")


_AS = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _public(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(*_AS)


def _anonymous(settings: Settings) -> Iterator[Finding]:
    if settings.teams_allow_anonymous:
        words = "TEAMS_ALLOW_ANONYMOUS lets every program on this machine speak as anybody"
        yield warned(ANONYMOUS, words, "Take it out before a real tenant is connected; it is for local test clients.")


async def _login(case: Case) -> list[Finding]:
    """A token as every message needs one; with it, the channels."""
    if case.settings.teams_allow_anonymous:
        return await examine_channels(case, Login("", 0.0))
    if any(finding.verdict == "failure" for finding in _certificate(case.settings, case.read_real())):
        return []
    try:
        login = await asyncio.to_thread(log_in, case.settings)
    except LoginRefused as problem:
        words, _, cure = str(problem).partition(": ")
        number = f" (AADSTS{problem.number})" if problem.number and "AADSTS" not in words else ""
        return [failed(CREDENTIALS, f"{words}{number}", _sentence(cure))]
    except DeliveryProblem as problem:
        words = str(problem).partition(":")[0]
        return [failed(CREDENTIALS, words, _reaching(case.settings, problem))]
    told = fine(CREDENTIALS, f"Microsoft gives us a token, good for {login.seconds / 60:.0f} minutes")
    return [told, *await examine_channels(case, login)]


def _reaching(settings: Settings, problem: DeliveryProblem) -> str:
    asked = problem.address if isinstance(problem, LoginUnanswered) else settings.teams_login_url
    if settings.teams_managed_identity:
        return (
            f"Managed identities answer on Azure's own machines alone, here at {asked}: run Concierge there, or take "
            "TEAMS_MANAGED_IDENTITY out and set TEAMS_APP_PASSWORD or TEAMS_CERTIFICATE_FILE."
        )
    return f"Let this machine reach {asked} (a firewall or proxy may be in between)."


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


async def _keys(case: Case) -> list[Finding]:
    """The keys by which we know that something comes from Teams."""
    if case.settings.teams_allow_anonymous:
        return []
    metadata = await ask(case.session, case.settings.teams_metadata_url)
    clocks = compare_clocks(CLOCK, "Microsoft's", metadata.date, case.read_real())
    address = _parsed(metadata).get("jwks_uri")
    if not isinstance(address, str):
        return [_no_keys(case.settings.teams_metadata_url, metadata), *clocks]
    published = await ask(case.session, address)
    listed = _parsed(published).get("keys")
    keys = [key for key in listed if _is_for_teams(key)] if isinstance(listed, list) else []
    if not keys:
        return [_no_keys(address, published), *clocks]
    return [fine(KEYS, f"Microsoft publishes the keys that speak for Teams ({len(keys)})"), *clocks]


def _parsed(answer: Answer) -> dict[str, object]:
    try:
        read = json.loads(answer.text) if answer.status == 200 else {}
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _is_for_teams(key: object) -> bool:
    endorsed = key.get("endorsements") if isinstance(key, dict) else None
    return isinstance(endorsed, list) and _CHANNEL in endorsed


def _no_keys(address: str, answer: Answer) -> Finding:
    why = answer.why or (f"it answered {answer.status}" if answer.status != 200 else "there are none for Teams in it")
    cure = "Let this machine reach it, and take TEAMS_METADATA_URL out unless it is meant; till then all is refused."
    return failed(KEYS, f"Microsoft's keys cannot be read at {address}: {why}", cure)


async def _door(case: Case) -> list[Finding]:
    """Says something unsigned to the process behind PUBLIC_URL, which must not listen."""
    if case.address is None:
        return []
    url = f"{case.address}{PATH}"
    answer = await ask(case.session, url, json.dumps(_UNSIGNED).encode(), {"Content-Type": "application/json"})
    if answer.status in (401, 403):
        return [fine(DOOR, f"{url} is there, and refuses what is not signed ({answer.status})")]
    if 200 <= answer.status < 300:
        cure = "Take it off the network at once, and take TEAMS_ALLOW_ANONYMOUS out where it runs."
        return [failed(DOOR, f"{url} took something that nobody signed", cure)]
    if answer.status in (404, 405):
        return [failed(DOOR, f"{url} is not there ({answer.status})", _RESTART)]
    said = f"answered {answer.status}" if answer.status else f"did not answer: {answer.why}"
    return [failed(DOOR, f"{url} {said}", "Look at the log of the process there, and at the router in front of it.")]
