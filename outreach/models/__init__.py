"""Every table. Importing this package fills the metadata that migrations and tests read."""

from outreach.models import book, ledger, library, post, trust
from outreach.models.naming import metadata

__all__ = ["book", "ledger", "library", "metadata", "post", "trust"]
