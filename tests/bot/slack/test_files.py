"""Pictures are uploaded once, and a message waits for its own."""

from dataclasses import replace

import pytest

from outreach.errors import NotReached, RateLimited, Refused
from outreach.messages import Image, Message, paragraph
from outreach.ports import Outgoing
from tests.bot.slack.ways_out import ACME, Out
from tests.platforms.slack import faults
from tests.platforms.slack.faults import Fault

PNG = b"\x89PNG\r\n\x1a\n and more"
CHART = Message((paragraph("The week"), Image("attachment:week.png", "Contacts a day")))
DIGEST = Outgoing("d1", ACME, CHART, attachments={"week.png": PNG})


def uploads(out: Out) -> int:
    return len(out.slack.called("files.completeUploadExternal"))


async def test_a_picture_is_uploaded_and_named_in_its_message(out: Out) -> None:
    await out.messenger.post(DIGEST)
    (file,) = out.slack.workspace.files.values()
    (copy,) = out.slack.copies
    assert (file.content, file.title, file.channels) == (PNG, "week.png", [])
    assert copy.blocks[1]["slack_file"] == {"id": file.id}
    assert copy.blocks[1]["alt_text"] == "Contacts a day"


async def test_only_what_the_message_shows_is_uploaded(out: Out) -> None:
    await out.messenger.post(replace(DIGEST, attachments={"week.png": PNG, "other.png": b"other"}))
    assert [file.name for file in out.slack.workspace.files.values()] == ["week.png"]


async def test_a_picture_that_did_not_come_along_is_described(out: Out) -> None:
    await out.messenger.post(replace(DIGEST, attachments={}))
    assert out.said_in("ext-acme") == ["The week\nPicture: Contacts a day"]


async def test_where_files_are_not_allowed_the_picture_is_described(out: Out) -> None:
    """A digest without its chart is still the digest."""
    out.slack.workspace.home.scopes.discard("files:write")
    await out.messenger.post(DIGEST)
    assert out.said_in("ext-acme") == ["The week\nPicture: Contacts a day"]


async def test_a_message_that_is_tried_again_brings_the_same_file(out: Out) -> None:
    out.slack.faults.plan("chat.postMessage", faults.LIMITED)
    with pytest.raises(RateLimited):
        await out.messenger.post(DIGEST)
    posted = await out.messenger.post(DIGEST)
    await out.messenger.update(DIGEST, posted.ref)
    assert uploads(out) == 1
    await out.messenger.post(replace(DIGEST, attachments={"week.png": PNG + b"!"}))
    assert uploads(out) == 2


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("fault", [faults.ERROR_BEFORE, faults.INTERNAL_AFTER])
async def test_an_upload_that_fails_means_that_nothing_was_sent(out: Out, method: str, fault: Fault) -> None:
    out.slack.faults.plan(method, fault)
    with pytest.raises(NotReached):
        await out.messenger.post(DIGEST)
    assert out.slack.called("chat.postMessage") == []
    await out.messenger.post(DIGEST)
    assert len(out.slack.copies) == 1


async def test_a_message_that_cannot_be_sent_uploads_nothing(out: Out) -> None:
    with pytest.raises(Refused):
        await out.messenger.post(replace(DIGEST, message=CHART + Message((paragraph("x" * 40_001),))))
    assert out.slack.workspace.files == {}


async def test_a_picture_that_slack_still_examines_is_waited_for(out: Out) -> None:
    out.slack.faults.plan("chat.postMessage", faults.LIMITED)
    with pytest.raises(RateLimited):
        await out.messenger.post(DIGEST)
    (file,) = out.slack.workspace.files.values()
    file.is_complete = False
    with pytest.raises(NotReached, match="not done with the picture"):
        await out.messenger.post(DIGEST)
    file.is_complete = True
    await out.messenger.post(DIGEST)
    assert uploads(out) == 1


async def test_a_picture_that_slack_does_not_take_is_refused_and_uploaded_anew(out: Out) -> None:
    posted = await out.messenger.post(DIGEST)
    (file,) = out.slack.workspace.files.values()
    file.is_complete = False
    out.watch.seconds += 60
    with pytest.raises(Refused) as refused:
        await out.messenger.update(DIGEST, posted.ref)
    assert refused.value.code == "invalid_message"
    await out.messenger.update(DIGEST, posted.ref)
    assert uploads(out) == 2
