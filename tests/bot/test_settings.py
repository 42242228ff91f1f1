from datetime import time
from pathlib import Path

import pytest

from bot.settings import BadSetting, Settings, described, read_settings, slips
from bot.spellings import parse_season


@pytest.fixture(autouse=True)
def _an_empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in described():
        monkeypatch.delenv(name, raising=False)


def read(monkeypatch: pytest.MonkeyPatch, **given: str) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return read_settings(None)


def test_everything_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch)
    assert settings.database_url == "sqlite+aiosqlite:///data/concierge.db"
    assert (settings.host, settings.port, settings.command) == ("127.0.0.1", 3978, "/cs")
    assert (settings.quiet_from, settings.quiet_until) == (time(18), time(9))
    assert (settings.morning_at, settings.digest_at) == (time(8), time(8, 30))


def test_every_setting_says_what_it_is_for_and_how_it_is_written() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.examples, name


def test_an_example_is_a_value_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    examples = {name.upper(): str(field.examples[0]) for name, field in Settings.model_fields.items() if field.examples}
    assert read(monkeypatch, **examples).port == 3978


def test_a_tenant_is_the_same_one_however_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, TEAMS_TENANT_ID="00AB-CD").teams_tenant_id == "00ab-cd"


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("PORT", "abc", "Write it like 3978."),
        ("PORT", "70000", "Write it like 3978."),
        ("HOME_TIMEZONE", "Berlin", "Did you mean Europe/Berlin. Write it like Europe/Berlin."),
        ("QUIET_SEASON", "december", "Write it like 12-20..01-03."),
        ("QUIET_SEASON", "02-30..03-01", "Write it like 12-20..01-03."),
        ("MORNING_AT", "8 o'clock", "Write it like 08:00."),
        ("DATABASE_URL", "mysql://root@localhost/x", "Write it like sqlite:///data/concierge.db."),
        ("COMMAND", "cs", "it must be one word that starts with a slash. Write it like /cs."),
        ("LOG_LEVEL", "LOUD", "Write it like INFO."),
        ("SLACK_API_URL", "slack.com/api", "it is no web address. Write it like https://slack.com/api/."),
        ("TEAMS_LOGIN_URL", "https://[", "Write it like https://login.microsoftonline.com."),
        ("PROPOSALS_PER_DAY", "0", "it must be 1 or more. Write it like 5."),
        ("PORT", "2.5", "it must be a whole number. Write it like 3978."),
        ("TEAMS_MANAGED_IDENTITY", "perhaps", "it must be true or false. Write it like false."),
        ("LOG_LEVEL", "quiet", "'WARNING' or 'ERROR'. Write it like INFO."),
        ("QUIET_FROM", "late", "it must be a time of day. Write it like 18:00."),
        (
            "PUBLIC_URL",
            "http://concierge.example.com",
            "it must be an https address without a path or a space. Write it like https://concierge.example.com.",
        ),
        (
            "SECRET_KEY",
            "short",
            "it must have at least 32 characters. Write it like the output of: openssl rand -hex 32.",
        ),
    ],
)
def test_a_setting_that_cannot_be_used_names_itself_and_its_cure(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, cure: str
) -> None:
    with pytest.raises(BadSetting) as refusal:
        read(monkeypatch, **{name: value})
    assert str(refusal.value).startswith(f"{name} cannot be used: ")
    assert str(refusal.value).endswith(cure)
    assert "\n" not in str(refusal.value)


def test_two_bad_settings_are_two_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSetting) as refusal:
        read(monkeypatch, PORT="abc", KEEP_TEXT_DAYS="for ever")
    assert [line.split()[0] for line in str(refusal.value).splitlines()] == ["PORT", "KEEP_TEXT_DAYS"]


def test_an_empty_variable_means_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, PORT="", SLACK_BOT_TOKEN=" ", TEAMS_APP_ID="")
    assert (settings.port, settings.slack_bot_token, settings.teams_app_id) == (3978, None, None)


@pytest.mark.parametrize("name", ["SLACK_API_URL", "TEAMS_LOGIN_URL", "TEAMS_METADATA_URL"])
def test_what_carries_secrets_or_keys_is_in_the_clear_on_loopback_only(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for near in ("http://127.0.0.1:8080/api/", "http://localhost/x", "http://[::1]:1/", "https://slack.example/api/"):
        assert getattr(read(monkeypatch, **{name: near}), name.lower()) == near
    for far in (
        "http://slack.com/api/",
        "http://127.0.0.1.example/",
        "http://127.0.0.1@slack.example/",
        "http://10.0.0.1/",
    ):
        with pytest.raises(BadSetting, match=f"{name} cannot be used: it must begin with https://"):
            read(monkeypatch, **{name: far})


@pytest.mark.parametrize("off", ["", "off", "None"])
def test_an_empty_quiet_season_switches_it_off(monkeypatch: pytest.MonkeyPatch, off: str) -> None:
    assert parse_season(read(monkeypatch, QUIET_SEASON=off).quiet_season) is None


def test_the_quiet_season_runs_over_new_year() -> None:
    assert parse_season("12-20..01-03") == ((12, 20), (1, 3))


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = repr(read(monkeypatch, SLACK_BOT_TOKEN="xoxb-canary", TEAMS_APP_PASSWORD="canary"))
    assert "canary" not in shown


def test_a_refusal_never_repeats_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSetting) as refusal:
        read(monkeypatch, DATABASE_URL="oracle://app:canary@db/x")
    assert "canary" not in str(refusal.value)


def test_anonymous_teams_clients_are_for_loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSetting, match=r"set HOST=127\.0\.0\.1"):
        read(monkeypatch, TEAMS_ALLOW_ANONYMOUS="true", HOST="0.0.0.0")


def test_the_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=4000\nCOMMAND=/care\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("PORT", "5000")
    settings = read_settings(file)
    assert (settings.port, settings.command) == (5000, "/care")


def test_slips_are_found_in_the_environment_and_in_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("DATBASE_URL=x\nPORT=1\n")
    monkeypatch.setenv("SLACK_BOT_TOKN", "x")
    assert [slip.split()[0] for slip in slips(file)] == ["DATBASE_URL", "SLACK_BOT_TOKN"]
