"""How the API answers when something is wrong: always JSON, a code, and a sentence in the person's language."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from urllib.parse import quote

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from visio import limits
from visio.configuration import configuration
from visio.errors import STATUS
from visio.limits import address_of
from visio.people.signin import make_link
from visio.testing.people import Browser
from visio.web.api import api
from visio.words import words

JSON_DOORS = [
    ("POST", "/signin"),
    ("POST", "/signin/confirm"),
    ("PATCH", "/me"),
    ("POST", "/rooms"),
    ("PATCH", "/rooms/salle-du-budget"),
    ("POST", "/rooms/salle-du-budget/join"),
]


@pytest.fixture
def host(alice: Browser) -> Browser:
    alice.make_room(name="Salle du budget")
    return alice


def problem_of(browser: Browser, *, status: int | None = None) -> Any:
    answer = browser.last
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    told = json.loads(answer.content)
    assert set(told) <= {"code", "message", "fields"}
    assert STATUS.get(told["code"], 503) == answer.status_code
    assert told["message"]
    return told


@pytest.mark.parametrize(("method", "path"), JSON_DOORS)
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "input.unreadable"),
        (b"\xff\xfe", 400, "input.unreadable"),
        (b"[" * 20_000, 400, "input.unreadable"),
        (b'{"name": ' + b"9" * 5000 + b"}", 400, "input.unreadable"),
        (b"[]", 422, "input.invalid"),
        (b"null", 422, "input.invalid"),
        (b'"text"', 422, "input.invalid"),
        (b"12", 422, "input.invalid"),
        (b'{"name": {"a": 1}}', 422, "input.invalid"),
        (b'{"name": 5, "email": [], "token": null, "slug": {}, "device": false}', 422, "input.invalid"),
        (b'{"name": "\\ud800", "email": "\\ud800", "token": "\\ud800"}', 422, "input.invalid"),
        (b'{"is_admin": true, "owner": 1, "__proto__": {}}', 422, "input.invalid"),
        (b'{"name": "' + b"x" * 1_000_000 + b'"}', 413, "input.too_large"),
    ],
    ids=["cut", "not-utf8", "deep", "long-number", "list", "null", "text", "number", "nested", "types", "surrogates",
         "unknown", "1MB"],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_a_reason(
    host: Browser, method: str, path: str, body: bytes, status: int, code: str
) -> None:
    host.ask(method, path, body, status=status)
    assert problem_of(host)["code"] == code


def test_each_field_that_is_wrong_has_its_sentence_in_the_language_of_the_person(
    charlie: Browser, host: Browser
) -> None:
    told = charlie.post("/rooms/salle-du-budget/join", {"name": "", "colour": "red"}, status=422)
    assert told["message"] == "Un élément envoyé ne peut pas être utilisé."
    assert told["fields"] == {
        "name": "Écrivez un nom.",
        "device": "Il manque cet élément.",
        "colour": "Cet élément n'est pas connu ici.",
    }


def test_what_was_sent_is_never_repeated(host: Browser) -> None:
    host.patch("/me", {"name": "\x00", "<script>" * 100: 1}, status=422)
    assert len(host.last.content) < 600
    host.post("/signin", {"email": "secret-word"}, status=422)
    assert b"secret-word" not in host.last.content


EMAILS = [
    "",
    "a",
    "a@",
    "@b.fr",
    "a@b",
    "a b@c.fr",
    "a@b.fr\n",
    "a@b.fr\r\nBcc: x@y.fr",
    "a@b.fr\x00",
    "x" * 300 + "@b.fr",
]


@pytest.mark.parametrize("email", EMAILS, ids=range(len(EMAILS)))
def test_what_is_no_mail_address_is_refused(charlie: Browser, email: str, db: None) -> None:
    assert "email" in charlie.post("/signin", {"email": email}, status=422)["fields"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nz\r\n--x--\r\n'),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nz\r\n--x--',
        ),
        ("multipart/form-data", b"no boundary"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(3000))),
    ],
)
def test_a_form_is_refused_unread(host: Browser, kind: str, body: bytes) -> None:
    token = host.client.cookies["csrftoken"].value
    answer = host.client.generic("POST", "/api/rooms", body, content_type=kind, headers={"X-CSRFToken": token})
    assert (answer.status_code, answer.json()["code"]) == (415, "input.not_json")


def test_strangers_do_not_fill_the_log(client: Client, caplog: pytest.LogCaptureFixture, db: None) -> None:
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400
    assert client.get("/api/session", headers={"Host": "a,b"}).status_code == 400
    assert not caplog.records


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_only_json_is_taken(host: Browser, kind: str) -> None:
    token = host.client.cookies["csrftoken"].value
    answer = host.client.generic("PATCH", "/api/me", '{"name": "X"}', content_type=kind, headers={"X-CSRFToken": token})
    assert (answer.status_code, answer.json()["code"]) == (415, "input.not_json")


def test_nothing_is_changed_without_the_token_of_a_page_of_ours(host: Browser) -> None:
    for method, path in JSON_DOORS:
        answer = host.client.generic(method, f"/api{path}", "{}", content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf.failed"), path


def test_every_address_that_changes_something_asks_for_that_token(client: Client, db: None) -> None:
    """Or for a pass, or for LiveKit's signature: without any of them the answer is 401 or 403. What an identity provider
    signs is 400 without its signature, as its standard has it, and 404 where there is no such provider; so is the telephone bridge's, where there is none."""
    strict = Client(enforce_csrf_checks=True)
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            if method != "get":
                answer = strict.generic(method.upper(), path.replace("{slug}", "abc").replace("{id}", "1"))
                is_nowhere = path in {"/api/signin/ended/{provider}", "/api/telephone/pin"}
                refusals = {404} if is_nowhere else {401, 403}
                assert answer.status_code in refusals, (method, path)


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/nothing", "/api/rooms/a/b/c", "/api/../etc/passwd", "/api/%00", "/api/openapi.json"]
)
def test_an_unknown_address_of_the_api_is_told_in_json(charlie: Browser, path: str, db: None) -> None:
    answer = charlie.client.get(path, headers={"Accept-Language": "fr"})
    assert answer.status_code == 404
    if path != "/api":
        assert answer.json() == {"code": "api.unknown_address", "message": "Il n'y a rien à cette adresse."}


def test_a_method_that_is_not_for_this_address_is_told_in_json(charlie: Browser, db: None) -> None:
    charlie.ask("PUT", "/rooms", {}, status=405)
    assert problem_of(charlie)["code"] == "api.unknown_method"
    assert "GET" in charlie.last["Allow"]


@contextmanager
def database_down() -> Iterator[None]:
    """Every statement fails, as when the server is gone."""

    def gone(*_: object) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(gone):
        yield


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/session"), ("GET", "/rooms"), ("GET", "/rooms/abc-defg-hij"), ("POST", "/signout")]
)
def test_a_database_that_does_not_answer_is_told_as_such(
    alice: Browser, method: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with database_down(), caplog.at_level(logging.WARNING):
        told = alice.ask(method, path, status=503)
    assert [record.name for record in caplog.records] == ["api"]
    assert told == {
        "code": "unavailable.database",
        "message": "Visio cannot reach its database. Try again in a moment.",
    }
    assert alice.last["Retry-After"]


def test_so_it_is_when_it_fails_after_the_view(alice: Browser) -> None:
    alice.client.raise_request_exception = False
    with mock.patch.object(SessionStore, "save", side_effect=OperationalError("gone")):
        alice.post("/signin/confirm", {"token": _token()}, status=503)
    assert problem_of(alice)["code"] == "unavailable.database"


@pytest.mark.parametrize("name", ["aaaaaaaaaa\0", "a" * 33, "é" * 32, "../../etc", " ", "A" * 32])
def test_a_session_that_cannot_be_is_none(charlie: Browser, name: str) -> None:
    charlie.client.cookies["session"] = name
    assert charlie.get("/session")["user"] is None


def test_a_bug_is_told_in_json_and_logged_once(alice: Browser, caplog: pytest.LogCaptureFixture) -> None:
    alice.client.raise_request_exception = False
    with (
        mock.patch("visio.people.api.actions.rename", side_effect=ZeroDivisionError),
        caplog.at_level(logging.ERROR),
    ):
        alice.patch("/me", {"name": "Alice"}, status=500)
    assert problem_of(alice)["code"] == "unexpected"
    assert len(caplog.records) == 1 and "/api/me" in caplog.text


def test_every_code_has_its_sentence_in_every_language() -> None:
    codes = {*STATUS, "unavailable.database", "unavailable.livekit", "unavailable.mail"}
    english, french = words("errors", "en"), words("errors", "fr")
    assert codes <= set(english)
    assert set(english) == set(french)
    assert set(words("letters", "en")) == set(words("letters", "fr"))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=200),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=20), inner, max_size=3),
    max_leaves=5,
)
keys = st.sampled_from(["name", "email", "token", "next", "slug", "access", "device"]) | st.text(max_size=20)


@given(body=st.dictionaries(keys, anything, max_size=5), door=st.sampled_from(JSON_DOORS))
@effort(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_the_answer_is_never_a_crash(
    host: Browser, body: dict[str, Any], door: tuple[str, str]
) -> None:
    method, path = door
    answer = host.client.generic(
        method,
        f"/api{path}",
        json.dumps(body),
        content_type="application/json",
        headers={"X-CSRFToken": host.client.cookies["csrftoken"].value},
    )
    assert answer.status_code < 500, (body, answer.content)


@given(path=st.text(max_size=100))
@effort(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_address_is_asked_the_answer_is_never_a_crash(host: Browser, path: str) -> None:
    for place in ("/", "/api/", "/api/rooms/"):
        assert host.client.get(place + quote(path)).status_code < 500


@pytest.mark.parametrize(
    ("remote", "passed", "proxies", "address"),
    [
        ("203.0.113.9", "", 0, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", 0, "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1", 1, "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", 2, "198.51.100.1"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "", 0, "203.0.113.9"),
        ("", "", 0, "unknown"),
        ("10.0.0.1", "nonsense", 1, "unknown"),
    ],
)
def test_where_a_request_comes_from(
    rf: Any, monkeypatch: pytest.MonkeyPatch, remote: str, passed: str, proxies: int, address: str
) -> None:
    monkeypatch.setattr(limits, "configuration", configuration.model_copy(update={"trusted_proxies": proxies}))
    request = rf.get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": passed} if passed else {})
    assert address_of(request) == address


def _token() -> str:
    return make_link(email="alice@example.org").split("#")[1]
