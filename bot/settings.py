"""All settings, and the only reader of the environment."""

import os
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import SettingsConfigDict

from bot import spellings
from bot.desk_settings import DeskSettings
from bot.reasons import reason
from bot.slips import find_slips
from outreach.errors import BadInput

ENV_FILE = Path(".env")
LOOPBACK = spellings.LOOPBACK


class BadSetting(BadInput):
    """Settings that cannot be used; each line of the text names one variable and its cure."""


LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
DatabaseUrl = Annotated[str, AfterValidator(spellings.database)]
ServiceUrl = Annotated[str, AfterValidator(spellings.service_url)]


class Settings(DeskSettings):
    """Read once, at the start, from the environment and else from `.env`; everything has a default.

    `examples` are what a refusal shows as the cure.
    """

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        case_sensitive=False,
    )

    database_url: DatabaseUrl = Field(
        default="sqlite:///data/concierge.db",
        description="Where everything is kept: a SQLite file, or PostgreSQL for more than one machine.",
        examples=["sqlite:///data/concierge.db"],
    )
    demo_database_url: DatabaseUrl = Field(
        default="sqlite:///data/demo.db",
        description="The database that `demo` fills with a sample book; `--demo` points every other command at it.",
        examples=["sqlite:///data/demo.db"],
    )
    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="The address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 behind a router.",
        examples=["127.0.0.1"],
    )
    port: int = Field(
        default=3978, ge=1, le=65535, description="The port to listen on; platforms set it.", examples=["3978"]
    )
    log_level: LogLevel = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR.", examples=["INFO"]
    )

    slack_bot_token: SecretStr | None = Field(
        default=None, description="Slack's bot token (xoxb-…). Without it Slack is off.", examples=["xoxb-…"]
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="Slack's signing secret, for events over HTTP.", examples=["8f742231b10e8888…"]
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        description="Slack's app-level token (xapp-…), for events over Socket Mode instead of HTTP.",
        examples=["xapp-…"],
    )
    slack_client_id: str | None = Field(
        default=None,
        description="Slack's client id: with SLACK_CLIENT_SECRET, several workspaces may install Concierge.",
        examples=["123456789.987654321"],
    )
    slack_client_secret: SecretStr | None = Field(
        default=None, description="Slack's client secret, for installing into several workspaces.", examples=["a1b2c3…"]
    )
    slack_workspaces: Annotated[str | None, AfterValidator(spellings.workspaces)] = Field(
        default=None,
        description="The ids (T… or E…) of our own company's workspaces: with SLACK_CLIENT_ID only these may install.",
        examples=["T0123ABCD T0456EFGH"],
    )
    slack_api_url: ServiceUrl = Field(
        default="https://slack.com/api/",
        description="Where Slack's API answers; another address is for tests only.",
        examples=["https://slack.com/api/"],
    )
    teams_app_id: str | None = Field(
        default=None,
        description="The Microsoft app id of the Teams bot. Without it Teams is off.",
        examples=["00000000-0000-0000-0000-000000000000"],
    )
    teams_app_password: SecretStr | None = Field(
        default=None, description="The client secret of the Teams bot.", examples=["the value Azure showed once"]
    )
    teams_certificate_file: Path | None = Field(
        default=None,
        description="A PEM file with the certificate and private key of the Teams bot, instead of its client secret.",
        examples=["/etc/concierge/teams.pem"],
    )
    teams_managed_identity: bool = Field(
        default=False,
        description="The Teams bot is an Azure managed identity (TEAMS_APP_ID is its client id) and has no secret.",
        examples=["false"],
    )
    # Channels and people are kept under it: however it is written, it is the same one.
    teams_tenant_id: Annotated[str, AfterValidator(str.lower)] | None = Field(
        default=None,
        description="Our own Microsoft tenant: people of any other tenant are customers.",
        examples=["00000000-0000-0000-0000-000000000000"],
    )
    teams_allow_anonymous: bool = Field(
        default=False,
        description="Accept Teams activities without a signature, for local test clients on loopback only.",
        examples=["false"],
    )

    teams_login_url: ServiceUrl = Field(
        default="https://login.microsoftonline.com",
        description="Where Microsoft gives out access tokens; another address is for tests only.",
        examples=["https://login.microsoftonline.com"],
    )
    teams_metadata_url: ServiceUrl = Field(
        default="https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where Microsoft publishes the keys that sign activities; another address is for tests only.",
        examples=["https://login.botframework.com/v1/.well-known/openidconfiguration"],
    )

    public_url: Annotated[str, AfterValidator(spellings.public_address)] | None = Field(
        default=None,
        description="The https address under which Slack and Teams reach this Concierge, without a path.",
        examples=["https://concierge.example.com"],
    )
    secret_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="Seals tokens at rest: at least 32 characters that nobody guesses, kept as long as the database.",
        examples=["the output of: openssl rand -hex 32"],
    )

    command: Annotated[str, AfterValidator(spellings.command_word)] = Field(
        default="/cs", description="The command word people type in front of everything.", examples=["/cs"]
    )
    home_timezone: Annotated[str, AfterValidator(spellings.zone)] = Field(
        default="UTC",
        description="The IANA time zone of whoever has none of their own.",
        examples=["Europe/Berlin"],
    )
    morning_at: time = Field(
        default=time(8), description="When CSMs get their morning list, in their own time zone.", examples=["08:00"]
    )
    digest_at: time = Field(
        default=time(8, 30),
        description="When managers get their digest, in their own time zone, unless their row says otherwise.",
        examples=["08:30"],
    )
    proposals_per_day: int = Field(
        default=5, ge=1, le=100, description="How many proposals a CSM is asked about in one day.", examples=["5"]
    )
    spread_minutes: int = Field(
        default=20, ge=1, le=240, description="The least time between two messages in one CSM's name.", examples=["20"]
    )
    share_every_days: int = Field(
        default=14, ge=1, le=365, description="At most one share per account in so many days.", examples=["14"]
    )
    unprompted_most: int = Field(
        default=3,
        ge=1,
        le=100,
        description="How many unprompted messages a channel gets within UNPROMPTED_WITHIN_DAYS.",
        examples=["3"],
    )
    unprompted_within_days: int = Field(
        default=30, ge=1, le=365, description="The days over which UNPROMPTED_MOST counts.", examples=["30"]
    )
    unprompted_gap_days: int = Field(
        default=2, ge=1, le=365, description="The fewest days between two unprompted messages.", examples=["2"]
    )
    unanswered_most: int = Field(
        default=2,
        ge=1,
        le=100,
        description="After so many unprompted messages without an answer, a person takes over.",
        examples=["2"],
    )
    live_talk_hours: int = Field(
        default=24,
        ge=0,
        le=720,
        description="Nothing unprompted within so many hours of people talking with each other.",
        examples=["24"],
    )
    waiting_days: int = Field(
        default=7,
        ge=1,
        le=90,
        description="For so many days a customer's word that nobody answered holds back everything unprompted.",
        examples=["7"],
    )
    less_every_days: int = Field(
        default=28, ge=1, le=365, description="The cadence for customers who asked for less.", examples=["28"]
    )
    quiet_from: time = Field(
        default=time(18), description="From then on nothing is sent, in the customer's time.", examples=["18:00"]
    )
    quiet_until: time = Field(
        default=time(9), description="Until then nothing is sent, in the customer's time.", examples=["09:00"]
    )
    quiet_season: Annotated[str, AfterValidator(spellings.season)] = Field(
        default="12-20..01-03",
        description="Days of the year without outreach, both ends included; `off` switches it off.",
        examples=["12-20..01-03"],
    )
    veto_after_proposals: int = Field(
        default=20,
        ge=1,
        le=1000,
        description="A rhythm's veto window counts only after so many of its proposals went out unedited.",
        examples=["20"],
    )
    renewal_days: int = Field(
        default=60, ge=1, le=365, description="How early a renewal without contact is brought up.", examples=["60"]
    )
    keep_text_days: int = Field(
        default=30,
        ge=0,
        le=3650,
        description="How long words said by or to customers are kept; 0 forgets them once handled.",
        examples=["30"],
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_means_not_set(cls, given: Any) -> Any:
        """As deployments write it; only for the quiet season does an empty value say something."""
        return {
            name: value
            for name, value in given.items()
            if name == "quiet_season" or not isinstance(value, str) or value.strip()
        }

    @model_validator(mode="after")
    def _anonymous_only_on_loopback(self) -> "Settings":
        if self.teams_allow_anonymous and self.host not in LOOPBACK:
            raise ValueError(
                "TEAMS_ALLOW_ANONYMOUS lets anybody speak as anybody, so it works on loopback only: "
                "set HOST=127.0.0.1 or take it out."
            )
        return self


def read_settings(env_file: Path | None = ENV_FILE) -> Settings:
    """Raises BadSetting, with a sentence per setting that cannot be used."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as problem:
        raise BadSetting("\n".join(_sentences(problem))) from None


def _sentences(problem: ValidationError) -> Iterator[str]:
    for error in problem.errors(include_url=False, include_input=False):
        if not error["loc"]:
            yield error["msg"].removeprefix("Value error, ")
            continue
        field = str(error["loc"][0])
        example = (Settings.model_fields[field].examples or [""])[0]
        yield f"{field.upper()} cannot be used: {reason(error)}. Write it like {example}."


def slips(env_file: Path = ENV_FILE) -> list[str]:
    """A sentence per variable that looks like a misspelt setting, and therefore has no effect."""
    return list(find_slips([*os.environ, *dotenv_values(env_file)], described()))


def described() -> Mapping[str, str]:
    """Every variable with what it is for, in the order of the classes, the desk's last."""
    own = {name: field for name, field in Settings.model_fields.items() if name not in DeskSettings.model_fields}
    return {name.upper(): field.description or "" for name, field in (own | DeskSettings.model_fields).items()}
