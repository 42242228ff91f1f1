import json
import sqlite3
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Verb

Findings = list[dict[str, str]]


def examined(verb: Verb, *more: str) -> tuple[int, Findings]:
    done = verb("doctor", "--json", *more)
    return done.exit_code, json.loads(done.stdout)


def of(findings: Findings, check: str) -> list[str]:
    return [finding["verdict"] for finding in findings if finding["check"] == check]


def test_a_demo_is_in_good_health(demo: Verb) -> None:
    code, findings = examined(demo, "--demo")
    assert code == 0
    assert {finding["verdict"] for finding in findings} <= {"ok", "off"}


def test_a_database_without_tables_fails_with_its_cure(verb: Verb) -> None:
    code, findings = examined(verb)
    (failure,) = [finding for finding in findings if finding["verdict"] == "failure"]
    assert code == 1
    assert (failure["check"], failure["cure"]) == ("database", "Run `python -m bot migrate`.")


def test_every_failure_and_warning_says_its_cure(verb: Verb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SLACK_SIGNIN_SECRET", "x")
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:canary@127.0.0.1:9/x")
    code, findings = examined(verb)
    assert code == 1
    assert of(findings, "database") == ["failure"]
    assert of(findings, "settings") == ["ok", "warning"]
    assert all(finding["cure"] for finding in findings if finding["verdict"] in ("warning", "failure"))
    assert "canary" not in json.dumps(findings)


def test_platforms_without_credentials_are_off_and_that_is_no_failure(migrated: Verb) -> None:
    code, findings = examined(migrated)
    assert (code, of(findings, "Slack"), of(findings, "Teams")) == (0, ["off"], ["off"])


def test_a_turn_without_a_future_is_found(demo: Verb, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "demo.db") as connection:
        connection.execute("UPDATE turn SET next_due_at = NULL WHERE id = 1")
    connection.close()
    code, findings = examined(demo, "--demo")
    assert (code, of(findings, "book")) == (1, ["failure"])


def test_the_table_reads_as_sentences(migrated: Verb) -> None:
    done = migrated("doctor")
    assert "SLACK_BOT_TOKEN is not set" in done.stdout
    assert "python -m bot import teammates FILE" in done.stdout


def test_offline_asks_no_platform(migrated: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxp-canary")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-canary")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    code, findings = examined(migrated, "--offline")
    assert (code, of(findings, "Slack"), of(findings, "Slack token")) == (1, ["ok"], ["failure"])
    assert "canary" not in json.dumps(findings)


def test_a_platform_that_is_on_is_asked(migrated: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-canary")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-canary")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    code, findings = examined(migrated)
    (token,) = [finding for finding in findings if finding["check"] == "Slack token"]
    assert (code, "nobody listens there" in token["words"]) == (1, True)
    assert "canary" not in json.dumps(findings)


def test_settings_that_cannot_be_used_are_json_too(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("PORT", "abc")
    code, findings = examined(verb)
    assert code == 2
    assert {(finding["check"], finding["verdict"]) for finding in findings} == {("settings", "failure")}
    assert {finding["words"]: finding["cure"] for finding in findings} == {
        "PORT cannot be used: it must be a whole number": "Write it like 3978.",
        "SECRET_KEY cannot be used: it must have at least 32 characters": (
            "Write it like the output of: openssl rand -hex 32."
        ),
    }


def test_settings_that_do_not_go_together_have_their_cure_in_json(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAMS_ALLOW_ANONYMOUS", "true")
    monkeypatch.setenv("HOST", "0.0.0.0")
    code, (finding,) = examined(verb)
    assert (code, finding["cure"]) == (2, "Set HOST=127.0.0.1 or take it out.")


def test_settings_that_cannot_be_used_are_a_sentence_otherwise(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "abc")
    done = verb("doctor")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "PORT cannot be used: it must be a whole number." in done.stderr
