import pytest

from bot.settings import described
from bot.slips import find_slips


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("SLACK_SIGNIN_SECRET", "SLACK_SIGNING_SECRET"),
        ("slack_bot_tokn", "SLACK_BOT_TOKEN"),
        ("TEAMS_APPID", "TEAMS_APP_ID"),
        ("HOME_TIME_ZONE", "HOME_TIMEZONE"),
        ("DATBASE_URL", "DATABASE_URL"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(slip: str, meant: str) -> None:
    (told,) = find_slips([slip], described())
    assert told == f"{slip.upper()} is no setting and has no effect. Did you mean {meant}?"


@pytest.mark.parametrize("stranger", ["HOME", "PATH", "HOSTNAME", "SLACK_CLIENT_ID", "PORTS", "LOGNAME", "COMMAND"])
def test_strangers_and_our_own_are_no_slips(stranger: str) -> None:
    assert list(find_slips([stranger], described())) == []
