"""Sending to an address that somebody else entered: not into the own network, not for long, no redirects.

The name is resolved once, every address it has is checked, and the connection is made to the
checked address itself, so that a name which resolves differently the second time leads nowhere
else. Redirects are not followed. Private, link-local and loopback targets are refused unless
the operator allows them (`WEBHOOKS_MAY_REACH_PRIVATE`).
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import suppress
from threading import Timer
from urllib.parse import urlsplit

CONNECT_SECONDS = 5
TOTAL_SECONDS = 10
# IPv6 networks whose addresses contain an IPv4 address: NAT64, 6to4, Teredo.
CARRIERS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]  # fmt: skip


class Unreachable(Exception):
    """The message could not be delivered; says why, for the record of the attempt."""


def is_inward(address: str) -> bool:
    """Whether `address` lies in a private, local or otherwise not public network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.version == 6 and any(ip in net for net in CARRIERS):
        return True
    return not ip.is_global or ip.is_multicast


def target_of(url: str, *, private: bool) -> tuple[str, str, int, str]:
    """Scheme, host, port and path of `url`; raises Unreachable where nothing may be sent to it."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Unreachable("地址写法有误") from error
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise Unreachable("地址必须以 https:// 开头")
    if not parts.hostname or parts.username or parts.password:
        raise Unreachable("地址中没有主机名，或者含有用户名、密码")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, port, path


def checked_address(host: str, port: int, *, private: bool) -> str:
    """One address of `host`; raises Unreachable unless every address of it may be reached."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("主机名无法解析") from error
    addresses = [one[4][0] for one in found]
    if not private and any(is_inward(address) for address in addresses):
        raise Unreachable("地址指向内部网络，不予投递")
    return addresses[0]


class Pinned(http.client.HTTPConnection):
    """A connection to one checked address, under the host name of the URL."""

    def __init__(self, scheme, host, port, address):
        super().__init__(host, port, timeout=CONNECT_SECONDS)
        self.scheme, self.address = scheme, address

    def connect(self):
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End the connection from another thread: the timeout of a socket is for each read alone,
        so that an endpoint which answers byte by byte would never reach it.
        """
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def post(url: str, body: bytes, headers: dict, *, private: bool) -> int:
    """Send `body`; returns the status code. Raises Unreachable where no answer came in time."""
    scheme, host, port, path = target_of(url, private=private)
    address = checked_address(host, port, private=private)
    connection = Pinned(scheme, host, port, address)
    clock = Timer(TOTAL_SECONDS, connection.cut)
    clock.daemon = True
    clock.start()
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except TimeoutError as error:
        raise Unreachable("没有在规定时间内应答") from error
    except ssl.SSLError as error:
        raise Unreachable("对方证书无效或者加密连接失败") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable("连接失败或者对方中断了连接") from error
    finally:
        clock.cancel()
        connection.close()
