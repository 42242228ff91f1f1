"""The settings of listening and of the concierge desk; `bot.settings` reads them."""

from datetime import time
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings

from bot import spellings


class DeskSettings(BaseSettings):
    """How fast we answer, how often we interrupt each other, and what may be done without asking."""

    first_reply_hours: Annotated[str, AfterValidator(spellings.hours)] = Field(
        default="1/4/8",
        description="Working hours within which top, mid and tail accounts get a first reply from a person.",
        examples=["1/4/8"],
    )
    nudge_percent: int = Field(
        default=75,
        ge=1,
        le=100,
        description="When so much of FIRST_REPLY_HOURS has passed, the CSM is nudged.",
        examples=["75"],
    )
    list_at: time = Field(
        default=time(15, 30),
        description="When CSMs get the list of what was perhaps noticed, in their own time zone.",
        examples=["15:30"],
    )
    interruptions_per_day: int = Field(
        default=5, ge=0, le=100, description="How often a colleague is interrupted in one day.", examples=["5"]
    )
    urgent_contact: str = Field(
        default="",
        max_length=200,
        description="How customers reach somebody at once, as they read it, for out-of-hours answers.",
        examples=["call +49 30 1234567"],
    )
    request_silence_days: int = Field(
        default=5,
        ge=1,
        le=60,
        description="Working days of silence after which an honoured request counts as settled.",
        examples=["5"],
    )
    complaint_question_days: int = Field(
        default=2,
        ge=1,
        le=30,
        description="Days after a closed complaint until its customer is asked whether it is right now.",
        examples=["2"],
    )
    goodwill_per_month: Decimal = Field(
        default=Decimal(500),
        ge=0,
        description="What a CSM may give in a month to make something right, without asking.",
        examples=["500"],
    )
    currency: str = Field(
        default="$", min_length=1, max_length=3, description="What money is shown in.", examples=["$"]
    )
    trend_accounts: int = Field(
        default=3, ge=2, le=100, description="So many different accounts make a theme a trend.", examples=["3"]
    )
    trend_days: int = Field(
        default=14, ge=1, le=365, description="The days within which TREND_ACCOUNTS count.", examples=["14"]
    )
    trend_factor: float = Field(
        default=2,
        ge=1.1,
        le=100,
        description="So many times a theme's usual rate make it a trend as well.",
        examples=["2"],
    )
    department_days: int = Field(
        default=2,
        ge=1,
        le=30,
        description="Working days after which a silent department is nudged.",
        examples=["2"],
    )
    less_asks_days: int = Field(
        default=7,
        ge=1,
        le=60,
        description="So long one person's “less” pauses a channel while its CSM asks the others.",
        examples=["7"],
    )
    signals_secret: Annotated[SecretStr, AfterValidator(spellings.webhook_secret)] | None = Field(
        default=None,
        description="Verifies POST /signals (Standard Webhooks, whsec_…; two with a space between while one takes the "
        "other's place). Without it the address answers nobody.",
        examples=["whsec_bWFrZSB5b3VyIG93biB3aXRoIG9wZW5zc2w="],
    )
