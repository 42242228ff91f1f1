"""The way out to Slack: the Messenger port over the Web API."""

from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import wire
from bot.presentation import NAME
from bot.slack import answers, looking
from bot.slack.answering import Answers
from bot.slack.attempts import said, writing
from bot.slack.calls import Workspaces
from bot.slack.errors import GONE_ALREADY, REFUSALS, code_of
from bot.slack.files import Pictures
from bot.slack.formatting import Rendered, render
from bot.slack.insiders import Insiders
from bot.slack.installed import PLATFORM
from bot.slack.payloads import maybe
from bot.slack.people import People
from bot.slack.texts import is_safe, shortened
from bot.slack.views import form_view, home_view
from outreach.errors import DeliveryProblem, RateLimited, Refused, Unclear
from outreach.events import Actor, Place
from outreach.messages import Form, Message
from outreach.ports import Asker, Author, Outgoing, Posted, Reached

# More than a channel's own second is asked for when the whole workspace has had enough for now.
_OF_ONE_CHANNEL = timedelta(seconds=1)
_LONGEST_NAME = 80


class SlackMessenger:
    """Each write is one attempt; what has to come before it shows nothing to anybody, and may be tried again."""

    platform = PLATFORM
    # Where an app reads one page of history a minute a look takes longer; what it cannot reach it refuses to find.
    can_find = True

    def __init__(
        self,
        workspaces: Workspaces,
        people: People,
        pictures: Pictures | None = None,
        insiders: Insiders | None = None,
    ) -> None:
        self._workspaces = workspaces
        self._people = people
        self._pictures = pictures or Pictures()
        self._insiders = insiders or Insiders(workspaces)
        self._answers = Answers(workspaces, people)

    async def post(self, outgoing: Outgoing) -> Posted:
        with wire.deadline():
            client, rendered = await self._prepared(outgoing)
            try:
                return await _post(client, outgoing, rendered)
            except Refused as refused:
                raise self._judged(refused, outgoing) from None

    async def update(self, outgoing: Outgoing, ref: str) -> None:
        place = outgoing.place
        with wire.deadline():
            client, rendered = await self._prepared(outgoing)
            try:
                with writing(place.name):
                    await client.chat_update(
                        channel=place.external_id, ts=ref, text=rendered.brief, blocks=list(rendered.blocks)
                    )
            except Refused as refused:
                raise self._judged(refused, outgoing) from None

    async def delete(self, place: Place, ref: str) -> None:
        client = await self._workspaces.client(place.workspace)
        with wire.deadline(), writing(place.name):
            try:
                await client.chat_delete(channel=place.external_id, ts=ref)
            except SlackApiError as refusal:
                if code_of(refusal) not in GONE_ALREADY:
                    raise

    async def find(self, delivery_id: str, place: Place, since: datetime) -> Posted | None:
        ours = await self._workspaces.installation(place.workspace)
        client = await self._workspaces.client(place.workspace)
        return await looking.find(client, ours, delivery_id, place, since)

    async def answer(self, asker: Asker, message: Message, *, instead: bool = False) -> None:
        with wire.deadline():
            await self._answers.give(asker, message, instead=instead)

    async def open_form(self, opens: str, to: str, place: Place, form: Form) -> None:  # noqa: ARG002 - Slack knows who
        given = answers.opens(opens)
        if given is None:
            raise Refused(*REFUSALS["expired_trigger_id"])
        view = form_view(form, place)
        with wire.deadline():
            client = await self._workspaces.client(place.workspace)
            show = client.views_open if given.view is None else client.views_push
            with writing(place.name):
                await show(trigger_id=given.trigger, view=view)

    async def show_home(self, place: Place, to: str, message: Message) -> None:
        view = home_view(message, place)
        with wire.deadline():
            client = await self._workspaces.client(place.workspace)
            with writing():
                await client.views_publish(user_id=to, view=view)

    async def identify(self, actor: Actor, place: Place) -> Actor:
        return await self._people.identify(actor, place)

    async def reach(self, workspace: str, email: str) -> Reached | None:
        return await self._people.reach(workspace, email)

    async def _prepared(self, outgoing: Outgoing) -> tuple[AsyncWebClient, Rendered]:
        """Who may read there is asked last, right before it is written."""
        place, message = outgoing.place, outgoing.message
        # Before anything is uploaded for it.
        render(message)
        client = await self._workspaces.client(place.workspace)
        files = await self._pictures.upload(client, place.workspace, message, outgoing.attachments)
        await self._insiders.confirm(place)
        return client, render(message, files)

    def _judged(self, refused: Refused, outgoing: Outgoing) -> DeliveryProblem:
        return self._pictures.judge(refused, outgoing.place.workspace, outgoing.attachments)


async def _post(client: AsyncWebClient, outgoing: Outgoing, rendered: Rendered) -> Posted:
    place = outgoing.place
    username, icon = _signature(outgoing.author, place)
    try:
        with writing(place.name):
            answer = await client.chat_postMessage(
                channel=place.external_id,
                text=rendered.text,
                blocks=list(rendered.blocks),
                thread_ts=place.thread,
                username=username,
                icon_url=icon,
                metadata=looking.marker(outgoing.delivery_id),
                unfurl_links=rendered.unfurl,
                unfurl_media=rendered.unfurl,
            )
    except RateLimited as limited:
        is_everywhere = limited.retry_after > _OF_ONE_CHANNEL
        raise RateLimited(limited.retry_after, whole_lane=is_everywhere) from None
    ref = maybe(said(answer), "ts")
    if ref is None:
        raise Unclear("Slack took the message without saying where it stands: it may have arrived.")
    return Posted(ref)


def _signature(author: Author | None, place: Place) -> tuple[str | None, str | None]:
    """Name and picture. Between us we speak for nobody else."""
    name = " ".join(author.name.split()) if author else ""
    if author is None or not name or place.is_between_us:
        return None, None
    ending = f" via {NAME}"
    icon = author.picture if author.picture and is_safe(author.picture) else None
    return f"{shortened(name, _LONGEST_NAME - len(ending))}{ending}", icon
