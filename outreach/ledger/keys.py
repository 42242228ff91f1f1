"""Idempotency keys, all of them: built from ids and ISO dates, so that the same thing has the same name for ever."""

from datetime import date, datetime

_DEPARTMENT = "department:"


def planned(account_id: int, rhythm: str, episode: str, before: int) -> str:
    """One proposal per account, rhythm and episode; each that was put away (`before`) leaves room for one more."""
    return f"planned:{account_id}:{rhythm}:{episode}:{before}"


def by_hand(event_key: str, account_id: int) -> str:
    """One touch per command or press of a person and account: the same press twice is one message."""
    return f"by-hand:{event_key}:{account_id}"


def reply(event_key: str) -> str:
    return f"reply:{event_key}"


def introduction(channel_id: int, number: int) -> str:
    """We introduce ourselves in a channel once; `number` counts the times that nobody got to read it."""
    return f"introduction:{channel_id}:{number}"


def inbound(platform: str, workspace: str, channel: str, ref: str) -> str:
    """A message may arrive as two events (mention and message): it is one touch."""
    return f"inbound:{platform}:{workspace}:{channel}:{ref}"


def answer(touch_id: int, kind: str, before: int) -> str:
    """One draft of a kind per message of theirs; each that is over (`before`) leaves room for one more."""
    return f"answer:{touch_id}:{kind}:{before}"


def hours(clock_id: int) -> str:
    """In one conversation we say once when somebody is back."""
    return f"hours:{clock_id}"


def complaint(kind: str, complaint_id: int, closed_at: datetime) -> str:
    """What is said about a complaint once per time that it was closed: its closing words, and the question."""
    return f"complaint:{kind}:{complaint_id}:{closed_at.isoformat()}"


def request(request_id: int, what: str, number: int | str = 0) -> str:
    """What is said about a request; `number` tells rounds and repetitions apart."""
    return f"request:{request_id}:{what}:{number}"


def read_request(key: str) -> tuple[int, str] | None:
    """Which request a saying is about, and what it says; None for one that is about none."""
    kind, *rest = key.split(":")
    return (int(rest[0]), rest[1]) if kind == "request" and len(rest) > 1 and rest[0].isdecimal() else None


def preference(event_key: str) -> str:
    """What they want of us is confirmed once per message of theirs, apart from any other answer to it."""
    return f"preference:{event_key}"


def ask_the_others(hold_id: int, before: int) -> str:
    """One draft per pause that one of several asked for; each that is over (`before`) leaves room for one more."""
    return f"ask-the-others:{hold_id}:{before}"


def promise(promise_id: int, what: str, before: int) -> str:
    """What is said about a promise; each draft that is over (`before`) leaves room for one more."""
    return f"promise:{promise_id}:{what}:{before}"


def read_promise(key: str) -> tuple[int, str] | None:
    """Which promise a saying is about, and what it says; None for one that is about none."""
    kind, *rest = key.split(":")
    return (int(rest[0]), rest[1]) if kind == "promise" and len(rest) > 1 and rest[0].isdecimal() else None


def goodwill(goodwill_id: int, before: int) -> str:
    """The words that go with it; each draft that was put away (`before`) leaves room for one more."""
    return f"goodwill:{goodwill_id}:{before}"


def logged(event_key: str) -> str:
    return f"logged:{event_key}"


def delivery(touch_id: int, op: str, number: int = 0) -> str:
    return f"touch:{touch_id}:{op}:{number}"


def test(event_key: str) -> str:
    """A test send per press: it reaches the teammate who pressed, and no customer."""
    return f"test:{event_key}"


def digest(reader_id: int, local_on: date) -> str:
    return f"digest:{reader_id}:{local_on.isoformat()}"


def news(kind: str, about: str, reader_id: int) -> str:
    """One teammate is told one thing once; `about` is an event's key, or the ids of what it is about."""
    return f"news:{kind}:{about}:{reader_id}"


def nudge(kind: str, subject_id: int, reader_id: int) -> str:
    return f"nudge:{kind}:{subject_id}:{reader_id}"


def notice(word_id: int, account_id: int) -> str:
    """One word of bad news reaches an account once, however often somebody presses."""
    return f"notice:{word_id}:{account_id}"


def theme(theme_id: int, account_id: int, before: int) -> str:
    """What an account is told once a theme is done; each draft that came to nothing (`before`) leaves room for more."""
    return f"theme:{theme_id}:{account_id}:{before}"


def department(theme_id: int, what: str, about: str) -> str:
    """What stands about a theme in its department's channel, once per what it is `about`."""
    return f"{all_of_department(theme_id)}{what}:{about}"


def all_of_department(theme_id: int) -> str:
    """What all of these begin with."""
    return f"{_DEPARTMENT}{theme_id}:"


def is_for_department(key: str) -> bool:
    """Only that may stand in a channel of ours that is no colleague's own."""
    return key.startswith(_DEPARTMENT)
