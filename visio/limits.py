"""How often may somebody try? Token buckets by address, kept in this process's memory.

There is one web worker by default, with threads that share these. Each further one (VISIO_WEB_WORKERS) counts for itself and
allows as much again: right for slowing a flood, and it costs a join no query. What must hold across processes stands on
rows instead (a mailbox gets five living sign-in links at most).
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from visio.configuration import configuration
from visio.errors import Refused

if TYPE_CHECKING:
    # Only to name it: push counts here too, and knows no Django.
    from django.http import HttpRequest

# A ten-thousand-first address pushes out the one that was quiet longest.
MOST_KEPT = 10_000


# Tests stop it, so that a slow machine gives nobody their tries back.
clock = time.monotonic

_limits: list[Limit] = []


class Limit:
    """`burst` tries at once, then `per_second` of them."""

    def __init__(self, *, burst: float, per_second: float) -> None:
        self.burst = burst
        self.per_second = per_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()
        _limits.append(self)

    def take(self, key: str) -> None:
        """Count one try, or refuse with the seconds to wait."""
        self._spend(key, 1)

    def check(self, key: str) -> None:
        """Refuse if a try would be refused, without counting one."""
        self._spend(key, 0)

    def forget(self) -> None:
        """Everybody starts anew, as after a restart."""
        with self._lock:
            self._left.clear()

    def _spend(self, key: str, cost: int) -> None:
        now = clock()
        with self._lock:
            left, since = self._left.get(key, (self.burst, now))
            left = min(self.burst, left + (now - since) * self.per_second)
            if left < 1:
                raise Refused("limit.too_many", retry_after=math.ceil((1 - left) / self.per_second))
            if cost:
                self._left[key] = left - cost, now
                self._left.move_to_end(key)
                if len(self._left) > MOST_KEPT:
                    self._left.popitem(last=False)


def forget_all() -> None:
    for limit in _limits:
        limit.forget()


def address_of(request: HttpRequest) -> str:
    return subscriber(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def subscriber(found: str, forwarded: str) -> str:
    """Where a request comes from: an IPv4 address, or the /64 that one IPv6 subscriber has.

    X-Forwarded-For is believed only as far as our own proxies wrote it.
    """
    if configuration.trusted_proxies:
        passed = forwarded.split(",")
        found = passed[-min(configuration.trusted_proxies, len(passed))].strip() or found
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)
