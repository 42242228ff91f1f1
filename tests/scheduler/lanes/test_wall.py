"""The wall: pure, and the same whatever the gate says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from outreach.messages import Message, Run, paragraph, say
from outreach.models.book import Channel
from outreach.models.post import Delivery
from outreach.store.dispatch import Bound, Candidate
from scheduler.lanes.wall import Cleared, Walled, check

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WORDS = say("Hi Dana")
ACME, GLOBEX = 1, 2


def candidate(body: str | None = WORDS.to_json(), **given: object) -> Candidate:
    """A post about Acme, approved, in Acme's channel; `given` overrides parts by name, as in `channel_is_mixed`."""
    delivery = Delivery(marker="m", key="k", lane_id=1, channel_id=1, ready_at=NOW, created_at=NOW)
    channel = Channel(platform="made-up", workspace="T1", external_id="C1", name="ext-acme", account_id=ACME)
    for row, prefix in ((delivery, "delivery_"), (channel, "channel_")):
        for name, value in _part(prefix, given).items():
            setattr(row, name, value)
    bound = replace(Bound(ACME, "rhythm", WORDS.digest), **_part("touch_", given))  # type: ignore[arg-type]
    return Candidate(delivery, channel, body, given.get("touch", bound))  # type: ignore[arg-type]


def private(body: str | None = WORDS.to_json(), **given: object) -> Candidate:
    """To a colleague in their own channel, about no touch."""
    own = {"channel_account_id": None, "channel_kind": "direct", "channel_teammate_id": 5, "touch": None}
    return candidate(body, **{**own, **given})


def _part(prefix: str, given: dict[str, object]) -> dict[str, object]:
    return {name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)}


def test_the_approved_words_in_their_own_channel_pass() -> None:
    assert check(candidate()) == Cleared(WORDS)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"channel_account_id": GLOBEX}, "wrong_channel"),
        ({"channel_account_id": None}, "wrong_channel"),
        ({"channel_gone_at": NOW}, "channel_gone"),
        ({"channel_is_mixed": True}, "mixed_channel"),
        ({"channel_kind": "team"}, "not_shared"),
        ({"touch_approved_hash": None}, "changed_after_approval"),
        ({"touch_approved_hash": say("Hi Tom").digest}, "changed_after_approval"),
        ({"body": None}, "text_missing"),
        ({"delivery_op": "update"}, "nothing_to_change"),
        ({"delivery_op": "delete"}, "nothing_to_change"),
        ({"touch": None, "delivery_digest_id": 4}, "wrong_channel"),
    ],
)
def test_each_breach_is_named(given: dict[str, object], code: str) -> None:
    answer = check(candidate(**given))  # type: ignore[arg-type]
    assert isinstance(answer, Walled)
    assert answer.code == code
    assert answer.cure.endswith(".")


def test_a_reply_needs_no_approval_but_its_own_channel() -> None:
    assert check(candidate(touch_origin="reply", touch_approved_hash=None)) == Cleared(WORDS)
    answer = check(candidate(touch_origin="reply", touch_approved_hash=None, channel_account_id=GLOBEX))
    assert isinstance(answer, Walled)
    assert answer.code == "wrong_channel"


def test_a_correction_may_say_something_else_but_not_elsewhere() -> None:
    assert check(candidate(say("Sorry").to_json(), delivery_op="update", delivery_target_ref="r")) == Cleared(
        say("Sorry")
    )
    moved = candidate(delivery_op="update", delivery_target_ref="r", channel_account_id=GLOBEX)
    assert isinstance(check(moved), Walled)


def test_taking_away_is_allowed_wherever_it_stands() -> None:
    moved = candidate(None, delivery_op="delete", delivery_target_ref="r", channel_account_id=GLOBEX)
    assert check(moved) == Cleared(None)


def test_what_is_about_no_touch_goes_to_a_colleague() -> None:
    assert check(private()) == Cleared(WORDS)
    assert check(private(delivery_digest_id=4)) == Cleared(WORDS)


@pytest.mark.parametrize(
    "given", [{"channel_account_id": ACME}, {"channel_kind": "shared"}, {"channel_teammate_id": None}]
)
def test_and_to_nobody_else(given: dict[str, object]) -> None:
    answer = check(private(**given))  # type: ignore[arg-type]
    assert isinstance(answer, Walled)
    assert answer.code == "wrong_channel"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not json",
        "{}",
        "[]",
        "7",
        "null",
        '["paragraph"]',
        '[{"part": "paragraph"}]',
        '[{"part": "nonsense", "text": []}]',
        '[{"part": "paragraph", "text": "words"}]',
        '[{"part": "paragraph", "text": [{"text": "half \\ud83d"}]}]',
        '[{"part": "paragraph", "text": [{"text": "half \\uDE00"}]}]',
        "[" * 100_000,
    ],
)
def test_a_text_that_is_no_message_fails_and_says_so(body: str) -> None:
    answer = check(private(body))
    assert answer == Walled("broken_text", "Its stored text cannot be read as a message. Write it anew.")


def test_a_whole_character_written_in_halves_is_fine() -> None:
    body = '[{"part": "paragraph", "text": [{"text": "\\ud83d\\ude00"}]}]'
    assert check(private(body)) == Cleared(Message((paragraph(Run("😀")),)))
