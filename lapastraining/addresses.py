"""Under which names and addresses a server that listens on `host` is reached."""

from __future__ import annotations

import ipaddress
import socket
import struct

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104
# Addresses kept for documentation (RFC 5737, RFC 3849): asking for the way there sends nothing.
FAR_AWAY = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
GET_ADDRESS_OF_INTERFACE = 0x8915  # SIOCGIFADDR, netdevice(7)


def is_loopback(host: str) -> bool:
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allowed_hosts(host: str) -> list[str]:
    """What the Host header may say: this machine itself, and the address listened on or all of them."""
    if is_loopback(host):
        return list(LOOPBACK)
    if host in EVERYWHERE:
        return list(dict.fromkeys([*LOOPBACK, *map(in_url, addresses()), socket.gethostname().lower()]))
    return [*LOOPBACK, in_url(host)]


def public_origin(host: str, port: int) -> str:
    """Where other machines find the server: at its first address that is not its own loopback."""
    if host in EVERYWHERE:
        host = next(iter(addresses()), "localhost")
    elif is_loopback(host):
        host = "localhost"
    return f"http://{in_url(host)}:{port}"


def in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def addresses() -> list[str]:
    """This machine's addresses that others may know, the one that leads outside first."""
    found = [address for family in FAR_AWAY for address in (*_way_out(family), *_of_interfaces(family))]
    return [address for address in dict.fromkeys(found) if not is_loopback(address)]


def _way_out(family: socket.AddressFamily) -> list[str]:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((FAR_AWAY[family], 9))
            return [probe.getsockname()[0]]
    except OSError:
        return []


def _of_interfaces(family: socket.AddressFamily) -> list[str]:
    """Only Linux tells them without further programs; elsewhere the way out must do."""
    if family != socket.AF_INET:
        return []
    found = []
    try:
        import fcntl

        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            for _, name in socket.if_nameindex():
                try:
                    answer = fcntl.ioctl(probe, GET_ADDRESS_OF_INTERFACE, struct.pack("256s", name.encode()[:15]))
                except OSError:
                    continue
                found.append(socket.inet_ntoa(answer[20:24]))
    except (ImportError, OSError):
        return found
    return found
