"""Whatever is sent: an answer below 500, with a code and a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visio import limits
from visio.testing.seat import Seat

DOORS = [
    ("POST", "/messages"),
    ("PATCH", "/messages/1"),
    ("POST", "/reactions"),
    ("PUT", "/hand"),
    ("PATCH", "/name"),
]

# Lone surrogates and NUL included: JSON can say them, databases cannot keep them.
texts = st.text(st.characters(codec=None), max_size=40) | st.just("\u0000") | st.just("\ud800")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
bodies = values | st.fixed_dictionaries(
    {}, optional={"text": values, "reply_to": values, "kind": values, "raised": values, "name": values, "more": values}
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies)
def test_any_json_is_answered_in_our_words(host: Seat, body: Any) -> None:
    for method, door in DOORS:
        limits.forget_all()
        status, said = ask(host, method, door, json.dumps(body).encode())
        assert status < 500, f"{method} {door} {body!r}: {status}"
        if status >= 400:
            assert said["code"] and said["message"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=60))
def test_any_bytes_are_answered_in_our_words(host: Seat, body: bytes) -> None:
    for method, door in DOORS:
        limits.forget_all()
        status, said = ask(host, method, door, body)
        assert 400 <= status < 500 and said["code"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_a_message_comes_back_as_it_was_kept(host: Seat, text: str) -> None:
    limits.forget_all()
    status, said = ask(host, "POST", "/messages", json.dumps({"text": text}).encode())
    assert status in {200, 422}
    if status == 200:
        limits.forget_all()
        again = host.say(said["text"])
        assert again["text"] == said["text"] == host.ask("GET")["messages"][-1]["text"]


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "1.5", "%00", "x", "²"])
def test_what_is_no_message_id_is_refused(host: Seat, number: str) -> None:
    status, said = ask(host, "DELETE", f"/messages/{number}", b"")
    assert status in {404, 422} and said["code"]


@pytest.mark.parametrize("number", [0, -1, 10**30, 1.5, "1", True])
def test_what_is_no_reply_is_refused(host: Seat, number: object) -> None:
    status, said = ask(host, "POST", "/messages", json.dumps({"text": "x", "reply_to": number}).encode())
    assert status in {404, 422} and said["code"]


@pytest.mark.parametrize("identity", ["..", "%00", "a" * 5000, "é", "<b>"])
def test_any_identity_may_be_asked_for(host: Seat, identity: str) -> None:
    status, _ = ask(host, "DELETE", f"/hands/{identity}", b"")
    assert status in {200, 404, 422}


def test_a_large_body_is_refused_before_it_is_read(host: Seat) -> None:
    status, said = ask(host, "POST", "/messages", json.dumps({"text": "x" * 1_000_000}).encode())
    assert (status, said["code"]) == (413, "input.too_large")


def ask(seat: Seat, method: str, path: str, body: bytes) -> tuple[int, Any]:
    answer = seat.browser.client.generic(
        method,
        f"/api/meeting{path}",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {seat.pass_}"},
    )
    return answer.status_code, json.loads(answer.content) if answer.content else None
