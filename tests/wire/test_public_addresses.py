from ipaddress import IPv6Address

import pytest

from dateline.wire.public_addresses import is_public

PRIVATE_IPV4 = (
    "0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.0.1 169.254.169.254 172.16.0.1 172.31.255.255 "
    "192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 "
    "224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16"
).split()
PRIVATE_IPV6 = (
    ":: ::1 64:ff9b:1::1 64:ff9b:1:ffff::8.8.8.8 100::1 100:0:0:1::1 200::1 2001:1::9 2001:2::1 2001:10::1 2001:db8::1 "
    "3fff::1 3fff:fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 febf::1 fec0::1 feff::1 ff02::1 "
    "ff0e::1"
).split()
PUBLIC = (
    "8.8.8.8 1.1.1.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.0.9 192.0.0.10 192.0.1.1 192.88.98.1 "
    "198.17.255.255 198.20.0.1 223.255.255.255 168.63.129.17 2606:4700::1111 2001:1::1 2001:3::1 2001:4:112::1 "
    "2001:20::1 2001:200::1 2620:4f:8000::1 3fff:1000::1 64:ff9b::8.8.8.8 2002:808:808::1 ::ffff:8.8.8.8 "
    "2606:4700::5efe:8.8.8.8"
).split()


@pytest.mark.parametrize("address", [*PRIVATE_IPV4, *PRIVATE_IPV6])
def test_what_the_registries_keep_from_the_internet_is_not_public(address: str) -> None:
    """Private, local, shared, reserved, documentation, multicast and deprecated addresses are never called."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_the_registries_call_reachable_is_public(address: str) -> None:
    """Addresses of the open internet may be called, also right next to a closed block, and through a translator."""
    assert is_public(address)


def forms(ipv4: str) -> list[str]:
    """Every way to put an IPv4 address into an IPv6 one."""
    number = int(IPv6Address(f"::{ipv4}"))
    teredo_server = IPv6Address((0x20010000 << 96) | (number << 64))
    teredo_client = IPv6Address((0x20010000 << 96) | (0x08080808 << 64) | (number ^ 0xFFFFFFFF))
    sixtofour = IPv6Address((0x2002 << 112) | (number << 80) | 1)
    written = ("::ffff:", "::", "::ffff:0:", "64:ff9b::", "64:ff9b:1::", "2606:4700::5efe:", "2606:4700::200:5efe:")
    return [*(f"{prefix}{ipv4}" for prefix in written), str(teredo_server), str(teredo_client), str(sixtofour)]


@pytest.mark.parametrize("ipv4", PRIVATE_IPV4)
def test_no_ipv6_address_leads_to_a_private_one(ipv4: str) -> None:
    """An IPv4 address is unwrapped: mapped, compatible, translated, NAT64, 6to4, Teredo's server and client, ISATAP."""
    assert [form for form in forms(ipv4) if is_public(form)] == []
