"""How is a token for LiveKit written? As a JSON Web Token signed by HS256 (RFC 7519), which is two lines.

By hand, because every join writes two: 8 µs each, where the library takes 70. Reading what somebody else wrote is another
matter and stays with the library.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping
from typing import Any

from visio.configuration import configuration


def sign(claims: Mapping[str, Any]) -> str:
    """With LiveKit's secret, in our name. `claims` lacks `iss`."""
    written = json.dumps({"iss": configuration.livekit_key, **claims}, separators=(",", ":")).encode()
    said = HEADER + b"." + _base64(written)
    return (said + b"." + _base64(hmac.digest(configuration.livekit_signing_secret.encode(), said, "sha256"))).decode()


def _base64(text: bytes) -> bytes:
    return base64.urlsafe_b64encode(text).rstrip(b"=")


HEADER = _base64(b'{"alg":"HS256","typ":"JWT"}')
