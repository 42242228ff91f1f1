"""The one guarded door through which bytes from the internet come in."""

import asyncio
import logging
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache

import httpx

from content.addresses import is_public
from outreach.errors import BadInput, ConciergeError

log = logging.getLogger(__name__)

_REDIRECTS = {301, 302, 303, 307, 308}
_CONNECT_SECONDS = 4.0  # per address: behind a dead first one there may be a living second
_HEADERS = {
    "User-Agent": "Concierge (feed reader)",
    "Accept": "application/rss+xml, application/atom+xml, application/xml, text/xml, */*;q=0.1",
    "Accept-Encoding": "gzip",
    # A kept connection is found again by address alone, and a certificate good for one name is not for another.
    "Connection": "close",
}

_LONGEST_HEADER = 1_000
_ANY_STATUS_CURE = "check the address in a browser."
_STATUS_CURES = {
    401: "it wants a login, and feeds are only read without one.",
    403: "it does not let us read it; ask whoever runs it, or give another feed.",
    404: "there is nothing at that address; look for the feed's new one.",
    410: "the feed has ended; remove it.",
    429: "we asked too often; it is tried again at the next poll.",
} | dict.fromkeys((500, 502, 503, 504), "it has trouble of its own; it is tried again at the next poll.")

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class FeedRefused(BadInput):
    """An address or an answer that we do not take; the text says why and what would be taken."""


class FeedUnreachable(ConciergeError):
    """The other side did not answer, or not with the document; the text says what to check."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """`max_bytes` counts the document unpacked; `total_seconds` everything from the name to the last byte."""

    max_bytes: int = 2_000_000
    total_seconds: float = 10.0
    redirects: int = 5
    ports: tuple[int, ...] = (80, 443)


@dataclass(frozen=True, slots=True)
class Fetched:
    """`etag` and `modified` are the server's own words, to be given back at the next poll."""

    status: int
    body: bytes
    etag: str | None
    modified: str | None
    final_url: str


@dataclass(frozen=True, slots=True)
class NotModified:
    """The document is the one whose `etag` or `modified` was given."""

    final_url: str


@dataclass(frozen=True, slots=True)
class Network:
    """Where names and connections come from. Tests let `allow` pass their own local server."""

    resolve: Resolve | None = None
    transport: httpx.AsyncBaseTransport | None = None
    allow: Callable[[str], bool] = is_public


_INTERNET = Network()


async def fetch(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    limits: FetchLimits | None = None,
    network: Network = _INTERNET,
) -> Fetched | NotModified:
    """Gets one http(s) document from a public address, following redirects with every check made again.

    Raises FeedRefused for what we will not fetch and FeedUnreachable for what did not come.
    """
    limits = limits or FetchLimits()
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = _HEADERS | {name: value for name, value in conditions.items() if value and _may_be_sent(value)}
    try:
        async with asyncio.timeout(limits.total_seconds):
            return await _follow(_checked(url, limits), headers, limits, network)
    except (TimeoutError, httpx.TimeoutException):
        raise FeedUnreachable(
            f"{_shown(url)} took longer than {limits.total_seconds:g} seconds; it is tried again at the next poll."
        ) from None
    except httpx.TransportError as error:
        log.info("feed.unreachable url=%s error=%r", _shown(url), error)
        raise FeedUnreachable(f"{_shown(url)} {_why(error)}") from None


def _checked(url: str | httpx.URL, limits: FetchLimits) -> httpx.URL:
    """The one parser of addresses: what is checked here is the same object that is connected to."""
    try:
        target = httpx.URL(url)
        port = target.port or {"http": 80, "https": 443}.get(target.scheme)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise FeedRefused(f"“{_shown(url)}” is not a web address; write https://example.com/feed.xml.") from None
    if target.scheme not in ("http", "https") or not target.host:
        raise FeedRefused(f"“{_shown(url)}” is not a web address; it has to start with https:// or http://.")
    if target.userinfo:
        raise FeedRefused(
            f"The address at {target.host} carries a name or password; give one that works without, since it is stored."
        )
    if port not in limits.ports:
        ports = " and ".join(map(str, limits.ports))
        raise FeedRefused(f"{target.host}:{port} is not fetched: feeds come over the ports {ports} only.")
    return target


async def _follow(
    target: httpx.URL, headers: Mapping[str, str], limits: FetchLimits, network: Network
) -> Fetched | NotModified:
    for _ in range(limits.redirects + 1):
        async with _opened(target, headers, network) as response:
            if response.status_code not in _REDIRECTS:
                return await _answer(target, response, headers, limits)
            target = _redirected(target, response, limits)
    raise FeedRefused(f"{target.host} redirects more than {limits.redirects} times; give the final address itself.")


def _redirected(target: httpx.URL, response: httpx.Response, limits: FetchLimits) -> httpx.URL:
    location = response.headers.get("location", "")
    if not location:
        raise FeedUnreachable(f"{target.host} redirects to nowhere; check the address in a browser.")
    try:
        return _checked(target.join(location), limits)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise FeedRefused(f"{target.host} redirects to what is no web address; check it in a browser.") from None


@asynccontextmanager
async def _opened(target: httpx.URL, headers: Mapping[str, str], network: Network) -> AsyncIterator[httpx.Response]:
    """Connects to an address that was just checked, never to a name that could mean another one by now."""
    addresses = await _addresses(target, network)
    transport = network.transport or httpx.AsyncHTTPTransport(verify=_tls())
    try:
        response = await _first_answer(target, addresses, headers, transport)
        try:
            yield response
        finally:
            await response.aclose()
    finally:
        if transport is not network.transport:
            await transport.aclose()


async def _addresses(target: httpx.URL, network: Network) -> Sequence[str]:
    host = target.raw_host.decode("ascii")
    try:
        addresses = await (network.resolve or _resolve)(host, target.port or 0)
    except (OSError, UnicodeError):
        raise FeedUnreachable(f"There is no host called {host}; check how the address is spelled.") from None
    if not addresses:
        raise FeedUnreachable(f"{host} has no address at the moment; check how it is spelled, or try again later.")
    if not all(network.allow(address) for address in addresses):
        raise FeedRefused(f"{host} is not on the public internet; only public addresses are fetched from.")
    return addresses


async def _resolve(host: str, port: int) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


async def _first_answer(
    target: httpx.URL, addresses: Sequence[str], headers: Mapping[str, str], transport: httpx.AsyncBaseTransport
) -> httpx.Response:
    """Uses the transport bare: no cookies, no proxies from the environment, no redirects of its own."""
    for address in addresses[:-1]:
        try:
            return await transport.handle_async_request(_request(target, address, headers))
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return await transport.handle_async_request(_request(target, addresses[-1], headers))


def _request(target: httpx.URL, address: str, headers: Mapping[str, str]) -> httpx.Request:
    """Goes to the address while Host, SNI and the certificate's check keep the name."""
    name = target.raw_host.decode("ascii").rstrip(".")
    return httpx.Request(
        "GET",
        target.copy_with(host=address, fragment=None),
        headers={"Host": target.netloc.decode("ascii"), **headers},
        extensions={
            "sni_hostname": name,
            "timeout": {"connect": _CONNECT_SECONDS, "read": None, "write": None, "pool": None},
        },
    )


async def _answer(
    target: httpx.URL, response: httpx.Response, headers: Mapping[str, str], limits: FetchLimits
) -> Fetched | NotModified:
    url = str(target.copy_with(fragment=None))
    status = response.status_code
    if status == 304 and len(headers) > len(_HEADERS):
        return NotModified(url)
    if not 200 <= status < 300:
        raise FeedUnreachable(f"{target.host} answered {status}: {_STATUS_CURES.get(status, _ANY_STATUS_CURE)}")
    body = await _body(target, response, limits.max_bytes)
    log.info("feed.fetched host=%s status=%s bytes=%s", target.host, status, len(body))
    return Fetched(status, body, _kept(response, "etag"), _kept(response, "last-modified"), url)


def _kept(response: httpx.Response, header: str) -> str | None:
    value = response.headers.get(header)
    return value if value and _may_be_sent(value) else None


def _may_be_sent(value: str) -> bool:
    """An ETag is stored and sent back: what is no decent header line would stop every later poll."""
    return len(value) <= _LONGEST_HEADER and value.isascii() and value.isprintable()


async def _body(target: httpx.URL, response: httpx.Response, most: int) -> bytes:
    """Unpacks as it reads and stops one byte above the limit: a few kB of gzip can hold gigabytes."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise FeedRefused(f"{target.host} packs its answer as {coding[:20]!r}; only gzip is understood.")
    unpacker = zlib.decompressobj(wbits=31) if coding != "identity" else None
    body, received = bytearray(), 0
    async for chunk in _chunks(response):
        received += len(chunk)
        body += _unpack(target, unpacker, chunk, most + 1 - len(body)) if unpacker else chunk
        if max(received, len(body)) > most:
            raise FeedRefused(
                f"What {target.host} sends is larger than {most / 1_000_000:g} MB; is this the feed, not a file?"
            )
        if unpacker and unpacker.eof:
            break
    if unpacker and not unpacker.eof:
        raise FeedUnreachable(f"The answer of {target.host} broke off; it is tried again at the next poll.")
    return bytes(body)


def _chunks(response: httpx.Response) -> httpx.AsyncByteStream:
    """As they come over the wire; `Response.aiter_bytes` would unpack without any limit."""
    if not isinstance(response.stream, httpx.AsyncByteStream):
        raise TypeError("the transport has to answer with an asynchronous stream")
    return response.stream


def _unpack(target: httpx.URL, unpacker: "zlib._Decompress", chunk: bytes, most: int) -> bytes:
    try:
        return unpacker.decompress(chunk, most)
    except zlib.error:
        raise FeedUnreachable(f"{target.host} says gzip and sends something else; tell whoever runs it.") from None


def _shown(url: str | httpx.URL) -> str:
    """For sentences and logs: short, and never with what stands before an @."""
    text = str(url).split("?")[0]
    scheme, _, rest = text.rpartition("//")
    return f"{scheme}//{rest.rpartition('@')[2]}"[:120] if scheme else text.rpartition("@")[2][:120]


def _why(error: httpx.TransportError) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "shows a certificate that is not valid for its name; tell whoever runs it."
    if isinstance(error, httpx.ConnectError):
        return "does not accept connections; check the address, it is tried again at the next poll."
    return "broke off its answer; it is tried again at the next poll."
