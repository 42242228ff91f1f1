"""Item files: what a slip in one of them is told, and that it spoils no other."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.item_files import ItemBroken, ItemFile, is_web_address, read_folder, read_item

ITEMS = Path(__file__).parents[2] / "content" / "items"
WHOLE = """\
---
title: Close checklist
kind: product
link: https://example.com/close
context: A two-page checklist by our onboarding team.
topics: [Month-End  Close]
segments: [Top]
stages: [onboarding]
reasons:
  - topic: month-end close
    why: This checklist covers the step you named.
    gain: It flags mismatches early.
publish_from: 2026-01-01
publish_until: 2026-12-31
curated_by: Priya Nair
approved_by: Marco Rossi
front_page: true
included: true
offer: Want me to set it up with you?
---

1. Load bank lines every day.
"""
REASON = "reasons:\n  - topic: month-end close\n    why: This checklist covers the step you named.\n"


def broken(source: str, slug: str = "close-checklist") -> str:
    with pytest.raises(ItemBroken) as told:
        read_item(slug, source)
    return str(told.value)


def changed(old: str, new: str) -> str:
    assert WHOLE.count(old) == 1
    return WHOLE.replace(old, new)


def test_a_whole_file_is_read_as_it_stands() -> None:
    item = read_item("close-checklist", WHOLE)
    assert item == ItemFile(
        slug="close-checklist",
        title="Close checklist",
        kind="product",
        context="A two-page checklist by our onboarding team.",
        body="1. Load bank lines every day.",
        topics=("month-end close",),
        curated_by="Priya Nair",
        link="https://example.com/close",
        segments=("top",),
        stages=("onboarding",),
        language="en",
        reasons=(
            {
                "topic": "month-end close",
                "why": "This checklist covers the step you named.",
                "gain": "It flags mismatches early.",
            },
        ),
        publish_from=date(2026, 1, 1),
        publish_until=date(2026, 12, 31),
        approved_by="Marco Rossi",
        included=True,
        offer="Want me to set it up with you?",
    )


def test_windows_line_ends_a_bom_and_blank_lines_before_make_no_difference(tmp_path: Path) -> None:
    (tmp_path / "close-checklist.md").write_bytes(b"\xef\xbb\xbf\r\n" + WHOLE.replace("\n", "\r\n").encode())
    (item,) = read_folder(tmp_path).items
    assert item == read_item("close-checklist", WHOLE)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("Only words.", "has no front matter. Begin with ---"),
        ("", "has no front matter"),
        ("---\ntitle: never closed\n", "has no front matter"),
        ("---\n- a\n- list\n---\n", "has no front matter"),
        (changed("title: Close checklist", "title: Close: a checklist"), "line 2: this is not YAML"),
        ("\n\n" + changed("title: Close checklist", "title: Close: a checklist"), "line 4: this is not YAML"),
        (changed("kind: product", "kind: product\n\tlink: x"), "line 4: this is not YAML"),
        (changed("title: Close checklist", 'title: "\x00"'), "this is not YAML (unreadable)"),
        (changed("title: Close checklist\n", ""), "lacks title. Add it between the --- lines"),
        (changed("title: Close checklist", "title: ' '"), "lacks title"),
        (changed("[Month-End  Close]", "[]"), "lacks topics"),
        (changed("[Month-End  Close]", "['']"), "“month-end close” is none of its topics"),
        (changed("title:", "titel:"), "unknown key “titel”. Did you mean “title”?"),
        (changed("publish_until:", "publish_till:"), "unknown key “publish_till”. Did you mean “publish_until”?"),
        (changed("kind: product", "kind: news"), "kind: “news” is not known; choose industry, product, personal"),
        (changed("https://example.com/close", "example.com/close"), "“example.com/close” is no web address"),
        (changed("https://example.com/close", "javascript:alert(1)"), "begin with https://, or leave it out"),
        (changed("[Month-End  Close]", "month-end close"), "topics: give a list, such as [one, two]"),
        (changed("[Top]", "[enterprise]"), "segments: “enterprise” is no segment; choose top, mid, tail"),
        (
            changed("    gain: It flags mismatches early.\n", ""),
            "reason 1 lacks gain: why it matters, and what is in it",
        ),
        (changed("    why: This checklist covers the step you named.\n", ""), "reason 1 lacks why"),
        (changed("- topic: month-end close", "- topic: month end close"), "“month end close” is none of its topics"),
        (changed("- topic: month-end close", "- segment: huge"), "reason 1: “huge” is no segment"),
        (changed("- topic: month-end close", "- about: month-end close"), "unknown key “about”"),
        (changed("    why: This", "    whi: This"), "unknown key “whi”. Did you mean “why”?"),
        (changed("    why:", "    stage: onboarding\n    why:"), "bind it to exactly one of topic, segment, stage"),
        (changed("- topic: month-end close\n    why", "- why"), "bind it to exactly one of"),
        (changed("- topic: month-end close\n    why: This", "- This"), "not YAML"),
        (changed(REASON + "    gain: It", "reasons:\n  - It"), "reason 1: give topic (or segment, or stage), why and"),
        (changed("publish_until: 2026-12-31", "publish_until: 2025-12-31"), "lies before publish_from (2026-01-01)"),
        (changed("2026-12-31", "31.12.2026"), "publish_until: “31.12.2026” is not a date; write it like 2026-12-31"),
        (changed("2026-12-31", "2026-02-30"), "names a day that does not exist"),
        (changed("front_page: true\n", ""), "approved_by needs “front_page: true”: would you be glad"),
        (changed("front_page: true", "front_page: 'yes'"), "approved_by needs “front_page: true”"),
        (changed("approved_by: Marco Rossi", "approved_by: no"), "YAML reads this as false; put the word in quotes"),
        (changed("included: true", "included: 'no'"), "included: “no” is neither true nor false"),
        (changed("kind: product", "kind: product\nlanguage: no"), "language: YAML reads this as false"),
        (changed("kind: product", "kind: product\nlanguage: German"), "language: “German” is no language code"),
        (changed("title: Close checklist", f"title: {'x' * 91}"), "the title has 91 characters; 90 are the most"),
        (changed("title: Close checklist", "title: [Close, checklist]"), "title: give one line of text"),
        (changed(WHOLE[WHOLE.index("reasons:") : WHOLE.index("publish_from")], ""), "says nothing of what is in it"),
    ],
)
def test_a_slip_is_told_with_the_file_the_place_and_the_cure(source: str, says: str) -> None:
    told = broken(source)
    assert "close-checklist.md" in told
    assert says in told


@pytest.mark.parametrize("slug", ["Close", "close checklist", "close_checklist", "größe", "-close", "close--list"])
def test_a_file_name_that_nobody_could_type_is_refused(slug: str) -> None:
    assert "small letters, digits and hyphens only" in broken(WHOLE, slug)


def test_an_item_without_approval_is_a_draft_and_may_lack_reasons() -> None:
    source = changed("approved_by: Marco Rossi\nfront_page: true\n", "").replace(
        WHOLE[WHOLE.index("reasons:") : WHOLE.index("publish_from")], ""
    )
    item = read_item("close-checklist", source)
    assert (item.approved_by, item.reasons) == (None, ())


def test_a_personal_item_is_approved_without_reasons() -> None:
    source = changed("kind: product", "kind: personal").replace(
        WHOLE[WHOLE.index("reasons:") : WHOLE.index("publish_from")], ""
    )
    assert read_item("close-checklist", source).approved_by == "Marco Rossi"


def test_a_broken_file_spoils_no_other_and_is_known_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(WHOLE, "utf-8")
    (tmp_path / "bad.md").write_text("Only words.", "utf-8")
    (tmp_path / "latin.md").write_bytes(WHOLE.replace("Close checklist", "Prüfliste").encode("latin-1"))
    (tmp_path / "notes.txt").write_text("no item", "utf-8")
    read = read_folder(tmp_path)
    assert [item.slug for item in read.items] == ["good"]
    assert read.problems == (
        "bad.md has no front matter. Begin with ---, keys such as “title: …”, and --- again.",
        "latin.md is not UTF-8 text. Save it as UTF-8.",
    )
    assert read.unread == {"bad", "latin"}


def test_two_files_with_one_link_are_named_both(tmp_path: Path) -> None:
    for slug in ("one", "two", "three"):
        link = "https://example.com/close" if slug != "three" else "https://example.com/other"
        (tmp_path / f"{slug}.md").write_text(changed("https://example.com/close", link), "utf-8")
    assert read_folder(tmp_path).problems == ("two.md and one.md have the same link. Keep only one of them.",)


def test_every_shipped_item_is_read_without_a_word() -> None:
    read = read_folder(ITEMS)
    assert read.problems == ()
    assert {item.slug for item in read.items} == {path.stem for path in ITEMS.glob("*.md")}


def test_whatever_a_reader_could_notice_changes_the_hash() -> None:
    item = read_item("close-checklist", WHOLE)
    others = [
        replace(item, title="Other"), replace(item, context="Other."), replace(item, body="Other."),
        replace(item, link=None), replace(item, reasons=()), replace(item, approved_by=None),
        replace(item, publish_until=None), replace(item, offer=None), replace(item, included=False),
    ]  # fmt: skip
    assert len({each.content_hash for each in (item, *others)}) == len(others) + 1
    assert read_item("close-checklist", WHOLE).content_hash == item.content_hash


@pytest.mark.parametrize(
    ("link", "is_one"),
    [
        ("https://example.com", True), ("http://example.com/a?b=c#d", True), ("https://example.com?x=1", True),
        ("HTTPS://EXAMPLE.COM/", True), ("https://bücher.example/", True),
        ("https://", False), ("https://localhost/", False), ("https://a b.example/", False),
        ("https://example.com/a b", False), ("https://me:secret@example.com/", False), ("ftp://example.com/", False),
        ("//example.com/", False), ("https://example.com/\nhttps://other.example/", False), ("", False),
    ],
)  # fmt: skip
def test_a_link_is_a_plain_web_address(link: str, is_one: bool) -> None:
    assert is_web_address(link) is is_one


@given(at=st.integers(0, len(WHOLE)), piece=st.text(max_size=12), cut=st.integers(0, 30))
def test_a_damaged_file_is_read_or_refused_but_breaks_nothing(at: int, piece: str, cut: int) -> None:
    try:
        item = read_item("close-checklist", WHOLE[:at] + piece + WHOLE[at + cut :])
    except ItemBroken:
        return
    assert item.title
    assert item.kind in ("industry", "product", "personal")
