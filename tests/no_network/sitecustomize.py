"""Loaded by every Python that the tests start, and by the tests themselves: whoever reaches for the network is refused.

A test of rulekit needs no network, and a check must not use any (docs/design.md, invariant 7).
"""

import socket
import sys
from typing import Any

_ASKS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
_REACHES = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
_OUTSIDE = (socket.AF_INET, socket.AF_INET6)


class NetworkForbidden(RuntimeError):
    """Something reached for the network."""


def _refuse(event: str, given: tuple[Any, ...]) -> None:
    if event in _ASKS or (event in _REACHES and given[0].family in _OUTSIDE):
        raise NetworkForbidden(f"the network is forbidden here: {event} {given[1:]!r}")


sys.addaudithook(_refuse)
