"""Which addresses the public internet is made of; everything else is never downloaded from."""

import ipaddress

# IANA's registries of special-purpose addresses, plus what `ipaddress.is_global` calls global although a
# packet sent there ends up on this host, in this network, or at many: multicast, NAT64, 6to4, Teredo.
_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
)  # fmt: skip
# The only part of IPv6 ever given out: outside lie loopback, mapped and NAT64 addresses, fc00::/7, fe80::/10, ff00::/8.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")


def is_public(address: str) -> bool:
    """False also for what is no address at all, and for one with a scope (`fe80::1%eth0`)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if ip.version == 6 and (ip not in _GIVEN_OUT or "%" in address):
        return False
    return not any(ip in network for network in _NEVER if network.version == ip.version)
