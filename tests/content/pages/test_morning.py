"""A CSM's morning: what comes first, what waits for a yes, and what was held back."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from content.pages import morning
from content.pages.findings import Cooling, Customer, Trouble, Waiting
from content.pages.morning import HeldBack, Morning, Preview, Proposal
from outreach.messages import Buttons, Quote, text
from tests.reading import actions, golden, transcript

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
GLOBEX, ACME, INITECH = Customer(2, "Globex"), Customer(1, "Acme"), Customer(3, "Initech")
SHARE = Proposal(
    12,
    "Acme",
    "Dana Whitfield",
    datetime(2026, 11, 25, 9, 10, tzinfo=UTC),
    "Europe/Berlin",
    "Close checklist",
    "“month-end close still takes six days” (Dana's words, 3 Nov)",
)
QUESTION = Proposal(
    13,
    "Umbra",
    "Tom Becker",
    datetime(2026, 11, 26, 15, 40, tzinfo=UTC),
    "America/Chicago",
    "“How is that going, including our side of it?”",
    "“to have the SAP migration done by 12 December”, and nobody has spoken with them since",
)
DRAFT = replace(SHARE, touch_id=14, account="Solvanta", draft="Hi Carmen, on 20 Oct you said …\n\nThis may help.")
FULL = Morning(
    "Priya",
    trouble=(
        Trouble(ACME, 8, is_unclear=True),
        Trouble(INITECH, 7, is_unclear=False, cure="#ext-initech is gone. Link another channel of theirs."),
    ),
    waiting=(Waiting(GLOBEX, NOW - timedelta(hours=1, minutes=40), "is SSO live?"),),
    cooling=(Cooling(INITECH, 58, 34),),
    proposals=(SHARE, QUESTION),
    vetoes=(replace(QUESTION, touch_id=15, account="Harborline"),),
    drafts=(DRAFT,),
    held=HeldBack(4, (("Globex", "a complaint is open"),), 11),
    preview=Preview("Marco", time(8, 30), (text("▲ Late: Globex has waited 1 h 40 for an answer"),)),
)
NAMES = ["trouble", "waiting", "cooling", "proposals", "vetoes", "drafts", "preview"]


def test_it_reads_as_intended() -> None:
    read, wanted = golden("morning", morning.compose(FULL, NOW))
    assert read == wanted


def test_a_calm_morning_with_proposals_greets_by_name() -> None:
    calm = Morning("Priya", proposals=(SHARE,))
    assert transcript(morning.compose(calm, NOW)).splitlines()[:2] == [
        "Good morning, Priya",
        "1 proposal; nothing goes without you",
    ]


def test_what_was_held_back_is_worth_a_line_but_not_a_message() -> None:
    assert morning.compose(Morning("Priya", held=FULL.held), NOW) is None


@pytest.mark.parametrize("name", NAMES)
def test_each_kind_alone_is_worth_a_message(name: str) -> None:
    assert morning.compose(Morning("Priya", **{name: getattr(FULL, name)}), NOW) is not None


def test_a_late_one_says_so_first() -> None:
    assert transcript(morning.compose(FULL, NOW, late_since=time(8))).startswith("Late: due 08:00.\n4 first, Priya\n")


def test_each_proposal_carries_its_own_id_in_every_button() -> None:
    pressed = actions(morning.compose(Morning("Priya", proposals=(SHARE, QUESTION)), NOW))
    wanted = [("touch.send", "12"), ("touch.edit", "12"), ("touch.not_now", "12"), ("touch.more", "12")]
    assert [(name, values["touch"]) for name, values in pressed][:4] == wanted


def test_a_moment_that_has_passed_is_not_promised() -> None:
    stale = replace(SHARE, at=NOW - timedelta(hours=1))
    assert "that has passed" in transcript(morning.compose(Morning("Priya", proposals=(stale,)), NOW))


def test_under_a_veto_the_exact_time_is_told_and_it_can_be_stopped() -> None:
    read = transcript(morning.compose(Morning("Priya", vetoes=(QUESTION,)), NOW))
    assert "1 message on the way unless you stop it" in read
    assert "Umbra · Tom Becker · Thu 09:40 Chicago" in read
    assert "→ Stop (touch.stop 13)" in read


def test_a_draft_stands_there_to_be_copied() -> None:
    message = morning.compose(Morning("Priya", drafts=(DRAFT,)), NOW)
    assert message is not None
    (quote,) = (part for part in message.parts if isinstance(part, Quote))
    assert quote.text == text(DRAFT.draft)
    assert actions(message)[0] == ("touch.sent_by_hand", {"touch": "14"})


def test_a_doubtful_delivery_can_be_settled_either_way() -> None:
    pressed = actions(morning.compose(Morning("Priya", trouble=FULL.trouble[:1]), NOW))
    assert pressed[:2] == [("delivery.it_arrived", {"delivery": "8"}), ("delivery.send_again", {"delivery": "8"})]


def test_a_crowded_morning_stays_within_one_message() -> None:
    crowded = replace(FULL, **{name: getattr(FULL, name) * 30 for name in NAMES if name != "preview"})
    message = morning.compose(crowded, NOW)
    assert message is not None
    assert len(message.parts) <= 50
    assert max(len(part.buttons) for part in message.parts if isinstance(part, Buttons)) <= 5
    read = transcript(message)
    assert "120 first, Priya" in read
    assert "… and 115 more: type /cs" in read
    assert "… and 54 more: type /cs" in read


def test_only_two_held_back_are_named() -> None:
    held = HeldBack(5, tuple((name, "outreach is paused") for name in ("Acme", "Globex", "Umbra")))
    (_, line) = morning.held_back(held)
    said = "Held back: 5 (Acme: outreach is paused and 2 more).\n"
    assert transcript(morning.compose(Morning("Priya", proposals=(SHARE,), held=held), NOW)).endswith(said)
    assert line
