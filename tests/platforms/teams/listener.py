"""A bot that does nothing but listen: it keeps what it is told and answers what it was given to answer."""

from collections import deque

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.platforms.teams.cards import CARD, Json


class Listener:
    """`heard` holds activities, `headers` the Authorization that came with each. Unanswered ones get an empty 200;
    a number in `answers` is a bare status."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.headers: list[str | None] = []
        self.answers: deque[Json | int] = deque()
        self.app = Starlette(routes=[Route("/api/messages", self._listen, methods=["POST"])])

    async def _listen(self, request: Request) -> Response:
        self.heard.append(await request.json())
        self.headers.append(request.headers.get("Authorization"))
        answer = self.answers.popleft() if self.answers else 200
        return Response(status_code=answer) if isinstance(answer, int) else JSONResponse(answer)


def card(*body: Json, actions: tuple[Json, ...] = (), **more: object) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": list(actions), **more}


def carrying(content: Json) -> Json:
    """A message with that card."""
    return {"type": "message", "attachments": [{"contentType": CARD, "content": content}]}


def executed(content: Json) -> Json:
    """The answer to a press that puts another card in its place."""
    return {"statusCode": 200, "type": CARD, "value": content}


def dialog(content: Json, title: str = "A dialog") -> Json:
    shown = {"title": title, "card": {"contentType": CARD, "content": content}}
    return {"task": {"type": "continue", "value": shown}}
