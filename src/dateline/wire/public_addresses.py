"""Which addresses belong to the open internet: IANA's registries of special-purpose addresses, and our additions.

Python's own `is_global` differs from version to version. This table changes only when we change it.
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

# As of 2025-10-09: https://www.iana.org/assignments/iana-ipv4-special-registry/, …/iana-ipv6-special-registry/,
# …/ipv6-address-space/ and …/multicast-addresses/. "yes" means globally reachable. The registry does not decide on Teredo and
# 6to4: they are reachable if the IPv4 addresses inside them are.
_REGISTRIES = """
0.0.0.0/0           yes  what is not listed
0.0.0.0/8           no   this network
10.0.0.0/8          no   private use
100.64.0.0/10       no   shared address space of providers
127.0.0.0/8         no   loopback
169.254.0.0/16      no   link local
172.16.0.0/12       no   private use
192.0.0.0/24        no   IETF protocol assignments
192.0.0.9/32        yes  Port Control Protocol anycast
192.0.0.10/32       yes  TURN anycast
192.0.2.0/24        no   documentation
192.31.196.0/24     yes  AS112
192.52.193.0/24     yes  AMT
192.88.99.0/24      no   6to4 relays, deprecated
192.168.0.0/16      no   private use
192.175.48.0/24     yes  AS112
198.18.0.0/15       no   benchmarks
198.51.100.0/24     no   documentation
203.0.113.0/24      no   documentation
224.0.0.0/4         no   multicast
240.0.0.0/4         no   reserved, and the broadcast address
::/0                no   reserved, unique local, link local, site local, multicast, SRv6, IPv4-compatible, …
64:ff9b::/96        yes  translation to IPv4
2000::/3            yes  global unicast
2001::/23           no   IETF protocol assignments
2001::/32           yes  Teredo
2001:1::1/128       yes  Port Control Protocol anycast
2001:1::2/128       yes  TURN anycast
2001:1::3/128       yes  DNS service discovery anycast
2001:3::/32         yes  AMT
2001:4:112::/48     yes  AS112
2001:20::/28        yes  ORCHIDv2
2001:30::/28        yes  drones' remote identification
2001:db8::/32       no   documentation
2002::/16           yes  6to4
3fff::/20           no   documentation
"""
_OURS = """
168.63.129.16/32    no   the platform inside Azure's data centres, which gives machines their configuration
"""
_REACHABLE = {ip_network(row.split()[0]): row.split()[1] == "yes" for row in f"{_REGISTRIES}{_OURS}".splitlines() if row}
_NARROWEST_FIRST = sorted(_REACHABLE, key=lambda network: -network.prefixlen)
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)
"""The first half of an interface identifier that ends in an IPv4 address (RFC 5214)."""


def is_public(text: str) -> bool:
    """Whether an address, and every IPv4 address inside it, belongs to the open internet."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    return all(map(_is_reachable, (address, *_within(address))))


def is_inside(url: str) -> bool:
    """Whether an address names this machine or an IP address that is not public. No name is looked up."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not is_public(host)
    except ValueError:
        return False


def _is_reachable(address: IPv4Address | IPv6Address) -> bool:
    return next(_REACHABLE[network] for network in _NARROWEST_FIRST if address in network)


def _within(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses inside an IPv6 address: 6to4, Teredo, NAT64, ISATAP. All other forms are outside the global ranges."""
    if isinstance(address, IPv6Address):
        yield from filter(None, (address.sixtofour, *(address.teredo or ())))
        if address in _NAT64 or int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
            yield IPv4Address(int(address) & 0xFFFFFFFF)
