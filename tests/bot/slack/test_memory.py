from bot.slack.memory import Memory
from tests.bot.slack.ways_out import Stopwatch


def test_what_was_kept_is_recalled_until_its_time_is_over() -> None:
    watch = Stopwatch()
    memory: Memory[str, int] = Memory(watch)
    assert memory.keep("a", 1, 10) == 1
    watch.seconds += 9.9
    assert memory.recall("a") == 1
    watch.seconds += 0.1
    assert memory.recall("a") is None


def test_the_oldest_makes_room() -> None:
    memory: Memory[str, int] = Memory(Stopwatch(), most=2)
    for name in ("a", "b", "a", "c"):
        memory.keep(name, 1, 10)
    assert [name for name in "abc" if memory.recall(name)] == ["a", "c"]


def test_what_is_forgotten_is_gone_and_may_be_forgotten_again() -> None:
    memory: Memory[str, int] = Memory(Stopwatch())
    memory.keep("a", 1, 10)
    memory.forget("a")
    memory.forget("a")
    assert memory.recall("a") is None
