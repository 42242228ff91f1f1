"""Services: what ships can be used, what fits comes first, and every mistake in a file is a sentence."""

from pathlib import Path

import pytest

from content.services import ServiceBroken, fitting, load_services, matching, read_file, read_service, rightful, terms

SERVICES = load_services(Path(__file__).parents[2] / "content" / "services")
WHOLE = """\
title: {en: Data check, de: Datenprüfung}
what: We look through your data.
included_in: [Top]
price: 200 EUR
lead_time: within a week
partner: Belegpfad
topics: [Data  Quality]
asks: [data check]
"""


def test_what_ships_is_written_in_both_languages() -> None:
    assert len(SERVICES) >= 6
    for service in SERVICES:
        for words in (service.title, service.what, service.lead_time, service.conditions):
            assert set(words) == {"en", "de"}
    assert sum(service.partner is not None for service in SERVICES) == 2


def test_a_whole_file_is_read_as_it_stands() -> None:
    service = read_service("data-check", WHOLE)
    assert (service.slug, service.partner) == ("data-check", "Belegpfad")
    assert (service.included_in, service.topics) == (frozenset({"top"}), frozenset({"data quality"}))
    assert (service.asks, service.conditions) == (("data check",), {})


@pytest.mark.parametrize(
    ("segment", "language", "told"),
    [
        ("top", "de-AT", ("Datenprüfung", True, "")),
        ("mid", "en", ("Data check", False, "200 EUR")),
        ("mid", "fr", ("Data check", False, "200 EUR")),
    ],
)
def test_terms_are_one_customers_own(segment: str, language: str, told: tuple[str, bool, str]) -> None:
    read = terms(read_service("data-check", WHOLE), segment, None, language)
    assert (read.title, read.is_included, read.price) == told


def test_what_fits_comes_first_and_what_they_have_a_right_to_before_what_costs() -> None:
    found = fitting(SERVICES, "Somebody to help us with a workshop on the close", (), "tail", "onboarding")
    assert found[0].slug == "close-workshop"
    assert len(found) == len(SERVICES)
    costs = [not one.is_included("tail", "onboarding") for one in found if one in matching(SERVICES, "workshop close")]
    assert costs == sorted(costs)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Wir brauchen eine Schulung", "super-user-training"),
        ("an export of the audit trail for the auditors", "audit-export"),
        ("SSO please", "sso-setup"),
    ],
)
def test_words_find_what_they_are_about_in_either_language(words: str, slug: str) -> None:
    assert matching(SERVICES, words)[0].slug == slug


def test_words_about_nothing_of_ours_find_nothing() -> None:
    assert matching(SERVICES, "zzz qqq") == []


def test_what_they_have_a_right_to_costs_nothing() -> None:
    mine = rightful(SERVICES, "tail", "growth")
    assert [one.slug for one in mine] == ["audit-export"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "odd.yaml must be a list of keys and values"),
        ("title: [a\n", "odd.yaml, line 2: this is not YAML"),
        (WHOLE.replace("title:", "titel:"), "odd.yaml has an unknown key “titel”. Did you mean “title”?"),
        (WHOLE.replace("lead_time: within a week\n", ""), "odd.yaml lacks lead_time. Add it as a line"),
        (WHOLE.replace("{en: Data check, de: Datenprüfung}", "{de: Datenprüfung}"), "title: write it in English"),
        (WHOLE.replace("price: 200 EUR", "price: 200"), "odd.yaml, price: write it in English at least"),
        (WHOLE.replace("price: 200 EUR\n", ""), "odd.yaml has no price for those who do not have it included"),
        (WHOLE.replace("[data check]", "data check"), "odd.yaml, asks: write a list of words"),
        ("what: 2026-02-30\n", "odd.yaml holds a date that does not exist"),
    ],
)
def test_every_mistake_is_a_sentence(source: str, says: str) -> None:
    with pytest.raises(ServiceBroken) as refused:
        read_service("odd", source)
    assert says in str(refused.value)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"title: \xff\n")
    with pytest.raises(ServiceBroken, match=r"latin\.yaml is not UTF-8"):
        read_file(file)
