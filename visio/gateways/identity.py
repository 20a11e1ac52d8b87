"""Who somebody is, in the word of an identity provider (OpenID Connect, code flow), believed only when all of it fits.

From OpenID Connect Core 1.0, RFC 9207 (`iss` in the answer), RFC 7636 (PKCE), Back-Channel Logout 1.0. What does not fit is
Refused("signin.untrusted") with `why` for the log; a provider that does not answer is Unavailable("identity").
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NoReturn, TypeGuard
from urllib.parse import quote, urlencode

import structlog
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, KeySet

from visio.errors import Refused, Unavailable
from visio.gateways.https import Answer, ask
from visio.limits import Limit
from visio.providers import Provider, is_private_way

log = structlog.get_logger("identity")

# Anybody may send us what cannot be trusted, and none of them fills the disk with it.
told_limit = Limit(burst=100, per_second=0.1)

# What clocks may differ by.
SKEW_SECONDS = 60
# How old a word may be when it comes straight from the provider.
FRESH_SECONDS = 300
# How long its addresses and keys are believed unasked, and how soon an unknown key makes us ask again.
KNOWN_SECONDS = 600
ASK_AGAIN_SECONDS = 30

LONGEST_TOKEN = 32 * 1024
LONGEST_ID = 255

# The provider would have to ask the person something: no failure when it was asked not to.
QUIET = {"login_required", "consent_required", "interaction_required", "account_selection_required"}

LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"

KEY_TYPES = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC", "ES384": "EC"}
CURVES = {"ES256": "P-256", "ES384": "P-384"}
HASHES = {"RS256": "sha256", "PS256": "sha256", "ES256": "sha256", "ES384": "sha384"}

Claims = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider names. `claims` are what it tells of them, checked to be theirs; `id_token` is for the way out."""

    sub: str
    sid: str
    claims: Claims
    id_token: str


@dataclass(frozen=True, slots=True)
class SignedOut:
    """The provider says that a session is over (`sid`), or all of somebody's (`sub`); `jti` is its number."""

    sid: str
    sub: str
    jti: str


@dataclass(slots=True)
class Known:
    """What a provider says of itself."""

    says: Claims
    asked_at: float
    keys: KeySet | None = None
    keys_asked_at: float = float("-inf")


_known: dict[str, Known] = {}
_lock = threading.Lock()


def way_in(
    provider: Provider, *, redirect_uri: str, state: str, nonce: str, verifier: str, is_silent: bool = False
) -> str:
    """Where the browser goes to sign in. Nothing in it that the provider's entry does not ask for."""
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": provider.scopes,
    }
    if provider.state:
        asked["state"] = state
    if provider.nonce:
        asked["nonce"] = nonce
    if provider.pkce:
        asked["code_challenge"] = _base64(hashlib.sha256(verifier.encode()).digest())
        asked["code_challenge_method"] = "S256"
    if provider.acr_values:
        asked["acr_values"] = provider.acr_values
    if provider.claims:
        asked["claims"] = json.dumps(provider.claims, separators=(",", ":"))
    if provider.max_age is not None:
        asked["max_age"] = str(provider.max_age)
    if is_silent:
        asked["prompt"] = "none"
    return _with(_address(provider, "authorization_endpoint"), asked)


def way_out(provider: Provider, *, id_token: str, state: str, return_uri: str) -> str:
    """Where the browser goes to sign out there, too; nothing when the provider has no such place."""
    end = _says(provider).get("end_session_endpoint")
    if not is_private_way(end):
        return ""
    return _with(str(end), {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": return_uri})


def check_answerer(provider: Provider, iss: str | None) -> None:
    """Is the browser back from where we sent it? Asked for when the provider says that it names itself (RFC 9207)."""
    announced = _says(provider).get("authorization_response_iss_parameter_supported") is True
    if (announced or iss is not None) and iss != provider.issuer:
        _refuse(provider, "answer.iss")


def redeem(provider: Provider, *, code: str, redirect_uri: str, nonce: str, verifier: str) -> Person:
    """The person this code stands for."""
    tokens = _tokens(provider, code=code, redirect_uri=redirect_uri, verifier=verifier)
    id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        _refuse(provider, "token.missing")
    if str(tokens.get("token_type", "")).lower() != "bearer":
        _refuse(provider, "token.type")
    header, claims = _read(provider, id_token)
    _check(provider, claims)
    if provider.nonce and not _same(claims.get("nonce"), nonce):
        _refuse(provider, "nonce")
    if "at_hash" in claims and not _same(claims["at_hash"], _half_hash(access_token, header["alg"])):
        _refuse(provider, "at_hash")
    if provider.max_age is not None:
        _check_age(provider, claims.get("auth_time"))
    told = _told_of(provider, access_token)
    if told is not None and not _same(told.get("sub"), claims["sub"]):
        _refuse(provider, "userinfo.sub")
    sid = claims.get("sid")
    return Person(
        sub=claims["sub"],
        sid=sid if _is_id(sid) else "",
        claims={**claims, **(told or {})},
        id_token=id_token,
    )


def read_signed_out(provider: Provider, token: str) -> SignedOut:
    """A logout token (Back-Channel Logout 1.0 §2.6). Whether its number was seen before is the caller's to say."""
    header, claims = _read(provider, token)
    if str(header.get("typ", "JWT")).lower() not in {"jwt", "logout+jwt"}:
        _refuse(provider, "typ")
    _check_from_to(provider, claims)
    now = time.time()
    if not _is_moment(claims.get("iat")) or not now - FRESH_SECONDS < claims["iat"] < now + SKEW_SECONDS:
        _refuse(provider, "iat")
    if "exp" in claims and (not _is_moment(claims["exp"]) or claims["exp"] < now - SKEW_SECONDS):
        _refuse(provider, "exp")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        _refuse(provider, "events")
    if "nonce" in claims:
        _refuse(provider, "nonce")
    sid, sub, jti = claims.get("sid"), claims.get("sub"), claims.get("jti")
    if not _is_id(jti):
        _refuse(provider, "jti")
    if (sid is None and sub is None) or not all(each is None or _is_id(each) for each in (sid, sub)):
        _refuse(provider, "sid")
    return SignedOut(sid=sid or "", sub=sub or "", jti=jti)


def greet(provider: Provider) -> None:
    """Does it answer, as itself and with keys? Raises Unavailable("identity") or Refused."""
    _address(provider, "authorization_endpoint")
    _keys(provider, is_unknown=False)


def forget_all() -> None:
    """Ask every provider anew, as after a restart."""
    with _lock:
        _known.clear()


# What it says of itself.


def _says(provider: Provider) -> Claims:
    return _knowledge(provider).says


def _knowledge(provider: Provider) -> Known:
    known = _known.get(provider.issuer)
    if known and time.monotonic() - known.asked_at < KNOWN_SECONDS:
        return known
    url = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    says = _json(ask("identity", url, headers={"Accept": "application/json"}))
    if says.get("issuer") != provider.issuer:
        _refuse(provider, "discovery.issuer")
    known = Known(says, time.monotonic())
    with _lock:
        _known[provider.issuer] = known
    return known


def _address(provider: Provider, name: str) -> str:
    url = _says(provider).get(name)
    if not is_private_way(url):
        _refuse(provider, f"discovery.{name}")
    return str(url)


def _keys(provider: Provider, *, is_unknown: bool) -> KeySet:
    """`is_unknown`: a word is signed with a key that we do not have; the provider may have changed its keys."""
    known = _knowledge(provider)
    age = time.monotonic() - known.keys_asked_at
    if known.keys is None or age > KNOWN_SECONDS or (is_unknown and age > ASK_AGAIN_SECONDS):
        said = _json(ask("identity", _address(provider, "jwks_uri"), headers={"Accept": "application/json"}))
        known.keys, known.keys_asked_at = _public_keys(said), time.monotonic()
    return known.keys


def _public_keys(said: Claims) -> KeySet:
    """Those we can use; a provider may have others for others."""
    found: list[Any] = []
    for each in said["keys"] if isinstance(said.get("keys"), list) else []:
        if isinstance(each, dict) and each.get("kty") in set(KEY_TYPES.values()):
            try:
                found.append(JWKRegistry.import_key(each))
            except (JoseError, ValueError, TypeError, KeyError):
                continue
    return KeySet(found)


# Asking it about a person.


def _tokens(provider: Provider, *, code: str, redirect_uri: str, verifier: str) -> Claims:
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    secret = provider.client_secret.get_secret_value()
    if provider.client_authentication == "basic":
        pair = f"{quote(provider.client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        sent |= {"client_id": provider.client_id, "client_secret": secret}
    if provider.pkce:
        sent["code_verifier"] = verifier
    answer = ask("identity", _address(provider, "token_endpoint"), headers=headers, body=urlencode(sent).encode())
    if answer.status == 400 and _json(answer, status=400).get("error") == "invalid_grant":
        raise Refused("signin.expired")
    return _json(answer)


def _told_of(provider: Provider, access_token: str) -> Claims | None:
    """What is told of the person beside their token; nothing when the provider has no place to ask and need not."""
    if provider.userinfo == "plain" and "userinfo_endpoint" not in _says(provider):
        return None
    wanted = "application/jwt" if provider.userinfo == "signed" else "application/json"
    headers = {"Authorization": f"Bearer {access_token}", "Accept": wanted}
    answer = ask("identity", _address(provider, "userinfo_endpoint"), headers=headers)
    if answer.status != 200:
        raise Unavailable("identity", retry=answer.status >= 500)
    if answer.content_type != wanted:
        _refuse(provider, "userinfo.content_type")
    if provider.userinfo == "plain":
        return _json(answer)
    _, claims = _read(provider, answer.body.decode("ascii", "replace").strip())
    if provider.client_id not in _audience(claims):
        _refuse(provider, "userinfo.aud")
    if claims.get("iss", provider.issuer) != provider.issuer:
        _refuse(provider, "userinfo.iss")
    if "exp" in claims and (not _is_moment(claims["exp"]) or claims["exp"] < time.time() - SKEW_SECONDS):
        _refuse(provider, "userinfo.exp")
    return claims


def _json(answer: Answer, *, status: int = 200) -> Claims:
    if answer.status != status:
        raise Unavailable("identity", retry=answer.status >= 500)
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError) as wrong:
        raise Unavailable("identity", retry=False) from wrong
    if not isinstance(said, dict):
        raise Unavailable("identity", retry=False)
    return said


# Believing it.


def _read(provider: Provider, token: str) -> tuple[dict[str, Any], Claims]:
    """Header and claims of a token this provider signed with a key and an algorithm that we accept of it."""
    if len(token) > LONGEST_TOKEN or token.count(".") != 2:
        _refuse(provider, "token.form")
    allowed = [str(each) for each in provider.algorithms]
    registry = jws.JWSRegistry(algorithms=allowed, strict_check_header=False)
    try:
        header = jws.extract_compact(token.encode(), registry=registry).headers()
        if header.get("alg") not in allowed:
            _refuse(provider, "alg")
        if "crit" in header:
            _refuse(provider, "crit")
        key = _key_for(provider, header)
        read = jwt.decode(token, key, algorithms=allowed, registry=registry)
    except (JoseError, ValueError, TypeError, RecursionError) as wrong:
        _refuse(provider, "signature", wrong)
    return dict(read.header), dict(read.claims)


def _key_for(provider: Provider, header: Mapping[str, Any]) -> Any:
    """The one key it can be: by its name, or the only one of its kind when it is not named."""
    for is_unknown in (False, True):
        fitting = [key for key in _keys(provider, is_unknown=is_unknown) if _fits(key, header)]
        if len(fitting) == 1:
            return fitting[0]
    return _refuse(provider, "key")


def _fits(key: Any, header: Mapping[str, Any]) -> bool:
    says = key.as_dict(private=False)
    alg = header["alg"]
    return (
        says.get("kty") == KEY_TYPES[alg]
        and says.get("use", "sig") == "sig"
        and says.get("alg", alg) == alg
        and (alg not in CURVES or says.get("crv") == CURVES[alg])
        and ("kid" not in header or says.get("kid") == header["kid"])
    )


def _check(provider: Provider, claims: Claims) -> None:
    """An id_token's claims but those that depend on the question (Core §3.1.3.7)."""
    _check_from_to(provider, claims)
    now = time.time()
    if not _is_moment(claims.get("exp")) or claims["exp"] < now - SKEW_SECONDS:
        _refuse(provider, "exp")
    if not _is_moment(claims.get("iat")) or not now - FRESH_SECONDS < claims["iat"] < now + SKEW_SECONDS:
        _refuse(provider, "iat")
    if "nbf" in claims and (not _is_moment(claims["nbf"]) or claims["nbf"] > now + SKEW_SECONDS):
        _refuse(provider, "nbf")
    if not _is_id(claims.get("sub")):
        _refuse(provider, "sub")


def _check_from_to(provider: Provider, claims: Claims) -> None:
    """From this provider, to us, and to nobody else without saying that it was us who asked."""
    if claims.get("iss") != provider.issuer:
        _refuse(provider, "iss")
    audience = _audience(claims)
    if provider.client_id not in audience:
        _refuse(provider, "aud")
    azp = claims.get("azp")
    if azp != provider.client_id and (azp is not None or len(audience) > 1):
        _refuse(provider, "azp")


def _check_age(provider: Provider, auth_time: object) -> None:
    if not _is_moment(auth_time) or time.time() - auth_time > (provider.max_age or 0) + SKEW_SECONDS:
        _refuse(provider, "auth_time")


def _audience(claims: Claims) -> list[object]:
    said = claims.get("aud")
    return list(said) if isinstance(said, list) else [said]


def _is_moment(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12


def _is_id(value: object) -> TypeGuard[str]:
    """Something to find a row by: short, printable, and exactly as it came."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isprintable()


def _same(said: object, ours: str) -> bool:
    return isinstance(said, str) and hmac.compare_digest(said.encode(), ours.encode())


def _half_hash(token: str, algorithm: str) -> str:
    whole = hashlib.new(HASHES[algorithm], token.encode()).digest()
    return _base64(whole[: len(whole) // 2])


def _base64(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def _with(url: str, asked: Mapping[str, str]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked, quote_via=quote)}"


def _refuse(provider: Provider, why: str, wrong: BaseException | None = None) -> NoReturn:
    """`why` is for whoever runs this; the person reads that the provider could not be believed."""
    with suppress(Refused):
        told_limit.take(provider.id)
        log.warning("identity.untrusted", provider=provider.id, why=why, error=type(wrong).__name__ if wrong else None)
    raise Refused("signin.untrusted", why=why) from wrong
