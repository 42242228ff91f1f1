"""The SDK's adapter behind our own guard: it is told who was let in, and never checks a token or fetches a key."""

from collections.abc import Mapping

from azure.core.exceptions import DeserializationError
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity as SdkActivity
from botbuilder.schema import ActivityTypes
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory

from bot.teams.guard import Claims
from outreach.errors import BadInput


class _NoConnector(ConnectorFactory):  # type: ignore[misc]
    """The SDK wants a client with each turn; what we send goes out by our own messenger."""

    async def create(self, service_url: str, audience: str | None) -> object:  # noqa: ARG002
        return object()


class _AlreadyChecked(BotFrameworkAuthentication):  # type: ignore[misc]
    """Nothing that comes this way has a header left to look at."""

    async def authenticate_request(self, activity: SdkActivity, auth_header: str) -> AuthenticateRequestResult:  # noqa: ARG002
        raise PermissionError("whoever was let in was checked by the guard")

    async def authenticate_streaming_request(
        self,
        auth_header: str,  # noqa: ARG002
        channel_id_header: str,  # noqa: ARG002
    ) -> AuthenticateRequestResult:
        raise PermissionError("Teams does not stream to us")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:  # noqa: ARG002
        return _NoConnector()

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Nobody signs in with us."""


class Adapter(CloudAdapterBase):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(_AlreadyChecked())


def admitted(app_id: str, claims: Claims) -> AuthenticateRequestResult:
    """What the guard found, as the SDK says it."""
    result = AuthenticateRequestResult()
    result.audience = app_id
    result.claims_identity = ClaimsIdentity(dict(claims), is_authenticated=True)
    result.connector_factory = _NoConnector()
    return result


def parsed(raw: Mapping[str, object]) -> SdkActivity:
    """Raises BadInput for what is no activity."""
    try:
        return SdkActivity().deserialize(dict(raw))
    except DeserializationError:
        raise BadInput("This is no activity.") from None


async def answer(turn: TurnContext, body: dict[str, object], status: int = 200) -> None:
    """Becomes the response to the invoke of this turn."""
    response = InvokeResponse(status=status, body=body)
    await turn.send_activity(SdkActivity(type=ActivityTypes.invoke_response, value=response))
