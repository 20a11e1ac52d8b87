"""How does the browser ask about recordings? With its pass in the meeting, with its session afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from ninja import Path, Router, Schema, Status
from pydantic import StrictBool

from visio.errors import Refused, answers
from visio.gateways import storage
from visio.limits import Limit
from visio.media import FILM
from visio.meetings.access import Inside
from visio.meetings.api import WithTicket
from visio.people.access import seeker, signed_in, visitor
from visio.recordings import access, actions
from visio.recordings.models import Consent, Recording, Sound, is_in
from visio.rooms.access import Power, has

meeting_router = Router(tags=["recordings"], auth=Inside())
router = Router(tags=["recordings"])

change_limit = Limit(burst=20, per_second=1)
link_limit = Limit(burst=60, per_second=1)

# As `Recording.State`, which has the name of a knock's in the document.
Progress = Literal["asked", "recording", "ending", "ready", "failed"]

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
Voice = Annotated[str, Path(max_length=24, pattern=r"^[A-Za-z0-9_-]+$")]


class RunningOut(Schema):
    """`agrees` is my own answer, null until I gave one; without it nothing of me is recorded."""

    id: UUID
    state: Progress
    started_by: str
    agrees: bool | None


class NowOut(Schema):
    """What is recorded in my meeting, if anything; `failure` says why the last one ended by itself."""

    running: RunningOut | None
    may_record: bool
    failure: str


class NewRecording(Schema, extra="forbid"):
    with_names: StrictBool = True


class Answer(Schema, extra="forbid"):
    agrees: StrictBool


class RecordingOut(Schema):
    """`gaps` are [from, for how long] in seconds: there nobody recorded. `owner` is whose it is; `is_mine`, `may_change` (what
    was said) and `may_take` (files, and single voices) say how I stand to it."""

    id: UUID
    title: str
    owner: str
    is_mine: bool
    may_change: bool
    may_take: bool
    started_by: str
    state: Progress
    failure: str
    began_at: datetime
    seconds: float
    bytes: int
    expires_at: datetime | None
    gaps: list[list[float]]

    @staticmethod
    def resolve_owner(recording: Recording) -> str:
        """An address is for those who have one: who comes by a link may be anybody."""
        return recording.owner.name or (recording.owner.email if recording.may_take else "")


class SoundOut(Schema):
    identity: str
    name: str
    seconds: float
    bytes: int


class ConsentOut(Schema):
    name: str
    agrees: bool
    at: datetime


class WholeRecordingOut(RecordingOut):
    """With each person's own sound, and everybody's answers in their order; neither for who comes by a link."""

    sounds: list[SoundOut]
    consents: list[ConsentOut]

    @staticmethod
    def resolve_sounds(recording: Recording) -> list[Sound]:
        return list(recording.sounds.order_by("id")) if recording.may_take else []

    @staticmethod
    def resolve_consents(recording: Recording) -> list[Consent]:
        return list(recording.consents.order_by("id")) if recording.may_take else []


class Wanted(Schema, extra="forbid"):
    """The film, or the sound of the person with this identity."""

    identity: str = ""


class LinkOut(Schema):
    url: str
    expires_at: datetime


@meeting_router.get("", response=answers(200, NowOut, 401))
def look(request: WithTicket) -> dict[str, object]:
    ticket = request.auth
    running = Recording.objects.in_room(ticket.room)
    last = Recording.objects.filter(channel=ticket.room.livekit_name).order_by("-asked_at").first()
    return {
        "running": running and _running(request, running),
        "may_record": has(ticket, Power.RECORD),
        "failure": last.failure if last else "",
    }


@meeting_router.post("", response=answers(200, RunningOut, 401, 403, 409, 429))
def start(request: WithTicket, asked: NewRecording) -> dict[str, object]:
    change_limit.take(request.auth.identity)
    by = access.recorder(request.auth)
    return _running(request, actions.start_recording(by=by, with_names=asked.with_names))


@meeting_router.delete("", response=answers(204, None, 401, 403, 409, 429))
def stop(request: WithTicket) -> Status[None]:
    change_limit.take(request.auth.identity)
    by = access.recorder(request.auth)
    actions.stop_recording(access.running(by), by=by)
    return Status(204, None)


@meeting_router.put("/consent", response=answers(204, None, 401, 409, 429))
def consent(request: WithTicket, asked: Answer) -> Status[None]:
    change_limit.take(request.auth.identity)
    actions.answer(access.running(request.auth), by=request.auth, agrees=asked.agrees)
    return Status(204, None)


def _running(request: WithTicket, recording: Recording) -> dict[str, object]:
    return {
        "id": recording.pk,
        "state": recording.state,
        "started_by": recording.started_by,
        "agrees": is_in(request.auth, recording),
    }


@router.get("/recordings", response=answers(200, list[RecordingOut], 401))
def my_recordings(request: HttpRequest) -> list[Recording]:
    """Mine, and those shared with me."""
    return access.all_readable(request)


@router.get("/recordings/{id}", response=answers(200, WholeRecordingOut, 401, 404))
def one(request: HttpRequest, id: UUID) -> Recording:
    return access.readable(request, id)


@router.delete("/recordings/{id}", response=answers(204, None, 401, 403, 404, 409))
def delete(request: HttpRequest, id: UUID) -> Status[None]:
    actions.delete_recording(access.finished(request, id), by=signed_in(request))
    return Status(204, None)


@router.post("/recordings/{id}/links", response=answers(200, LinkOut, 401, 403, 404, 409, 429))
def make_link(request: HttpRequest, id: UUID, asked: Wanted) -> dict[str, object]:
    """A link to one of the files, for this person and some hours; made anew for each opening, since each is counted."""
    link_limit.take(seeker(request))
    recording = access.ready(request, id)
    if asked.identity:
        access.sound(access.taken(recording), asked.identity)
    file = f"sound/{asked.identity}" if asked.identity else "film"
    link, until = actions.open_recording(recording, by=visitor(request), file=file)
    return {"url": f"/api/recordings/{id}/{file}?link={link}", "expires_at": datetime.fromtimestamp(until, UTC)}


@router.get("/recordings/{id}/film", response=answers(200, None, 401, 403, 404, 409, 416))
def film(request: HttpRequest, id: UUID, link: str = "", download: bool = False) -> HttpResponseBase:
    """The film itself, or the part of it that is asked for."""
    recording = access.linked(request, id, "film", link)
    if download:
        access.taken(recording)
    name = f"{recording.title} {recording.began_at:%Y-%m-%d %H-%M}.mp4"
    return _file(request, f"{recording.pk}/{FILM}", "video/mp4", name if download else "")


@router.get("/recordings/{id}/sound/{identity}", response=answers(200, None, 401, 403, 404, 409, 416))
def sound(request: HttpRequest, id: UUID, identity: Voice, link: str = "", download: bool = False) -> HttpResponseBase:
    """One person's own sound, or the part of it that is asked for."""
    recording = access.taken(access.linked(request, id, f"sound/{identity}", link))
    found = access.sound(recording, identity)
    name = f"{recording.title} {recording.began_at:%Y-%m-%d %H-%M} {found.name}.ogg"
    return _file(request, found.key, "audio/ogg", name if download else "")


def _file(request: HttpRequest, key: str, kind: str, name: str) -> HttpResponseBase:
    """With RFC 9110's single range, which is what players ask for; several at once are answered whole."""
    try:
        size = storage.kept.size(key)
        wanted = _range(request.headers.get("Range", ""), size)
        if wanted is None:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        start, stop = wanted
        parts: Iterator[bytes] = storage.kept.open(key, start, stop - start)
    except FileNotFoundError as gone:
        raise Refused("recording.not_found") from gone
    is_part = (start, stop) != (0, size)
    answer = StreamingHttpResponse(parts, status=206 if is_part else 200, content_type=kind)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Length"] = str(stop - start)
    if is_part:
        answer["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    if name and (disposition := content_disposition_header(True, name)):
        answer["Content-Disposition"] = disposition
    return answer


def _range(asked: str, size: int) -> tuple[int, int] | None:
    """From and to, the latter not included; everything where nothing else is asked for, None where there is nothing."""
    found = RANGE.fullmatch(asked.strip())
    if not found or found.groups() == ("", ""):
        return 0, size
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) else None
    start, stop = int(first), min(size, int(last) + 1 if last else size)
    return (start, stop) if start < stop else None
