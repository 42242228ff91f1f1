"""Answers for one person: by what their act lent us, else in the channel for their eyes only, else between us."""

import json
from collections.abc import Awaitable, Callable, Iterator

from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from bot.slack import answers
from bot.slack.answers import AnswerTo
from bot.slack.attempts import writing
from bot.slack.calls import Workspaces
from bot.slack.errors import REFUSALS, UNCLEAR, problem_of
from bot.slack.formatting import Rendered, render
from bot.slack.payloads import maybe
from bot.slack.people import People
from bot.slack.views import page_view
from outreach.errors import DeliveryProblem, RateLimited, Refused, Unclear
from outreach.messages import Message
from outreach.ports import Asker

# No other way would take it either.
_OF_THE_MESSAGE = frozenset({"message_too_long", "invalid_message"})

Way = Callable[[], Awaitable[None]]


class Answers:
    def __init__(self, workspaces: Workspaces, people: People) -> None:
        self._workspaces = workspaces
        self._people = people

    async def give(self, asker: Asker, message: Message, *, instead: bool) -> None:
        """The first way that is open. What may have been seen is not said a second time."""
        rendered = render(message)
        closed: DeliveryProblem = Refused(*REFUSALS["expired_url"])
        for way in self._ways(asker, message, rendered, instead=instead and _is_theirs_alone(asker)):
            try:
                await way()
            except (Refused, RateLimited) as problem:
                if isinstance(problem, Refused) and problem.code in _OF_THE_MESSAGE:
                    raise
                closed = problem
            else:
                return
        raise closed

    def _ways(self, asker: Asker, message: Message, rendered: Rendered, *, instead: bool) -> Iterator[Way]:
        lent, place = answers.answer_to(asker.answer_to), asker.place
        if instead and place.kind == "direct" and asker.ref is not None:
            yield lambda: self._update(asker, rendered)
        if lent.url is not None:
            yield lambda: self._respond(asker, lent, rendered, instead=instead)
        if lent.trigger is not None:
            yield from self._in_modals(asker, message, lent, instead=instead)
        if place.kind in ("shared", "team"):
            yield lambda: self._whisper(asker, rendered)
        if place.kind == "direct":
            yield lambda: self._post(asker.place.external_id, asker, rendered)
        else:
            yield lambda: self._write_to(asker, rendered)

    def _in_modals(self, asker: Asker, message: Message, lent: AnswerTo, *, instead: bool) -> Iterator[Way]:
        """On their page and in a modal there is nothing but another modal; Slack holds three, so the last is the one
        they acted in, with other contents."""
        if lent.view is None:
            yield lambda: self._open(asker, message, lent)
            return
        if not instead:
            yield lambda: self._push(asker, message, lent)
        yield lambda: self._update_view(asker, message, lent)

    async def _update(self, asker: Asker, rendered: Rendered) -> None:
        client = await self._workspaces.client(asker.place.workspace)
        with writing(asker.place.name):
            await client.chat_update(
                channel=asker.place.external_id, ts=asker.ref or "", text=rendered.brief, blocks=list(rendered.blocks)
            )

    async def _respond(self, asker: Asker, lent: AnswerTo, rendered: Rendered, *, instead: bool) -> None:
        body: dict[str, object] = {
            "text": rendered.text,
            "blocks": list(rendered.blocks),
            "response_type": "ephemeral",
            "replace_original": instead,
        }
        if asker.place.thread is not None:
            body["thread_ts"] = asker.place.thread
        session = self._workspaces.client_of().session
        with writing(asker.place.name):
            answer = await AsyncWebhookClient(lent.url or "", session=session, retry_handlers=[]).send_dict(body)
        problem = problem_with(answer, asker.place.name)
        if problem is not None:
            raise problem

    async def _open(self, asker: Asker, message: Message, lent: AnswerTo) -> None:
        client = await self._workspaces.client(asker.place.workspace)
        with writing():
            await client.views_open(trigger_id=lent.trigger, view=page_view(message, asker.place))

    async def _push(self, asker: Asker, message: Message, lent: AnswerTo) -> None:
        client = await self._workspaces.client(asker.place.workspace)
        with writing():
            await client.views_push(trigger_id=lent.trigger, view=page_view(message, asker.place))

    async def _update_view(self, asker: Asker, message: Message, lent: AnswerTo) -> None:
        client = await self._workspaces.client(asker.place.workspace)
        with writing():
            await client.views_update(view_id=lent.view, view=page_view(message, asker.place))

    async def _whisper(self, asker: Asker, rendered: Rendered) -> None:
        place = asker.place
        client = await self._workspaces.client(place.workspace)
        with writing(place.name):
            await client.chat_postEphemeral(
                channel=place.external_id,
                user=asker.to,
                text=rendered.text,
                blocks=list(rendered.blocks),
                thread_ts=place.thread,
            )

    async def _write_to(self, asker: Asker, rendered: Rendered) -> None:
        direct = await self._people.direct(asker.place.workspace, asker.to)
        await self._post(direct.external_id, asker, rendered)

    async def _post(self, channel: str, asker: Asker, rendered: Rendered) -> None:
        client = await self._workspaces.client(asker.place.workspace)
        is_there = channel == asker.place.external_id
        with writing():
            await client.chat_postMessage(
                channel=channel,
                text=rendered.text,
                blocks=list(rendered.blocks),
                thread_ts=asker.place.thread if is_there else None,
                unfurl_links=rendered.unfurl,
                unfurl_media=rendered.unfurl,
            )


def _is_theirs_alone(asker: Asker) -> bool:
    """A message in a channel that can be referred to is everybody's there, whoever pressed its button."""
    return asker.place.is_between_us or asker.ref is None


def problem_with(answer: WebhookResponse, channel_name: str) -> DeliveryProblem | None:
    """A no is JSON, or its bare code. One that we have no words for came before anything was written."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        told = None
    if answer.status_code == 200 and not (isinstance(told, dict) and told.get("ok") is False):
        return None
    code = (maybe(told, "error") if isinstance(told, dict) else answer.body.strip()) or ""
    problem = problem_of(answer.status_code, code, answer.headers, channel_name)
    if isinstance(problem, Unclear) and answer.status_code < 500 and code not in UNCLEAR:
        return Refused(*REFUSALS["expired_url"])
    return problem
