"""Who is speaking, once we have looked: staff, or a customer, unknown included."""

from dataclasses import dataclass
from typing import Literal

from outreach.models.book import Contact, Teammate


@dataclass(frozen=True)
class Who:
    """`teammate` is set exactly when `audience` is staff. `identity_id` is None for somebody never seen before;
    `account_id` is the contact's, None for somebody we cannot place."""

    identity_id: int | None = None
    teammate: Teammate | None = None
    contact: Contact | None = None
    account_id: int | None = None
    audience: Literal["staff", "customer"] = "customer"

    def __post_init__(self) -> None:
        if (self.teammate is not None) != (self.audience == "staff"):
            raise ValueError("Staff are teammates, and nobody else is.")
