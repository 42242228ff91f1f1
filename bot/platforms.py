"""Which platforms are on, and why the others are not."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.settings import Settings
from outreach.errors import NotAllowed


@dataclass(frozen=True)
class PlatformState:
    """`why` says how it is reached, or what is missing."""

    name: str
    is_on: bool
    why: str


def states(settings: Settings) -> tuple[PlatformState, ...]:
    return _slack(settings), _teams(settings)


def real_ones(settings: Settings) -> list[str]:
    """Names of the platforms over which customers could be reached."""
    return [state.name for state in states(settings) if state.is_on]


def refuse_beside_real_ones(settings: Settings, what: str) -> None:
    """Raises NotAllowed: made-up time and made-up people stay away from real customers."""
    if on := real_ones(settings):
        raise NotAllowed(
            f"{what} is refused while a real platform is on ({' and '.join(on)}): "
            "take its credentials out of the environment and .env first."
        )


def _slack(settings: Settings) -> PlatformState:
    if settings.slack_client_id is not None and settings.slack_bot_token is None:
        return _slack_for_many(settings)
    if settings.slack_bot_token is None:
        return PlatformState("Slack", False, "SLACK_BOT_TOKEN is not set")
    if settings.slack_app_token is not None:
        return PlatformState("Slack", True, "over Socket Mode")
    if settings.slack_signing_secret is not None:
        return PlatformState("Slack", True, "over HTTP events")
    return PlatformState("Slack", False, "neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set")


def _slack_for_many(settings: Settings) -> PlatformState:
    """Several workspaces install it over HTTP, and their tokens are kept sealed."""
    missing = _unset(
        {
            "SLACK_CLIENT_SECRET": settings.slack_client_secret,
            "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
            "SLACK_WORKSPACES": settings.slack_workspaces,
            "SECRET_KEY": settings.secret_key,
            "PUBLIC_URL": settings.public_url,
        }
    )
    if missing:
        return PlatformState("Slack", False, f"SLACK_CLIENT_ID is set, but {missing}")
    return PlatformState("Slack", True, "over HTTP events, for every workspace that installs it")


def _teams(settings: Settings) -> PlatformState:
    missing = _unset({"TEAMS_APP_ID": settings.teams_app_id, "TEAMS_TENANT_ID": settings.teams_tenant_id})
    if missing:
        return PlatformState("Teams", False, missing)
    if settings.teams_allow_anonymous:
        return PlatformState("Teams", True, "WITHOUT signatures, for a local test client only")
    if settings.teams_managed_identity:
        return PlatformState("Teams", True, "over HTTP activities, as a managed identity")
    if settings.teams_certificate_file is not None:
        return PlatformState("Teams", True, "over HTTP activities, with a certificate")
    if settings.teams_app_password is not None:
        return PlatformState("Teams", True, "over HTTP activities")
    choices = "none of TEAMS_APP_PASSWORD, TEAMS_CERTIFICATE_FILE and TEAMS_MANAGED_IDENTITY is set"
    return PlatformState("Teams", False, choices)


def _unset(needed: Mapping[str, object]) -> str:
    """Which of them are missing, as a clause; nothing when all are there."""
    missing = [name for name, value in needed.items() if value is None]
    return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set" if missing else ""
