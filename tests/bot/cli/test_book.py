"""From no tables to proposals with reasons, as a newcomer does it."""

import asyncio
import json
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.cli.running import BadUsage
from bot.cli.simulate import read_share
from bot.core import CONTENT
from bot.demo import Stage
from outreach.database import Database
from outreach.store import identities
from scheduler.clockwork import read_real_time
from tests.bot.cli.conftest import Verb

SAMPLE = CONTENT / "sample"
KINDS = ("teammates", "accounts", "contacts", "channels", "facts")


# What is imported is due from now on, whenever the tests run.
NOW = read_real_time()
SOON = (NOW + timedelta(days=3)).isoformat()


def imported(verb: Verb) -> None:
    for kind in KINDS:
        done = verb("import", kind, str(SAMPLE / f"{kind}.csv"))
        assert done.exit_code == 0, done.output


def planned(verb: Verb, *more: str) -> dict[str, object]:
    done = verb("plan", "--at", SOON, "--dry-run", "--json", *more)
    assert done.exit_code == 0, done.output
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_migrating_twice_is_harmless(verb: Verb) -> None:
    first, second = verb("migrate"), verb("migrate")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "Applied 0001." in first.stdout
    assert "Applied" not in second.stdout
    assert "Library: 0 new" in second.stdout


def test_a_newcomer_sees_proposals_with_reasons(verb: Verb) -> None:
    verb("migrate")
    imported(verb)
    outcome = planned(verb)
    proposed = outcome["proposed"]
    assert isinstance(proposed, list)
    assert proposed
    assert all(row["why"] and row["local"] and row["account"] for row in proposed)


def test_a_dry_run_changes_nothing(verb: Verb) -> None:
    verb("migrate")
    imported(verb)
    assert planned(verb) == planned(verb)


def test_importing_again_changes_nothing(verb: Verb) -> None:
    verb("migrate")
    imported(verb)
    done = verb("import", "accounts", str(SAMPLE / "accounts.csv"))
    assert "0 accounts created, 0 changed, 40 left alone, 0 left out." in done.stdout


def test_a_dry_import_says_what_would_be_and_does_nothing(migrated: Verb) -> None:
    for _ in range(2):
        done = migrated("import", "teammates", str(SAMPLE / "teammates.csv"), "--dry-run")
        assert (done.exit_code, "11 teammates would be created" in done.stdout) == (0, True)


def test_bad_rows_are_told_with_their_line_and_good_ones_kept(migrated: Verb, tmp_path: Path) -> None:
    file = tmp_path / "team.csv"
    file.write_text(
        "name,email,role,timezone\nPriya,priya@x.example,csm,Europe/Berlin\nMarco,marco@x.example,boss,Europe/Berlin\n"
    )
    done = migrated("import", "teammates", str(file))
    assert done.exit_code == 1
    assert "1 teammates created" in done.stdout
    assert "line 3" in done.stderr


def test_wrong_columns_are_one_sentence(migrated: Verb, tmp_path: Path) -> None:
    file = tmp_path / "team.csv"
    file.write_text("colour,size\nred,3\n")
    done = migrated("import", "teammates", str(file))
    assert done.exit_code == 1
    assert "Found: “colour”, “size”" in done.stderr


def test_a_file_that_is_not_there_is_wrong_usage(migrated: Verb) -> None:
    assert migrated("import", "teammates", "nowhere.csv").exit_code == 2


def test_an_import_for_scripts_is_json(migrated: Verb) -> None:
    done = migrated("import", "teammates", str(SAMPLE / "teammates.csv"), "--json")
    assert json.loads(done.stdout)["created"] == 11


def test_why_explains_an_account(demo: Verb) -> None:
    done = demo("why", "acme", "--demo")
    assert done.exit_code == 0
    assert done.stdout.startswith("Why: Acme")


def test_why_for_scripts_is_json(demo: Verb) -> None:
    assert json.loads(demo("why", "acme", "--demo", "--json").stdout)["account"] == "Acme"


def test_an_unknown_account_says_who_was_meant(demo: Verb) -> None:
    done = demo("why", "akme", "--demo")
    assert done.exit_code == 1
    assert "Did you mean" in done.stderr
    assert "Acme" in done.stderr


def test_planning_writes_proposals_that_why_then_names(demo: Verb) -> None:
    done = demo("plan", "--demo", "--at", SOON)
    assert done.exit_code == 0
    assert "proposals" in done.stdout


def test_a_digest_can_be_read_without_being_sent(demo: Verb) -> None:
    done = demo("digest", "--demo", "--print", "--for", "Priya")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "# Priya Nair")


def test_one_reader_alone_is_for_reading_only(demo: Verb) -> None:
    done = demo("digest", "--demo", "--for", "Priya")
    assert (done.exit_code, "add --print" in done.stderr) == (2, True)


def test_delivering_says_what_it_did(demo: Verb) -> None:
    done = demo("deliver", "--demo", "--json")
    assert done.exit_code == 0
    assert set(json.loads(done.stdout)) == {"sent", "failed", "held", "waiting"}


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Notes</title><link>https://example.com/</link>
<item><title>How onboarding ends</title><link>https://example.com/1</link><guid>1</guid>
<pubDate>{when}</pubDate><description>Words.</description></item></channel></rss>"""


def test_a_feed_in_a_file_becomes_drafts_once(migrated: Verb, tmp_path: Path) -> None:
    file = tmp_path / "notes.xml"
    file.write_text(FEED.format(when=format_datetime(NOW - timedelta(days=5))))
    first, again = migrated("feeds", "add", str(file), "--topic", "onboarding"), migrated("feeds", "add", str(file))
    assert (first.exit_code, "1 new drafts" in first.stdout) == (0, True)
    assert (again.exit_code, "already read" in again.stderr) == (1, True)
    assert "0 new drafts" in migrated("feeds", "poll").stdout


def test_a_feed_at_a_private_address_is_refused(migrated: Verb) -> None:
    done = migrated("feeds", "add", "http://127.0.0.1:9/feed.xml")
    assert done.exit_code == 1
    assert "Traceback" not in done.output


def test_our_own_content_can_be_used(verb: Verb) -> None:
    done = verb("content", "check")
    assert (done.exit_code, "Everything can be used." in done.stdout) == (0, True)


@pytest.mark.parametrize("as_json", [False, True])
def test_broken_content_names_its_file(verb: Verb, tmp_path: Path, as_json: bool) -> None:
    folder = tmp_path / "content"
    for part in ("items", "templates", "rhythms"):
        (folder / part).mkdir(parents=True)
    (folder / "items" / "broken.md").write_text("---\ntitel: Hello\n---\n")
    done = verb("content", "check", "--folder", str(folder), *(["--json"] if as_json else []))
    assert done.exit_code == 1
    assert "broken.md" in (done.stdout if as_json else done.stderr)


@pytest.mark.long
def test_a_simulation_says_what_it_assumed_and_writes_every_row(demo: Verb, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    done = demo("simulate", "--demo", "--days", "3", "--customers", "answer 0.5", "--csv", str(file))
    assert done.exit_code == 0, done.output
    assert "Assumed: CSMs approve every proposal; customers answer 50% of our messages." in done.stdout
    assert file.read_text().startswith("local_time,zone,account")


@pytest.mark.parametrize(
    ("customers", "share"), [("silent", 0.0), ("answer 0.3", 0.3), ("answer=1", 1.0), ("answer: 0", 0.0)]
)
def test_how_customers_act_may_be_written_in_several_ways(customers: str, share: float) -> None:
    assert read_share(customers) == share


@pytest.mark.parametrize("customers", ["", "answer", "answer 2", "answer -1", "answer nan", "shout 0.3", "silent 0.3"])
def test_what_customers_do_must_be_understood(customers: str) -> None:
    with pytest.raises(BadUsage, match=r'write silent, or "answer 0\.3"'):
        read_share(customers)


OWN = {
    "accounts": "external_id,name,segment,csm_email,timezone\nmy-1,Zephyr Mills,mid,{csm},Europe/Berlin\n",
    "contacts": "external_id,account_external_id,name,email\nmy-c1,my-1,Iris Vale,iris@zephyr.example\n",
    "channels": "platform,external_id,name,kind,account_external_id\nslack,CZEPHYR,ext-zephyr,shared,my-1\n",
}


async def test_in_the_demo_whoever_is_imported_gets_a_seat(demo: Verb, tmp_path: Path) -> None:
    csm = "priya.nair@concierge.example"
    for kind, rows in OWN.items():
        (tmp_path / f"{kind}.csv").write_text(rows.format(csm=csm))
        done = await asyncio.to_thread(demo, "import", kind, str(tmp_path / f"{kind}.csv"), "--demo")
        assert done.exit_code == 0, done.output
    database = Database(f"sqlite:///{tmp_path / 'demo.db'}")
    (iris,) = [one for one in await Stage(database).people() if one.name == "Iris Vale"]
    assert (iris.account, iris.channels) == ("Zephyr Mills", ("CZEPHYR",))
    async with database.reading() as session:
        assert (await identities.resolve(session, iris.as_actor())).account_id is not None
    await database.close()
