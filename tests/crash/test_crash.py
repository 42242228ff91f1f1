"""kill -9 anywhere, an unreliable platform, a second worker: nothing twice, nothing lost, each channel in order.

Counts come from the platform's own list. The controls must fail: a harness that cannot fail proves nothing.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from tests.crash.duel import Duel, run_against_a_sleepwalker, run_duel
from tests.crash.platform import USUAL, Fault
from tests.crash.trial import POINTS, Outcome, Trial, run_trial
from tests.databases import Cluster

# So few messages would meet some of the usual mishaps never.
HARSH: dict[Fault, float] = {"429": 4, "500 before": 4, "500 after": 4, "drop after": 4}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'crash.db'}"


def expect_each_once(outcome: Outcome) -> None:
    assert (outcome.duplicates, outcome.lost, outcome.out_of_order) == (0, 0, 0)
    assert outcome.states == {"sent": outcome.sends}
    assert outcome.integrity == "ok"


def expect_every_death(outcome: Outcome, faults: dict[Fault, float]) -> None:
    assert set(outcome.killed) == set(POINTS)
    assert set(faults) <= set(outcome.faults)


def test_killed_anywhere_nothing_is_sent_twice_and_nothing_lost(url: str) -> None:
    trial = Trial(url, sends=280, kills=14, faults=HARSH).with_slow_accepts(share=4)
    outcome = run_trial(trial)
    expect_each_once(outcome)
    expect_every_death(outcome, trial.faults)


@pytest.mark.long
def test_two_workers_that_stand_still_in_turn_send_nothing_twice(url: str) -> None:
    outcome = run_duel(Duel(Trial(url, sends=120, faults=HARSH), stops=2))
    expect_each_once(outcome)
    assert sum(outcome.killed.values()) >= 2


@pytest.mark.long
def test_control_sending_again_blindly_shows_duplicates(url: str) -> None:
    assert run_trial(Trial(url, sends=100, kills=4, faults=HARSH, strategy="at-least-once")).duplicates > 0


@pytest.mark.long
def test_control_never_sending_again_shows_losses(url: str) -> None:
    outcome = run_trial(Trial(url, sends=100, kills=4, faults=HARSH, strategy="at-most-once"))
    assert outcome.duplicates == 0
    assert 0 < outcome.lost <= outcome.states["unknown"]


@pytest.mark.long
def test_control_looking_at_once_shows_duplicates(url: str) -> None:
    assert run_trial(Trial(url, sends=100).with_slow_accepts(timedelta(), share=20)).duplicates > 0


@pytest.mark.long
def test_control_a_worker_that_does_not_give_up_in_time_shows_duplicates(url: str) -> None:
    assert run_against_a_sleepwalker(Trial(url, sends=40, faults={})).duplicates > 0


@pytest.mark.crash_long
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_63_times_among_3000_messages(url: str, seed: int) -> None:
    trial = Trial(url, sends=3000, kills=63, seed=seed, channels=500).with_slow_accepts()
    outcome = run_trial(trial)
    expect_each_once(outcome)
    expect_every_death(outcome, trial.faults)
    assert sum(outcome.killed.values()) == 63


@pytest.mark.crash_long
def test_two_workers_change_places_twenty_times(url: str) -> None:
    expect_each_once(run_duel(Duel(Trial(url, sends=1000, faults=USUAL), stops=10)))


@pytest.mark.postgres
def test_killed_anywhere_on_postgres(cluster: Cluster) -> None:
    with cluster.fresh() as url:
        outcome = run_trial(Trial(url, sends=280, kills=14, faults=HARSH).with_slow_accepts(share=4))
    expect_each_once(outcome)
    assert set(outcome.killed) == set(POINTS)


@pytest.mark.postgres
def test_two_workers_that_stand_still_in_turn_on_postgres(cluster: Cluster) -> None:
    with cluster.fresh() as url:
        expect_each_once(run_duel(Duel(Trial(url, sends=120, faults=HARSH), stops=2)))


@pytest.mark.postgres
def test_a_database_whose_connections_are_cut_again_and_again(cluster: Cluster) -> None:
    with cluster.fresh() as url, cutting_connections(url) as cuts:
        outcome = run_trial(Trial(url, sends=600, faults=HARSH))
    expect_each_once(outcome)
    assert sum(cuts) > 3


@contextmanager
def cutting_connections(url: str) -> Iterator[list[int]]:
    """Ends every connection to this database a few times a second, while messages are being sent."""
    cuts: list[int] = []
    over = threading.Event()

    def cut() -> None:
        while not over.wait(0.25):
            with psycopg.connect(url, autocommit=True) as connection:
                cuts.append(_cut_once(connection))

    thread = threading.Thread(target=cut)
    thread.start()
    try:
        yield cuts
    finally:
        over.set()
        thread.join()


def _cut_once(connection: psycopg.Connection) -> int:
    """How many were ended; none before the first message is sent nor after the last."""
    if connection.execute("SELECT to_regclass('delivery')").fetchone() == (None,):
        return 0
    busy = "SELECT bool_or(state = 'sent') AND bool_or(state <> 'sent') FROM delivery"
    if connection.execute(busy).fetchone() != (True,):
        return 0
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    (ended,) = connection.execute(f"SELECT count(pg_terminate_backend(pid)) {others}").fetchone() or (0,)
    return int(ended)
