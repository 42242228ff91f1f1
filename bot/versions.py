"""Which versions run here."""

import platform
import sqlite3
from collections.abc import Mapping
from importlib import metadata

import tzdata

CONCIERGE = "0.1.0"
_PARTS = ("sqlalchemy", "apscheduler", "starlette", "slack-bolt", "botbuilder-core")


def versions() -> Mapping[str, str]:
    return {
        "concierge": CONCIERGE,
        "python": platform.python_version(),
        "tzdata": tzdata.IANA_VERSION,
        "sqlite": sqlite3.sqlite_version,
        **{name: metadata.version(name) for name in _PARTS},
    }
