"""Passkeys (WebAuthn level 3) in our words: what a browser is asked to make or to show, and what its answer proves.

No attestation is asked for: which brand of key somebody has is nobody's business. The person must be verified by their device
(a finger, a face, a PIN), so that a key alone, found or stolen, opens nothing.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass

from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_attestation_object
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AttestationFormat

from visio.configuration import configuration
from visio.errors import Refused

# What the library lets through of answers that are none: everything in them is a stranger's.
UNREADABLE = (WebAuthnException, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Made:
    """A new passkey: base64url of its id, its public key (COSE), and how often it says it signed."""

    id: str
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A browser's answer to a challenge; each part in base64url."""

    id: str
    client_data: str
    authenticator_data: str
    signature: str


def are_on() -> bool:
    """They belong to a domain, never to an address in numbers, and browsers want TLS but on this machine."""
    try:
        ipaddress.ip_address(configuration.public_host)
    except ValueError:
        return configuration.is_tls or configuration.is_loopback
    return False


def draw_challenge() -> str:
    return secrets.token_urlsafe(32)


def draw_handle() -> str:
    """What authenticators keep of whose they are: it says nothing of the person."""
    return secrets.token_urlsafe(32)


def written(raw: bytes) -> str:
    """In base64url, without padding."""
    return bytes_to_base64url(raw)


def read_made(*, id: str, client_data: str, attestation: str, challenge: str) -> Made:
    """Raises Refused("passkey.refused") for whatever is not the answer to this challenge, from our own page, by a person."""
    answer = {"clientDataJSON": client_data, "attestationObject": attestation}
    try:
        attested = parse_attestation_object(base64url_to_bytes(attestation))
        # As nobody asked, browsers send none, or what the new key says of itself: no certificate of a stranger's is read.
        if attested.fmt not in (AttestationFormat.NONE, AttestationFormat.PACKED) or attested.att_stmt.x5c:
            raise Refused("passkey.refused")
        found = verify_registration_response(
            credential={"id": id, "rawId": id, "type": "public-key", "response": answer},
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=configuration.public_host,
            expected_origin=configuration.public_url,
            require_user_verification=True,
        )
    except UNREADABLE as wrong:
        raise Refused("passkey.refused") from wrong
    if written(found.credential_id) != id:
        raise Refused("passkey.refused")
    return Made(id, found.credential_public_key, found.sign_count)


def read_shown(shown: Shown, *, challenge: str, public_key: bytes) -> int:
    """How often the key says it signed; 0 if it does not count. Raises as `read_made` does."""
    answer = {
        "clientDataJSON": shown.client_data,
        "authenticatorData": shown.authenticator_data,
        "signature": shown.signature,
    }
    try:
        found = verify_authentication_response(
            credential={"id": shown.id, "rawId": shown.id, "type": "public-key", "response": answer},
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=configuration.public_host,
            expected_origin=configuration.public_url,
            credential_public_key=public_key,
            # Compared where the last one is kept, so that a copy is told from a broken answer.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except UNREADABLE as wrong:
        raise Refused("passkey.refused") from wrong
    return found.new_sign_count
