"""Every table. Importing this package fills the metadata that migrations and tests read."""

from outreach.models import book, desk, errands, ledger, library, listening, notices, post, signals, themes, trust
from outreach.models.naming import metadata

__all__ = [
    "book",
    "desk",
    "errands",
    "ledger",
    "library",
    "listening",
    "metadata",
    "notices",
    "post",
    "signals",
    "themes",
    "trust",
]
