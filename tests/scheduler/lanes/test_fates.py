"""What each answer of a platform, and each silence, says about a message."""

from datetime import UTC, datetime, timedelta

import pytest

from outreach.errors import NotReached, RateLimited, Refused, Unclear
from outreach.events import Place
from outreach.models.post import Delivery, DeliveryState
from scheduler.lanes import fates
from scheduler.lanes.claims import Go
from scheduler.lanes.leases import Terms

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
REAL = datetime(2026, 11, 24, 9, tzinfo=UTC)
EARLIER = datetime(2026, 11, 24, 8, tzinfo=UTC)
TERMS = Terms(settle=timedelta(seconds=5), longest_wait=timedelta(minutes=5))
SECONDS_7 = timedelta(seconds=7)


def go(op: str = "post", suspect_since: datetime | None = None, **past: int) -> Go:
    delivery = Delivery(
        id=3,
        marker="m",
        key="k",
        lane_id=1,
        channel_id=1,
        op=op,
        ready_at=NOW,
        created_at=NOW,
        first_attempt_at=suspect_since,
    )
    return Go(delivery, Place("made-up", "T1", "C1"), None, 1 + sum(past.values()), REAL, past)


@pytest.mark.parametrize(
    ("problem", "state", "outcome", "code", "wait"),
    [
        (RateLimited(SECONDS_7), "queued", "rate_limited", "rate_limited", SECONDS_7),
        (RateLimited(timedelta(0)), "queued", "rate_limited", "rate_limited", timedelta(0)),
        (RateLimited(SECONDS_7, whole_lane=True), "queued", "rate_limited", "lane_rate_limited", SECONDS_7),
        (NotReached("refused"), "queued", "not_reached", "not_reached", timedelta(seconds=1)),
        (Refused("platform_off", "Renew the secret."), "queued", "refused", "lane_rate_limited", fates.PLATFORM_OFF),
        (Refused("too_long", "Shorten it."), "failed", "refused", "too_long", None),
        (Unclear("dropped"), "unknown", "unclear", "unclear", TERMS.settle),
        (TimeoutError(), "unknown", "unclear", "unclear", TERMS.settle),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "no"), "unknown", "unclear", "unexpected", TERMS.settle),
        (KeyError("ts"), "unknown", "unclear", "unexpected", TERMS.settle),
    ],
)
def test_each_answer_has_one_meaning(
    problem: Exception, state: str, outcome: str, code: str, wait: timedelta | None
) -> None:
    fate = fates.of_problem(problem, go(), TERMS, can_find=True)
    assert (fate.state, fate.outcome, fate.code, fate.wait, fate.asks) == (state, outcome, code, wait, False)


def test_where_nothing_can_be_looked_up_a_person_is_asked() -> None:
    fate = fates.of_problem(Unclear("dropped"), go(), TERMS, can_find=False)
    assert (fate.state, fate.asks, fate.wait) == (DeliveryState.UNKNOWN, True, None)


@pytest.mark.parametrize("op", ["update", "delete"])
def test_what_is_harmless_to_repeat_is_repeated_even_there(op: str) -> None:
    fate = fates.of_problem(Unclear("dropped"), go(op), TERMS, can_find=False)
    assert (fate.state, fate.asks, fate.wait) == (DeliveryState.UNKNOWN, False, TERMS.settle)


def test_waits_double_up_to_a_limit() -> None:
    waits = [
        fates.of_problem(Unclear(""), go(unclear=before), TERMS, can_find=True).wait for before in (0, 1, 2, 8, 5000)
    ]
    assert [wait.total_seconds() for wait in waits if wait] == [5, 10, 20, 300, 300]


def test_being_told_to_wait_makes_no_later_wait_longer() -> None:
    often_limited = go(rate_limited=50)
    assert fates.of_problem(Unclear(""), often_limited, TERMS, can_find=True).wait == TERMS.settle
    assert fates.of_problem(NotReached(""), often_limited, TERMS, can_find=True).wait == timedelta(seconds=1)


def test_a_certain_no_leaves_a_message_as_suspect_as_it_was() -> None:
    limited = fates.of_problem(RateLimited(SECONDS_7), go(), TERMS, can_find=True)
    assert fates.record(go(), limited, NOW, REAL).change.first_attempt_at is None
    assert fates.record(go(suspect_since=EARLIER), limited, NOW, REAL).change.first_attempt_at == EARLIER


def test_a_maybe_makes_it_suspect_since_its_first_maybe() -> None:
    unclear = fates.of_problem(Unclear(""), go(), TERMS, can_find=True)
    assert fates.record(go(), unclear, NOW, REAL).change.first_attempt_at == REAL
    change = fates.record(go(suspect_since=EARLIER), unclear, NOW, REAL).change
    assert (change.first_attempt_at, change.look_at) == (EARLIER, REAL + TERMS.settle)


def test_sent_keeps_the_reference_and_business_time() -> None:
    change = fates.record(go(), fates.arrived("ref-1"), NOW, REAL).change
    assert (change.state, change.external_ref, change.sent_at) == (DeliveryState.SENT, "ref-1", NOW)


def test_what_a_platform_said_is_kept_short_and_storable() -> None:
    fate = fates.of_problem(Unclear("a\0b\ud800" + "x" * 9000), go(), TERMS, can_find=True)
    assert fate.problem is not None
    assert fate.problem.startswith("ab?xxx")
    assert len(fate.problem) == 500


def test_a_problem_without_words_is_named() -> None:
    assert fates.of_problem(TimeoutError(), go(), TERMS, can_find=True).problem == "TimeoutError"
