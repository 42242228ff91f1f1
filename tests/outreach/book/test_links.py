"""Whose channel a name suggests, and when it suggests nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.book.links import Known, label_of, suggest

BOOK = [
    Known(1, "Acme", "acme.example"),
    Known(2, "Acme Labs", "acmelabs.example"),
    Known(3, "Globex GmbH", "globex.example"),
    Known(4, "Fjell & Fjord"),
    Known(5, "Pinecrest Outfitters", "pinecrest.example"),
    Known(6, "Harbor Line"),
    Known(7, "Harbor Light"),
    Known(8, "Zéphyrine"),
    Known(9, "Shared Success"),
    Known(10, "Umbra", "umbra-systems.co.uk"),
    Known(11, "Kestrel Maschinenbau AG", "kmb.example"),
]
OURS = ["Concierge", "concierge"]


@pytest.mark.parametrize(
    ("channel", "account"),
    [
        ("ext-acme", 1), ("acme-shared", 1), ("shared-acme", 1), ("acme_ext", 1), ("Acme – Shared", 1),
        ("#ext-acme-concierge", 1), ("acme-concierge", 1), ("concierge-acme", 1), ("Concierge x Acme", None),
        ("ext-acme-labs", 2), ("acmelabs-shared", 2), ("ext-globex", 3), ("globex-gmbh-shared", 3),
        ("ext-fjell-fjord", 4), ("fjell-og-fjord-shared", 4), ("pinecrest-shared", 5), ("ext-zephyrine", 8),
        ("shared-success", 9), ("ext-shared-success", 9), ("ext-umbra-systems", 10), ("acme", 1),
        ("ext-kestrel", 11), ("kmb-shared", 11), ("Kestrel Maschinenbau | Extern", 11),
    ],
)  # fmt: skip
def test_a_name_suggests_its_account(channel: str, account: int | None) -> None:
    assert suggest(channel, BOOK, OURS) == account


@pytest.mark.parametrize(
    "channel",
    [
        "ext-harbor",
        "harbor-shared",
        "general",
        "ext-shared",
        "shared",
        "",
        "🎉",
        "ext-acme-robotics",
        "kestrel",
        "ext-",
    ],
)
def test_a_name_that_fits_several_or_none_suggests_nobody(channel: str) -> None:
    assert suggest(channel, BOOK, OURS) is None


def test_two_accounts_of_one_name_suggest_nobody() -> None:
    assert suggest("ext-acme", [Known(1, "Acme GmbH"), Known(2, "Acme Inc.")]) is None


def test_what_we_call_ourselves_is_not_taken_for_a_customer() -> None:
    assert suggest("acme-ourcompany", [Known(1, "Acme")]) is None
    assert suggest("acme-ourcompany", [Known(1, "Acme")], ours=["OurCompany"]) == 1


@pytest.mark.parametrize(
    ("address", "label"),
    [("priya@concierge.example", "concierge"), ("a@b.co.uk", "b"), ("a@mail.acme.com", None), ("nobody", None)],
)
def test_the_company_behind_an_address(address: str, label: str | None) -> None:
    assert label_of(address) == label


@given(st.text(max_size=80))
def test_any_channel_name_is_taken(channel: str) -> None:
    assert suggest(channel, BOOK, OURS) in {None, *range(1, 12)}
