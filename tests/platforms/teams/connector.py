"""The bot's side: the REST interface that stands behind a service URL."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.platforms.teams import roster
from tests.platforms.teams.checks import Said, check, refusal_of
from tests.platforms.teams.faults import Deed, Faults, problem
from tests.platforms.teams.limits import Limits, retry_after
from tests.platforms.teams.login import Login
from tests.platforms.teams.posts import Board, Post
from tests.platforms.teams.tenant import Conversation, Tenant, User

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
AREA = "emea"


class Connector:
    """`requests` is every call in order, refused ones included, as (method, path below the service URL)."""

    def __init__(self, tenant: Tenant, board: Board, login: Login, limits: Limits, faults: Faults) -> None:
        self.requests: list[tuple[str, str]] = []
        self.is_anonymous = False
        self.changed: Callable[[], None] = lambda: None
        self._tenant = tenant
        self._board = board
        self._login = login
        self._limits = limits
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        at = f"/{AREA}/{self._tenant.id}/v3"
        one = at + "/conversations/{conversation}"
        return [
            web.post(f"{at}/conversations", self._door("create", self._create)),
            web.post(f"{one}/activities", self._door("post", self._post)),
            web.post(one + "/activities/{activity}", self._door("post", self._post)),
            web.put(one + "/activities/{activity}", self._door("update", self._update)),
            web.delete(one + "/activities/{activity}", self._door("delete", self._delete)),
            web.get(f"{one}/members", self._door("look", self._members)),
            web.get(f"{one}/pagedmembers", self._door("look", self._paged_members)),
            web.get(one + "/members/{member}", self._door("look", self._member)),
            web.get(at + "/teams/{team}", self._door("look", self._team)),
            web.get(at + "/teams/{team}/conversations", self._door("look", self._channels)),
        ]

    def _door(self, deed: Deed, handle: Handler) -> Handler:
        """In front of every call: the token, then what was planned to go wrong, then the limits."""

        async def door(request: web.Request) -> web.StreamResponse:
            self.requests.append((request.method, request.path.partition("/v3")[2]))
            if not self.is_anonymous and not self._login.admits(request.headers.get("Authorization")):
                return web.json_response({"message": "Authorization has been denied for this request."}, status=401)

            async def do() -> web.StreamResponse:
                where = request.match_info.get("conversation", request.match_info.get("team", "")).partition(";")[0]
                wait = self._limits.take("look" if deed == "look" else "write", where)
                if wait is not None:
                    return problem(429, "Throttled", "Too many requests.", retry_after(wait))
                done = await handle(request)
                self.changed()
                return done

            return await self._faults.around(deed, request, do)

        return door

    async def _create(self, request: web.Request) -> web.Response:
        said = await check(request, activity="activity")
        if isinstance(said, web.Response):
            return said
        channel = ((said.body.get("channelData") or {}).get("channel") or {}).get("id")
        if channel is not None:
            return self._begin_thread(str(channel), said)
        return self._begin_chat(said)

    def _begin_thread(self, channel_id: str, said: Said) -> web.Response:
        conversation = self._writable(channel_id)
        if isinstance(conversation, web.Response):
            return conversation
        if said.activity is None:
            return problem(400, "BadSyntax", "A conversation in a channel begins with an activity.")
        post = self._board.add(conversation, None, said.activity)
        return web.json_response({"id": post.address, "activityId": post.id}, status=201)

    def _begin_chat(self, said: Said) -> web.Response:
        members = said.body.get("members") or []
        tenant_id = said.body.get("tenantId") or ((said.body.get("channelData") or {}).get("tenant") or {}).get("id")
        if len(members) != 1 or said.body.get("isGroup"):
            return problem(400, "BadSyntax", "Bots cannot create group chats.")
        user = self._tenant.user_of(str(members[0].get("id")))
        # Only ids made for this bot are understood here, neither addresses nor names.
        if user is None or members[0]["id"] != user.id:
            return problem(400, "BadArgument", "Unknown user id.")
        if tenant_id != self._tenant.id:
            return problem(403, "BotDisabledByAdmin", "The tenant admin disabled this bot.")
        chat = self._tenant.personal(user, installed=False)
        if not chat.is_installed or user.tenant_id != self._tenant.id:
            return problem(403, "ForbiddenOperationException", "The bot is not installed in the user's personal scope.")
        return web.json_response({"id": chat.id}, status=201)

    async def _post(self, request: web.Request) -> web.Response:
        said = await check(request)
        if isinstance(said, web.Response):
            return said
        conversation = self._writable(request.match_info["conversation"])
        if isinstance(conversation, web.Response):
            return conversation
        if said.activity is None:
            return web.json_response({"id": self._board.new_id()}, status=201)
        thread = self._thread_asked(request, conversation)
        if isinstance(thread, web.Response):
            return thread
        to = self._reader(request, conversation, said)
        if isinstance(to, web.Response):
            return to
        return web.json_response({"id": self._board.add(conversation, None, said.activity, thread, to).id}, status=201)

    def _thread_asked(self, request: web.Request, conversation: Conversation) -> str | web.Response | None:
        """The thread named in the address, else that of the message replied to."""
        thread: str | None = request.match_info["conversation"].partition(";messageid=")[2] or None
        replied = request.match_info.get("activity")
        if replied is not None:
            post = self._board.find(conversation, replied)
            if post is None:
                return _no_message()
            thread = thread or post.thread
        if thread is not None and not self._board.leads(conversation, thread):
            return _no_message()
        return thread

    def _reader(self, request: web.Request, conversation: Conversation, said: Said) -> User | web.Response | None:
        """The one person who sees a targeted message."""
        if request.query.get("isTargetedActivity") != "true":
            return None
        recipient = (said.body.get("recipient") or {}).get("id")
        if conversation.kind == "personal" or recipient is None:
            return problem(400, "BadArgument", "A targeted message needs a recipient in a channel or group chat.")
        user = next((each for each in conversation.people if each.id == recipient), None)
        return user or problem(403, "BotNotInConversationRoster", "The recipient is not part of the conversation.")

    async def _update(self, request: web.Request) -> web.Response:
        said = await check(request)
        if isinstance(said, web.Response):
            return said
        post = self._own(request)
        if isinstance(post, web.Response):
            return post
        if said.activity is None:
            return problem(400, "BadSyntax", "Only messages can be changed.")
        if post.to is not None and said.body.get("recipient"):
            return problem(400, "BadArgument", "The recipient of a targeted message cannot be changed.")
        post.becomes(said.activity)
        return web.json_response({"id": post.id})

    async def _delete(self, request: web.Request) -> web.Response:
        post = self._own(request)
        if isinstance(post, web.Response):
            return post
        post.is_deleted = True
        return web.Response(status=200)

    def _own(self, request: web.Request) -> Post | web.Response:
        """The bot's standing message that a change is about."""
        conversation = self._writable(request.match_info["conversation"])
        if isinstance(conversation, web.Response):
            return conversation
        post = self._board.find(conversation, request.match_info["activity"])
        is_targeted = request.query.get("isTargetedActivity") == "true"
        if post is None or (post.to is not None) != is_targeted:
            return _no_message()
        if post.author is not None:
            return problem(403, "NotEnoughPermissions", "Somebody else wrote this message.")
        return post

    async def _members(self, request: web.Request) -> web.Response:
        conversation = self._writable(request.match_info["conversation"])
        if isinstance(conversation, web.Response):
            return conversation
        return web.json_response([roster.member(user) for user in roster.listed(conversation)])

    async def _paged_members(self, request: web.Request) -> web.Response:
        conversation = self._writable(request.match_info["conversation"])
        if isinstance(conversation, web.Response):
            return conversation
        size = request.query.get("pageSize", "200")
        found = roster.page(
            self._tenant,
            conversation,
            int(size) if size.isdigit() else 0,
            request.query.get("continuationToken"),
        )
        return _bad("continuationToken") if found is None else web.json_response(found)

    async def _member(self, request: web.Request) -> web.Response:
        conversation = self._writable(request.match_info["conversation"])
        if isinstance(conversation, web.Response):
            return conversation
        user = self._tenant.user_of(request.match_info["member"])
        if user is None or user not in roster.listed(conversation):
            return problem(404, "MemberNotFoundInConversation", "Member not found in conversation.")
        return web.json_response(roster.member(user))

    async def _team(self, request: web.Request) -> web.Response:
        team = self._tenant.team_of(request.match_info["team"])
        if team is None or not team.is_installed:
            return _no_team()
        return web.json_response(roster.team_facts(self._tenant, team))

    async def _channels(self, request: web.Request) -> web.Response:
        team = self._tenant.team_of(request.match_info["team"])
        if team is None or not team.is_installed:
            return _no_team()
        return web.json_response(roster.channel_list(self._tenant, team))

    def _writable(self, address: str) -> Conversation | web.Response:
        conversation = self._tenant.conversations.get(address.partition(";")[0])
        return refusal_of(self._tenant, conversation) or conversation or _bad("conversation")


def _bad(what: str) -> web.Response:
    return problem(400, "BadArgument", f"Bad {what}.")


def _no_message() -> web.Response:
    return problem(404, "ActivityNotFoundInConversation", "The activity was not found in the conversation.")


def _no_team() -> web.Response:
    return problem(404, "ConversationNotFound", "Conversation not found.")
