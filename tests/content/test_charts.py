"""Charts: drawn elsewhere, told in words as well."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from content import charts
from content.charts import WeeklyChart

MONDAY = date(2026, 11, 16)
CHART = WeeklyChart((MONDAY - timedelta(days=7), MONDAY), (3, 9), (0, 4))


async def test_a_chart_becomes_a_picture() -> None:
    png = await charts.draw(CHART)
    assert png is not None
    assert png.startswith(b"\x89PNG")
    assert 1_000 < len(png) < 100_000


def test_the_same_figures_stand_in_words() -> None:
    assert CHART.alt == "Weeks from 9 Nov to 16 Nov. Contacts made: 3, 9. Accounts held back: 0, 4."


async def test_without_a_picture_the_digest_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "no-such-interpreter")
    assert await charts.draw(CHART) is None
    assert "chart.failed problem=FileNotFoundError" in caplog.text


def test_a_server_does_not_load_what_draws() -> None:
    code = "import sys, content.charts, scheduler.digests; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
