"""Departments: what ships can be used, and every mistake in the file is a sentence."""

from pathlib import Path

import pytest

from content.departments import DepartmentsBroken, by_slug, load_departments, read_departments

SHIPPED = load_departments(Path(__file__).parents[2] / "content" / "departments.yaml")
WHOLE = """\
- slug: billing
  name: Billing
  channel: "#billing"
  takes: invoices
  platform: slack
  lead: Clara
"""


def test_what_ships_is_complete() -> None:
    assert [one.slug for one in SHIPPED] == ["engineering", "billing"]
    assert all(one.takes and one.asks for one in SHIPPED)


def test_a_whole_department_is_read_as_it_stands() -> None:
    (one,) = read_departments(WHOLE)
    assert (one.channel, one.platform, one.asks) == ("billing", "slack", "Clara")
    assert by_slug((one,), "billing") is one
    assert by_slug((one,), None) is None


def test_no_file_and_an_empty_one_are_no_departments(tmp_path: Path) -> None:
    assert load_departments(tmp_path / "departments.yaml") == ()
    assert read_departments("# nobody yet\n") == ()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (WHOLE.replace("takes: invoices", "take: invoices"), "Did you mean “takes”"),
        (WHOLE.replace("  takes: invoices\n", ""), "billing lacks takes"),
        (WHOLE.replace("slack", "discord"), "slack, teams or playground"),
        (WHOLE + WHOLE, "two departments with the slug billing"),
        ("slug: billing", "must be a list"),
        ("- billing", "department 1: write keys and values"),
        ("- slug: a: b", "line 1: this is not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_cure(source: str, told: str) -> None:
    with pytest.raises(DepartmentsBroken, match=told):
        read_departments(source)


def test_what_is_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "departments.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DepartmentsBroken, match="not UTF-8"):
        load_departments(path)
