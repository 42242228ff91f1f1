import pytest

from bot.cli.running import BadUsage, read_moment
from tests.bot.cli.conftest import Verb

NEEDS_TABLES = (
    ("plan",),
    ("plan", "--dry-run"),
    ("deliver",),
    ("digest", "--print"),
    ("why", "acme"),
    ("feeds", "poll"),
    ("serve",),
)


@pytest.mark.parametrize("arguments", NEEDS_TABLES, ids=" ".join)
def test_without_tables_a_verb_says_so_and_the_cure(verb: Verb, arguments: tuple[str, ...]) -> None:
    done = verb(*arguments)
    assert done.exit_code == 3
    assert "The database has no tables yet. Run `python -m bot migrate`." in done.stderr
    assert done.stdout == ""


def test_without_a_demo_the_flag_says_how_to_get_one(verb: Verb) -> None:
    done = verb("plan", "--demo")
    assert (done.exit_code, "Run `python -m bot demo` once." in done.stderr) == (3, True)


def test_a_bad_setting_is_one_sentence_and_exit_code_2(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "abc")
    done = verb("plan")
    assert done.exit_code == 2
    assert done.stderr.strip().startswith("PORT cannot be used")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_misspelt_setting_is_told(migrated: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_SIGNIN_SECRET", "x")
    assert "Did you mean SLACK_SIGNING_SECRET?" in migrated("plan", "--dry-run").stderr


def test_a_database_that_does_not_answer_is_one_sentence(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:canary@127.0.0.1:9/x")
    done = verb("plan")
    assert done.exit_code == 1
    assert "cannot be reached" in done.stderr
    assert "canary" not in done.output


def test_which_database_is_used_stands_on_stderr(migrated: Verb) -> None:
    assert "own.db" in migrated("plan", "--dry-run", "--json").stderr


@pytest.mark.parametrize(
    "verbs",
    [
        (),
        *((name,) for name in ("demo", "serve", "migrate", "import", "plan", "deliver", "digest", "why", "doctor")),
        *((("simulate",), ("feeds",), ("feeds", "add"), ("feeds", "poll"), ("content",), ("content", "check"))),
    ],
    ids=" ".join,
)
def test_help_is_everywhere_with_examples_and_exit_codes(verb: Verb, verbs: tuple[str, ...]) -> None:
    done = verb(*verbs, "--help")
    assert done.exit_code == 0
    if verbs and verbs[-1] not in ("feeds", "content"):
        assert "Examples:" in done.stdout
        assert f"python -m bot {' '.join(verbs)}" in done.stdout
        assert "3 the database is not migrated" in done.stdout


def test_an_unknown_option_is_wrong_usage(verb: Verb) -> None:
    assert verb("plan", "--everything").exit_code == 2


def test_a_moment_without_zone_is_home_time() -> None:
    assert read_moment("2026-11-25T09:00", "Europe/Berlin").isoformat() == "2026-11-25T08:00:00+00:00"
    assert read_moment("2026-11-25T09:00-05:00", "Europe/Berlin").isoformat() == "2026-11-25T14:00:00+00:00"
    assert read_moment("2026-11-25", "UTC").isoformat() == "2026-11-25T00:00:00+00:00"


def test_what_is_no_moment_says_how_one_is_written() -> None:
    with pytest.raises(BadUsage, match="write it like 2026-11-25T09:00"):
        read_moment("tomorrow", "UTC")


@pytest.mark.parametrize("name", ["plan", "deliver", "digest"])
def test_made_up_time_is_refused_beside_a_real_platform(
    migrated: Verb, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "s")
    done = migrated(name, "--at", "2099-01-05T09:00")
    assert done.exit_code == 1
    assert "--at without --dry-run is refused while a real platform is on (Slack)" in done.stderr


def test_looking_ahead_is_fine_beside_a_real_platform(migrated: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "s")
    assert migrated("plan", "--at", "2099-01-05T09:00", "--dry-run").exit_code == 0


def test_time_gone_by_is_wrong_usage(migrated: Verb) -> None:
    done = migrated("plan", "--at", "2020-01-05T09:00")
    assert (done.exit_code, "is over" in done.stderr) == (2, True)
