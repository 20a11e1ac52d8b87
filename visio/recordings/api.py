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
from visio.media import Mode
from visio.meetings.access import Inside
from visio.meetings.api import WithTicket, acting
from visio.meetings.models import Meeting
from visio.people.access import seeker, signed_in, visitor
from visio.recordings import access, actions, asking, automatic
from visio.recordings.consents import sheet_of
from visio.recordings.models import Consent, Recording, Sound, is_in
from visio.rooms.access import Power, Who, has, powers_of

meeting_router = Router(tags=["recordings"], auth=Inside())
router = Router(tags=["recordings"])

change_limit = Limit(burst=20, per_second=1)
# Each rings for the hosts.
ask_limit = Limit(burst=1, per_second=1 / 60)
link_limit = Limit(burst=60, per_second=1)

# As `Recording.State`, which has the name of a knock's in the document.
Progress = Literal["asked", "recording", "ending", "ready", "failed"]

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
Voice = Annotated[str, Path(max_length=24, pattern=r"^[A-Za-z0-9_-]+$")]


class RunningOut(Schema):
    """`agrees` is my own answer, null until I gave one; without it nothing of me is recorded. Of one that began by itself,
    `started_by` is whose room it is."""

    id: UUID
    state: Progress
    mode: Mode
    wants_words: bool
    started_by: str
    is_automatic: bool
    agrees: bool | None


class AskOut(Schema):
    """Who asks for a recording and has no answer yet."""

    identity: str
    name: str


class NowOut(Schema):
    """What is recorded in my meeting, if anything; `failure` says why the last one ended by itself.

    `asked` is for whoever may answer and for whoever asked. `waits_for` is for who may record: why one that should have begun
    by itself has not."""

    running: RunningOut | None
    may_record: bool
    may_ask: bool
    asked: AskOut | None
    waits_for: Literal["", "none_free", "no_space"]
    failure: str


class NewRecording(Schema, extra="forbid"):
    """Of words alone a transcript is always made."""

    mode: Mode = "video"
    wants_words: StrictBool = False
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
    mode: Mode
    wants_words: bool
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
    is_shared: bool
    language: str


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
    """The film, or everybody's sound where there is no film; the sound of the person with this identity; or who agreed."""

    identity: str = ""
    consents: StrictBool = False


class LinkOut(Schema):
    url: str
    expires_at: datetime


@meeting_router.get("", response=answers(200, NowOut, 401))
def look(request: WithTicket) -> dict[str, object]:
    ticket = request.auth
    running, meeting = Recording.objects.in_room(ticket.room), Meeting.objects.open_in(ticket.room)
    asked = asking.open_in(meeting)
    last = Recording.objects.filter(channel=ticket.room.livekit_name).order_by("-asked_at").first()
    return {
        "running": running and _running(request, running),
        "may_record": (may_record := has(ticket, Power.RECORD)),
        "may_ask": not may_record and powers_of(ticket.room)[Power.RECORD] != Who.NOBODY,
        "asked": asked if asked and (may_record or asked.identity == ticket.identity) else None,
        "waits_for": automatic.waits_for(meeting) if may_record and not running else "",
        "failure": last.failure if last else "",
    }


@meeting_router.post("", response=answers(200, RunningOut, 401, 403, 409, 429))
def start(request: WithTicket, asked: NewRecording) -> dict[str, object]:
    change_limit.take(request.auth.identity)
    by = access.recorder(request.auth)
    wish = actions.Wish(asked.mode, asked.wants_words, asked.with_names)
    return _running(request, actions.start_recording(wish, by=by))


@meeting_router.delete("", response=answers(204, None, 401, 403, 409, 429))
def stop(request: WithTicket) -> Status[None]:
    change_limit.take(request.auth.identity)
    by = access.recorder(request.auth)
    actions.stop_recording(access.running(by), by=by)
    return Status(204, None)


@meeting_router.post("/ask", response=answers(204, None, 401, 403, 409, 429))
def ask(request: WithTicket) -> Status[None]:
    """Of who may record, by who may not."""
    by = access.asker(acting(request, change_limit))
    ask_limit.check(by.identity)
    asking.ask(by=by)
    ask_limit.take(by.identity)
    return Status(204, None)


@meeting_router.delete("/ask", response=answers(204, None, 401, 403, 409, 429))
def decline(request: WithTicket) -> Status[None]:
    """No; a yes is a recording that begins."""
    asking.decline(by=access.recorder(acting(request, change_limit)))
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
        "mode": recording.mode,
        "wants_words": recording.wants_words,
        "started_by": recording.started_by,
        "is_automatic": recording.is_automatic,
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
    file = _file_wanted(recording, asked)
    link, until = actions.open_recording(recording, by=visitor(request), file=file)
    return {"url": f"/api/recordings/{id}/{file}?link={link}", "expires_at": datetime.fromtimestamp(until, UTC)}


def _file_wanted(recording: Recording, asked: Wanted) -> str:
    """That there is, and that they may have."""
    if asked.consents:
        access.taken(recording)
        return "consents.csv"
    if asked.identity:
        access.sound(access.taken(recording), asked.identity)
        return f"sound/{asked.identity}"
    access.together(recording)
    return "film"


@router.get("/recordings/{id}/film", response=answers(200, None, 401, 403, 404, 409, 416))
def film(request: HttpRequest, id: UUID, link: str = "", download: bool = False) -> HttpResponseBase:
    """The film itself, or everybody's sound where there is no film; or the part of it that is asked for."""
    recording = access.linked(request, id, "film", link)
    if download:
        access.taken(recording)
    file, kind = access.together(recording)
    name = f"{_name_of(recording)}.{file.rpartition('.')[2]}"
    return _file(request, f"{recording.pk}/{file}", kind, name if download else "")


@router.get("/recordings/{id}/sound/{identity}", response=answers(200, None, 401, 403, 404, 409, 416))
def sound(request: HttpRequest, id: UUID, identity: Voice, link: str = "", download: bool = False) -> HttpResponseBase:
    """One person's own sound, or the part of it that is asked for."""
    recording = access.taken(access.linked(request, id, f"sound/{identity}", link))
    found = access.sound(recording, identity)
    name = f"{_name_of(recording)} {found.name}.ogg"
    return _file(request, found.key, "audio/ogg", name if download else "")


@router.get("/recordings/{id}/consents.csv", response=answers(200, None, 401, 403, 404, 409))
def consents(request: HttpRequest, id: UUID, link: str = "") -> HttpResponse:
    """Who agreed to what, and when: a sheet to keep."""
    recording = access.taken(access.linked(request, id, "consents.csv", link))
    answer = HttpResponse(sheet_of(recording), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{_name_of(recording)} consents.csv")
    return answer


def _name_of(recording: Recording) -> str:
    return f"{recording.title} {recording.began_at:%Y-%m-%d %H-%M}"


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
