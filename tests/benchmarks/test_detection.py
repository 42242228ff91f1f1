"""The benchmark of noticing complaints, on a tiny file and, where there is one, on the real one."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.detection import (
    ALERTS,
    Contender,
    Row,
    alert_precision,
    area,
    at_most,
    contenders,
    main,
    marks,
    read_rows,
)
from outreach.listening.noticer import Noticer

DATA = os.environ.get("CONCIERGE_TEST_DATA")
TINY = """id,text,complaint,domain
1,"@acme the export is broken again, it still doesn't work",1,exports
2,"@acme how do I export a report?",0,exports
3,"@acme nobody answers my ticket, this is terrible",1,exports
4,"@acme thanks, that was quick!",0,exports
5,"Off to the lake with the dogs",0,random_talk
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.csv"
    path.write_text(TINY, encoding="utf-8")
    return path


def test_a_table_tells_all_three_for_each_domain(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tiny)]) == 0
    said = capsys.readouterr().out
    assert "2 of 4" in said
    assert "2 of 5" in said
    assert said.count("concierge") == said.count("VADER") == said.count("keywords") == 3
    assert "At a base rate of 3%, of 100 alerts are right:" in said


def test_a_perfect_reader_has_no_misses(tiny: Path) -> None:
    rows = read_rows(tiny)
    found = marks([float(row.is_complaint) for row in rows], [row.is_complaint for row in rows], 0.5)
    assert (found.precision, found.recall, found.f1, found.auc, found.false_alarms) == (1, 1, 1, 1, 0)


def test_where_nobody_complains_only_false_alarms_are_counted() -> None:
    found = marks([0.9, 0.1, 0.1, 0.1], [False] * 4, 0.5)
    assert (found.precision, found.recall, found.f1, found.auc, found.false_alarms) == (None, None, None, None, 0.25)


@pytest.mark.parametrize(
    ("scores", "truths", "share"),
    [
        ([3, 2, 1, 0], [1, 1, 0, 0], 1),
        ([0, 1, 2, 3], [1, 1, 0, 0], 0),
        ([1, 1, 1, 1], [1, 0, 1, 0], 0.5),
        ([3, 1, 2, 0], [1, 1, 0, 0], 0.75),
    ],
)
def test_the_area_is_how_often_a_complaint_scores_higher(
    scores: Sequence[float], truths: Sequence[int], share: float
) -> None:
    assert area(scores, [bool(truth) for truth in truths]) == share


def test_alerts_are_judged_where_complaints_are_rare() -> None:
    assert alert_precision(0.5, 0.001) == pytest.approx(0.03 * 0.5 / (0.03 * 0.5 + 0.97 * 0.001))
    assert alert_precision(0, 0) is None


def test_what_was_never_seen_may_still_happen() -> None:
    assert at_most(0, 300) == pytest.approx(0.0089, abs=0.0001)
    assert at_most(1, 1085) == pytest.approx(0.0041, abs=0.0001)
    assert at_most(5, 5) == pytest.approx(1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("id,text\n1,x\n", "Missing column: complaint, domain. Needed are id, text, complaint, domain."),
        ("", "Missing column: id, text, complaint, domain."),
        ("id,text,complaint,domain\n", "has no rows below the columns."),
        ("id,text,complaint,domain\n1,x,yes,a\n", "Line 2: complaint is “yes”; write 1 or 0."),
    ],
)
def test_a_file_that_cannot_be_measured_on_says_why(
    content: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    assert main([str(path)]) == 2
    assert sentence in " ".join(capsys.readouterr().out.split())


def test_a_file_that_is_not_there_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.csv")]) == 2
    assert "cannot be read: No such file or directory." in " ".join(capsys.readouterr().out.split())


def test_a_file_in_another_encoding_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes(TINY.encode() + "6,größer,0,b\n".encode("latin-1"))
    assert main([str(path)]) == 2
    assert "is not UTF-8" in " ".join(capsys.readouterr().out.split())


@pytest.fixture(scope="module")
def complaints() -> Sequence[Row]:
    path = Path(DATA or "") / "complaints.csv"
    if DATA is None or not path.exists():
        pytest.skip("CONCIERGE_TEST_DATA names no folder with complaints.csv")
    return read_rows(path)


def _named(name: str) -> Contender:
    return next(each for each in contenders() if each.name == name)


@pytest.mark.parametrize("domain", ["electronics", "services", "software"])
def test_of_real_complaints_more_are_noticed_than_by_tone_or_keywords(domain: str, complaints: Sequence[Row]) -> None:
    rows = [row for row in complaints if row.domain == domain]
    ours, *others = (
        marks([each.score(row.text) for row in rows], [row.is_complaint for row in rows], each.likely)
        for each in contenders()
    )
    assert (ours.f1 or 0) >= 0.76
    assert (ours.auc or 0) >= 0.85
    assert all((ours.f1 or 0) > (other.f1 or 0) + 0.1 and (ours.auc or 0) > (other.auc or 0) + 0.1 for other in others)


@pytest.mark.parametrize("domain", ["random_reply", "random_tweet"])
def test_in_other_talk_fewer_alarms_are_false(domain: str, complaints: Sequence[Row]) -> None:
    rows = [row for row in complaints if row.domain == domain]
    ours, *others = (
        marks([each.score(row.text) for row in rows], [False] * len(rows), each.likely).false_alarms or 0
        for each in contenders()
    )
    assert ours <= 0.08
    assert all(ours < other for other in others)


def test_over_all_domains_the_aims_are_met(complaints: Sequence[Row]) -> None:
    ours = _named("concierge")
    found = marks([ours.score(row.text) for row in complaints], [row.is_complaint for row in complaints], ours.likely)
    assert (found.f1 or 0) >= 0.77
    assert (found.auc or 0) >= 0.91


def test_nine_alerts_in_ten_are_right_where_few_messages_are_complaints(complaints: Sequence[Row]) -> None:
    said = [any(each.is_sure and each.kind in ALERTS for each in Noticer().notice(row.text)) for row in complaints]
    found = marks([float(each) for each in said], [row.is_complaint for row in complaints], 1)
    assert (found.recall or 0) >= 0.27
    assert (alert_precision(found.recall or 0, found.false_alarms or 0) or 0) >= 0.9
