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
        ("Teams", False, "TEAMS_APP_ID and TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are not set"),
    ]


def test_slack_needs_a_way_in_besides_its_token() -> None:
    slack, _ = platforms.states(settings(slack_bot_token="xoxb-1"))
    assert (slack.has_credentials, slack.why) == (False, "neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set")


def test_socket_mode_is_a_way_in() -> None:
    given = settings(slack_bot_token="xoxb-1", slack_app_token="xapp-1")
    assert platforms.real_ones(given) == ["Slack"]


def test_a_platform_that_nobody_here_speaks_is_off_whatever_its_credentials() -> None:
    slack, _ = platforms.states(settings(slack_bot_token="xoxb-1", slack_signing_secret="s"))
    assert (slack.has_credentials, slack.is_on) == (True, "Slack" in platforms.SPOKEN)


def test_made_up_time_stays_away_from_real_customers() -> None:
    given = settings(teams_app_id="a", teams_app_password="b", teams_tenant_id="c")
    with pytest.raises(NotAllowed, match=r"A jump is refused while a real platform is on \(Teams\)"):
        platforms.refuse_beside_real_ones(given, "A jump")
    platforms.refuse_beside_real_ones(settings(), "A jump")
