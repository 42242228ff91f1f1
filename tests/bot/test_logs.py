import io
import logging
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.level, root.handlers[:])
    levels = {name: logging.getLogger(name).level for name in logs.OURS}
    stream = io.StringIO()
    root.handlers.clear()  # pytest's own are not closed by `force`
    logs.begin("INFO", stream)
    yield stream
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_an_event_is_one_line_with_its_facts(written: io.StringIO) -> None:
    logging.getLogger("outreach.store.deliveries").info("delivery.sent id=%s touch=%s", 7, 3)
    (line,) = written.getvalue().splitlines()
    assert line.endswith("+00:00 INFO outreach.store.deliveries delivery.sent id=7 touch=3")


def test_other_libraries_are_quiet_until_they_warn(written: io.StringIO) -> None:
    logging.getLogger("httpx").info("GET /")
    logging.getLogger("uvicorn.error").warning("something is odd")
    assert [line.split(" ", 2)[2] for line in written.getvalue().splitlines()] == ["uvicorn.error something is odd"]


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-1234-canary",
        "xoxe.xoxp-canary",
        "xapp-1-A0-canary",
        "postgresql://concierge:canary@db.internal/x",
        "Authorization: Bearer canarycanary",
    ],
)
def test_secrets_never_reach_a_log(written: io.StringIO, secret: str) -> None:
    logging.getLogger("bot").warning("platform.refused reason=%s", secret)
    assert "canary" not in written.getvalue()
    assert "hidden" in written.getvalue()


def test_what_a_database_tells_of_a_row_never_reaches_a_log(written: io.StringIO) -> None:
    told = (
        "NOT NULL failed\nDETAIL:  Failing row contains (7, canary).\n[SQL: INSERT]\n[parameters: ('canary', 3)]\n(x)"
    )
    try:
        raise ValueError(told)
    except ValueError:
        logging.getLogger("bot.router").exception("event.failed reference=%s", "R7")
    assert "canary" not in written.getvalue()
    assert "[SQL: INSERT]" in written.getvalue()
