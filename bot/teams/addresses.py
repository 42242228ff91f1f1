"""Where Teams is reached: which service URLs are Microsoft's own, and what `Place.reference` holds on Teams. Pure."""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# Commercial Teams, then the American government's clouds (GCC, GCC High, DoD).
_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
_FAMILIES = (".botframework.com", ".botframework.us", ".botframework.azure.us")
_TEAM = "team="


@dataclass(frozen=True)
class Address:
    """What `Place.reference` holds: the service URL, which ends in a slash, and for a channel the id of its team, so
    that what happens to the team is known to happen to its channels."""

    service_url: str
    team: str | None = None

    def write(self) -> str:
        return f"{self.service_url}#{_TEAM}{quote(self.team, safe=':@')}" if self.team else self.service_url


def read_address(reference: str) -> Address:
    """Believes nothing: whoever is about to send asks `is_allowed` again."""
    service_url, _, more = reference.partition("#")
    return Address(ended(service_url), unquote(more.removeprefix(_TEAM)) or None if more.startswith(_TEAM) else None)


def ended(service_url: str) -> str:
    """With exactly the slash that Microsoft puts there, or forgets."""
    return f"{service_url.rstrip('/')}/"


def is_allowed(service_url: str, *, loopback: bool = False) -> bool:
    """Whether our access token may go there. `loopback`: this machine too, for a local client (never a real one)."""
    try:
        parts = urlsplit(service_url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment or "\\" in service_url:
        return False
    if host in LOOPBACK:
        return loopback and parts.scheme in ("http", "https")
    return parts.scheme == "https" and port in (None, 443) and (host in _HOSTS or host.endswith(_FAMILIES))
