"""What staff do with a message from its menu."""

from dataclasses import replace
from datetime import timedelta

import pytest

from outreach.errors import BadInput
from outreach.models.ledger import TouchState
from outreach.store import requests
from tests.handlers.world import Town, form, words


def filled(outcome: object) -> dict[str, str]:
    return {each.name: each.value for each in form(outcome).inputs}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "link", "why"),
    [
        ("See https://example.com/report.", "https://example.com/report", "See"),
        ("Worth a read: https://example.com/a?b=c&d=1", "https://example.com/a?b=c&d=1", "Worth a read"),
        ("The report (https://example.com/r) says why", "https://example.com/r", "The report says why"),
        ("https://en.example.org/wiki/Close_(accounting)", "https://en.example.org/wiki/Close_(accounting)", ""),
    ],
)
async def test_a_message_with_a_link_becomes_a_draft(town: Town, said: str, link: str, why: str) -> None:
    csm, _, _, channel = await town.acme()
    values = filled(await town.chooses(csm, "share", said, channel))
    assert (values["link"], values["why"]) == (link, why)


async def test_the_draft_is_added_when_the_form_comes_back(town: Town) -> None:
    csm, _, _, channel = await town.acme()
    opened = await town.chooses(csm, "share", "Worth a read: https://example.com/a", channel)
    told = await town.submits(csm, opened, title="Close faster", context="Ours", topics="month-end close")
    assert words(told).startswith("Added as a draft.")


async def test_a_message_without_a_link_says_what_to_do(town: Town) -> None:
    csm, _, _, channel = await town.acme()
    with pytest.raises(BadInput, match=r"That message has no link.* type /cs add"):
        await town.chooses(csm, "share", "Hello", channel)


async def test_a_message_is_logged_with_the_account_of_its_channel(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    opened = await town.chooses(csm, "log", "We need the export", channel, author="Dana Whitfield")
    assert form(opened).title == "I spoke with Acme"
    told = await town.submits(csm, opened)
    (touch,) = await town.ledger(account)
    assert "A message with Acme, today." in words(told)
    assert (touch.origin, touch.medium, touch.state) == ("person", "message", TouchState.MADE)
    assert await town.said(touch) == "Dana Whitfield: We need the export"


async def test_a_long_message_fits_the_form(town: Town) -> None:
    csm, _, _, channel = await town.acme()
    assert len(filled(await town.chooses(csm, "log", "word " * 2_000, channel))["note"]) <= 1_000


async def test_a_customers_own_words_become_a_request_once(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    event = await town.says(dana, channel, "an export of the audit trail")
    opened = await town.chooses(csm, "ask", event.text, channel, ref=event.ref)
    assert filled(opened)["text"] == "an export of the audit trail"
    await town.submits(csm, opened)
    (request,) = await requests.of_account(town.session, account.id or 0)
    assert (request.contact_id, request.thread, request.state) == (dana.id, event.ref, "acknowledged")
    again = await town.chooses(csm, "ask", event.text, channel, ref=event.ref)
    assert words(again) == "That was opened as a request already."


async def test_where_no_words_are_kept_the_form_waits_for_a_colleagues_own(town: Town) -> None:
    csm, _, dana, channel = await town.acme()
    town.house = replace(town.house, keep_inbound=timedelta(0))
    event = await town.says(dana, channel, "an export of the audit trail")
    assert filled(await town.chooses(csm, "ask", event.text, channel, ref=event.ref))["text"] == ""


async def test_other_words_are_a_colleagues_note(town: Town) -> None:
    csm, account, _, channel = await town.acme()
    await town.submits(csm, await town.chooses(csm, "ask", "an export", channel, ref="unheard"))
    (request,) = await requests.of_account(town.session, account.id or 0)
    assert (request.opened_by, request.contact_id, request.thread) == (csm.name, None, None)


@pytest.mark.parametrize("name", ["log", "ask"])
async def test_in_nobodys_channel_the_cure_is_said(town: Town, name: str) -> None:
    csm, *_ = await town.acme()
    with pytest.raises(BadInput, match=r"#lunch is nobody's channel yet\. Type /cs link NAME in it"):
        await town.chooses(csm, name, "hello", await town.channel(None, "lunch"))


@pytest.mark.parametrize("name", ["log", "ask"])
@pytest.mark.parametrize(
    ("flag", "value", "why"),
    [
        ("is_mixed", True, "People of two customers"),
        ("not_to_be_read", True, "They asked us not to read #ext-acme"),
        ("introduced_at", None, "We have not introduced ourselves yet in #ext-acme"),
    ],
)
async def test_words_that_are_not_ours_to_keep_are_not_kept(
    town: Town, name: str, flag: str, value: object, why: str
) -> None:
    csm, _, _, channel = await town.acme()
    setattr(channel, flag, value)
    with pytest.raises(BadInput, match=why):
        await town.chooses(csm, name, "our numbers are secret", channel)


async def test_a_private_conversation_is_nobodys_channel(town: Town) -> None:
    csm, *_ = await town.acme()
    direct = await town.channel(None, "Priya", kind="direct")
    with pytest.raises(BadInput, match="Choose a message in a customer's channel"):
        await town.chooses(csm, "log", "hello", direct)
