"""One press told several times."""

from datetime import datetime, timedelta

from bot.teams.inbound import read
from bot.teams.repeats import Repeats
from tests.bot.teams.told import CARRIED, TOLD_AT, activity, executed, sender
from tests.platforms.teams.tenant import HOME


class Monotonic:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def pressed_at(repeats: Repeats, at: datetime, ident: str = "f:1", /, **changes: object) -> str:
    told = activity("execute_from_foreign_tenant", **executed(CARRIED, id=ident, timestamp=at.isoformat(), **changes))
    (event,) = read(told, repeats)
    return event.key


def test_an_invoke_under_a_new_id_is_the_same_press() -> None:
    for second in range(0, 90, 7):
        clock = Monotonic()
        repeats, at = Repeats(clock), TOLD_AT + timedelta(seconds=second)
        first = pressed_at(repeats, at)
        clock.now = 30
        assert pressed_at(repeats, at + timedelta(seconds=30), "f:2") == first
        assert pressed_at(repeats, at, "f:1") == first


def test_the_same_id_is_the_same_press_after_a_restart_too() -> None:
    assert pressed_at(Repeats(), TOLD_AT) == pressed_at(Repeats(), TOLD_AT)


def test_a_second_press_minutes_later_is_another_one() -> None:
    clock = Monotonic()
    repeats = Repeats(clock)
    first = pressed_at(repeats, TOLD_AT)
    clock.now = 180
    assert pressed_at(repeats, TOLD_AT + timedelta(minutes=3)) != first


def test_presses_differ_by_person_card_button_and_place() -> None:
    repeats, other = Repeats(), sender("execute_from_foreign_tenant", aadObjectId="other")
    chat = {"id": "19:other@thread.v2", "conversationType": "groupChat", "tenantId": HOME}
    keys = [
        pressed_at(repeats, TOLD_AT),
        pressed_at(repeats, TOLD_AT, replyToId="99"),
        pressed_at(repeats, TOLD_AT, conversation=chat),
        pressed_at(repeats, TOLD_AT, **{"from": other}),
    ]
    assert len(set(keys)) == len(keys)
