"""Which column of a CSV file is which of our fields: plain names, HubSpot's and Salesforce's."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from outreach.errors import BadInput

Kind = Literal["teammates", "accounts", "contacts", "channels", "facts"]

_ALIKE = 80

# Per field its headings, the most telling first: of several that are present, the first in the list is read.
# HubSpot names are those of its export, Salesforce ones those of reports ("Account ID") and of the
# Data Loader ("AccountId"). Case, spaces, underscores and punctuation do not count.
HEADINGS: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    "teammates": {
        "external_id": ("external_id", "id", "user_id", "teammate_id"),
        "name": ("name", "full_name", "display_name", "user_name"),
        "first_name": ("first_name", "given_name"),
        "last_name": ("last_name", "surname", "family_name"),
        "email": ("email", "email_address", "work_email"),
        "role": ("role", "user_role", "concierge_role"),
        "manager": ("manager", "manager_email", "manager_name", "reports_to", "team_lead"),
        "timezone": ("timezone", "zone", "tz", "time_zone_sid_key"),
        "country": ("country", "country_code", "country/region", "mailing_country"),
        "hours": ("hours", "working_hours", "work_hours", "office_hours"),
        "work_start": ("work_start", "start", "starts", "hours_start"),
        "work_end": ("work_end", "end", "ends", "hours_end"),
        "digest_at": ("digest_at", "digest", "digest_time"),
        "cover": ("cover", "cover_email", "cover_name", "covered_by", "deputy", "stand_in"),
        "subdivision": ("subdivision", "state", "state/region", "state_code", "mailing_state", "state/province"),
    },
    "accounts": {
        "external_id": (
            "external_id", "account_external_id", "account_id", "record_id_company", "record_id",
            "company_id", "customer_id", "18_digit_account_id", "id",
        ),
        "name": ("name", "account_name", "company_name", "customer_name", "account", "company", "customer"),
        "domain": ("domain", "company_domain_name", "domain_name", "website", "website_url"),
        "segment": (
            "segment", "customer_segment", "account_segment", "company_segment", "market_segment",
            "customer_tier", "account_tier", "tier", "ideal_customer_profile_tier",
        ),
        "stage": (
            "stage", "customer_stage", "account_stage", "customer_lifecycle_stage", "lifecycle_stage",
            "customer_journey_stage", "account_status", "customer_status",
        ),
        "arr": (
            "arr", "annual_recurring_revenue", "annual_recurring_revenue_arr", "current_arr", "total_arr",
            "arr_amount", "acv", "annual_contract_value", "annual_contract_value_acv", "contract_value",
            "annual_revenue",
        ),
        "renewal_on": (
            "renewal_on", "renewal_date", "renewal", "next_renewal_date", "contract_renewal_date", "renews_on",
            "contract_end_date", "subscription_end_date",
        ),
        "csm_email": (
            "csm_email", "csm", "customer_success_manager", "customer_success_manager_email", "csm_name",
            "customer_success_owner", "customer_success_owner_email", "company_owner_email",
            "account_owner_email", "company_owner", "account_owner", "owner_email", "owner", "owner_name",
            "owner_full_name", "hubspot_owner", "account_owner_id", "owner_id",
        ),
        "timezone": ("timezone", "zone", "tz", "company_timezone"),
        "country": (
            "country", "country_code", "country/region", "billing_country_code", "billing_country",
            "country/region_code", "billing_country_(text_only)", "shipping_country_code", "shipping_country",
        ),
        "subdivision": (
            "subdivision", "state", "state/region", "state_code", "state/region_code", "region",
            "billing_state_code", "billing_state/province", "billing_state", "province",
        ),
        "language": ("language", "preferred_language", "locale", "account_language"),
        "topics": ("topics", "topic", "interests", "tags"),
        "relationship": ("relationship", "relationship_score", "relationship_strength", "csm_sentiment"),
        "notes": ("notes", "note", "description", "about_us", "account_description", "company_description"),
    },
    "contacts": {
        "external_id": (
            "external_id", "contact_external_id", "record_id_contact", "contact_id", "record_id",
            "18_digit_contact_id", "id",
        ),
        "account_external_id": (
            "account_external_id", "account_id", "record_id_company", "primary_associated_company_id",
            "associated_company_ids_(primary)", "associated_company_ids", "associated_company_id",
            "company_id", "customer_id",
        ),
        "account_name": (
            "account_name", "account", "company_name", "associated_company_(primary)", "associated_company",
            "primary_associated_company", "company", "customer_name", "customer",
        ),
        "name": ("name", "full_name", "contact_name", "contact_full_name"),
        "first_name": ("first_name", "given_name"),
        "last_name": ("last_name", "surname", "family_name"),
        "email": ("email", "email_address", "work_email", "contact_email"),
        "title": ("title", "job_title", "position"),
        "timezone": ("timezone", "zone", "tz"),
        "language": ("language", "preferred_language", "locale", "contact_language"),
    },
    "channels": {
        "platform": ("platform", "chat", "system"),
        "external_id": ("external_id", "channel_id", "conversation_id", "id"),
        "name": ("name", "channel_name", "channel"),
        "kind": ("kind", "channel_kind", "type", "channel_type"),
        "account_external_id": (
            "account_external_id", "account_id", "record_id_company", "company_id", "customer_id", "account",
        ),
        "workspace": ("workspace", "workspace_id", "team_id", "tenant", "tenant_id"),
    },
    "facts": {
        "account_external_id": (
            "account_external_id", "account_id", "record_id_company", "company_id", "customer_id",
        ),
        "contact_email": ("contact_email", "contact", "email", "person_email"),
        "kind": ("kind", "fact_kind", "type"),
        "topics": ("topics", "topic", "tags"),
        "text": ("text", "fact", "note", "words", "body"),
        "said_by": ("said_by", "who", "author", "by"),
        "said_on": ("said_on", "date", "on", "said_at", "created_date", "activity_date"),
        "source": ("source", "origin"),
        "valid_until": ("valid_until", "expires_on", "until", "valid_to"),
    },
}  # fmt: skip

# Each line: one of these columns has to be there.
REQUIRED: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    "teammates": (("name", "first_name", "last_name"), ("email",), ("timezone",)),
    "accounts": (("external_id",), ("name",)),
    "contacts": (
        ("external_id", "email"),
        ("name", "first_name", "last_name"),
        ("account_external_id", "account_name"),
    ),
    "channels": (("platform",), ("external_id",), ("name",)),
    "facts": (("account_external_id",), ("text",), ("said_on",)),
}


class WrongColumns(BadInput):
    """The heading line does not fit; the text says what is missing, what was found and what was perhaps meant."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each field stands in a row. `headings` are as the file writes them, `ignored` those nobody reads."""

    width: int
    index: Mapping[str, int]
    headings: Mapping[str, str]
    ignored: tuple[str, ...]


def plain(heading: str) -> str:
    """The form in which headings are compared: `Record ID - Contact` and `record_id_contact` are one."""
    return "".join(c for c in unicodedata.normalize("NFKC", heading).casefold() if c.isalnum())


_FIELD_OF: Mapping[Kind, Mapping[str, str]] = {
    kind: {plain(name): field for field, names in fields.items() for name in names} for kind, fields in HEADINGS.items()
}


def recognised(kind: Kind, headings: Sequence[str]) -> int:
    """How many of these headings name a field of ours."""
    return sum(plain(heading) in _FIELD_OF[kind] for heading in headings)


def arrange(kind: Kind, headings: Sequence[str]) -> Layout:
    """Raises WrongColumns when a field that every row needs has no column, or when two columns have one name."""
    _refuse_twins(kind, headings)
    place = {plain(heading): index for index, heading in enumerate(headings) if plain(heading)}
    index = {
        field: next(place[plain(name)] for name in names if plain(name) in place)
        for field, names in HEADINGS[kind].items()
        if any(plain(name) in place for name in names)
    }
    missing = [group for group in REQUIRED[kind] if not any(field in index for field in group)]
    other = _other_kind(kind, headings)
    if missing or other:
        raise WrongColumns(_sentence(kind, missing, headings, other))
    used = set(index.values())
    ignored = tuple(h.strip() for i, h in enumerate(headings) if i not in used and h.strip())
    return Layout(len(headings), index, {f: headings[i].strip() for f, i in index.items()}, ignored)


def _refuse_twins(kind: Kind, headings: Sequence[str]) -> None:
    seen: set[str] = set()
    for heading in headings:
        name = plain(heading)
        if name in seen and name in _FIELD_OF[kind]:
            raise WrongColumns(f"Two columns are called “{heading.strip()}”; rename or remove one of them.")
        seen.add(name)


def _sentence(kind: Kind, missing: list[tuple[str, ...]], headings: Sequence[str], other: str | None) -> str:
    found = ", ".join(f"“{h.strip()}”" for h in headings[:30] if h.strip()) or "no headings at all"
    if len(headings) > 30:
        found += f" and {len(headings) - 30} more"
    wanted = " and ".join(_one_of(kind, group) for group in missing)
    fact = f"A file of {kind} needs {wanted}. Found: {found}." if missing else f"Found: {found}."
    cure = other or _did_you_mean(kind, missing, headings)
    return f"{fact} {cure or 'Give the first line these headings, or export the file again with them.'}"


def _one_of(kind: Kind, group: tuple[str, ...]) -> str:
    known = HEADINGS[kind][group[0]]
    examples = [name.replace("_", " ") for name in known[1:4]]
    also = f" (also read: {', '.join(examples)})" if examples else ""
    return f"a column {' or '.join(group)}{also}"


def _other_kind(kind: Kind, headings: Sequence[str]) -> str | None:
    """A contacts file given as accounts is the commonest mistake; then the names of columns are no help."""
    known = {other: recognised(other, headings) for other in HEADINGS if _fits(other, headings)}
    best = max(known, key=lambda other: known[other], default=kind)
    # An accounts file may well carry a main contact: it takes two more known headings to doubt what was asked.
    if best == kind or (kind in known and known[best] < known[kind] + 2):
        return None
    return f"This looks like a file of {best}: try `import {best}`."


def _fits(kind: Kind, headings: Sequence[str]) -> bool:
    fields = _FIELD_OF[kind]
    present = {fields[plain(heading)] for heading in headings if plain(heading) in fields}
    return all(any(field in present for field in group) for group in REQUIRED[kind])


def _did_you_mean(kind: Kind, missing: list[tuple[str, ...]], headings: Sequence[str]) -> str | None:
    unread = {plain(h): h.strip() for h in headings if plain(h) and plain(h) not in _FIELD_OF[kind]}
    guesses = []
    for group in missing:
        names = [plain(name) for field in group for name in HEADINGS[kind][field]]
        pairs = (process.extractOne(name, list(unread), scorer=fuzz.ratio, score_cutoff=_ALIKE) for name in names)
        best = max((pair for pair in pairs if pair), key=lambda pair: pair[1], default=None)
        if best:
            guesses.append(f"rename “{unread[best[0]]}” to “{group[0]}”")
    return f"Did you mean to {' and '.join(guesses)}?" if guesses else None
