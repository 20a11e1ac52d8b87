"""What our LiveKit is told: whatever is configured, it takes it, and no server that is not ours is in it."""

from __future__ import annotations

import json
import re
import stat
import subprocess
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

from visio.configuration import Configuration
from visio.running import livekit

EVERYWHERE = {"host": "0.0.0.0", "url": "https://visio.example.org"}
TURN = {"livekit_turn_domain": "turn.example.org", "livekit_node_ip": "203.0.113.7", **EVERYWHERE}
CERTIFICATE = {"livekit_turn_cert_file": "/etc/turn.pem", "livekit_turn_key_file": "/etc/turn.key"}

CASES: dict[str, dict[str, Any]] = {
    "a laptop": {},
    "localhost": {"host": "localhost"},
    "every address": EVERYWHERE,
    "every IPv6 address": {**EVERYWHERE, "host": "::"},
    "IPv6": {"host": "::1"},
    "a public address": {"livekit_node_ip": "203.0.113.7"},
    "TURN": TURN,
    "TURN behind a private address": {**TURN, "livekit_node_ip": "10.1.2.3"},
    "TURN over TLS": {**TURN, **CERTIFICATE},
    "TURN over TLS only": {**TURN, **CERTIFICATE, "livekit_turn_udp_port": 0},
    "several nodes": {**TURN, "livekit_redis_address": "redis.example.org:6379"},
}


def told(tmp_path: Path, **settings: Any) -> dict[str, Any]:
    return livekit.server_configuration(Configuration(data_dir=tmp_path, **settings))


@pytest.mark.parametrize("settings", CASES.values(), ids=CASES)
def test_livekit_takes_it_in_its_strict_reading(tmp_path: Path, settings: dict[str, Any]) -> None:
    binary = livekit.binary()
    assert binary, "run `make livekit`"
    path = livekit.write_configuration(Configuration(data_dir=tmp_path, **settings))
    done = subprocess.run(
        [str(binary), "--config", str(path), "ports"], capture_output=True, text=True, check=False, timeout=20
    )
    assert done.returncode == 0
    assert "could not parse" not in done.stdout + done.stderr
    assert "7880 - HTTP service" in done.stdout


@pytest.mark.parametrize("settings", CASES.values(), ids=CASES)
def test_livekit_never_falls_back_on_foreign_stun_servers(tmp_path: Path, settings: dict[str, Any]) -> None:
    """Its built-in list is used when it has neither STUN servers nor TURN over UDP, and when it must find its address."""
    given = told(tmp_path, **settings)
    assert given["rtc"]["node_ip"]
    assert given["rtc"]["use_external_ip"] is False
    relays = given.get("turn", {}).get("udp_port", 0)
    assert given["rtc"].get("stun_servers") or relays
    for server in given["rtc"].get("stun_servers", []):
        assert re.sub(r"[\[\]]", "", server.rpartition(":")[0]) == given["rtc"]["node_ip"]


def test_rooms_are_made_by_us_alone_and_their_events_come_to_us(tmp_path: Path) -> None:
    given = told(tmp_path, port=9123)
    assert given["room"]["auto_create"] is False
    assert given["room"]["enable_remote_unmute"] is False
    assert given["webhook"]["urls"] == ["http://127.0.0.1:9123/api/livekit/webhook"]
    assert given["webhook"]["api_key"] in given["keys"]
    assert "prometheus" not in given
    assert given["bind_addresses"] == ["127.0.0.1"]


def test_events_come_to_an_address_of_this_machine_however_it_is_written(tmp_path: Path) -> None:
    for host, reached in {"::1": "[::1]", "::": "[::1]", "0.0.0.0": "127.0.0.1"}.items():
        given = told(tmp_path, **{**EVERYWHERE, "host": host})
        assert given["webhook"]["urls"] == [f"http://{reached}:8000/api/livekit/webhook"]


def test_the_relay_reaches_our_livekit_and_nothing_else(tmp_path: Path) -> None:
    refused = [ip_network(network) for network in told(tmp_path, **TURN)["turn"]["deny_peer_cidrs"]]
    for elsewhere in ("8.8.8.8", "127.0.0.1", "10.0.0.1", "203.0.113.6", "203.0.113.8", "169.254.169.254"):
        assert any(ip_address(elsewhere) in network for network in refused), elsewhere
    assert not any(ip_address("203.0.113.7") in network for network in refused)


def test_the_key_is_for_our_eyes_only(tmp_path: Path) -> None:
    path = livekit.write_configuration(Configuration(data_dir=tmp_path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(json.loads(path.read_text())["keys"]) == ["visio"]


def test_a_binary_on_the_path_comes_before_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "livekit-server"
    own.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert livekit.binary() == own


def test_the_build_is_named_after_what_it_is_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    before = livekit.built_binary()
    assert before is not None
    assert before.parent == tmp_path / "visio"
    monkeypatch.setattr(livekit, "go_version", lambda: "another")
    assert livekit.built_binary() != before
