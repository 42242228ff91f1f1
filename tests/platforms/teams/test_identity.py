"""Deliveries are signed as the real ones are: Microsoft's own library takes the good ones and refuses the forged."""

import asyncio

import aiohttp
import pytest
import requests
from botframework.connector.auth import ChannelValidation, SimpleCredentialProvider
from msal import ConfidentialClientApplication  # type: ignore[import-untyped]

from tests.platforms.teams.faults import answers, drops
from tests.platforms.teams.identity import FORGERIES, Forgery, Key
from tests.platforms.teams.login import IDENTITY_HEADER, SCOPE
from tests.platforms.teams.server import FakeTeams

# The library asks for no expiry, which is why our own check stands in front of it.
MISSED: tuple[Forgery, ...] = ("no expiry",)


@pytest.fixture
def library(teams: FakeTeams, monkeypatch: pytest.MonkeyPatch) -> FakeTeams:
    monkeypatch.setattr(ChannelValidation, "open_id_metadata_endpoint", teams.metadata_url)
    return teams


async def is_taken(teams: FakeTeams, forgery: Forgery | None) -> bool:
    """What the library says; it downloads keys without letting anybody else run, hence the thread."""
    header = teams.identity.header(teams.service_url, forgery)
    credentials = SimpleCredentialProvider(teams.tenant.app_id, "")
    check = ChannelValidation.authenticate_channel_token_with_service_url

    def ask() -> bool:
        try:
            asyncio.run(check(header, credentials, teams.service_url, "msteams"))
        except Exception:  # noqa: BLE001 - it refuses with whatever comes to hand, IndexError and bare Exception included
            return False
        return True

    return await asyncio.to_thread(ask)


async def test_a_true_delivery_is_taken(library: FakeTeams) -> None:
    assert await is_taken(library, None)
    assert library.identity.asked == {"metadata": 1, "keys": 1}


async def test_every_forgery_is_refused_but_those_the_library_misses(library: FakeTeams) -> None:
    taken = [forgery for forgery in FORGERIES if await is_taken(library, forgery)]

    assert taken == list(MISSED)


async def test_a_rotated_key_is_published_and_the_old_one_is_gone(teams: FakeTeams) -> None:
    kid = teams.identity.rotate()

    async with aiohttp.ClientSession() as http, http.get(teams.metadata_url) as found:
        metadata = await found.json()
        async with http.get(metadata["jwks_uri"]) as keys:
            published = [key["kid"] for key in (await keys.json())["keys"]]
    assert kid in published
    assert Key(0).kid not in published


async def test_a_rotated_key_is_found_by_those_who_ask_anew(library: FakeTeams) -> None:
    library.identity.rotate()

    assert await is_taken(library, None)


async def test_keys_can_be_out_of_reach(teams: FakeTeams) -> None:
    teams.identity.is_out = True
    async with aiohttp.ClientSession() as http, http.get(teams.metadata_url) as found:
        assert found.status == 503

    # Two, since aiohttp asks once more by itself when a GET, PUT or DELETE is cut off.
    teams.faults.plan("metadata", drops(), drops())
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await http.get(teams.metadata_url)


async def test_microsofts_client_gets_a_token_over_https(teams: FakeTeams) -> None:
    def ask(secret: str) -> dict[str, object]:
        with requests.Session() as http:
            # Without this, authorities named by the environment win over the one named here.
            http.trust_env, http.verify = False, teams.authority_file
            client = ConfidentialClientApplication(
                teams.tenant.app_id,
                client_credential=secret,
                authority=f"{teams.secure_login_url}/{teams.tenant.id}",
                instance_discovery=False,
                http_client=http,
            )
            return dict(client.acquire_token_for_client([SCOPE]))

    given = await asyncio.to_thread(ask, teams.tenant.secret)
    refused = await asyncio.to_thread(ask, "wrong")

    assert teams.login.admits(f"Bearer {given['access_token']}")
    assert refused["error"] == "invalid_client"
    assert teams.login.asked == 2


@pytest.mark.parametrize(
    ("changes", "tenant", "error"),
    [
        ({"client_secret": "wrong"}, None, "invalid_client"),
        ({"client_id": "somebody"}, None, "unauthorized_client"),
        ({"scope": "https://graph.microsoft.com/.default"}, None, "invalid_scope"),
        ({"grant_type": "password"}, None, "unsupported_grant_type"),
        ({"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}, None, "invalid_client"),
        ({}, "another-tenant", "invalid_request"),
    ],
)
async def test_wrong_credentials_get_no_token(
    teams: FakeTeams, changes: dict[str, str], tenant: str | None, error: str
) -> None:
    good = {"grant_type": "client_credentials", "scope": SCOPE, "client_id": teams.tenant.app_id}
    form = {**good, "client_secret": teams.tenant.secret, **changes}
    address = f"{teams.login_url}/{tenant or teams.tenant.id}/oauth2/v2.0/token"
    async with aiohttp.ClientSession() as http, http.post(address, data=form) as answer:
        assert answer.status in (400, 401)
        assert (await answer.json())["error"] == error


async def test_a_managed_identity_gets_a_token(teams: FakeTeams) -> None:
    asked = {"resource": "https://api.botframework.com", "client_id": teams.tenant.app_id}
    headers = {"X-IDENTITY-HEADER": IDENTITY_HEADER}
    async with aiohttp.ClientSession() as http:
        async with http.get(teams.managed_identity_url, params=asked, headers=headers) as answer:
            assert teams.login.admits(f"Bearer {(await answer.json())['access_token']}")
        async with http.get(teams.managed_identity_url, params=asked) as answer:
            assert answer.status == 401


async def test_the_token_endpoint_has_bad_days_too(teams: FakeTeams) -> None:
    teams.faults.plan("token", answers(503))
    address = f"{teams.login_url}/{teams.tenant.id}/oauth2/v2.0/token"
    async with aiohttp.ClientSession() as http, http.post(address) as answer:
        assert answer.status == 503
    assert teams.login.asked == 1
