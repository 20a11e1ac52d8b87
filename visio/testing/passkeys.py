"""An authenticator made of software: it makes passkeys and signs with them, and lies where a test asks it to."""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from visio.gateways.passkeys import written

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    origin: str
    rp_id: str
    verifies: bool = True
    fmt: str = "none"
    sign_count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_id: str = ""

    def makes(self, asked: dict[str, Any], *, name: str = "My key") -> dict[str, str]:
        """The browser's answer to `POST /passkeys/begin`."""
        self.user_id = asked["user_id"]
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        known = bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        attestation = {"fmt": self.fmt, "attStmt": {}, "authData": self._device_says(WITH_KEY) + known}
        return {
            "name": name,
            "id": written(self.id),
            "client_data": written(self._client_says("webauthn.create", asked["challenge"])),
            "attestation": written(cbor2.dumps(attestation)),
        }

    def shows(self, asked: dict[str, Any]) -> dict[str, str]:
        """The browser's answer to `POST /signin/passkey/begin`."""
        self.sign_count += 1
        client_data, data = self._client_says("webauthn.get", asked["challenge"]), self._device_says(0)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return {
            "id": written(self.id),
            "client_data": written(client_data),
            "authenticator_data": written(data),
            "signature": written(signature),
            "user_handle": self.user_id,
            "next": "/",
        }

    def _client_says(self, type: str, challenge: str) -> bytes:
        said = {"type": type, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _device_says(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", flags, self.sign_count)
