"""Does the API keep what its OpenAPI document says? schemathesis makes requests from it, good ones and bad ones, and reads the answers.

No answer is 5xx, none has a status, a kind or a shape that is not written there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.doors import World, routes, world
from visio import limits
from visio.people.models import User
from visio.testing.livekit import FakeLiveKit
from visio.testing.recorded import ready_recording, ready_transcript
from visio.transcripts.models import Bookmark
from visio.web.api import api
from visio.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

document: Any = schemathesis.openapi.from_dict(dict(api.get_openapi_schema()))
document.app = application


@contextmanager
def one_connection() -> Iterator[None]:
    """The test's own, which must not be closed after a request. Django's test client does the same, for each of its own."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def asked() -> Iterator[tuple[str, GenerationMode]]:
    """Well, and wrongly where there is something that can be wrong."""
    paths = api.get_openapi_schema()["paths"]
    for route in routes():
        method, path = route.split()
        told = paths[path][method.lower()]
        yield route, GenerationMode.POSITIVE
        is_narrow = any({"pattern", "minimum"} & set(each["schema"]) for each in told.get("parameters", []))
        if "application/json" in told.get("requestBody", {}).get("content", {}) or is_narrow:
            yield route, GenerationMode.NEGATIVE


@pytest.mark.parametrize(("route", "mode"), list(asked()))
def test_every_answer_is_one_that_is_written(db: None, livekit: FakeLiveKit, route: str, mode: GenerationMode) -> None:
    there = world(livekit)
    method, path = route.split()
    operation, real = document[path][method], known(there, path)

    @effort(max_examples=30, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        limits.forget_all()
        case: Any = data.draw(operation.as_strategy(mode))
        for name in case.path_parameters or {}:
            if data.draw(st.booleans()):
                case.path_parameters[name] = real[name]
        answer = case.call(**credentials(there, data.draw(st.sampled_from(["owner", "guest", "nobody"])), path))
        case.validate_response(answer, checks=CHECKS)

    with one_connection():
        ask()


def known(there: World, path: str) -> dict[str, object]:
    """What is really there, for each name in an address."""
    identity = there.seats["participant"].identity
    found: dict[str, object] = {
        "slug": there.slug,
        "id": there.message,
        "identity": identity,
        "provider": "none",
        "format": "vtt",
        "share": 1,
    }
    if "/transcript" in path:
        owner = User.objects.get(email="alice@example.org")
        transcript = ready_transcript(ready_recording(owner))
        mark = Bookmark.objects.create(transcript=transcript, user=owner, at=1)
        line = transcript.segments.all()[0]
        found |= {"id": transcript.recording_id, "segment": line.pk, "speaker": line.speaker_id, "bookmark": mark.pk}
    return found


def credentials(there: World, kind: str, path: str) -> dict[str, Any]:
    """What this person's browser sends along."""
    client = there.browsers[kind].client
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    headers = {"Host": "testserver", "X-CSRFToken": cookies.get("csrftoken", "")}
    if path.startswith("/api/meeting") and kind in there.seats:
        headers["Authorization"] = f"Bearer {there.seats[kind].pass_}"
    return {"headers": headers, "cookies": cookies}
