import pytest

from bot.teams.addresses import Address, is_allowed, read_address


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:443/in/",
        "https://webchat.botframework.com/",
        "https://smba.infra.gcc.teams.microsoft.com/gcc/",
        "https://smba.infra.gov.teams.microsoft.us/",
        "https://smba.infra.dod.teams.microsoft.us/",
    ],
)
def test_microsoft_s_own_services_are_known(url: str) -> None:
    assert is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "https:///emea/",
        "smba.trafficmanager.net",
        "http://smba.trafficmanager.net/",
        "ftp://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8080/",
        "https://smba.trafficmanager.net:99999/",
        "https://smba.trafficmanager.net.attacker.example/",
        "https://attacker.example/smba.trafficmanager.net/",
        "https://attackersmba.trafficmanager.net/",
        "https://evil.smba.trafficmanager.net/",
        "https://botframework.com.attacker.example/",
        "https://attackerbotframework.com/",
        "https://smba.trafficmanager.net@attacker.example/",
        "https://me:pw@smba.trafficmanager.net/",
        "https://attacker.example\\@smba.trafficmanager.net/",
        "https://attacker.example/?x=https://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/?next=x",
        "https://smba.trafficmanager.net/#x",
        "https://[::1/",
        "http://127.0.0.1:5000/",
        "https://localhost/",
    ],
)
def test_nobody_else_s_are(url: str) -> None:
    assert not is_allowed(url)


def test_this_machine_is_known_only_where_that_was_asked_for() -> None:
    for url in ("http://127.0.0.1:5000/x/", "https://localhost/", "http://[::1]:80/"):
        assert is_allowed(url, loopback=True)
    assert not is_allowed("http://127.0.0.2/", loopback=True)
    assert not is_allowed("http://127.0.0.1.attacker.example/", loopback=True)
    assert not is_allowed("ftp://127.0.0.1/", loopback=True)


@pytest.mark.parametrize("team", [None, "19:abc@thread.tacv2", "a b#c%&="])
def test_a_reference_says_what_was_written(team: str | None) -> None:
    address = Address("https://smba.trafficmanager.net/emea/", team)
    assert read_address(address.write()) == address


def test_a_reference_of_another_kind_is_an_address_alone() -> None:
    assert read_address("https://smba.trafficmanager.net/emea") == Address("https://smba.trafficmanager.net/emea/")
    assert read_address("https://x.example/#other").team is None
