"""A hostile provider answers all that it should not; each is refused, with a code, and for the reason it should be."""

from __future__ import annotations

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from joserfc import jwk, jws, jwt

from visio.errors import Refused, Unavailable
from visio.gateways import https, identity
from visio.providers import Provider

NONCE, VERIFIER = "n" * 43, "v" * 43
RSA, EC = jwk.RSAKey.generate_key(2048), jwk.ECKey.generate_key("P-256")
ANOTHER = jwk.ECKey.generate_key("P-256")

Change = Callable[["Hostile"], None]


class Hostile:
    """Well behaved until a test changes what it says."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        self.behave()

    def behave(self) -> None:
        now = int(time.time())
        identity.forget_all()
        self.discovery: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/me",
            "jwks_uri": f"{self.issuer}/jwks",
        }
        keys = [RSA.as_dict(private=False, kid="rsa"), EC.as_dict(private=False, kid="ec")]
        self.keys: dict[str, Any] = {"keys": keys}
        self.header: dict[str, Any] = {"alg": "ES256", "kid": "ec"}
        self.claims: dict[str, Any] = {
            "iss": self.issuer, "sub": "amina", "aud": "visio", "nonce": NONCE, "iat": now, "exp": now + 60,
        }  # fmt: skip
        self.told: dict[str, Any] = {"iss": self.issuer, "aud": "visio", "sub": "amina", "email": "amina@example.org"}
        self.told_header = dict(self.header)
        self.told_as = "application/jwt"
        self.key: Any = EC
        self.told_key: Any = EC
        self.raw: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.id_token: Callable[[], Any] = lambda: self.signed(self.header, self.claims, self.key)
        self.token_type = "Bearer"
        self.asked: list[str] = []

    def signed(self, header: dict[str, Any], claims: dict[str, Any], key: Any) -> str:
        registry = jws.JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
        return jwt.encode(header, claims, key, algorithms=[header["alg"]], registry=registry)

    def provider(self, **changes: Any) -> Provider:
        entry = {
            "id": "hostile", "name": "Hostile", "issuer": self.issuer, "client_id": "visio", "email_domains": ["*"],
            "client_secret": "a secret that it knows", "userinfo": "signed", "algorithms": ["ES256", "RS256"],
        }  # fmt: skip
        return Provider.model_validate({**entry, **changes})

    def redeem(self, **changes: Any) -> identity.Person:
        back = "http://127.0.0.1:8000/signin/back/hostile"
        return identity.redeem(self.provider(**changes), code="code", redirect_uri=back, nonce=NONCE, verifier=VERIFIER)

    def _says(self, path: str) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        if path in self.raw:
            return self.raw[path]
        if path == "/me":
            if self.told_as == "application/jwt":
                return (
                    200,
                    {"Content-Type": self.told_as},
                    self.signed(self.told_header, self.told, self.told_key).encode(),
                )
            return 200, {"Content-Type": self.told_as}, json.dumps(self.told).encode()
        said: Any = {"/.well-known/openid-configuration": self.discovery, "/jwks": self.keys}.get(path)
        if path == "/token":
            said = {"id_token": self.id_token(), "access_token": "access", "token_type": self.token_type}
        return 200, {"Content-Type": "application/json"}, json.dumps(said).encode()

    def _answering(self) -> type[BaseHTTPRequestHandler]:
        hostile = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, headers, body = hostile._says(self.path)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                """It keeps its mouth shut."""

        return Answering

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


@pytest.fixture(scope="module")
def _hostile() -> Iterator[Hostile]:
    made = Hostile()
    yield made
    made.stop()


@pytest.fixture
def hostile(_hostile: Hostile) -> Hostile:
    _hostile.behave()
    return _hostile


def claiming(**claims: Any) -> Change:
    """None takes a claim away."""

    def change(hostile: Hostile) -> None:
        hostile.claims = {name: said for name, said in {**hostile.claims, **claims}.items() if said is not None}

    return change


def telling(**claims: Any) -> Change:
    def change(hostile: Hostile) -> None:
        hostile.told = {name: said for name, said in {**hostile.told, **claims}.items() if said is not None}

    return change


def setting(**changes: Any) -> Change:
    def change(hostile: Hostile) -> None:
        for name, value in changes.items():
            setattr(hostile, name, value)

    return change


def _part(said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def unsigned(hostile: Hostile) -> None:
    hostile.id_token = lambda: f"{_part({'alg': 'none'})}.{_part(hostile.claims)}."


def signed_with_our_public_key(hostile: Hostile) -> None:
    """RS/HS confusion: the public key taken for a shared secret."""
    said = f"{_part({'alg': 'HS256', 'kid': 'rsa'})}.{_part(hostile.claims)}"
    signature = hmac.digest(RSA.as_pem(private=False), said.encode(), "sha256")
    hostile.id_token = lambda: f"{said}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def signed_with_the_client_secret(hostile: Hostile) -> None:
    key = jwk.OctKey.import_key("a secret that it knows")
    hostile.id_token = lambda: hostile.signed({"alg": "HS256"}, hostile.claims, key)


def claims_changed_after_signing(hostile: Hostile) -> None:
    def token() -> str:
        header, _, signature = hostile.signed(hostile.header, hostile.claims, EC).split(".")
        return f"{header}.{_part({**hostile.claims, 'sub': 'somebody else'})}.{signature}"

    hostile.id_token = token


def another_kind_of_key(hostile: Hostile) -> None:
    hostile.header = {"alg": "RS256", "kid": "ec"}
    hostile.key = RSA


def two_keys_and_no_name(hostile: Hostile) -> None:
    hostile.keys["keys"].append(ANOTHER.as_dict(private=False, kid="another"))
    hostile.header = {"alg": "ES256"}


def its_key_inside(hostile: Hostile) -> None:
    hostile.header = {"alg": "ES256", "kid": "mine", "jwk": ANOTHER.as_dict(private=False)}
    hostile.key = ANOTHER


def the_id_token_once_more(hostile: Hostile) -> None:
    """What was told of somebody else, to another client."""
    hostile.told = {**hostile.claims, "aud": "another"}


NOW = int(time.time())

MALFORMED: dict[str, tuple[Change, str]] = {
    "no token": (setting(id_token=lambda: None), "token.missing"),
    "no JWT": (setting(id_token=lambda: "nonsense"), "token.form"),
    "three parts of nonsense": (setting(id_token=lambda: "a.b.c"), "signature"),
    "five parts, as if encrypted": (setting(id_token=lambda: "a.b.c.d.e"), "token.form"),
    "endless": (setting(id_token=lambda: f"a.{'b' * 40_000}.c"), "token.form"),
    "not a bearer's": (setting(token_type="DPoP"), "token.type"),
    "unsigned": (unsigned, "alg"),
    "HS256 with our public key": (signed_with_our_public_key, "alg"),
    "HS256 with the client's secret": (signed_with_the_client_secret, "alg"),
    "an algorithm we did not allow": (setting(header={"alg": "PS256", "kid": "rsa"}, key=RSA), "alg"),
    "signed by another": (setting(key=ANOTHER), "signature"),
    "changed after signing": (claims_changed_after_signing, "signature"),
    "a key nobody knows": (setting(header={"alg": "ES256", "kid": "unknown"}), "key"),
    "a key of another kind": (another_kind_of_key, "key"),
    "a key that is not named, of two": (two_keys_and_no_name, "key"),
    "a key it brings along": (its_key_inside, "key"),
    "something critical": (setting(header={"alg": "ES256", "kid": "ec", "crit": ["b64"], "b64": True}), "crit"),
    "from another issuer": (claiming(iss="https://elsewhere.example"), "iss"),
    "from an issuer with a slash more": (lambda hostile: claiming(iss=f"{hostile.issuer}/")(hostile), "iss"),
    "for another client": (claiming(aud="another"), "aud"),
    "for nobody": (claiming(aud=None), "aud"),
    "for several, and who asked is not said": (claiming(aud=["visio", "another"]), "azp"),
    "another one asked": (claiming(azp="another"), "azp"),
    "too old": (claiming(exp=NOW - 3600), "exp"),
    "without an end": (claiming(exp=None), "exp"),
    "an end in words": (claiming(exp="tomorrow"), "exp"),
    "from long ago": (claiming(iat=NOW - 86_400), "iat"),
    "from tomorrow": (claiming(iat=NOW + 86_400), "iat"),
    "good from tomorrow": (claiming(nbf=NOW + 86_400), "nbf"),
    "of nobody": (claiming(sub=None), "sub"),
    "of a number": (claiming(sub=7), "sub"),
    "of somebody no database can hold": (claiming(sub="a\x00"), "sub"),
    "of somebody without end": (claiming(sub="a" * 300), "sub"),
    "no nonce": (claiming(nonce=None), "nonce"),
    "the nonce of another": (claiming(nonce="m" * 43), "nonce"),
    "another access token": (claiming(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), "at_hash"),
    "told of somebody else": (telling(sub="bob"), "userinfo.sub"),
    "told of nobody": (telling(sub=None), "userinfo.sub"),
    "told to another": (telling(aud="another"), "userinfo.aud"),
    "told to nobody": (telling(aud=None), "userinfo.aud"),
    "told by another": (telling(iss="https://elsewhere.example"), "userinfo.iss"),
    "told long ago": (telling(exp=NOW - 3600), "userinfo.exp"),
    "told unsigned": (setting(told_as="application/json"), "userinfo.content_type"),
    "told with another's signature": (setting(told_key=ANOTHER), "signature"),
    "told with another token": (the_id_token_once_more, "userinfo.aud"),
}


@pytest.mark.parametrize(("change", "why"), MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_answer_signs_nobody_in(hostile: Hostile, change: Change, why: str) -> None:
    change(hostile)
    with pytest.raises(Refused) as refused:
        hostile.redeem()
    assert (refused.value.code, refused.value.values["why"]) == ("signin.untrusted", why)


def test_one_that_behaves_is_believed(hostile: Hostile) -> None:
    hostile.claims |= {"sid": "s1", "at_hash": identity._half_hash("access", "ES256")}
    person = hostile.redeem()
    assert (person.sub, person.sid, person.claims["email"]) == ("amina", "s1", "amina@example.org")


def test_what_is_told_plainly_is_believed_when_it_may_be(hostile: Hostile) -> None:
    hostile.told_as = "application/json"
    assert hostile.redeem(userinfo="plain").claims["email"] == "amina@example.org"
    hostile.told["sub"] = "bob"
    with pytest.raises(Refused, match="untrusted"):
        hostile.redeem(userinfo="plain")


def test_the_hash_is_the_standards_own(hostile: Hostile) -> None:
    """OpenID Connect Core 1.0, appendix A.4."""
    assert identity._half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "RS256") == "77QmUPtjPfzWtF2AnpK9RQ"


def test_how_long_ago_somebody_signed_in_there_is_checked_when_asked_for(hostile: Hostile) -> None:
    for auth_time in (None, NOW - 7200):
        claiming(auth_time=auth_time)(hostile)
        with pytest.raises(Refused) as refused:
            hostile.redeem(max_age=60)
        assert refused.value.values["why"] == "auth_time"
    claiming(auth_time=int(time.time()))(hostile)
    assert hostile.redeem(max_age=60).sub == "amina"


def test_new_keys_are_fetched_when_one_is_unknown_but_not_each_time(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile.redeem()
    hostile.header, hostile.key = {"alg": "ES256", "kid": "next"}, ANOTHER
    hostile.keys = {"keys": [EC.as_dict(private=False, kid="ec"), ANOTHER.as_dict(private=False, kid="next")]}
    with pytest.raises(Refused):
        hostile.redeem()
    assert hostile.asked.count("/jwks") == 1
    monkeypatch.setattr(identity, "ASK_AGAIN_SECONDS", -1)
    assert hostile.redeem().sub == "amina"


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": None},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"userinfo_endpoint": None},
        {"jwks_uri": ["x"]},
    ],
    ids=str,
)
def test_a_provider_that_describes_itself_wrongly_is_not_asked(hostile: Hostile, discovery: dict[str, Any]) -> None:
    hostile.discovery |= discovery
    with pytest.raises(Refused, match="untrusted"):
        hostile.redeem()


BROKEN: dict[str, tuple[str, tuple[int, dict[str, str], bytes]]] = {
    "an error": ("/token", (500, {}, b"")),
    "a page": ("/token", (200, {}, b"<html>")),
    "a list": ("/token", (200, {}, b"[]")),
    "a refusal of ours": ("/token", (401, {}, b'{"error": "invalid_client"}')),
    "too much": ("/token", (200, {}, b" " * (https.MOST_BYTES + 1))),
    "less than it said": ("/token", (200, {"Content-Length": "100"}, b"{}")),
    "nested without end": ("/jwks", (200, {}, b'{"keys":' + b"[" * 100_000)),
    "no keys": ("/jwks", (404, {}, b"")),
    "nobody known": ("/me", (401, {}, b"")),
    "not there": ("/.well-known/openid-configuration", (404, {}, b"")),
}


@pytest.mark.parametrize(("path", "answer"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_answer_is_a_provider_that_is_away(
    hostile: Hostile, path: str, answer: tuple[int, dict[str, str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(https, "WAIT_SECONDS", 0.5)
    hostile.raw[path] = answer
    with pytest.raises(Unavailable) as trouble:
        hostile.redeem()
    assert trouble.value.code == "unavailable.identity"


def test_a_redirect_is_not_followed(hostile: Hostile) -> None:
    hostile.raw["/token"] = (302, {"Location": f"{hostile.issuer}/elsewhere"}, b"")
    with pytest.raises(Unavailable):
        hostile.redeem()
    assert "/elsewhere" not in hostile.asked


def test_a_provider_that_drips_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dripping(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b" ")
                    time.sleep(0.05)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Dripping)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    monkeypatch.setattr(https, "IN_ALL_SECONDS", 0.3)
    began = time.monotonic()
    answer = https.ask("identity", f"http://127.0.0.1:{server.server_port}/")
    assert time.monotonic() - began < 2
    assert len(answer.body) < 100
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_a_code_that_is_too_old_is_said_to_be(hostile: Hostile) -> None:
    hostile.raw["/token"] = (400, {}, b'{"error": "invalid_grant"}')
    with pytest.raises(Refused) as refused:
        hostile.redeem()
    assert refused.value.code == "signin.expired"


# The provider's word that somebody is signed out.


def logout_claims(hostile: Hostile, **claims: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "iss": hostile.issuer, "aud": "visio", "iat": int(time.time()), "exp": int(time.time()) + 120, "jti": "1",
        "sid": "s1", "events": {identity.LOGOUT_EVENT: {}},
    }  # fmt: skip
    return {name: value for name, value in {**said, **claims}.items() if value is not None}


def test_a_sign_out_says_whose(hostile: Hostile) -> None:
    token = hostile.signed({**hostile.header, "typ": "logout+jwt"}, logout_claims(hostile, sub="amina"), EC)
    assert identity.read_signed_out(hostile.provider(), token) == identity.SignedOut(sid="s1", sub="amina", jti="1")


WRONG_SIGN_OUTS: dict[str, tuple[dict[str, Any], str]] = {
    "another issuer": ({"iss": "https://elsewhere.example"}, "iss"),
    "another client": ({"aud": "another"}, "aud"),
    "no age": ({"iat": None}, "iat"),
    "old": ({"iat": NOW - 3600}, "iat"),
    "over": ({"exp": NOW - 3600}, "exp"),
    "no event": ({"events": None}, "events"),
    "another event": ({"events": {"http://example.org": {}}}, "events"),
    "an id_token": ({"nonce": NONCE}, "nonce"),
    "no number": ({"jti": None}, "jti"),
    "nobody": ({"sid": None}, "sid"),
    "a list of people": ({"sub": ["amina", "bob"]}, "sid"),
}


@pytest.mark.parametrize(("claims", "why"), WRONG_SIGN_OUTS.values(), ids=WRONG_SIGN_OUTS.keys())
def test_a_wrong_sign_out_is_refused(hostile: Hostile, claims: dict[str, Any], why: str) -> None:
    token = hostile.signed(hostile.header, logout_claims(hostile, **claims), EC)
    with pytest.raises(Refused) as refused:
        identity.read_signed_out(hostile.provider(), token)
    assert refused.value.values["why"] == why


def test_a_sign_out_of_another_kind_or_hand_is_refused(hostile: Hostile) -> None:
    for header, key in (({**hostile.header, "typ": "at+jwt"}, EC), (hostile.header, ANOTHER)):
        with pytest.raises(Refused):
            identity.read_signed_out(hostile.provider(), hostile.signed(header, logout_claims(hostile), key))
