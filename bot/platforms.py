"""Which platforms are on, and why the others are not."""

from dataclasses import dataclass, replace

from bot.settings import Settings
from outreach.errors import NotAllowed

# Those with a folder of their own here.
SPOKEN: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlatformState:
    """`why` says how it is reached, or what is missing."""

    name: str
    has_credentials: bool
    why: str

    @property
    def is_on(self) -> bool:
        return self.has_credentials and self.name in SPOKEN


def states(settings: Settings) -> tuple[PlatformState, ...]:
    return tuple(_with_adapter(state) for state in (_slack(settings), _teams(settings)))


def _with_adapter(state: PlatformState) -> PlatformState:
    if state.has_credentials and state.name not in SPOKEN:
        return replace(state, why="it has credentials, but this version of Concierge does not speak it yet")
    return state


def real_ones(settings: Settings) -> list[str]:
    """Names of the platforms over which customers could be reached: whoever has credentials means it."""
    return [state.name for state in states(settings) if state.has_credentials]


def refuse_beside_real_ones(settings: Settings, what: str) -> None:
    """Raises NotAllowed: made-up time and made-up people stay away from real customers."""
    if on := real_ones(settings):
        raise NotAllowed(
            f"{what} is refused while a real platform is on ({' and '.join(on)}): "
            "take its credentials out of the environment and .env first."
        )


def _slack(settings: Settings) -> PlatformState:
    if settings.slack_bot_token is None:
        return PlatformState("Slack", False, "SLACK_BOT_TOKEN is not set")
    if settings.slack_app_token is not None:
        return PlatformState("Slack", True, "over Socket Mode")
    if settings.slack_signing_secret is not None:
        return PlatformState("Slack", True, "over HTTP events")
    return PlatformState("Slack", False, "neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set")


def _teams(settings: Settings) -> PlatformState:
    needed = {
        "TEAMS_APP_ID": settings.teams_app_id,
        "TEAMS_APP_PASSWORD": settings.teams_app_password,
        "TEAMS_TENANT_ID": settings.teams_tenant_id,
    }
    missing = [name for name, value in needed.items() if value is None]
    if missing:
        return PlatformState("Teams", False, f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set")
    return PlatformState("Teams", True, "over HTTP activities")
