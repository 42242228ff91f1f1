"""Rhythm files: what ships can be used, and every mistake is a sentence at start, not a silent month."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalog import CATALOG
from content.rhythm_files import Rhythm, RhythmBroken, load_rhythms, read_file, read_rhythm
from outreach.models.ledger import Purpose

RHYTHMS = Path(__file__).parents[2] / "content" / "rhythms"
QUIET = (time(18), time(9))
WHOLE = """\
about: Share one thing worth reading
purpose: share
trigger: cadence
days: {top: 14, mid: 21, tail: 28}
template: share
review: review
weekdays: tue-thu
hours: [09:30-11:30, 13:30-16:00]
plan_at: 06:00
expires_after_days: 7
"""


def read(source: str) -> Rhythm:
    return read_rhythm("odd", source, CATALOG, QUIET)


def changed(old: str, new: str) -> str:
    assert WHOLE.count(old) == 1
    return WHOLE.replace(old, new)


def test_a_whole_file_is_read_as_it_stands() -> None:
    rhythm = read(WHOLE)
    assert (rhythm.name, rhythm.purpose, rhythm.trigger, rhythm.template) == ("odd", Purpose.SHARE, "cadence", "share")
    assert rhythm.days == {"top": 14, "mid": 21, "tail": 28}
    assert rhythm.windows.weekdays == {1, 2, 3}
    assert rhythm.windows.open_ranges() == [(time(9, 30), time(11, 30)), (time(13, 30), time(16))]
    assert (rhythm.review, rhythm.plan_at, rhythm.expires_after) == ("review", time(6), timedelta(days=7))


def test_what_ships_can_be_used() -> None:
    rhythms = load_rhythms(RHYTHMS, CATALOG, QUIET)
    assert {name: (rhythm.trigger, rhythm.template) for name, rhythm in rhythms.items()} == {
        "share": ("cadence", "share"),
        "signal": ("signal", "check_in_signal"),
        "silence": ("silence", "check_in_silence"),
        "stage": ("stage", "check_in_stage"),
    }
    assert {rhythm.review for rhythm in rhythms.values()} == {"review"}
    assert rhythms["silence"].days == {"top": 14, "mid": 30, "tail": 60}


def test_what_may_be_left_out_has_a_usual_value() -> None:
    rhythm = read("\n".join(WHOLE.splitlines()[:5] + WHOLE.splitlines()[6:8]))
    assert (rhythm.review, rhythm.plan_at, rhythm.expires_after) == ("review", time(6), timedelta(days=7))
    assert rhythm.is_for("tail", None, "de")


@pytest.mark.parametrize(
    ("old", "new", "days"),
    [
        ("{top: 14, mid: 21, tail: 28}", "30", {"top": 30, "mid": 30, "tail": 30}),
        ("{top: 14, mid: 21, tail: 28}", "{tail: 3, mid: 2, top: 1}", {"top": 1, "mid": 2, "tail": 3}),
    ],
)
def test_days_are_one_number_or_one_for_each_segment(old: str, new: str, days: dict[str, int]) -> None:
    assert read(changed(old, new)).days == days


@pytest.mark.parametrize(
    ("written", "at"), [("06:00", time(6)), ("6:30", None), ("16:00", time(16)), ("'16:45'", time(16, 45))]
)
def test_a_time_of_day_is_read_however_yaml_takes_it(written: str, at: time | None) -> None:
    """YAML 1.1 reads 16:00 as the number 960, and 6:30 as 390."""
    source = changed("plan_at: 06:00", f"plan_at: {written}")
    assert read(source).plan_at == (at or time(6, 30))


@pytest.mark.parametrize("written", ["tue,wed,thu", "[tue, wed, thu]", "Tue-Thu", "tuesday-thursday"])
def test_weekdays_are_names_in_a_span_or_a_list(written: str) -> None:
    assert read(changed("tue-thu", written)).windows.weekdays == {1, 2, 3}


def test_one_span_of_hours_needs_no_list() -> None:
    rhythm = read(changed("[09:30-11:30, 13:30-16:00]", "10:00-11:00"))
    assert rhythm.windows.open_ranges() == [(time(10), time(11))]


def test_a_veto_window_has_its_hours() -> None:
    rhythm = read(changed("review: review", 'review: "veto: 24h"'))
    assert (rhythm.review, rhythm.veto) == ("veto", timedelta(hours=24))


def test_the_audience_is_whoever_is_named_and_everybody_where_nobody_is() -> None:
    rhythm = read(WHOLE + "segments: [top, mid]\nstages: [Onboarding]\nlanguages: de\n")
    assert rhythm.is_for("top", "onboarding", "de")
    assert not rhythm.is_for("tail", "onboarding", "de")
    assert not rhythm.is_for("top", "growth", "de")
    assert not rhythm.is_for("top", None, "de")
    assert not rhythm.is_for("top", "onboarding", "en")


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "odd.yaml must be a list of keys and values"),
        ("- share\n", "odd.yaml must be a list of keys and values"),
        (changed("review: review", "review: veto: 24h"), "line 6: this is not YAML"),
        (changed("about:", "\tabout:"), "line 1: this is not YAML"),
        (changed("about: Share one thing worth reading", "about: 2026-02-30"), "a date that does not exist"),
        (changed("purpose: share\n", ""), "odd.yaml lacks purpose. Add it as a line, such as “purpose: …”"),
        (changed("about: Share one thing worth reading", "about:"), "odd.yaml lacks about"),
        (changed("weekdays:", "weekday:"), "unknown key “weekday”. Did you mean “weekdays”?"),
        (changed("purpose: share", "purpose: answer"), "purpose: “answer” is not known; choose share, check-in"),
        (changed("trigger: cadence", "trigger: daily"), "“daily” is not known; choose cadence, silence, stage"),
        (changed("template: share", "template: shares"), "template: “shares” is not known; choose"),
        (changed("template: share", "template: correction"), "it can only be “share”, not “correction”"),
        (changed("purpose: share", "purpose: check-in"), "purpose: with the trigger cadence it can only be “share”"),
        (changed("trigger: cadence", "trigger: silence"), "with the trigger silence it can only be “check-in”"),
        (changed("{top: 14, mid: 21, tail: 28}", "0"), "days: give at least 1 day for each of top, mid and tail"),
        (changed("{top: 14, mid: 21, tail: 28}", "yes"), "give at least 1 day"),
        (changed("{top: 14, mid: 21, tail: 28}", "soon"), "give at least 1 day"),
        (changed("{top: 14, mid: 21, tail: 28}", "{top: 14, mid: 21}"), "give at least 1 day"),
        (changed("{top: 14, mid: 21, tail: 28}", "{top: 14, mid: 21, tail: 2, vip: 1}"), "give at least 1 day"),
        (changed("{top: 14, mid: 21, tail: 28}", "{top: 14, mid: 21, tail: x}"), "give at least 1 day"),
        (changed("tue-thu", "1-5"), "weekdays: “1-5” names weekdays by number"),
        (changed("tue-thu", "tue-funday"), "weekdays: “tue-funday” is not a list of weekdays"),
        (changed("tue-thu", "[]"), "weekdays: “” is not a list of weekdays"),
        (changed("[09:30-11:30, 13:30-16:00]", "[]"), "can never fire: it has no hours"),
        (changed("[09:30-11:30, 13:30-16:00]", "[18:00-23:00, 06:00-09:00]"), "can never fire: its hours lie in the"),
        (changed("[09:30-11:30, 13:30-16:00]", "[morning]"), "hours: “morning” is no span of hours"),
        (changed("[09:30-11:30, 13:30-16:00]", "[15:00-10:00]"), "15:00-10:00 ends before it begins"),
        (changed("[09:30-11:30, 13:30-16:00]", "[10:00]"), "is no span of hours; write it like 09:30-11:30"),
        (changed("plan_at: 06:00", "plan_at: 6"), "plan_at: “6” is no time of day; write it like 06:00"),
        (changed("plan_at: 06:00", "plan_at: 25:00"), "is no time of day"),
        (changed("[09:30-11:30, 13:30-16:00]", "[09:30-11:30-16:00]"), "“09:30-11:30-16:00” is no span of hours"),
        (changed("plan_at: 06:00", "plan_at: 06:00+02:00"), "plan_at: “06:00+02:00” is no time of day"),
        (changed("plan_at: 06:00", "plan_at: early"), "plan_at: “early” is no time of day"),
        (changed("expires_after_days: 7", "expires_after_days: week"), "“week” is no number of days"),
        (changed("expires_after_days: 7", "expires_after_days: 0"), "“0” is no number of days"),
        (changed("review: review", "review: later"), "review: “later” is not known; write review, or"),
        (changed("review: review", 'review: "veto: 0h"'), "review: “veto: 0h” is not known"),
        (changed("review: review", 'review: "veto:"'), "review: “veto:” is not known"),
        (WHOLE + "segments: [enterprise]\n", "“enterprise” is no segment, so it would never fire; choose"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_the_file_the_key_and_the_cure(source: str, says: str) -> None:
    with pytest.raises(RhythmBroken) as told:
        read(source)
    assert says in str(told.value)
    assert str(told.value).startswith("odd.yaml")


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(WHOLE.replace("Share", "Präsent").encode("latin-1"))
    with pytest.raises(RhythmBroken, match=r"odd\.yaml is not UTF-8 text\. Save it as UTF-8\."):
        read_file(path, CATALOG, QUIET)


def test_quiet_hours_take_their_part_and_leave_the_rest() -> None:
    rhythm = read(changed("[09:30-11:30, 13:30-16:00]", "[07:00-10:00, 17:00-20:00]"))
    assert rhythm.windows.open_ranges() == [(time(9), time(10)), (time(17), time(18))]


@given(
    at=st.integers(0, len(WHOLE)),
    piece=st.one_of(st.text(max_size=8), st.sampled_from(["[", "{", ": ", "\n- ", "null", "&a ", "1e9", "-1", "yes"])),
    cut=st.integers(0, 20),
)
def test_a_damaged_file_is_read_or_refused_but_breaks_nothing(at: int, piece: str, cut: int) -> None:
    try:
        rhythm = read(WHOLE[:at] + piece + WHOLE[at + cut :])
    except RhythmBroken:
        return
    assert rhythm.windows.open_ranges()
    assert rhythm.windows.weekdays
    assert min(rhythm.days.values()) >= 1
    assert rhythm.expires_after >= timedelta(days=1)
