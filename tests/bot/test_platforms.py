import pytest

from bot import platforms
from bot.settings import Settings
from outreach.errors import NotAllowed


def settings(**given: str) -> Settings:
    return Settings.model_validate(given)


def test_a_platform_without_credentials_is_off_and_says_what_is_missing() -> None:
    told = [(state.name, state.is_on, state.why) for state in platforms.states(settings())]
    assert told == [
        ("Slack", False, "SLACK_BOT_TOKEN is not set"),
        ("Teams", False, "TEAMS_APP_ID and TEAMS_TENANT_ID are not set"),
    ]


def test_slack_needs_a_way_in_besides_its_token() -> None:
    slack, _ = platforms.states(settings(slack_bot_token="xoxb-1"))
    assert (slack.is_on, slack.why) == (False, "neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set")


def test_socket_mode_is_a_way_in() -> None:
    given = settings(slack_bot_token="xoxb-1", slack_app_token="xapp-1")
    assert platforms.real_ones(given) == ["Slack"]


def test_slack_for_several_workspaces_says_what_it_still_needs() -> None:
    slack, _ = platforms.states(settings(slack_client_id="1.2", slack_client_secret="c", slack_signing_secret="s"))
    missing = "SLACK_CLIENT_ID is set, but SLACK_WORKSPACES and SECRET_KEY and PUBLIC_URL are not set"
    assert (slack.is_on, slack.why) == (False, missing)
    given = settings(
        slack_client_id="1.2",
        slack_client_secret="c",
        slack_signing_secret="s",
        slack_workspaces="T0123ABCD",
        secret_key="k" * 32,
        public_url="https://concierge.example.com",
    )
    assert platforms.real_ones(given) == ["Slack"]


@pytest.mark.parametrize(
    "credential",
    [
        {"teams_app_password": "b"},
        {"teams_certificate_file": "teams.pem"},
        {"teams_managed_identity": "true"},
        {"teams_allow_anonymous": "true"},
    ],
)
def test_teams_takes_any_one_of_its_credentials(credential: dict[str, str]) -> None:
    _, without = platforms.states(settings(teams_app_id="a", teams_tenant_id="c"))
    assert without.why == "none of TEAMS_APP_PASSWORD, TEAMS_CERTIFICATE_FILE and TEAMS_MANAGED_IDENTITY is set"
    assert platforms.real_ones(settings(teams_app_id="a", teams_tenant_id="c", **credential)) == ["Teams"]


def test_made_up_time_stays_away_from_real_customers() -> None:
    given = settings(teams_app_id="a", teams_app_password="b", teams_tenant_id="c")
    with pytest.raises(NotAllowed, match=r"A jump is refused while a real platform is on \(Teams\)"):
        platforms.refuse_beside_real_ones(given, "A jump")
    platforms.refuse_beside_real_ones(settings(), "A jump")
