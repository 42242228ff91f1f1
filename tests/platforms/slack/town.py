"""A small town on our fake Slack for those who need one: home people, customers, and channels between them."""

from datetime import UTC, datetime

from slack_sdk.web.async_client import AsyncWebClient

from outreach.ports import Clock
from tests.fakes import FakeClock
from tests.platforms.slack.server import Slack
from tests.platforms.slack.workspace import Workspace

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ACME, GLOBEX, UMBRA = "T0ACME", "T0GLOBEX", "T0UMBRA"


def build_town(clock: Clock | None = None, *, enterprise: str | None = None) -> Workspace:
    """Priya (CSM), Leonie (manager) and Gus (guest) at home; Dana at Acme shares #ext-acme, Tom at Umbra (on Grid)
    #ext-umbra; Sam at Acme is a stranger, and Globex shares nothing."""
    town = Workspace(clock or FakeClock(NOW), enterprise=enterprise)
    town.add_team(ACME, "Acme Corp")
    town.add_team(GLOBEX, "Globex")
    town.add_team(UMBRA, "Umbra", enterprise="E0UMBRA")
    town.add_person("Priya Shah", email="priya@home.example")
    town.add_person("Leonie Brandt", email="leonie@home.example")
    town.add_person("Gus Guest", email="gus@partner.example", is_guest=True)
    town.add_person("Dana Ortiz", ACME, "dana@acme.example")
    town.add_person("Sam Stranger", ACME, "sam@acme.example")
    town.add_person("Tom Hale", UMBRA, "tom@umbra.example")
    town.add_person("Glen Globe", GLOBEX, "glen@globex.example")
    town.add_channel("ext-acme", ["Priya Shah", "Gus Guest", "Dana Ortiz"], connected=[ACME])
    town.add_channel("ext-umbra", ["Priya Shah", "Tom Hale"], connected=[UMBRA])
    town.add_channel("cs-team", ["Priya Shah", "Leonie Brandt"])
    town.add_channel("secret", ["Leonie Brandt"], kind="private", with_bot=False)
    town.add_channel("lobby", ["Priya Shah"], with_bot=False)
    return town


def client_of(slack: Slack, token: str = "") -> AsyncWebClient:
    """The SDK's own client, as the app uses it: it tries everything once."""
    given = token or slack.workspace.home.token
    return AsyncWebClient(token=given, base_url=slack.base_url, retry_handlers=[], timeout=2)
