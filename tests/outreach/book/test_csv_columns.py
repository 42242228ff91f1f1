"""Headings as plain files, HubSpot and Salesforce write them, and what is said when they do not fit."""

import pytest

from outreach.book import columns
from outreach.book.columns import HEADINGS, REQUIRED, Kind, WrongColumns, arrange

HUBSPOT_COMPANIES = [
    "Record ID", "Company name", "Company Domain Name", "Company owner", "Create Date", "Time Zone",
    "Country/Region", "State/Region", "Annual Recurring Revenue (ARR)", "Lifecycle Stage",
    "Ideal Customer Profile Tier", "Renewal Date",
]  # fmt: skip
HUBSPOT_CONTACTS = [
    "Record ID - Contact", "First Name", "Last Name", "Email", "Job Title", "Associated Company IDs (Primary)",
    "Associated Company IDs", "Associated Company", "Time Zone", "Preferred language", "Lead Status",
]  # fmt: skip
SALESFORCE_ACCOUNTS = [
    "Account ID", "Account Name", "Account Owner", "Website", "Billing Country", "Billing State/Province",
    "Customer Segment", "ARR", "Renewal Date", "Description", "Owner ID",
]  # fmt: skip
DATA_LOADER_ACCOUNTS = ["Id", "Name", "OwnerId", "Website", "BillingCountryCode", "BillingStateCode", "AnnualRevenue"]
SALESFORCE_CONTACTS = ["Contact ID", "Account ID", "Account Name", "Full Name", "Title", "Email"]


@pytest.mark.parametrize(
    ("kind", "headings", "expected"),
    [
        (
            "accounts",
            HUBSPOT_COMPANIES,
            {
                "external_id": "Record ID", "name": "Company name", "domain": "Company Domain Name",
                "csm_email": "Company owner", "timezone": "Time Zone", "country": "Country/Region",
                "subdivision": "State/Region", "arr": "Annual Recurring Revenue (ARR)",
                "stage": "Lifecycle Stage", "segment": "Ideal Customer Profile Tier",
                "renewal_on": "Renewal Date",
            },
        ),
        (
            "contacts",
            HUBSPOT_CONTACTS,
            {
                "external_id": "Record ID - Contact", "first_name": "First Name", "last_name": "Last Name",
                "email": "Email", "title": "Job Title", "account_name": "Associated Company",
                "account_external_id": "Associated Company IDs (Primary)", "timezone": "Time Zone",
                "language": "Preferred language",
            },
        ),
        (
            "accounts",
            SALESFORCE_ACCOUNTS,
            {
                "external_id": "Account ID", "name": "Account Name", "csm_email": "Account Owner",
                "domain": "Website", "country": "Billing Country", "subdivision": "Billing State/Province",
                "segment": "Customer Segment", "arr": "ARR", "renewal_on": "Renewal Date",
                "notes": "Description",
            },
        ),
        (
            "accounts",
            DATA_LOADER_ACCOUNTS,
            {
                "external_id": "Id", "name": "Name", "csm_email": "OwnerId", "domain": "Website",
                "country": "BillingCountryCode", "subdivision": "BillingStateCode", "arr": "AnnualRevenue",
            },
        ),
        (
            "contacts",
            SALESFORCE_CONTACTS,
            {
                "external_id": "Contact ID", "account_external_id": "Account ID",
                "account_name": "Account Name", "name": "Full Name", "title": "Title", "email": "Email",
            },
        ),
    ],
)  # fmt: skip
def test_exports_are_understood_as_they_come(kind: Kind, headings: list[str], expected: dict[str, str]) -> None:
    assert arrange(kind, headings).headings == expected


@pytest.mark.parametrize("kind", list(HEADINGS))
def test_our_own_field_names_are_headings(kind: Kind) -> None:
    fields = [name for name in HEADINGS[kind] if name not in ("first_name", "last_name")]
    assert set(arrange(kind, fields).index) == set(fields)


@pytest.mark.parametrize("kind", list(HEADINGS))
def test_no_heading_means_two_fields(kind: Kind) -> None:
    names = [columns.plain(name) for names in HEADINGS[kind].values() for name in names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", list(HEADINGS))
def test_every_required_field_has_headings(kind: Kind) -> None:
    assert {field for group in REQUIRED[kind] for field in group} <= set(HEADINGS[kind])


@pytest.mark.parametrize("heading", ["renewal_date", "Renewal Date", "RENEWAL-DATE", " renewal  date ", "RenewalDate"])
def test_case_spaces_and_punctuation_do_not_count(heading: str) -> None:
    assert arrange("accounts", ["id", "name", heading]).index["renewal_on"] == 2


def test_of_several_columns_for_one_field_the_most_telling_is_read() -> None:
    layout = arrange("accounts", ["Owner ID", "Account Owner", "CSM Email", "Account ID", "Account Name"])
    assert layout.headings["csm_email"] == "CSM Email"
    assert layout.ignored == ("Owner ID", "Account Owner")


def test_columns_nobody_reads_are_named() -> None:
    assert arrange("accounts", ["id", "name", "Favourite colour", ""]).ignored == ("Favourite colour",)


def test_missing_columns_are_named_with_what_was_found_and_what_was_perhaps_meant() -> None:
    with pytest.raises(WrongColumns) as caught:
        arrange("accounts", ["Acount ID", "Compny Name", "ARR"])
    said = str(caught.value)
    assert "a column external_id" in said
    assert "a column name" in said
    assert "Found: “Acount ID”, “Compny Name”, “ARR”." in said
    assert "rename “Acount ID” to “external_id”" in said
    assert "rename “Compny Name” to “name”" in said


def test_a_file_of_another_kind_is_recognised() -> None:
    with pytest.raises(WrongColumns, match="looks like a file of contacts: try `import contacts`"):
        arrange("channels", SALESFORCE_CONTACTS)


def test_a_contacts_export_is_not_taken_for_accounts_though_it_names_them() -> None:
    with pytest.raises(WrongColumns, match="looks like a file of contacts: try `import contacts`"):
        arrange("accounts", SALESFORCE_CONTACTS)


def test_accounts_with_a_main_contact_stay_accounts() -> None:
    layout = arrange("accounts", [*SALESFORCE_ACCOUNTS, "First Name", "Last Name", "Email", "Title"])
    assert layout.headings["name"] == "Account Name"


def test_a_file_without_any_known_heading_gets_a_cure() -> None:
    with pytest.raises(WrongColumns, match="Give the first line these headings"):
        arrange("teammates", ["1", "2", "3"])


def test_very_many_headings_are_counted_not_listed() -> None:
    with pytest.raises(WrongColumns, match="and 170 more"):
        arrange("accounts", [f"property {n}" for n in range(200)])


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(WrongColumns, match="Two columns are called “Name”"):
        arrange("accounts", ["id", "name", "Name"])


def test_two_unread_columns_of_one_name_do_no_harm() -> None:
    assert arrange("accounts", ["id", "name", "Phone", "Phone"]).width == 4


def test_contacts_may_lack_an_id_or_an_account_id_but_not_both_names() -> None:
    assert arrange("contacts", ["email", "name", "company"]).index["account_name"] == 2
    with pytest.raises(WrongColumns, match="account_external_id or account_name"):
        arrange("contacts", ["email", "name"])
