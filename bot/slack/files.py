"""Pictures that travel with a message: uploaded once, then named in its blocks."""

import hashlib
import logging
import time
from collections.abc import Callable, Mapping

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.attempts import asking, said
from bot.slack.errors import problem_of
from bot.slack.formatting import CARRIED
from bot.slack.memory import Memory
from bot.slack.payloads import maybe
from outreach.errors import DeliveryProblem, NotReached, Refused, Unclear
from outreach.messages import Image, Message

log = logging.getLogger(__name__)

# Between an upload and the message that was refused for now, or is corrected; an unused file costs nobody anything.
_KEPT_SECONDS = 3_600.0
# Slack goes on examining a file after it has taken it, and knows it in a block only then.
_FRESH_SECONDS = 60.0
_MOST = 500
_NOT_PERMITTED = "not_permitted"


class Pictures:
    """By workspace and content, so that a message which has to be tried again brings the same file."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._files: Memory[tuple[str, str], str] = Memory(monotonic, _MOST)
        self._fresh: Memory[str, bool] = Memory(monotonic, _MOST)

    async def upload(
        self, client: AsyncWebClient, workspace: str, message: Message, attachments: Mapping[str, bytes]
    ) -> dict[str, str]:
        """Name -> the file's id, for what the message shows; a workspace that takes no files of ours reads what they
        show instead. Raises a DeliveryProblem that says nothing was sent."""
        files: dict[str, str] = {}
        for name in _names(message):
            try:
                if content := attachments.get(name):
                    files[name] = await self._file(client, workspace, name, content)
            except Refused as refused:
                if refused.code != _NOT_PERMITTED:
                    raise
                log.warning("picture.left_out platform=slack workspace=%s problem=%s", workspace, refused)
        return files

    def judge(self, problem: Refused, workspace: str, attachments: Mapping[str, bytes]) -> DeliveryProblem:
        """A message refused for its blocks while a picture in it is fresh may be tried again; what is refused later
        than that is uploaded anew, should it be sent again."""
        keys = [_key(workspace, content) for content in attachments.values()]
        files = [file for key in keys if (file := self._files.recall(key)) is not None]
        if problem.code != "invalid_message" or not files:
            return problem
        if any(self._fresh.recall(file) for file in files):
            return NotReached("Slack is not done with the picture yet: nothing was sent.")
        for key in keys:
            self._files.forget(key)
        return problem

    async def _file(self, client: AsyncWebClient, workspace: str, name: str, content: bytes) -> str:
        key = _key(workspace, content)
        known = self._files.recall(key)
        if known is not None:
            return known
        with asking():
            told = said(await client.files_getUploadURLExternal(filename=name, length=len(content)))
            url, file = maybe(told, "upload_url"), maybe(told, "file_id")
            if url is None or file is None:
                raise Unclear("Slack did not say where to upload to.")
            await _send(client, url, content)
            await client.files_completeUploadExternal(files=[{"id": file, "title": name}])
        self._fresh.keep(file, True, _FRESH_SECONDS)
        return self._files.keep(key, file, _KEPT_SECONDS)


async def _send(client: AsyncWebClient, url: str, content: bytes) -> None:
    """The address says who may upload, so our token does not go there."""
    assert client.session is not None
    async with client.session.post(url, data=content) as answer:
        if answer.status != 200:
            raise problem_of(answer.status, "", answer.headers)


def _key(workspace: str, content: bytes) -> tuple[str, str]:
    return workspace, hashlib.sha256(content).hexdigest()


def _names(message: Message) -> list[str]:
    sources = (one.source for one in message.parts if isinstance(one, Image))
    return list(dict.fromkeys(source.removeprefix(CARRIED) for source in sources if source.startswith(CARRIED)))
