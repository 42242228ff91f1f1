"""The guarded download, against a real server on loopback that counts who reaches it."""

import asyncio
import datetime
import gzip
import ipaddress
import ssl
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from content.addresses import is_public
from content.fetching import (
    FeedRefused,
    FeedUnreachable,
    Fetched,
    FetchLimits,
    Network,
    NotModified,
    fetch,
)

FEED = b"<rss version='2.0'><channel><title>Ours</title></channel></rss>"


def answer(body: bytes = FEED, status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join(lines).replace("_", "-").encode("latin-1") + b"\r\n\r\n" + body


def redirect(to: str) -> bytes:
    return answer(b"", "302 Found", Location=to)


@dataclass
class Server:
    """Answers each path with fixed bytes; `hits` counts connections, even those without a request."""

    port: int = 0
    hits: int = 0
    paths: dict[str, bytes] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.hits += 1
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.requests.append(request)
            writer.write(self.paths.get(request.split()[1], answer()))
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def url(self, path: str = "/feed", host: str = "feeds.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def limits(self) -> FetchLimits:
        return FetchLimits(ports=(self.port,), total_seconds=5)

    def network(self) -> Network:
        return Network(resolve=to_loopback, allow=loopback_too)


async def to_loopback(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def loopback_too(address: str) -> bool:
    return address == "127.0.0.1" or is_public(address)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server


async def test_a_feed_is_fetched_with_what_makes_the_next_poll_cheap(server: Server) -> None:
    server.paths["/feed"] = answer(ETag='"v1"', Last_Modified="Tue, 03 Nov 2026 08:00:00 GMT")
    got = await fetch(server.url() + "#top", limits=server.limits(), network=server.network())
    assert got == Fetched(200, FEED, '"v1"', "Tue, 03 Nov 2026 08:00:00 GMT", server.url())


async def test_the_server_sees_the_name_and_nothing_about_us(server: Server) -> None:
    await fetch(server.url(), limits=server.limits(), network=server.network())
    lines = server.requests[0].split("\r\n")
    assert lines[0] == "GET /feed HTTP/1.1"
    assert f"Host: feeds.example:{server.port}" in lines
    assert {line.split(":")[0].lower() for line in lines[1:] if line} == {
        "host", "user-agent", "accept", "accept-encoding", "connection",
    }  # fmt: skip


async def test_an_unchanged_feed_costs_no_download(server: Server) -> None:
    server.paths["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    got = await fetch(server.url(), etag='"v1"', modified="yesterday", limits=server.limits(), network=server.network())
    assert got == NotModified(server.url())
    assert 'If-None-Match: "v1"' in server.requests[0]
    assert "If-Modified-Since: yesterday" in server.requests[0]


async def test_not_modified_to_an_unconditional_question_is_an_error(server: Server) -> None:
    server.paths["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    with pytest.raises(FeedUnreachable, match="answered 304"):
        await fetch(server.url(), limits=server.limits(), network=server.network())


async def test_an_etag_that_is_no_decent_header_is_neither_kept_nor_sent(server: Server) -> None:
    server.paths["/feed"] = answer(ETag="v\xe9", Last_Modified="x" * 2000)
    got = await fetch(server.url(), etag="v\xe9\n", limits=server.limits(), network=server.network())
    assert isinstance(got, Fetched)
    assert (got.etag, got.modified) == (None, None)
    assert "If-None-Match" not in server.requests[0]


SSRF = [
    "127.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "localhost", "0", "0.0.0.0", "[::1]", "[::]",
    "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]", "[2001:0:7f00:1::]", "169.254.169.254", "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "10.0.0.1", "172.16.0.1", "192.168.1.1", "[fd00::1]", "[fe80::1]",
    "[fe80::1%25lo]", "[ff02::1]", "[fec0::1]", "user@127.0.0.1", "user:secret@localhost", "127.0.0.1.", "LOCALHOST",
]  # fmt: skip


@pytest.mark.parametrize("host", SSRF)
async def test_no_way_to_write_an_inner_address_reaches_the_local_server(server: Server, host: str) -> None:
    with pytest.raises((FeedRefused, FeedUnreachable)):
        await fetch(server.url(host=host), limits=server.limits())
    assert server.hits == 0


@pytest.mark.parametrize("host", SSRF)
async def test_no_redirect_to_an_inner_address_is_followed(server: Server, host: str) -> None:
    server.paths["/feed"] = redirect(server.url("/secret", host))

    async def resolve(name: str, port: int) -> Sequence[str]:
        if name == "feeds.example":
            return ["127.0.0.1"]
        found = await asyncio.get_running_loop().getaddrinfo(name, port)
        return [str(sockaddr[0]) for *_, sockaddr in found]

    arrived = 0

    def allow(address: str) -> bool:
        nonlocal arrived
        arrived += 1
        return arrived == 1 or is_public(address)

    with pytest.raises((FeedRefused, FeedUnreachable)):
        await fetch(server.url(), limits=server.limits(), network=Network(resolve=resolve, allow=allow))
    assert server.hits == 1
    assert len(server.requests) == 1


async def test_the_control_really_reaches_the_local_server(server: Server) -> None:
    """Without the guard those addresses do arrive: the tests above would otherwise prove nothing."""
    network = Network(allow=lambda address: True)
    for host in ("127.0.0.1", "127.1", "0x7f.1", "2130706433", "localhost"):
        await fetch(server.url(host=host), limits=server.limits(), network=network)
    assert server.hits == 5


async def test_one_inner_address_among_public_ones_refuses_the_host(server: Server) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["93.184.215.14", "127.0.0.1"]

    with pytest.raises(FeedRefused, match="not on the public internet"):
        await fetch(server.url(), limits=server.limits(), network=Network(resolve=resolve))
    assert server.hits == 0


async def test_a_name_that_changes_its_address_is_connected_where_it_was_checked() -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    seen: list[httpx.Request] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        return next(answers)

    async def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=FEED)

    await fetch("https://feeds.example/x?y=1", network=Network(resolve=resolve, transport=httpx.MockTransport(respond)))
    assert [str(request.url) for request in seen] == ["https://93.184.215.14/x?y=1"]
    assert seen[0].headers["host"] == "feeds.example"
    assert seen[0].extensions["sni_hostname"] == "feeds.example"
    assert next(answers) == ["127.0.0.1"]  # never asked a second time


async def test_the_second_address_is_tried_when_the_first_is_dead(server: Server) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.2", "127.0.0.1"]

    network = Network(resolve=resolve, allow=lambda address: True)
    assert isinstance(await fetch(server.url(), limits=server.limits(), network=network), Fetched)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("file:///etc/passwd", "has to start with https://"),
        ("ftp://feeds.example/x", "has to start with https://"),
        ("gopher://feeds.example/x", "has to start with https://"),
        ("/etc/passwd", "has to start with https://"),
        ("feeds.example/x", "has to start with https://"),
        ("", "has to start with https://"),
        ("http:///x", "has to start with https://"),
        ("http://[::1", "is not a web address"),
        ("http://a\nb/", "is not a web address"),
        ("http://user:hunter2@feeds.example/", "carries a name or password"),
        ("http://feeds.example:22/", "over the ports 80 and 443 only"),
        ("http://feeds.example:8080/", "over the ports 80 and 443 only"),
        ("http://feeds.example:99999/", "over the ports 80 and 443 only"),
    ],
)
async def test_an_address_we_do_not_take_is_refused_unasked(url: str, says: str) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        raise AssertionError("nobody may ask for this name")

    with pytest.raises(FeedRefused, match=says) as caught:
        await fetch(url, network=Network(resolve=resolve))
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://u:p@feeds.example/", "ftp://x/", "http://[::1", "//x:22/"]
)
async def test_a_redirect_is_checked_like_the_first_address(server: Server, target: str) -> None:
    server.paths["/feed"] = redirect(target)
    with pytest.raises(FeedRefused):
        await fetch(server.url(), limits=server.limits(), network=server.network())
    assert server.hits == 1


async def test_redirects_are_followed_and_the_final_address_told(server: Server) -> None:
    server.paths["/feed"] = redirect("/moved?a=1")
    server.paths["/moved?a=1"] = redirect(server.url("/final", "other.example"))
    got = await fetch(server.url(), limits=server.limits(), network=server.network())
    assert got.final_url == server.url("/final", "other.example")
    assert [f"Host: other.example:{server.port}" in request for request in server.requests] == [False, False, True]


async def test_cookies_are_never_sent_back(server: Server) -> None:
    server.paths["/feed"] = answer(b"", "302 Found", Location="/next", Set_Cookie="a=b; Path=/")
    await fetch(server.url(), limits=server.limits(), network=server.network())
    assert "ookie" not in server.requests[1]


async def test_a_circle_of_redirects_ends(server: Server) -> None:
    server.paths["/feed"] = redirect("/feed")
    with pytest.raises(FeedRefused, match="redirects more than 5 times"):
        await fetch(server.url(), limits=server.limits(), network=server.network())
    assert server.hits == 6


async def test_a_redirect_to_nowhere_is_told(server: Server) -> None:
    server.paths["/feed"] = answer(b"", "301 Moved")
    with pytest.raises(FeedUnreachable, match="redirects to nowhere"):
        await fetch(server.url(), limits=server.limits(), network=server.network())


async def test_a_packed_feed_is_unpacked(server: Server) -> None:
    server.paths["/feed"] = answer(gzip.compress(FEED), Content_Encoding="gzip")
    got = await fetch(server.url(), limits=server.limits(), network=server.network())
    assert isinstance(got, Fetched)
    assert got.body == FEED


async def test_a_document_may_have_the_limit_and_not_one_byte_more(server: Server) -> None:
    limits = replace(server.limits(), max_bytes=1_000)
    for packed in (False, True):
        for size, fits in ((1_000, True), (1_001, False)):
            body = b"x" * size
            server.paths["/feed"] = answer(gzip.compress(body), Content_Encoding="gzip") if packed else answer(body)
            if fits:
                got = await fetch(server.url(), limits=limits, network=server.network())
                assert isinstance(got, Fetched)
                assert len(got.body) == size
                continue
            with pytest.raises(FeedRefused, match="is larger than"):
                await fetch(server.url(), limits=limits, network=server.network())


async def test_a_gzip_bomb_is_stopped_at_the_limit(server: Server) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = packer.compress(b"\0" * 200_000_000) + packer.flush()
    assert len(bomb) < 300_000
    server.paths["/feed"] = answer(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        with pytest.raises(FeedRefused, match="larger than 2 MB"):
            await fetch(server.url(), limits=server.limits(), network=server.network())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 12_000_000


async def test_a_bomb_of_empty_blocks_counts_by_what_came_over_the_wire(server: Server) -> None:
    header = gzip.compress(b"")[:10]
    server.paths["/feed"] = answer(header + b"\0\0\0\xff\xff" * 500_000, Content_Encoding="gzip")
    with pytest.raises(FeedRefused, match="larger than 2 MB"):
        await fetch(server.url(), limits=server.limits(), network=server.network())


@pytest.mark.parametrize(
    ("raw", "error", "says"),
    [
        (answer(b"not gzip", Content_Encoding="gzip"), FeedUnreachable, "says gzip"),
        (answer(gzip.compress(FEED)[:-9], Content_Encoding="gzip"), FeedUnreachable, "broke off"),
        (answer(FEED, Content_Encoding="br"), FeedRefused, "only gzip is understood"),
        (answer(FEED, Content_Encoding="gzip, gzip"), FeedRefused, "only gzip is understood"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", FeedUnreachable, "broke off"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", FeedUnreachable, "broke off"),
        (b"", FeedUnreachable, "broke off"),
        (answer(b"", "401 No"), FeedUnreachable, "answered 401: it wants a login"),
        (answer(b"", "404 No"), FeedUnreachable, "answered 404: there is nothing"),
        (answer(b"", "410 Gone"), FeedUnreachable, "the feed has ended; remove it"),
        (answer(b"", "503 No"), FeedUnreachable, "trouble of its own"),
        (answer(b"", "418 Teapot"), FeedUnreachable, "check the address"),
    ],
)
async def test_an_answer_that_is_no_document_is_told_with_its_cure(
    server: Server, raw: bytes, error: type[Exception], says: str
) -> None:
    server.paths["/feed"] = raw
    with pytest.raises(error, match=says):
        await fetch(server.url(), limits=server.limits(), network=server.network())


async def test_nobody_listening_and_nobody_known_are_told_apart(server: Server) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        if host == "gone.example":
            raise OSError("no such name")
        return ["127.0.0.2"] if host == "deaf.example" else []

    network = Network(resolve=resolve, allow=lambda address: True)
    for host, says in (("gone", "no host called"), ("deaf", "does not accept"), ("empty", "has no address")):
        with pytest.raises(FeedUnreachable, match=says):
            await fetch(server.url(host=f"{host}.example"), limits=server.limits(), network=network)


async def test_a_label_too_long_for_a_name_is_told(server: Server) -> None:
    with pytest.raises(FeedUnreachable, match="no host called"):
        await fetch(server.url(host="a" * 300), limits=server.limits())


class Dripping(httpx.AsyncByteStream):
    """Sends a byte now and then, for ever: each read is in time, the whole never is."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.005)
            yield b"x"


async def test_the_time_limit_is_for_the_whole_not_for_each_read() -> None:
    async def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Dripping())

    network = Network(resolve=to_loopback, allow=loopback_too, transport=httpx.MockTransport(respond))
    with pytest.raises(FeedUnreachable, match=r"longer than 0\.1 seconds"):
        await fetch("http://feeds.example/", limits=FetchLimits(total_seconds=0.1), network=network)


async def test_a_resolver_that_never_answers_counts_into_the_time_limit() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    with pytest.raises(FeedUnreachable, match="longer than"):
        await fetch("http://feeds.example/", limits=FetchLimits(total_seconds=0.05), network=Network(resolve=resolve))


async def test_proxies_of_the_environment_are_not_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.9:9")
    assert isinstance(await fetch(server.url(), limits=server.limits(), network=server.network()), Fetched)


def certificate_for(name: str, folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start.replace(year=2090))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        cert.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


async def test_https_checks_the_certificate_against_the_name_though_it_connects_to_the_address(tmp_path: Path) -> None:
    pem = certificate_for("feeds.example", tmp_path)
    asked: list[str | None] = []
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(pem)
    serving.sni_callback = lambda _socket, name, _context: asked.append(name)
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=serving)
    server.port = listening.sockets[0].getsockname()[1]
    trusting = ssl.create_default_context(cafile=str(pem))
    async with listening, httpx.AsyncHTTPTransport(verify=trusting) as transport:
        network = Network(resolve=to_loopback, allow=loopback_too, transport=transport)
        got = await fetch(server.url().replace("http:", "https:"), limits=server.limits(), network=network)
        assert isinstance(got, Fetched)
        with pytest.raises(FeedUnreachable, match="certificate that is not valid for its name"):
            await fetch(
                server.url(host="other.example").replace("http:", "https:"), limits=server.limits(), network=network
            )
        with pytest.raises(FeedUnreachable, match="certificate"):  # the built-in roots do not know it
            await fetch(server.url().replace("http:", "https:"), limits=server.limits(), network=server.network())
    assert asked == ["feeds.example", "other.example", "feeds.example"]


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "169.254.169.254", "172.31.0.1",
        "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.19.255.255", "203.0.113.9", "224.0.0.1",
        "239.1.1.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808",
        "64:ff9b:1::1", "100::1",
        "2001::1", "2001:2::1", "2001:db8::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd12::1",
        "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0", "fec0::1", "ff02::1", "", "localhost", "8.8.8.8 ", "1",
    ],
)  # fmt: skip
def test_an_address_outside_the_public_internet_is_told_as_such(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "93.184.215.14", "100.63.0.1", "100.128.0.1", "2606:4700::1", "2a00:1450::1"]
)
def test_a_public_address_is_told_as_such(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_what_we_call_public_is_never_less_strict_than_the_library(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert not is_public(str(ip)) or (ip.is_global and not ip.is_multicast and not ip.is_reserved)
