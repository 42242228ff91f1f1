"""The sample book hangs together, and shows both something and nothing worth sharing."""

import csv
import re
from collections import Counter
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import frontmatter
import holidays
import pytest

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 23)  # the Monday after the newest fact

Row = dict[str, str]
COLUMNS = {
    "teammates": "name email role manager timezone country work_start work_end digest_at external_id",
    "accounts": "external_id name domain segment stage arr renewal_date csm_email timezone country subdivision"
    " language topics relationship notes",
    "contacts": "external_id account_external_id name email title timezone language",
    "channels": "platform external_id name kind account_external_id workspace",
    "facts": "account_external_id contact_email kind topics text said_by said_on source valid_until",
}
# What customers also care about, and the library has nothing on.
NOT_COVERED = {"grants", "inventory", "payroll", "travel expenses"}


def read(name: str) -> list[Row]:
    with (CONTENT / "sample" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


TEAMMATES, ACCOUNTS, CONTACTS, CHANNELS, FACTS = (read(name) for name in COLUMNS)
POSTS = [frontmatter.load(str(path)) for path in sorted((CONTENT / "items").glob("*.md"))]
BY_ID = {account["external_id"]: account for account in ACCOUNTS}


def listed(cell: str) -> list[str]:
    return [word for word in cell.split(";") if word]


def column(rows: list[Row], name: str) -> list[str]:
    return [row[name] for row in rows]


def test_the_book_has_its_promised_size() -> None:
    roles = Counter(column(TEAMMATES, "role"))
    assert roles == {"csm": 8, "manager": 2, "admin": 1}
    assert len({row["timezone"] for row in TEAMMATES if row["role"] == "csm"}) == 4
    assert (len(ACCOUNTS), len(CONTACTS)) == (40, 100)
    assert len(FACTS) >= 60
    assert len(set(column(ACCOUNTS, "timezone"))) >= 14


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_plain_and_each_row_is_whole(name: str) -> None:
    expected = COLUMNS[name].split()
    for row in read(name):
        assert list(row) == expected
        assert None not in row.values()


@pytest.mark.parametrize("name", COLUMNS)
def test_no_cell_could_run_as_a_formula_or_hides_a_space(name: str) -> None:
    for row in read(name):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "＝")), cell
            assert cell == cell.strip()


@pytest.mark.parametrize("rows", [TEAMMATES, ACCOUNTS, CONTACTS, CHANNELS], ids=list(COLUMNS)[:4])
def test_external_ids_are_unique(rows: list[Row]) -> None:
    assert max(Counter(column(rows, "external_id")).values()) == 1


def test_addresses_are_unique_and_can_reach_nobody_real() -> None:
    addresses = column(TEAMMATES, "email") + column(CONTACTS, "email")
    assert len({address.lower() for address in addresses}) == len(addresses)
    assert all(re.fullmatch(r"[a-z.-]+@[a-z-]+\.example", address) for address in addresses)
    assert all(domain.endswith(".example") for domain in column(ACCOUNTS, "domain"))


def test_contacts_write_from_their_accounts_domain() -> None:
    for contact in CONTACTS:
        assert contact["email"].endswith("@" + BY_ID[contact["account_external_id"]]["domain"])


def test_every_account_has_a_csm_and_two_contacts_or_more() -> None:
    csms = {row["email"] for row in TEAMMATES if row["role"] == "csm"}
    assert set(column(ACCOUNTS, "csm_email")) == csms
    people = Counter(column(CONTACTS, "account_external_id"))
    assert people.keys() == BY_ID.keys()
    assert min(people.values()) >= 2


def test_every_csm_reports_to_a_manager_and_no_manager_to_anybody() -> None:
    managers = {row["email"] for row in TEAMMATES if row["role"] == "manager"}
    for row in TEAMMATES:
        assert (row["manager"] == "") if row["role"] == "manager" else (row["manager"] in managers)


def test_zones_and_holidays_of_everyone_are_known() -> None:
    regions = holidays.list_supported_countries()
    for row in TEAMMATES + ACCOUNTS + CONTACTS:
        assert not row["timezone"] or ZoneInfo(row["timezone"])
    for row in TEAMMATES + ACCOUNTS:
        assert row["country"] in regions
        assert row.get("subdivision", "") in {"", *regions[row["country"]]}


def test_working_days_have_a_beginning_an_end_and_a_digest_between() -> None:
    for row in TEAMMATES:
        start, end = time.fromisoformat(row["work_start"]), time.fromisoformat(row["work_end"])
        assert start < end
        assert time(7) <= time.fromisoformat(row["digest_at"]) < end


def test_accounts_use_the_words_of_the_product() -> None:
    stages = Counter(column(ACCOUNTS, "stage"))
    assert stages.keys() == {"onboarding", "adoption", "growth", "renewal", "at risk", "churned"}
    assert stages["churned"] == 1
    assert set(column(ACCOUNTS, "segment")) == {"top", "mid", "tail"}
    assert Counter(column(ACCOUNTS, "language")) == {"en": 38, "de": 2}
    assert {int(cell) for cell in column(ACCOUNTS, "relationship")} == {1, 2, 3, 4, 5}


def test_money_and_renewals_stay_in_their_range() -> None:
    assert all(6_000 <= int(cell) <= 900_000 for cell in column(ACCOUNTS, "arr"))
    renewals = [date.fromisoformat(cell) for cell in column(ACCOUNTS, "renewal_date")]
    assert min(renewals) >= date(2026, 12, 1)
    assert max(renewals) <= date(2027, 11, 30)


def test_names_are_as_hostile_as_real_ones() -> None:
    names = column(CONTACTS, "name")
    assert any("," in name for name in names)
    assert any(len(name) == 60 for name in names)
    assert any(" " not in name for name in names)
    assert {"Siobhán O'Brien", "Łukasz Żółć", "李 娜", "Anne-Marie de la Cruz", "Christine Null"} <= set(names)
    assert any("\n" in account["notes"] for account in ACCOUNTS)


def test_departments_have_channels_of_ours_alone() -> None:
    """As content/departments.yaml names them."""
    ours = [channel for channel in CHANNELS if channel["kind"] == "team"]
    assert column(ours, "name") == ["engineering", "billing"]
    assert set(column(ours, "account_external_id")) == {""}


def test_channels_are_shared_ones_on_both_platforms() -> None:
    platforms = Counter(column(CHANNELS, "platform"))
    assert platforms.keys() == {"slack", "teams"}
    assert 0.5 < platforms["slack"] / len(CHANNELS) < 0.7
    assert set(column(CHANNELS, "kind")) == {"shared", "team"}
    shapes = {"slack": r"C0[A-Z0-9]{9}", "teams": r"19:[0-9a-f]{32}@thread\.tacv2"}
    for channel in CHANNELS:
        assert re.fullmatch(shapes[channel["platform"]], channel["external_id"])
        assert re.fullmatch(r"T0HOME|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", channel["workspace"])
    assert len({(channel["platform"], channel["workspace"]) for channel in CHANNELS}) == 2


def test_four_accounts_have_no_channel_one_has_two_and_two_wait_for_a_link() -> None:
    linked = Counter(channel["account_external_id"] for channel in CHANNELS if channel["account_external_id"])
    assert linked.keys() <= BY_ID.keys()
    assert len(BY_ID.keys() - linked.keys()) == 4
    assert sorted(linked.values())[-2:] == [1, 2]
    bare = {account["domain"].split(".")[0] for account in ACCOUNTS if account["external_id"] not in linked}
    waiting = [one["name"] for one in CHANNELS if not one["account_external_id"] and one["kind"] == "shared"]
    assert len(waiting) == 2
    assert all(name.removeprefix("ext-").removesuffix("-shared") in bare for name in waiting)


def test_facts_belong_to_an_account_and_name_who_said_them() -> None:
    people = {contact["email"]: contact for contact in CONTACTS}
    csms = {row["email"]: row["name"] for row in TEAMMATES}
    for fact in FACTS:
        account = BY_ID[fact["account_external_id"]]
        assert fact["said_by"]
        if fact["contact_email"]:
            assert people[fact["contact_email"]]["account_external_id"] == account["external_id"]
        if fact["source"] == "csm":
            assert fact["said_by"] == csms[account["csm_email"]]
        if fact["source"] in {"message", "form"}:
            assert fact["said_by"] == people[fact["contact_email"]]["name"]


def test_facts_use_the_words_of_the_product_and_were_said_on_working_days() -> None:
    assert set(column(FACTS, "kind")) == {"note", "goal", "request", "topic"}
    assert set(column(FACTS, "source")) == {"message", "form", "csm", "import"}
    for fact in FACTS:
        said_on = date.fromisoformat(fact["said_on"])
        assert date(2026, 8, 1) <= said_on <= date(2026, 11, 20)
        assert said_on.weekday() < 5
        assert not fact["valid_until"] or date.fromisoformat(fact["valid_until"]) > said_on


def test_facts_read_well_inside_a_sentence() -> None:
    for fact in FACTS:
        text = fact["text"]
        assert text[0].islower(), text
        assert text[-1] not in ".!?,;:", text
        assert not re.search(r"\b(we|our|us|my|wir|unsere?)\b", text), f"reads badly after 'you said': {text}"
        if fact["kind"] == "goal":
            german = BY_ID[fact["account_external_id"]]["language"] == "de"
            assert " zu " in text if german else text.startswith("to ")


def test_topics_of_the_book_are_those_of_the_library_or_known_gaps() -> None:
    known = {topic for post in POSTS for topic in words_of(post, "topics")} | NOT_COVERED
    for row in ACCOUNTS + FACTS:
        assert set(listed(row["topics"])) <= known
    for fact in FACTS:
        assert listed(fact["topics"])


def words_of(post: frontmatter.Post, field: str) -> set[str]:
    words = post.metadata.get(field, [])
    assert isinstance(words, list)
    return set(words)


def is_open(post: frontmatter.Post) -> bool:
    first, last = post.metadata.get("publish_from", TODAY), post.metadata.get("publish_until", TODAY)
    assert isinstance(first, date)
    assert isinstance(last, date)
    return first <= TODAY <= last


def admits(post: frontmatter.Post, account: Row) -> bool:
    """The plain part of the choice: approved, open today, in the account's language and audience."""
    audience = all(
        account[field] in (words_of(post, f"{field}s") or {account[field]}) for field in ("segment", "stage")
    )
    approved = bool(post.metadata.get("approved_by"))
    return audience and approved and is_open(post) and post.metadata["language"] == account["language"]


def has_something(account: Row) -> bool:
    said = {
        topic
        for fact in FACTS
        if fact["account_external_id"] == account["external_id"]
        and (not fact["valid_until"] or date.fromisoformat(fact["valid_until"]) >= TODAY)
        for topic in listed(fact["topics"])
    }
    return any(said & words_of(post, "topics") for post in POSTS if admits(post, account))


def test_most_accounts_have_something_worth_sharing_and_a_third_have_not() -> None:
    spoken_of = set(column(FACTS, "account_external_id"))
    something = {account["external_id"] for account in ACCOUNTS if has_something(account)}
    assert 24 <= len(something) <= 28
    assert len(spoken_of - something) >= 9
    assert len(BY_ID.keys() - spoken_of) == 4


def test_the_story_of_the_read_me_is_in_the_book() -> None:
    said = {(fact["contact_email"], fact["said_on"]): fact["text"] for fact in FACTS}
    assert said["dana.whitfield@acme.example", "2026-11-03"] == "month-end close still takes six days"
    assert said["tom.becker@umbra.example", "2026-10-15"].endswith("12 December")
    first = {account["name"]: account for account in ACCOUNTS[:4]}
    assert first.keys() == {"Acme", "Globex", "Initech", "Umbra"}
    assert set(column(ACCOUNTS[:4], "csm_email")) == {"priya.nair@concierge.example"}
