"""The one way to the Bot Connector: raw JSON over the shared session, each call attempted once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot import wire
from bot.teams.activity import Json, Us
from bot.teams.addresses import is_allowed, read_address
from bot.teams.elements import Element
from bot.teams.errors import Answered, as_problem
from bot.teams.tokens import Tokens
from outreach.errors import DeliveryProblem, NotReached, Refused, Unclear
from outreach.events import Place
from outreach.ports import Clock

_PLATFORM = "Teams"
_TARGETED = {"isTargetedActivity": "true"}
# The most that the connector gives of a roster at once.
_PAGE = "500"


@dataclass(frozen=True)
class _Call:
    """`where` is what people call the place. `writes`: whether somebody may see what it does."""

    method: str
    url: str
    where: str
    body: Element | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    writes: bool = True


class Calls:
    """Every call raises a DeliveryProblem; what only looks never raises Unclear.

    `loopback`: the connector may be on this very machine, as a local client's or a made-up one is.
    """

    def __init__(self, session: aiohttp.ClientSession, tokens: Tokens, clock: Clock, *, loopback: bool = False) -> None:
        self._session = session
        self._tokens = tokens
        self._clock = clock
        self._loopback = loopback
        self._proven: str | None = None

    async def post(self, place: Place, activity: Element, *, to: str | None = None) -> str:
        """The new message's id. `to` is the `29:` id of the one member who sees it, for a day."""
        url = f"{self._conversation(place)}/activities"
        if to is not None:
            activity = {**activity, "recipient": {"id": to}}
        told = await self._make(_Call("POST", url, _name(place), activity, _TARGETED if to is not None else {}))
        message_id = told.get("id")
        if not isinstance(message_id, str) or not message_id:
            raise Unclear("Teams took the message but did not say where it stands.")
        return message_id

    async def put(self, place: Place, ref: str, activity: Element) -> None:
        await self._make(_Call("PUT", self._message(place, ref), _name(place), {**activity, "id": ref}))

    async def delete(self, place: Place, ref: str) -> None:
        await self._make(_Call("DELETE", self._message(place, ref), _name(place)))

    async def member(self, place: Place, external_id: str) -> Json:
        """One person as that conversation's roster shows them; `external_id` is either of their ids."""
        url = f"{self._conversation(place, in_thread=False)}/members/{_quoted(external_id)}"
        return await self._make(_Call("GET", url, _name(place), writes=False))

    async def page_of_members(self, place: Place, token: str | None) -> Json:
        """`token` is the `continuationToken` of the page before."""
        url = f"{self._conversation(place, in_thread=False)}/pagedmembers"
        query = {"pageSize": _PAGE, **({"continuationToken": token} if token else {})}
        return await self._make(_Call("GET", url, _name(place), query=query, writes=False))

    async def channels(self, near: Place, team: str) -> Json:
        """Of the team, those that Teams shows a bot; its first one has no name there."""
        url = f"{self._service(near)}v3/teams/{_quoted(team)}/conversations"
        return await self._make(_Call("GET", url, _name(near), writes=False))

    async def open_chat(self, near: Place, us: Us, user_id: str) -> str:
        """The id of the one chat between us and somebody of our own tenant, whether or not it was open before; `near`
        is a place where both are."""
        body: Element = {
            "bot": {"id": f"28:{us.app_id}"},
            "members": [{"id": user_id}],
            "isGroup": False,
            "tenantId": us.tenant_id,
            "channelData": {"tenant": {"id": us.tenant_id}},
        }
        url = f"{self._service(near)}v3/conversations"
        told = await self._make(_Call("POST", url, "their personal chat", body, writes=False))
        chat_id = told.get("id")
        if not isinstance(chat_id, str) or not chat_id:
            raise NotReached("Teams did not say which chat it is: nothing was sent.")
        return chat_id

    def _conversation(self, place: Place, *, in_thread: bool = True) -> str:
        thread = f";messageid={place.thread}" if place.thread and in_thread else ""
        return f"{self._service(place)}v3/conversations/{_quoted(place.external_id + thread)}"

    def _message(self, place: Place, ref: str) -> str:
        return f"{self._conversation(place)}/activities/{_quoted(ref)}"

    def _service(self, place: Place) -> str:
        """Asked anew at each call: our token goes nowhere but to Microsoft, whatever was stored."""
        again = f"mention Concierge in {_name(place)} once, then send again."
        if place.reference is None:
            raise Refused("channel_gone", f"Teams never told how this conversation is reached: {again}")
        service_url = read_address(place.reference).service_url
        if not is_allowed(service_url, loopback=self._loopback):
            raise Refused("channel_gone", f"The address kept for this conversation is not Microsoft's: {again}")
        return service_url

    async def _make(self, call: _Call) -> Json:
        try:
            with wire.deadline():
                return await self._attempt(call)
        except (DeliveryProblem, aiohttp.ClientError, OSError) as error:
            problem = wire.as_problem(error, _PLATFORM)
        if isinstance(problem, Unclear) and not call.writes:
            problem = NotReached("Teams did not answer when asked: nothing was sent.")
        raise problem

    async def _attempt(self, call: _Call) -> Json:
        """Who calls is checked before anything is done. A token that was good before has come to an early end, so that
        one more attempt with another one is no repetition."""
        token = await self._tokens.get()
        status, answer = await self._send(call, token)
        if status == HTTPStatus.UNAUTHORIZED and token is not None and token == self._proven:
            self._tokens.forget(token)
            token = await self._tokens.get()
            status, answer = await self._send(call, token)
        if isinstance(answer, Answered):
            problem = as_problem(answer, self._clock.now(), call.where)
            if status == HTTPStatus.UNAUTHORIZED and token is not None:
                self._tokens.doubt(token, problem)
            raise problem
        self._proven = token
        return answer

    async def _send(self, call: _Call, token: str | None) -> tuple[int, Json | Answered]:
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        url = URL(call.url, encoded=True).with_query(call.query)
        # Followed, a redirect would take the token along.
        async with self._session.request(
            call.method, url, json=call.body, headers=headers, allow_redirects=False
        ) as response:
            body = _read(await response.read())
            if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
                return response.status, body if isinstance(body, dict) else {}
            return response.status, Answered.read(response.status, body, response.headers)


def _name(place: Place) -> str:
    return place.name or "the conversation"


def _quoted(part: str) -> str:
    return quote(part, safe="")


def _read(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None
